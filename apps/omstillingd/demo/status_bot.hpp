#pragma once

#include "apps/omstillingd/demo/bot.hpp"
#include "apps/omstillingd/demo/office_file.hpp"
#include "gateways/pbx/simulator/dice.hpp"

#include <set>
#include <string>
#include <vector>

namespace omstilling {

/// Everybody's meetings, lunches and ways home, set through one privileged login.
class status_bot final : public bot {
public:
  struct person {
    employee_id id;
    std::string reception; // the number to forward to
  };
  status_bot(statuses_section section, std::vector<person> people, std::uint64_t seed,
             time_point now);

  std::optional<request> wake(time_point now) override;
  void answered(std::uint64_t, const answer&, time_point) override {}
  std::optional<time_point> deadline() const override { return next_at_; }

private:
  command next_command();
  set_status status_for(const person& who);
  void plan(time_point now);

  statuses_section section_;
  std::vector<person> people_;
  std::vector<double> weights_;
  dice chance_;
  std::int64_t at_start_left_;
  std::set<employee_id> elsewhere_; // had their status set, and not cleared
  std::optional<time_point> next_at_;
  std::uint64_t requests_ = 0;
};

} // namespace omstilling
