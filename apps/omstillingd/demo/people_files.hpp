#pragma once

#include "gateways/pbx/simulator/simulator_options.hpp"
#include "protocol/commands.hpp"
#include "protocol/errors.hpp"

#include <tl/expected.hpp>

#include <string_view>
#include <vector>

namespace omstilling {

/// CSV with the columns id,site,name,title,department,location,groups,phones; groups and phones
/// separated by semicolons, a phone being `number` or `number:kind`.
tl::expected<std::vector<put_employee>, problem>
read_employees(std::string_view text, std::string_view file, const std::vector<site_view>& sites);

/// CSV with the columns number,name.
tl::expected<std::vector<known_caller>, problem> read_callers(std::string_view text,
                                                              std::string_view file);

} // namespace omstilling
