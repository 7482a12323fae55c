#include "gateways/pbx/simulator/phone_board.hpp"

#include <algorithm>
#include <array>

namespace omstilling {

namespace {

constexpr std::array shown_first{phone_activity::alerting, phone_activity::initiated,
                                 phone_activity::connected, phone_activity::hold};

} // namespace

phone_board::phone_board(const std::vector<phone_habit>& phones) {
  for (const auto& habit : phones) {
    auto& x = slots_.insert_or_assign(habit.number, slot{habit, {}, {}}).first->second;
    x.told = picture(x);
  }
}

const phone_habit* phone_board::find(const std::string& number) const {
  const auto at = slots_.find(number);
  return at == slots_.end() ? nullptr : &at->second.habit;
}

bool phone_board::registered(const std::string& number) const {
  const auto* habit = find(number);
  return habit && habit->registered;
}

bool phone_board::has_free_line(const std::string& number) const {
  const auto at = slots_.find(number);
  return at != slots_.end() && at->second.habit.registered &&
         static_cast<std::int64_t>(at->second.connections.size()) < at->second.habit.lines;
}

bool phone_board::idle(const std::string& number) const {
  const auto at = slots_.find(number);
  return at != slots_.end() && at->second.habit.registered && at->second.connections.empty();
}

void phone_board::connect(const std::string& number, const std::string& connection,
                          phone_activity activity) {
  if (const auto at = slots_.find(number); at != slots_.end()) {
    at->second.connections[connection] = activity;
    touched_.push_back(number);
  }
}

void phone_board::clear(const std::string& number, const std::string& connection) {
  if (const auto at = slots_.find(number); at != slots_.end()) {
    at->second.connections.erase(connection);
    touched_.push_back(number);
  }
}

void phone_board::set_registered(const std::string& number, bool registered) {
  if (const auto at = slots_.find(number); at != slots_.end()) {
    at->second.habit.registered = registered;
    touched_.push_back(number);
  }
}

std::vector<pbx::device_changed> phone_board::take_changes() {
  std::vector<pbx::device_changed> result;
  for (const auto& number : touched_) {
    auto& x = slots_.at(number);
    auto now = picture(x);
    if (!x.habit.monitored || (now.reach == x.told.reach && now.activity == x.told.activity))
      continue;
    x.told = now;
    result.push_back(std::move(now));
  }
  touched_.clear();
  return result;
}

std::vector<pbx::device_changed> phone_board::all() const {
  std::vector<pbx::device_changed> result;
  for (const auto& [number, x] : slots_)
    if (x.habit.monitored)
      result.push_back(picture(x));
  return result;
}

pbx::device_changed phone_board::picture(const slot& x) {
  if (!x.habit.registered)
    return {x.habit.number, phone_reach::unregistered, phone_activity::idle};
  auto activity = phone_activity::idle;
  for (auto candidate : shown_first)
    if (std::ranges::any_of(x.connections, [&](auto& y) { return y.second == candidate; })) {
      activity = candidate;
      break;
    }
  return {x.habit.number, phone_reach::registered, activity};
}

} // namespace omstilling
