#include "tests/services/calls/call_world.hpp"

#include "protocol/codec.hpp"

#include <array>

namespace omstilling::test {

using namespace std::chrono_literals;

namespace {

/// The first leg from the x-th on, round, for which this holds.
template <class Wanted>
std::optional<leg_id> any_leg(const model_pbx& pbx, std::uint32_t x, Wanted wanted) {
  std::vector<leg_id> able;
  for (const auto& [id, leg] : pbx.legs)
    if (wanted(leg))
      able.push_back(id);
  return able.empty() ? std::nullopt : std::optional{able[x % able.size()]};
}

bool rings(const model_pbx::leg& x) { return !x.up && !x.arrived; }

} // namespace

call_world::call_world(visits& into, std::uint32_t how) : visits_(into), now_(1'000'000s) {
  constexpr std::array ways{
    beginning::to_queue, beginning::to_queue,           beginning::to_queue,
    beginning::to_queue, beginning::direct_from_inside, beginning::direct_from_outside,
    beginning::dialled,  beginning::dialled_at_phone};
  const auto chosen = ways[how % ways.size()];
  ++visits_.beginnings[chosen];
  way_.push_back(chosen == beginning::to_queue              ? "to the queue"
                 : chosen == beginning::direct_from_inside  ? "direct from inside"
                 : chosen == beginning::direct_from_outside ? "direct from outside"
                 : chosen == beginning::dialled             ? "dialled"
                                                            : "dialled at a phone");
  begin(chosen, how / 8);
}

void call_world::begin(beginning how, std::uint32_t x) {
  const bool dialled = how == beginning::dialled || how == beginning::dialled_at_phone;
  const leg_id first{"sip-1"};
  call_record record{.id = call_id{"hq.1.7"},
                     .site = site_id{"hq"},
                     .direction = how == beginning::direct_from_inside ? call_direction::internal
                                  : dialled                            ? call_direction::outbound
                                                                       : call_direction::inbound};
  if (!dialled) {
    record.caller = {"+4570101010", "Ida Holm"};
    record.caller_leg = first;
  }
  if (how == beginning::to_queue)
    record.queue = queue_id{"main"};
  if (how != beginning::direct_from_inside)
    record.home = queue_id{"main"};
  subject_ = call{record};
  if (how != beginning::dialled)
    pbx_.arrives(first);
  switch (how) {
    case beginning::to_queue: input(call_input::start{}); break;
    case beginning::direct_from_inside:
    case beginning::direct_from_outside: input(call_input::start{somewhere(x)}); break;
    case beginning::dialled: input(call_input::dial{desk_of(user_id{"anna"}), somewhere(x)}); break;
    case beginning::dialled_at_phone:
      input(call_input::dial{desk_of(user_id{"anna"}), somewhere(x), first});
      break;
  }
  look_at_record();
  look_at_exchange();
}

call_decision call_world::input(const call_action& x) {
  const auto before = subject_.record();
  auto done = subject_.handle(x, now_);
  orders_lost_ = orders_lost_ || (!pbx_.link_up && !done.orders.empty());
  for (const auto& order : done.orders)
    pbx_.execute(order);
  did_something_ = did_something_ || done.changed;
  look_at(before, done);
  return done;
}

// --- what the exchange and the phones do ---------------------------------------------
void call_world::hear_oldest(std::uint32_t) {
  if (pbx_.in_flight.empty())
    return;
  const auto news = pbx_.in_flight.front();
  pbx_.in_flight.pop_front();
  input(news);
}

void call_world::hear_any(std::uint32_t x) {
  if (pbx_.in_flight.empty())
    return;
  const auto at = pbx_.in_flight.begin() + static_cast<std::ptrdiff_t>(x % pbx_.in_flight.size());
  const auto news = *at;
  pbx_.in_flight.erase(at);
  input(news);
}

/// Only what the call can live without: that a leg of its own rings, or answered.
void call_world::lose_news(std::uint32_t) {
  const auto& ringing = subject_.record().attempts;
  const auto at = std::find_if(pbx_.in_flight.begin(), pbx_.in_flight.end(), [&](const auto& x) {
    const auto* answered = std::get_if<call_input::leg_answered>(&x);
    return std::holds_alternative<call_input::leg_ringing>(x) ||
           (answered != nullptr &&
            std::any_of(ringing.begin(), ringing.end(),
                        [&](const ring_attempt& y) { return y.leg == answered->leg; }));
  });
  if (at == pbx_.in_flight.end())
    return;
  pbx_.in_flight.erase(at);
  did_something_ = true;
}

void call_world::leg_rings(std::uint32_t x) {
  if (const auto leg = any_leg(pbx_, x, rings)) {
    pbx_.rings(*leg);
    did_something_ = true;
  }
}

void call_world::leg_answers(std::uint32_t x) {
  if (const auto leg = any_leg(pbx_, x / 2, rings)) {
    visits_.answered_while_ending += pbx_.legs.at(*leg).ending ? 1 : 0;
    pbx_.answers(*leg, x % 2 == 0);
    did_something_ = true;
  }
}

void call_world::leg_fails(std::uint32_t x) {
  constexpr std::array causes{leg_cause::busy, leg_cause::rejected, leg_cause::unreachable,
                              leg_cause::no_answer};
  if (const auto leg = any_leg(pbx_, x / 4, rings)) {
    pbx_.ends(*leg, causes[x % causes.size()]);
    did_something_ = true;
  }
}

void call_world::leg_finishes(std::uint32_t x) {
  if (const auto leg = any_leg(pbx_, x, [](const auto& y) { return y.ending; })) {
    pbx_.ends(*leg, leg_cause::hung_up);
    did_something_ = true;
  }
}

void call_world::somebody_hangs_up(std::uint32_t x) {
  const auto leg = any_leg(pbx_, x / 4, [](const auto& y) { return y.up || y.arrived; });
  if (!leg || *leg == subject_.record().caller_leg)
    return;
  pbx_.ends(*leg, x % 4 == 0 ? leg_cause::unreachable : leg_cause::hung_up);
  did_something_ = true;
}

/// Most callers have patience, or few calls would live long enough to be sent on and return.
void call_world::caller_hangs_up(std::uint32_t x) {
  if (x % 4 != 0 || !pbx_.legs.contains(subject_.record().caller_leg))
    return;
  pbx_.ends(subject_.record().caller_leg, leg_cause::hung_up);
  did_something_ = true;
}

/// The PBX tried to make a phone answer and could not.
void call_world::press_fails(std::uint32_t x) {
  if (const auto leg = any_leg(pbx_, x, [](const auto& y) { return y.pressed; })) {
    pbx_.legs.at(*leg).pressed = false;
    pbx_.tell(call_input::press_failed{*leg});
    did_something_ = true;
  }
}

void call_world::hold_key(std::uint32_t x) {
  if (const auto leg = any_leg(pbx_, x, [](const auto& y) { return y.up && y.bridge; })) {
    pbx_.hold_key(*leg);
    did_something_ = true;
  }
}

void call_world::transfer_key(std::uint32_t x) {
  if (const auto leg = any_leg(pbx_, x, [](const auto& y) { return y.up && y.bridge; })) {
    pbx_.tell(call_input::refer{*leg, somewhere(x / 4)});
    did_something_ = true;
  }
}

/// Somebody dials the slot of a parked call, or *8, at a phone.
void call_world::joins(std::uint32_t x) {
  if (!pbx_.link_up)
    return;
  const leg_id leg{"sip-in-" + std::to_string(++dialled_in_)};
  pbx_.arrives(leg);
  input(call_input::join{leg, somewhere(x)});
}

void call_world::phone_gets_free(std::uint32_t x) {
  const auto& waits_for = subject_.record().waits_for;
  const auto number =
    waits_for.empty() ? std::string{"4321"} : waits_for[x % waits_for.size()].endpoint;
  input(call_input::phone_free{number});
}

void call_world::time_passes(std::uint32_t x) {
  now_ += std::chrono::seconds{x * 2};
  did_something_ = true;
}

void call_world::wakes(std::uint32_t) { input(call_input::wake{}); }

/// Nothing of what is in flight arrives, and no order gets through.
void call_world::link_breaks(std::uint32_t) {
  did_something_ = pbx_.link_up;
  pbx_.link_breaks();
}

/// The exchange says what exists.
void call_world::link_is_back(std::uint32_t) {
  if (pbx_.link_up)
    return;
  input(pbx_.link_is_back());
  pbx_.settled();
  visits_.put_right += std::exchange(orders_lost_, false) ? 1 : 0;
  did_something_ = true;
}

/// The service goes on with what was kept.
void call_world::restarts(std::uint32_t) {
  auto kept = decode_text<call_record>(encode_text(subject_.record()));
  rule(kept.has_value(), "what was kept can be read");
  rule(*kept == subject_.record(), "what was kept is what there was");
  subject_ = call{std::move(*kept)};
  did_something_ = true;
}

void call_world::drain() {
  way_.push_back("(drain)");
  link_is_back(0);
  for (int round = 0; round < 100; ++round) {
    while (!pbx_.in_flight.empty())
      hear_oldest(0);
    leg_finishes(0);
    if (!pbx_.in_flight.empty())
      continue;
    if (!subject_.deadline())
      break;
    now_ = std::max(now_, *subject_.deadline());
    wakes(0);
  }
  look_at_record();
  look_at_exchange();
  const auto& x = subject_.record();
  using enum caller_state;
  rule(pbx_.in_flight.empty() && one_of(x.state, {waiting, talking, held, gone}),
       "every way that starts ends");
  rule(pbx_.legs.size() ==
         (subject_.over() ? 0U : 1U + (x.other ? 1U : 0U) + (x.consulted ? 1U : 0U)),
       "no leg is left over");
}

void call_world::close() {
  restarts(0);
  for (int round = 0; round < 3 && !subject_.over(); ++round) {
    caller_hangs_up(0);
    drain();
  }
  rule(subject_.over() && cleared_ == 1 && pbx_.legs.empty() && pbx_.bridges.empty() &&
         queued_in_.empty(),
       "of a call that is over nothing is left");
}

} // namespace omstilling::test
