#include "gateways/pbx/simulator/simulator_core.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace omstilling {

using namespace std::chrono_literals;

namespace {

constexpr duration a_pause = 1min; // later than this, the machine was asleep

template <class Map>
auto keys(const Map& from) {
  std::vector<typename Map::key_type> result;
  result.reserve(from.size());
  for (const auto& [id, x] : from)
    result.push_back(id);
  return result;
}

} // namespace

simulator_core::simulator_core(simulator_options options)
  : options_(std::move(options)),
    phones_(options_.phones),
    arrivals_(options_.callers, options_.stop_arrivals, options_.seed ^ 0xa1117a15),
    colleagues_(options_),
    chance_(options_.seed) {}

simulator_core::events simulator_core::connect(time_point now) {
  if (options_.opens_at_connect)
    open(now);
  return cut_ ? events{pbx::link_down{*cut_}} : restore_link();
}

void simulator_core::open(time_point now) {
  if (!prefix_.empty())
    return;
  // Ids of an earlier run may still be in somebody's books.
  prefix_ = fmt::format("{}.{:x}.", options_.name, now.time_since_epoch().count() / 1000);
  arrivals_.start(now);
  colleagues_.start(now);
}

simulator_core::events simulator_core::cut_link(std::string why) {
  cut_ = std::move(why);
  return {pbx::link_down{*cut_}};
}

simulator_core::events simulator_core::restore_link() {
  cut_.reset();
  phones_.take_changes(); // they are part of the picture
  return {pbx::link_up{legs_now(), bridges(), phones_.all()}};
}

simulator_core::events simulator_core::wake(time_point now) {
  events result;
  for (auto due = deadline(); due && *due <= now; due = deadline()) {
    const bool late = now - *due > a_pause;
    const auto at = late ? now : *due;
    if (agenda_.next() == due)
      do_step(agenda_.take(), at);
    else if (arrivals_.next() != due)
      colleagues_.step(at, phones_);
    else if (late)
      arrivals_.skip(now);
    else
      arrive(at);
    std::ranges::move(finish(), std::back_inserter(result));
  }
  return result;
}

std::optional<time_point> simulator_core::deadline() const {
  auto result = agenda_.next();
  for (const auto& other : {arrivals_.next(), colleagues_.next()})
    if (other && (!result || *other < *result))
      result = other;
  return result;
}

std::vector<leg_id> simulator_core::legs() const { return keys(legs_); }

std::vector<pbx::leg_now> simulator_core::legs_now() const {
  std::vector<pbx::leg_now> result;
  result.reserve(legs_.size());
  for (const auto& [id, x] : legs_)
    result.push_back({id, x.state == progress::answered, x.bridge, x.arrival});
  return result;
}

std::vector<bridge_id> simulator_core::bridges() const { return keys(bridges_); }

std::vector<leg_id> simulator_core::silent() const {
  std::vector<leg_id> result;
  for (const auto& [id, x] : legs_)
    if (x.caller() && x.state == progress::answered && !x.talking && !x.music && !x.ringing_tone)
      result.push_back(id);
  return result;
}

void simulator_core::do_step(const step& x, time_point at) {
  if (x.kind == what::end_talk) {
    const auto found = bridges_.find(x.in);
    if (found != bridges_.end() && found->second.plan == x.plan)
      leave(leg_id{chance_.pick(found->second.legs)}, leg_cause::hung_up, at);
    return;
  }
  const auto found = legs_.find(x.of);
  if (found == legs_.end() || found->second.plan != x.plan)
    return;
  if (x.kind == what::pick_up)
    return pick_up(x.of, found->second, at);
  if (x.kind == what::leave)
    return leave(x.of, x.cause, at);
  found->second.state = progress::ringing;
  show_phone(x.of, found->second);
  out_.push_back(pbx::leg_ringing{x.of});
}

void simulator_core::arrive(time_point at) {
  auto arrived = arrivals_.take(leg_id{prefix_ + std::to_string(callers_ + 1)});
  if (cut_)
    return; // the PBX deals with this one by itself
  ++callers_;
  auto& x = legs_[arrived.leg] = leg{.endpoint = arrived.caller.number, .arrival = arrived};
  plan_patience(arrived.leg, x, at);
  out_.push_back(std::move(arrived));
}

void simulator_core::pick_up(const leg_id& id, leg& x, time_point at) {
  x.state = progress::answered;
  x.plan = ++plans_;
  show_phone(id, x);
  out_.push_back(pbx::leg_answered{id});
  if (x.bridge)
    settle(*x.bridge, at);
}

void simulator_core::leave(const leg_id& id, leg_cause cause, time_point at) {
  auto node = legs_.extract(id);
  take_out(id, node.mapped(), at);
  if (node.mapped().kind == endpoint_kind::phone)
    phones_.clear(node.mapped().endpoint, id.value);
  out_.push_back(pbx::leg_gone{id, cause});
}

void simulator_core::take_out(const leg_id& id, leg& x, time_point at) {
  if (!x.bridge)
    return;
  const auto from = *std::exchange(x.bridge, std::nullopt);
  std::erase(bridges_.at(from).legs, id);
  set_talking(id, false, at);
  settle(from, at);
}

void simulator_core::settle(bridge_id id, time_point at) {
  auto& x = bridges_.at(id);
  x.plan = ++plans_;
  const bool talking = x.legs.size() > 1 && std::ranges::all_of(x.legs, [&](auto& y) {
                         return legs_.at(y).state == progress::answered;
                       });
  for (const auto& member : x.legs)
    set_talking(member, talking, at);
  if (!talking)
    return;
  const auto phone = std::ranges::find_if(x.legs, [&](auto& y) { return !legs_.at(y).caller(); });
  const auto& habit = habit_of(legs_.at(phone == x.legs.end() ? x.legs.front() : *phone));
  agenda_.add(at + chance_.between(habit.talk_min, habit.talk_max),
              {what::end_talk, x.plan, {}, std::move(id)});
}

void simulator_core::set_talking(const leg_id& id, bool talking, time_point at) {
  const auto found = legs_.find(id);
  if (found == legs_.end() || found->second.talking == talking)
    return;
  auto& x = found->second;
  x.talking = talking;
  x.plan = ++plans_;
  show_phone(id, x);
  if (x.caller() && !talking)
    plan_patience(id, x, at);
}

void simulator_core::plan_patience(const leg_id& id, leg& x, time_point at) {
  x.plan = ++plans_;
  agenda_.add(at + arrivals_.patience(), {what::leave, x.plan, id, {}, leg_cause::hung_up});
}

void simulator_core::show_phone(const leg_id& id, const leg& x) {
  if (x.kind != endpoint_kind::phone || x.state == progress::dialled)
    return;
  const auto answered = x.music && !x.talking ? phone_activity::hold : phone_activity::connected;
  phones_.connect(x.endpoint, id.value,
                  x.state == progress::ringing ? phone_activity::alerting : answered);
}

const phone_habit& simulator_core::habit_of(const leg& x) const {
  if (x.kind == endpoint_kind::voicemail)
    return options_.voicemail;
  const auto* habit = x.kind == endpoint_kind::phone ? phones_.find(x.endpoint) : nullptr;
  return habit ? *habit : options_.outside;
}

simulator_core::events simulator_core::finish() {
  auto result = std::exchange(out_, {});
  for (auto& x : phones_.take_changes())
    result.emplace_back(std::move(x));
  if (cut_)
    result.clear();
  return result;
}

} // namespace omstilling
