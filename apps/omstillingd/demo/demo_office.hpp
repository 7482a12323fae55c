#pragma once

#include "apps/omstillingd/demo/office_file.hpp"
#include "gateways/pbx/simulator/simulator_options.hpp"
#include "protocol/errors.hpp"

#include <tl/expected.hpp>

#include <filesystem>
#include <optional>
#include <vector>

namespace omstilling {

struct demo_site {
  site_view site;
  simulator_options pbx; // it is closed until simulator::open()
};

/// An office to show and to test with: who is there, who calls, and how all of them behave.
struct demo_office {
  std::string organisation;
  std::vector<demo_site> sites;
  std::vector<put_employee> employees;
  std::vector<put_queue> queues;
  std::vector<put_user> users;
  receptionist_manners receptionists;
  statuses_section statuses;
  std::vector<employee_id> hard_to_reach; // they reject every call
};

/// What a run may change about the files.
struct demo_pace {
  std::uint64_t seed = 1;
  std::optional<double> calls_per_hour{}; // of the whole office
  bool busy_start = true;
  std::optional<duration> stop_arrivals{}; // after the start, so that a day can drain
};

/// Reads office.toml, employees.csv and the callers' file of a folder. The error names file, line,
/// and what was expected there.
tl::expected<demo_office, problem> read_demo_office(const std::filesystem::path& folder,
                                                    const demo_pace& pace);

} // namespace omstilling
