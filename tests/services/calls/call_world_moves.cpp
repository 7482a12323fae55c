#include "tests/services/calls/call_world.hpp"

#include <array>

namespace omstilling::test {

using namespace std::chrono_literals;

namespace {

constexpr std::array names{"anna", "bo", "carl"};

detour forwarded(const destination& to, forwarding_type on, std::int64_t from = 0) {
  return {.from = from,
          .on = on,
          .who = to.who,
          .endpoint = to.endpoint,
          .user = to.user,
          .do_not_disturb = to.do_not_disturb,
          .headset = to.headset};
}

bool rings_at(const call_record& x, const user_id& who) {
  return std::any_of(x.attempts.begin(), x.attempts.end(),
                     [&](const ring_attempt& y) { return where(y).user == who; });
}

} // namespace

destination desk_of(const user_id& x, bool do_not_disturb) {
  return {.who = {x.value, x.value},
          .endpoint = "phone-" + x.value,
          .user = x,
          .do_not_disturb = do_not_disturb,
          .headset = x != user_id{"bo"}};
}

destination somewhere(std::uint32_t x) {
  destination result{.who = {"4321", "Dorte Friis"}, .endpoint = "4321"};
  const auto bo = desk_of(user_id{"bo"});
  const auto carl = desk_of(user_id{"carl"}, true);
  switch (x % 8) {
    case 0: return bo;
    case 1: return desk_of(user_id{"carl"});
    case 2: result.do_not_disturb = true; break;
    case 3:
      result.detours = {forwarded(carl, forwarding_type::busy),
                        forwarded(bo, forwarding_type::no_answer),
                        forwarded(bo, forwarding_type::dnd, 1)};
      break;
    case 4:
      result.detours = {forwarded(carl, forwarding_type::immediate),
                        forwarded(bo, forwarding_type::busy, 1)};
      break;
    default: break;
  }
  return result;
}

struct call_world::move {
  const char* name;
  std::uint32_t weight;
  void (call_world::*play)(std::uint32_t);
};

const std::vector<call_world::move>& call_world::moves() {
  static const std::vector<move> all{
    {"hear", 12, &call_world::hear_oldest},
    {"hear out of order", 2, &call_world::hear_any},
    {"news lost", 1, &call_world::lose_news},
    {"rings", 2, &call_world::leg_rings},
    {"answers", 12, &call_world::leg_answers},
    {"fails", 3, &call_world::leg_fails},
    {"finishes", 3, &call_world::leg_finishes},
    {"somebody hangs up", 1, &call_world::somebody_hangs_up},
    {"caller hangs up", 1, &call_world::caller_hangs_up},
    {"press fails", 1, &call_world::press_fails},
    {"hold key", 2, &call_world::hold_key},
    {"transfer key", 1, &call_world::transfer_key},
    {"joins", 1, &call_world::joins},
    {"phone gets free", 2, &call_world::phone_gets_free},
    {"time passes", 2, &call_world::time_passes},
    {"wake", 2, &call_world::wakes},
    {"link breaks", 1, &call_world::link_breaks},
    {"link is back", 2, &call_world::link_is_back},
    {"restart", 1, &call_world::restarts},
    {"offer", 3, &call_world::queue_offers},
    {"take", 3, &call_world::takes},
    {"pick up", 2, &call_world::picks_up},
    {"transfer", 3, &call_world::transfers},
    {"transfer to a queue", 1, &call_world::transfers_to_queue},
    {"pull back", 2, &call_world::pulls_back},
    {"hold", 2, &call_world::holds},
    {"retrieve", 2, &call_world::retrieves},
    {"consult", 5, &call_world::consults},
    {"swap", 2, &call_world::swaps},
    {"conference", 2, &call_world::confers},
    {"complete", 2, &call_world::completes},
    {"cancel", 1, &call_world::cancels},
    {"park", 2, &call_world::parks},
    {"camp", 2, &call_world::camps},
    {"note", 1, &call_world::notes},
    {"end", 1, &call_world::ends},
    {"overflow to a queue", 1, &call_world::overflows_to_queue},
    {"overflow outside", 1, &call_world::overflows_outside},
  };
  return all;
}

std::vector<std::string_view> call_world::move_names() {
  std::vector<std::string_view> result;
  for (const auto& x : moves())
    result.emplace_back(x.name);
  return result;
}

std::uint32_t call_world::weights() {
  static const auto sum = [] {
    std::uint32_t result = 0;
    for (const auto& x : moves())
      result += x.weight;
    return std::max(result, 1U);
  }();
  return sum;
}

std::uint32_t call_world::script_range() { return weights() * 48; }

void call_world::play(std::uint32_t number) {
  auto at = number % weights();
  auto chosen = moves().begin();
  for (; at >= chosen->weight; ++chosen)
    at -= chosen->weight;
  way_.push_back(chosen->name);
  now_ += 250ms;
  did_something_ = false;
  (this->*chosen->play)(number / weights());
  visits_.moves[chosen->name] += did_something_ ? 1 : 0;
  look_at_record();
  look_at_exchange();
}

user_id call_world::somebody(std::uint32_t x) const {
  const auto& record = subject_.record();
  if (x % 4 < 2 && record.holder)
    return *record.holder;
  if (x % 4 < 3 && record.sender)
    return *record.sender;
  return user_id{names[x / 4 % names.size()]};
}

void call_world::queue_offers(std::uint32_t x) {
  const auto before = subject_.record().state;
  std::vector<destination> to{desk_of(somebody(x / 4), x % 5 == 0)};
  if (x % 2 == 0)
    for (const auto* name : names)
      if (user_id{name} != *to.front().user)
        to.push_back(desk_of(user_id{name}, x % 3 == 0));
  const auto done = input(call_input::offer{to, 20s});
  rule(!done.refused, "an offer is never refused: a stale one is passed over");
  rule(before == caller_state::waiting || !done.changed, "only a waiting call is offered");
}

void call_world::takes(std::uint32_t x) {
  const auto by = somebody(x / 2);
  const auto before = subject_.record();
  const auto done = input(call_input::take{desk_of(by), x % 2 == 0});
  using enum caller_state;
  if (!done.refused)
    return rule(subject_.record().holder == by || one_of(before.state, {talking, held}),
                "who takes a call without refusal has it");
  ++visits_.takes_refused;
  rule(!one_of(before.state, {waiting, parked}), "a waiting or parked call can be taken");
  rule(!rings_at(before, by) || before.dialled, "who is rung can take it");
  if (done.refused->reason == error_reason::already_taken)
    rule(before.holder && done.refused->who == before.holder->value && before.holder != by,
         "the loser learns who has it");
}

void call_world::picks_up(std::uint32_t x) {
  const auto by = somebody(x);
  const auto before = subject_.record();
  const auto done = input(call_input::pick_up{desk_of(by)});
  if (!done.refused)
    return rule(subject_.record().holder == by, "who picks a call up without refusal has it");
  if (done.refused->reason == error_reason::already_taken)
    rule(before.holder && done.refused->who == before.holder->value && before.holder != by,
         "who is too late to pick it up learns who has it");
}

void call_world::transfers(std::uint32_t x) {
  input(call_input::transfer{somebody(x), somewhere(x / 6)});
}

void call_world::transfers_to_queue(std::uint32_t x) {
  input(call_input::transfer_to_queue{somebody(x), queue_id{x / 4 % 2 == 0 ? "main" : "night"}});
}

void call_world::pulls_back(std::uint32_t x) {
  const auto by = somebody(x);
  const auto before = subject_.record();
  const auto done = input(call_input::pull_back{by});
  if (before.holder == by && before.state == caller_state::returning)
    rule(!done.refused && !done.changed, "who is getting it back already need not ask twice");
  else if (before.sender == by)
    rule(!done.refused && subject_.record().state == caller_state::returning &&
           subject_.record().holder == by &&
           subject_.record().returned == recall_reason::pulled_back,
         "who sent a call on can pull it back");
  else if (before.holder && before.holder != by && !done.refused)
    rule(false, "nobody pulls back another's call");
}

void call_world::holds(std::uint32_t x) { input(call_input::hold{somebody(x)}); }
void call_world::retrieves(std::uint32_t x) { input(call_input::retrieve{somebody(x)}); }
void call_world::swaps(std::uint32_t x) { input(call_input::swap{somebody(x)}); }
void call_world::confers(std::uint32_t x) { input(call_input::conference{somebody(x)}); }
void call_world::completes(std::uint32_t x) { input(call_input::complete{somebody(x)}); }
void call_world::cancels(std::uint32_t x) { input(call_input::cancel_consult{somebody(x)}); }
void call_world::ends(std::uint32_t x) { input(call_input::end{somebody(x)}); }
void call_world::notes(std::uint32_t x) { input(call_input::note{somebody(x), "speaks German"}); }

void call_world::consults(std::uint32_t x) {
  input(call_input::consult{somebody(x), somewhere(x / 6)});
}

void call_world::parks(std::uint32_t x) { input(call_input::park{somebody(x), "71", 120s}); }

void call_world::camps(std::uint32_t x) {
  input(call_input::camp{somebody(x),
                         x % 2 == 0 ? camp_on::ccbs : camp_on::ccnr,
                         {somewhere(x / 6), somewhere(x / 6 + 1)},
                         180s});
}

void call_world::overflows_to_queue(std::uint32_t x) {
  const queue_id to{x % 2 == 0 ? "main" : "night"};
  input(call_input::overflow{overflow_reason::max_wait, to});
}

void call_world::overflows_outside(std::uint32_t) {
  input(call_input::overflow{
    overflow_reason::no_operator,
    destination{.who = {"+4533221100", "Telefonpasning"}, .endpoint = "+4533221100"}});
}

} // namespace omstilling::test
