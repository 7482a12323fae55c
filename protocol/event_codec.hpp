#pragma once

#include "protocol/codec.hpp"
#include "protocol/events.hpp"

namespace omstilling {

/// The event's body as it stands in the journal.
std::string encode_event(const event& x);

/// Reads an event back; a type that this version does not know is an error that names it.
tl::expected<event, problem> decode_event(std::string_view type, std::string_view body);

} // namespace omstilling
