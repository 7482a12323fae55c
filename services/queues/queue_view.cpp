#include "services/queues/queue.hpp"

namespace omstilling {

namespace {

std::optional<double> average(std::int64_t sum, std::int64_t of) {
  return of > 0 ? std::optional{static_cast<double>(sum) / static_cast<double>(of)} : std::nullopt;
}

void count(queue_view& into, agent_state x) {
  ++into.agents_logged_on;
  into.agents_ready += x == agent_state::ready ? 1 : 0;
  into.agents_not_ready += x == agent_state::not_ready ? 1 : 0;
  into.agents_busy += x == agent_state::busy ? 1 : 0;
  into.agents_after_call += x == agent_state::working_after_call ? 1 : 0;
}

void show_day(queue_view& into, const day_counters& day) {
  into.offered = day.offered;
  into.answered = day.answered;
  into.abandoned = day.abandoned;
  into.abandoned_short = day.abandoned_short;
  into.overflowed = day.overflowed;
  into.speed_of_answer_avg = average(day.answered_wait_seconds, day.answered);
  into.wait_avg =
    average(day.answered_wait_seconds + day.abandoned_wait_seconds, day.answered + day.abandoned);
  into.level.value = day.level();
  into.level.answered_in_target = day.answered_in_target;
  into.half_hours = day.half_hours;
}

} // namespace

queue_view queue::view(time_point now) const {
  queue_view result{.id = record_.id,
                    .site = record_.site,
                    .name = record_.name,
                    .short_name = record_.short_name,
                    .number = record_.number,
                    .priority = record_.priority,
                    .waiting = static_cast<std::int64_t>(waiting_.size()),
                    .max_wait_seconds = record_.max_wait_seconds,
                    .day = local_time(now, time_zone_).day,
                    .time_zone = time_zone_,
                    .level = {.target_seconds = record_.target_seconds,
                              .short_abandon_seconds = record_.short_abandon_seconds},
                    .level_target = record_.level_target};
  if (!waiting_.empty())
    result.longest_waiting_since = waiting_.front().since;
  if (result.day == today_.day)
    show_day(result, today_);
  for (const auto& x : agents_) {
    count(result, x.state);
    result.agents.push_back({x.user, x.name, x.state, rings_at(x.user), x.since});
  }
  return result;
}

} // namespace omstilling
