#pragma once

#include "actors/ports/store.hpp"
#include "services/calls/call.hpp"
#include "services/history/finished_call.hpp"

#include <caf/allowed_unsafe_message_type.hpp>

#include <string>
#include <vector>

/// What is said of calls that are over, and of who is called what.
namespace omstilling {

struct read_calls {
  call_query query;
};
struct calls_read {
  tl::expected<std::vector<found_call>, problem> calls;
};

/// From a call, once it is kept: it has reached a number outside, or is over.
struct call_news {
  call_id call;
  time_point at;             // its arrival
  std::string reached;       // number_key(); else empty
  std::vector<own_call> log; // of one that is over
};
/// The same for every site: whose logins they concern.
struct call_told {
  call_news what;
};

/// Whose number the one in a call is.
struct number_named {
  call_id call;
  call_input::named what;
};

} // namespace omstilling

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::read_calls)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::calls_read)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::call_news)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::call_told)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::number_named)
