#include "services/calls/call.hpp"

namespace omstilling {

call_action::call_action() = default;
call_action::call_action(const call_action&) = default;
call_action::call_action(call_action&&) noexcept = default;
call_action& call_action::operator=(const call_action&) = default;
call_action& call_action::operator=(call_action&&) noexcept = default;
call_action::~call_action() = default;

} // namespace omstilling
