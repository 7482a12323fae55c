#include "apps/omstillingd/demo/status_bot.hpp"

#include <iterator>
#include <utility>

namespace omstilling {

using namespace std::chrono_literals;

status_bot::status_bot(statuses_section section, std::vector<person> people, std::uint64_t seed,
                       time_point now)
  : section_(std::move(section)),
    people_(std::move(people)),
    chance_(seed),
    at_start_left_(section_.at_start) {
  for (const auto& x : section_.kinds)
    weights_.push_back(x.weight);
  if (!people_.empty() && !section_.kinds.empty())
    plan(now);
}

std::optional<bot::request> status_bot::wake(time_point now) {
  if (!next_at_ || now < *next_at_)
    return std::nullopt;
  request result{++requests_, next_command()};
  plan(now);
  return result;
}

command status_bot::next_command() {
  if (at_start_left_ == 0 && !elsewhere_.empty() && chance_.chance(section_.cleared)) {
    const auto at =
      std::next(elsewhere_.begin(), static_cast<std::ptrdiff_t>(chance_.below(elsewhere_.size())));
    return clear_status{elsewhere_.extract(at).value()};
  }
  return status_for(chance_.pick(people_));
}

set_status status_bot::status_for(const person& who) {
  const auto& kind = section_.kinds[chance_.weighted(weights_)];
  set_status result{.employee = who.id, .type = kind.type};
  if (!kind.notes.empty())
    result.note = chance_.pick(kind.notes);
  if (kind.minutes) {
    // Those that are there from the start began at some time before.
    const auto least = at_start_left_ > 0 ? 1.0 : kind.minutes->from;
    const auto minutes = least + chance_.unit() * (kind.minutes->to - least);
    result.for_seconds = static_cast<std::int64_t>(minutes * 60);
  }
  if (kind.do_not_disturb) {
    result.start_actions.push_back({status_action_kind::set_do_not_disturb, {}});
    result.stop_actions.push_back({status_action_kind::clear_do_not_disturb, {}});
  }
  if (kind.forward_to_reception && !who.reception.empty()) {
    result.start_actions.push_back({status_action_kind::set_forwarding, who.reception});
    result.stop_actions.push_back({status_action_kind::clear_forwarding, {}});
  }
  elsewhere_.insert(who.id);
  return result;
}

void status_bot::plan(time_point now) {
  next_at_.reset();
  if (at_start_left_ > 0) {
    --at_start_left_;
    next_at_ = now + 50ms;
  } else if (section_.per_hour > 0) {
    const duration mean{static_cast<std::int64_t>(3'600'000 / section_.per_hour)};
    next_at_ = now + chance_.exponential(mean);
  }
}

} // namespace omstilling
