#pragma once

#include "apps/omstillingctl/commands.hpp"

namespace omstilling {

/// Reads the command line and does what it says.
exit_code run_command_line(int argc, const char* const* argv, output to);

} // namespace omstilling
