#include "gateways/pbx/simulator/colleagues.hpp"

#include <utility>

namespace omstilling {

using namespace std::chrono_literals;

colleagues::colleagues(const simulator_options& options)
  : calls_per_hour_(options.own_calls_per_hour),
    unplugged_per_hour_(options.unplugged_per_hour),
    chance_(options.seed ^ 0xc011ea60e5) {
  for (const auto& habit : options.phones)
    if (habit.calls_others)
      numbers_.push_back(habit.number);
}

void colleagues::start(time_point now) {
  plan_again(what::pick_up_to_call, calls_per_hour_, now);
  plan_again(what::unplug, unplugged_per_hour_, now);
}

void colleagues::step(time_point at, phone_board& phones) {
  auto x = agenda_.take();
  switch (x.kind) {
    case what::pick_up_to_call: return begin_call(at, phones);
    case what::alert: return alert(std::move(x), at, phones);
    case what::answer:
      phones.connect(x.from, x.connection, phone_activity::connected);
      phones.connect(x.to, x.connection, phone_activity::connected);
      x.kind = what::hang_up;
      return agenda_.add(at + chance_.between(15s, 180s), std::move(x));
    case what::hang_up: phones.clear(x.from, x.connection); return phones.clear(x.to, x.connection);
    case what::unplug: return unplug(at, phones);
    case what::plug_in: return phones.set_registered(x.from, true);
  }
}

void colleagues::begin_call(time_point at, phone_board& phones) {
  plan_again(what::pick_up_to_call, calls_per_hour_, at);
  const auto& from = chance_.pick(numbers_);
  const auto& to = chance_.pick(numbers_);
  if (from == to || !phones.idle(from))
    return;
  const auto connection = "own." + std::to_string(++calls_);
  phones.connect(from, connection, phone_activity::initiated);
  agenda_.add(at + chance_.between(1s, 4s), {what::alert, connection, from, to});
}

void colleagues::alert(step_of x, time_point at, phone_board& phones) {
  x.kind = what::hang_up;
  if (!phones.has_free_line(x.to))
    return agenda_.add(at + 2s, std::move(x)); // hears the busy tone, and gives up
  phones.connect(x.to, x.connection, phone_activity::alerting);
  if (!chance_.chance(phones.find(x.to)->answers))
    return agenda_.add(at + chance_.between(8s, 20s), std::move(x));
  x.kind = what::answer;
  agenda_.add(at + chance_.between(2s, 10s), std::move(x));
}

void colleagues::unplug(time_point at, phone_board& phones) {
  plan_again(what::unplug, unplugged_per_hour_, at);
  const auto& number = chance_.pick(numbers_);
  if (!phones.idle(number))
    return;
  phones.set_registered(number, false);
  agenda_.add(at + chance_.between(1min, 5min), {what::plug_in, {}, number, {}});
}

void colleagues::plan_again(what kind, double per_hour, time_point at) {
  if (per_hour <= 0 || numbers_.empty())
    return;
  const duration mean{static_cast<std::int64_t>(3'600'000 / per_hour)};
  agenda_.add(at + chance_.exponential(mean), {kind, {}, {}, {}});
}

} // namespace omstilling
