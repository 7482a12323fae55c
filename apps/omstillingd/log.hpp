#pragma once

#include "apps/omstillingd/config/config.hpp"

namespace omstilling {

/// Logs to standard error from now on, as text or as one JSON object a line.
void start_log(const log_settings& how);

} // namespace omstilling
