#pragma once

#include "actors/outbox_actor.hpp"
#include "services/messages/outbox.hpp"

#include <caf/stateful_actor.hpp>
#include <caf/typed_event_based_actor.hpp>

/// What the parts of the outbox actor share: outbox_actor.cpp (commands), outbox_delivery.cpp (what
/// goes out and what comes back).
namespace omstilling {

struct outbox_state {
  static inline const char* name = "omstilling.outbox";
  environment_ptr env;
  site_actor site;
  site_id of;
  carriers by;
  outbox core;
  std::vector<message_id> interrupted; // found while being given away: settled before anything goes
  std::optional<time_point> armed;
};

using outbox_pointer = outbox_actor::stateful_pointer<outbox_state>;

picture_change shown_message(const message_view& x);

/// One message as it is now, to be kept and shown.
change step_of(const outbox_state& st, const message_id& id, std::vector<event> events);

/// Does the next thing that is due, until none is.
void go_on(outbox_pointer self);
void hear(outbox_pointer self, const delivery_came& x);
void hear(outbox_pointer self, const receipt_came& x);

} // namespace omstilling
