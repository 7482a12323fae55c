#include "actors/queue_day.hpp"

#include "protocol/event_codec.hpp"

#include <limits>

namespace omstilling {

event_query counted_events(const site_id& site, const std::string& time_zone, time_point now) {
  // A local day has at most 25 hours. Counting itself drops what belongs to the day before.
  const auto today = local_time(now, time_zone).day;
  auto from = now - std::chrono::hours{25};
  while (from < now && local_time(from, time_zone).day != today)
    from += std::chrono::minutes{15}; // every zone's offset is a multiple of this
  return {.site = site,
          .types = {std::string{queued::name}, std::string{established::name},
                    std::string{abandoned::name}, std::string{overflowed::name}},
          .from = from - std::chrono::minutes{15},
          .limit = std::numeric_limits<std::size_t>::max() / 2};
}

queue count_day(queue_record kept, const std::string& time_zone,
                const std::vector<stored_event>& events) {
  queue result{std::move(kept), time_zone};
  for (const auto& x : events)
    if (const auto what = decode_event(x.type, x.body))
      result.handle(queue_input::counted{*what}, x.at);
  return result;
}

} // namespace omstilling
