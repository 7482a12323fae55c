#include "protocol/events.hpp"

namespace omstilling {

event::event() = default;
event::event(const event&) = default;
event::event(event&&) noexcept = default;
event& event::operator=(const event&) = default;
event& event::operator=(event&&) noexcept = default;
event::~event() = default;

} // namespace omstilling
