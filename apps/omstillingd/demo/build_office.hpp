#pragma once

#include "apps/omstillingd/demo/demo_office.hpp"

namespace omstilling {

/// Puts together what the files say; they have been checked.
demo_office build_office(const office_file& file, std::vector<put_employee> people,
                         const std::vector<known_caller>& callers, const demo_pace& pace);

} // namespace omstilling
