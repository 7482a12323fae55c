#include "protocol/commands.hpp"

namespace omstilling {

command::command() = default;
command::command(const command&) = default;
command::command(command&&) noexcept = default;
command& command::operator=(const command&) = default;
command& command::operator=(command&&) noexcept = default;
command::~command() = default;

} // namespace omstilling
