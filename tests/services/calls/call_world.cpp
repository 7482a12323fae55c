#include "tests/services/calls/call_world.hpp"

#include "protocol/codec.hpp"

#include <algorithm>
#include <array>

namespace omstilling::test {

using namespace std::chrono_literals;

namespace {

const queue_id main_queue{"main"};

call_record ringing_in() {
  return {.id = call_id{"hq.1.7"},
          .site = site_id{"hq"},
          .caller = {"+4570101010", "Ida Holm"},
          .called = "8000",
          .queue = main_queue,
          .caller_leg = leg_id{"sip-1"}};
}

destination desk_of(const user_id& x) {
  return {.who = {x.value, x.value}, .endpoint = "phone-" + x.value, .user = x};
}

} // namespace

struct call_world::move {
  const char* name;
  std::uint32_t weight;
  void (call_world::*play)(std::uint32_t);
};

const std::vector<call_world::move>& call_world::moves() {
  static const std::vector<move> all{
    {"hear", 6, &call_world::hear_oldest},
    {"hear out of order", 1, &call_world::hear_any},
    {"news lost", 1, &call_world::lose_news},
    {"rings", 2, &call_world::leg_rings},
    {"answers", 6, &call_world::leg_answers},
    {"fails", 2, &call_world::leg_fails},
    {"finishes", 2, &call_world::leg_finishes},
    {"counterpart hangs up", 1, &call_world::counterpart_hangs_up},
    {"caller hangs up", 1, &call_world::caller_hangs_up},
    {"time passes", 2, &call_world::time_passes},
    {"wake", 2, &call_world::wakes},
    {"offer", 3, &call_world::queue_offers},
    {"take", 3, &call_world::takes},
    {"transfer", 4, &call_world::transfers},
    {"pull back", 2, &call_world::pulls_back},
    {"hold", 2, &call_world::holds},
    {"retrieve", 1, &call_world::retrieves},
    {"end", 1, &call_world::ends},
    {"overflow to queue", 1, &call_world::overflows_to_queue},
    {"overflow outside", 1, &call_world::overflows_outside},
    {"link breaks", 1, &call_world::link_breaks},
    {"restart", 1, &call_world::restarts},
  };
  return all;
}

std::uint32_t call_world::weights() {
  std::uint32_t sum = 0;
  for (const auto& x : moves())
    sum += x.weight;
  return std::max(sum, 1U);
}

std::uint32_t call_world::script_range() { return weights() * 48; }

call_world::call_world(visits& into) : visits_(into), subject_(ringing_in()), now_(1'000'000s) {
  pbx_.arrives(subject_.record().caller_leg);
  input(call_input::start{});
}

void call_world::play(std::uint32_t number) {
  auto at = number % weights();
  auto chosen = moves().begin();
  for (; at >= chosen->weight; ++chosen)
    at -= chosen->weight;
  way_.push_back(chosen->name);
  now_ += 250ms;
  (this->*chosen->play)(number / weights());
  look_at_record();
  look_at_exchange();
}

call_decision call_world::input(const call_action& x) {
  const auto before = subject_.record();
  auto done = subject_.handle(x, now_);
  for (const auto& order : done.orders)
    pbx_.execute(order);
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
  const auto& ringing = subject_.record().attempt;
  const auto at = std::find_if(pbx_.in_flight.begin(), pbx_.in_flight.end(), [&](const auto& x) {
    const auto* answered = std::get_if<call_input::leg_answered>(&x);
    return std::holds_alternative<call_input::leg_ringing>(x) ||
           (answered != nullptr && ringing && answered->leg == ringing->leg);
  });
  if (at != pbx_.in_flight.end())
    pbx_.in_flight.erase(at);
}

void call_world::leg_rings(std::uint32_t) {
  for (const auto& [id, leg] : pbx_.legs)
    if (!leg.up)
      return pbx_.rings(id);
}

void call_world::leg_answers(std::uint32_t x) {
  for (const auto& [id, leg] : pbx_.legs)
    if (!leg.up) {
      visits_.answered_while_ending += leg.ending ? 1 : 0;
      return pbx_.answers(leg_id{id}, x % 2 == 0);
    }
}

void call_world::leg_fails(std::uint32_t x) {
  constexpr std::array causes{leg_cause::busy, leg_cause::rejected, leg_cause::unreachable,
                              leg_cause::no_answer};
  for (const auto& [id, leg] : pbx_.legs)
    if (!leg.up)
      return pbx_.ends(leg_id{id}, causes[x % causes.size()]);
}

void call_world::leg_finishes(std::uint32_t) {
  for (const auto& [id, leg] : pbx_.legs)
    if (leg.ending)
      return pbx_.ends(leg_id{id}, leg_cause::hung_up);
}

void call_world::counterpart_hangs_up(std::uint32_t) {
  for (const auto& [id, leg] : pbx_.legs)
    if (leg.up && id != subject_.record().caller_leg)
      return pbx_.ends(leg_id{id}, leg_cause::hung_up);
}

/// Most callers have patience, or few calls would live long enough to be sent on and return.
void call_world::caller_hangs_up(std::uint32_t x) {
  if (x % 4 == 0 && pbx_.legs.contains(subject_.record().caller_leg))
    pbx_.ends(subject_.record().caller_leg, leg_cause::hung_up);
}

void call_world::time_passes(std::uint32_t x) { now_ += std::chrono::seconds{x}; }

void call_world::wakes(std::uint32_t) { input(call_input::wake{}); }

// --- what the queue and receptionists do ---------------------------------------------
user_id call_world::somebody(std::uint32_t x) const {
  constexpr std::array names{"anna", "bo", "carl"};
  const auto& holder = subject_.record().holder;
  return x % 2 == 0 && holder ? *holder : user_id{names[x / 2 % names.size()]};
}

void call_world::queue_offers(std::uint32_t x) {
  const auto before = subject_.record().state;
  const auto done = input(call_input::offer{desk_of(somebody(x)), 20s});
  rule(!done.refused, "an offer is never refused: a stale one is passed over");
  rule(before == caller_state::waiting || !done.changed, "only a waiting call is offered");
}

void call_world::takes(std::uint32_t x) {
  const auto by = somebody(x);
  const auto before = subject_.record();
  const auto done = input(call_input::take{desk_of(by)});
  if (!done.refused)
    return rule(subject_.record().holder == by, "who takes a call without refusal has it");
  ++visits_.takes_refused;
  rule(before.state != caller_state::waiting, "a waiting call can be taken");
  if (done.refused->reason == error_reason::already_taken)
    rule(before.holder && done.refused->who == before.holder->value && before.holder != by,
         "the loser learns who has it");
}

void call_world::transfers(std::uint32_t x) {
  input(call_input::transfer{
    somebody(x), {.who = {"4321", "Dorte Friis"}, .endpoint = "4321", .user = std::nullopt}});
}

void call_world::pulls_back(std::uint32_t x) {
  const auto by = somebody(x);
  const auto before = subject_.record();
  const auto done = input(call_input::pull_back{by});
  if (before.transferred && before.holder == by)
    rule(!done.refused && subject_.record().state == caller_state::returning &&
           subject_.record().returned == recall_reason::pulled_back,
         "who sent a call on can pull it back");
  else if (before.holder && before.holder != by && !done.refused)
    rule(false, "nobody pulls back another's call");
}

void call_world::holds(std::uint32_t x) { input(call_input::hold{somebody(x)}); }
void call_world::retrieves(std::uint32_t x) { input(call_input::retrieve{somebody(x)}); }
void call_world::ends(std::uint32_t x) { input(call_input::end{somebody(x)}); }

void call_world::overflows_to_queue(std::uint32_t x) {
  const queue_id to{x % 2 == 0 ? "main" : "night"};
  input(call_input::overflow{overflow_reason::max_wait, to});
}

void call_world::overflows_outside(std::uint32_t) {
  input(call_input::overflow{
    overflow_reason::no_operator,
    destination{.who = {"+4533221100", "Telefonpasning"}, .endpoint = "+4533221100"}});
}

/// Nothing of what is in flight arrives; then the exchange says what exists.
void call_world::link_breaks(std::uint32_t) {
  pbx_.in_flight.clear();
  call_input::adopt now_there;
  for (const auto& [id, leg] : pbx_.legs)
    now_there.legs.push_back(id);
  input(now_there);
}

/// The service goes on with what was kept.
void call_world::restarts(std::uint32_t) {
  auto kept = decode_text<call_record>(encode_text(subject_.record()));
  rule(kept.has_value(), "what was kept can be read");
  rule(*kept == subject_.record(), "what was kept is what there was");
  subject_ = call{std::move(*kept)};
}

void call_world::drain() {
  way_.push_back("(drain)");
  for (int round = 0; round < 50; ++round) {
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
  using enum caller_state;
  rule(pbx_.in_flight.empty() && one_of(subject_.record().state, {waiting, talking, held, gone}),
       "every way that starts ends");
  rule(pbx_.legs.size() == (subject_.over()           ? 0U
                            : subject_.record().other ? 2U
                                                      : 1U),
       "no leg is left over");
}

void call_world::close() {
  caller_hangs_up(0);
  drain();
  rule(subject_.over() && cleared_ == 1 && pbx_.legs.empty() && pbx_.bridges.empty() &&
         queued_in_.empty(),
       "of a call that is over nothing is left");
}

} // namespace omstilling::test
