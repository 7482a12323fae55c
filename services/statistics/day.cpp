#include "services/statistics/day.hpp"

#include <date/tz.h>

#include <algorithm>
#include <cstdio>
#include <stdexcept>
#include <unordered_map>

namespace omstilling {

namespace {

/// A zone, and the stretch of time for which its offset was last looked up.
struct zone_memory {
  const date::time_zone* zone = nullptr;
  date::sys_info stretch{};
};

/// Nothing for a name that the zone database does not have, or when there is no database.
const date::time_zone* locate(const std::string& name) {
  try {
    return date::locate_zone(name);
  } catch (const std::runtime_error&) {
    return nullptr;
  }
}

/// Minutes of a day's counting share a zone and an offset; a look-up reads a tree and may throw.
std::chrono::seconds offset_at(std::chrono::sys_seconds at, const std::string& name) {
  thread_local std::unordered_map<std::string, zone_memory> known;
  auto found = known.find(name);
  if (found == known.end()) {
    const auto* zone = locate(name);
    if (zone == nullptr)
      return std::chrono::seconds{0};
    found = known.emplace(name, zone_memory{zone, zone->get_info(at)}).first;
  }
  auto& [zone, stretch] = found->second;
  if (at < stretch.begin || at >= stretch.end)
    stretch = zone->get_info(at);
  return stretch.offset;
}

half_hour& slot_of(std::vector<half_hour>& slots, std::int64_t index) {
  const auto at =
    std::lower_bound(slots.begin(), slots.end(), index,
                     [](const half_hour& x, std::int64_t wanted) { return x.index < wanted; });
  if (at != slots.end() && at->index == index)
    return *at;
  return *slots.insert(at, half_hour{.index = index});
}

/// Whether the event is one of this queue's figures.
bool counts(const event& what, const queue_id& queue) {
  if (const auto* x = std::get_if<queued>(&what))
    return x->queue == queue && !x->again;
  if (const auto* x = std::get_if<established>(&what))
    return x->queue == queue;
  if (const auto* x = std::get_if<abandoned>(&what))
    return x->queue == queue;
  if (const auto* x = std::get_if<overflowed>(&what))
    return x->queue == queue;
  return false;
}

} // namespace

local_moment local_time(time_point at, const std::string& time_zone) {
  const auto utc = std::chrono::floor<std::chrono::seconds>(at);
  const auto local = utc + offset_at(utc, time_zone);
  const auto midnight = std::chrono::floor<std::chrono::days>(local);
  const std::chrono::year_month_day day{midnight};
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(day.year()),
                static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
  return {text, (local - midnight) / std::chrono::minutes{30}};
}

bool known_time_zone(const std::string& name) { return locate(name) != nullptr; }

void day_counters::apply(const event& what, const queue_id& queue, time_point at,
                         const std::string& time_zone, const counting_rules& rules) {
  if (!counts(what, queue))
    return;
  const auto moment = local_time(at, time_zone);
  if (moment.day < day)
    return; // of a day that is closed
  if (moment.day > day)
    *this = day_counters{.day = moment.day};

  if (std::holds_alternative<queued>(what)) {
    ++offered;
  } else if (const auto* by = std::get_if<established>(&what)) {
    ++answered;
    answered_wait_seconds += by->waited_seconds;
    answered_in_target += by->waited_seconds <= rules.target_seconds ? 1 : 0;
    ++slot_of(half_hours, moment.half_hour).answered;
  } else if (const auto* left = std::get_if<omstilling::abandoned>(&what)) {
    ++abandoned;
    abandoned_wait_seconds += left->waited_seconds;
    abandoned_short += left->waited_seconds <= rules.short_abandon_seconds ? 1 : 0;
    ++slot_of(half_hours, moment.half_hour).abandoned;
  } else {
    ++overflowed;
  }
}

std::optional<double> day_counters::level() const {
  const auto of = answered + abandoned - abandoned_short + overflowed;
  if (of <= 0)
    return std::nullopt;
  return static_cast<double>(answered_in_target) / static_cast<double>(of);
}

} // namespace omstilling
