#pragma once

#include "actors/ports/store.hpp"
#include "services/queues/queue.hpp"

namespace omstilling {

/// Which kept events make the queues' figures of the site's present day.
event_query counted_events(const site_id& site, const std::string& time_zone, time_point now);

/// The queue with its figures counted from these events.
queue count_day(queue_record kept, const std::string& time_zone,
                const std::vector<stored_event>& events);

} // namespace omstilling
