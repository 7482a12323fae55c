#pragma once

#include "apps/omstillingd/options.hpp"

namespace omstilling {

/// Starts the service, serves until a signal or the time given, ends it cleanly. Returns the exit
/// status: 0, or 1 after a line on standard error that says why it could not start.
int run_daemon(const daemon_options& options);

} // namespace omstilling
