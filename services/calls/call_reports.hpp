#pragma once

#include "services/calls/call.hpp"
#include "services/calls/camp_list.hpp"
#include "services/messages/promise.hpp"
#include "services/queues/queue.hpp"

#include <string>
#include <utility>
#include <vector>

namespace omstilling {

/// What a queue is told of a call.
struct queue_report {
  queue_id queue;
  queue_action what;
};

/// What queues hear after a call went from `before` to `after` by this decision: entering, leaving,
/// failed offers, at whom it rings, and the events that count.
std::vector<queue_report> reports_to_queues(const call_record& before, const call_record& after,
                                            const call_decision& done);

/// What a queue that starts again must hear of a call that stands in it.
std::vector<queue_report> standing_in_queue(const call_record& x);

/// The desks that must hear of the change: those at which the call is shown, or was.
std::vector<user_id> desks_to_tell(const call_record& before, const call_record& after);

/// The topics on which the call is shown: its queue's while it waits there or is parked, and the
/// desks of those who have it, are offered it or sent it on.
std::vector<std::string> topics_showing(const call_record& x);

/// Where a call stands at its site: what others must know to find it.
struct call_standing {
  std::optional<std::string> slot{};   // it is parked there
  std::vector<std::string> ringing_at; // numbers
  std::optional<camping> waits{};      // for a phone, and rings nowhere
  friend bool operator==(const call_standing&, const call_standing&) = default;
};
call_standing standing_of(const call_record& x);

/// Whom somebody of the house has on the line by these events, having called herself.
std::optional<call_reached> reached_by(const call_record& x, const std::vector<event>& events,
                                       time_point now);

} // namespace omstilling
