#include "apps/omstillingd/demo/receptionist_bot.hpp"

#include <cmath>
#include <utility>

namespace omstilling {

using namespace std::chrono_literals;

namespace {

constexpr duration patience_with_service = 20s; // then she tries something else
constexpr duration a_return_takes = 90s; // a transfer that rang and came back has come by then
constexpr duration a_pause = 1min;
constexpr duration waits_in_slot = 60s;
constexpr duration waits_for_phone = 60s;
constexpr double takes_it = 0.8;   // the part of those asked who do
constexpr double fetches_it = 0.7; // the part of the parked calls; the others return

duration within(dice& chance, const number_range& seconds) {
  const auto ms = [](double x) { return duration{std::llround(x * 1000)}; };
  return chance.between(ms(seconds.from), ms(seconds.to));
}

} // namespace

receptionist_bot::receptionist_bot(surroundings around, std::uint64_t seed, time_point now)
  : around_(std::move(around)), chance_(seed) {
  plan(step::choose_queue, now + chance_.between(0ms, 500ms));
}

std::optional<bot::request> receptionist_bot::wake(time_point now) {
  if (!next_at_ || now < *next_at_)
    return std::nullopt;
  if (std::exchange(asked_, false)) {
    look_for_work(now);
    return std::nullopt;
  }
  asked_ = true;
  next_at_ = now + patience_with_service;
  return request{++requests_, command_for(next_)};
}

void receptionist_bot::answered(std::uint64_t number, const answer& x, time_point now) {
  if (number != requests_ || !std::exchange(asked_, false))
    return;
  x ? succeeded(*x, now) : refused(x.error(), now);
}

command receptionist_bot::command_for(step x) {
  switch (x) {
    case step::choose_queue: return choose_queue{around_.queue};
    case step::become_ready: return set_agent_state{agent_state::ready};
    case step::pause: return set_agent_state{agent_state::not_ready};
    case step::pick: return answer_call{};
    case step::transfer: return transfer_call{.call = call_, .employee = next_target()};
    case step::hold: return hold_call{call_};
    case step::pull_back: return pull_back_call{call_};
    case step::end: return end_call{call_};
    case step::look: return retrieve_call{}; // does nothing to a call that talks
    case step::retrieve: return retrieve_call{call_};
    case step::consult: return consult_call{.call = call_, .employee = next_target()};
    case step::complete: return complete_transfer{call_};
    case step::cancel: return cancel_consult{call_};
    case step::park: return park_call{.call = call_, .for_seconds = waits_in_slot / 1s};
    case step::fetch: return pick_up_call{.call = call_};
    case step::camp:
      return camp_on_call{
        .call = call_, .employees = {next_target()}, .for_seconds = waits_for_phone / 1s};
    case step::note:
      return note_call{.call = call_, .text = chance_.pick(around_.manners.note_texts)};
  }
  return retrieve_call{};
}

void receptionist_bot::plan(step x, time_point at) {
  next_ = x;
  next_at_ = at;
}

void receptionist_bot::look_for_work(time_point now) {
  const bool offered = around_.offering != offering_mode::manual;
  call_.reset();
  plan(offered || now < may_return_until_ ? step::look : step::pick, now + chance_.between(1s, 4s));
}

void receptionist_bot::talk(time_point now) {
  const auto& x = around_.manners;
  const auto what = chance_.unit();
  const auto next = what < x.transfers             ? way_on()
                    : what < x.transfers + x.holds ? step::hold
                                                   : step::end;
  const auto takes = talk_time();
  ++talks_;
  // Her first call goes on to somebody, so that a short run shows it.
  plan(transferred_before_ ? next : step::transfer, now + takes);
  if (!transferred_before_ || x.note_texts.empty() || !chance_.chance(x.notes))
    return;
  after_note_ = next;
  after_note_at_ = now + takes;
  plan(step::note, now + takes / 2);
}

receptionist_bot::step receptionist_bot::way_on() {
  const auto& x = around_.manners;
  const auto what = chance_.unit();
  return what < x.consults                       ? step::consult
         : what < x.consults + x.parks           ? step::park
         : what < x.consults + x.parks + x.camps ? step::camp
                                                 : step::transfer;
}

void receptionist_bot::look_after(time_point now) {
  if (chance_.chance(around_.manners.pauses))
    return plan(step::pause, now + 1s);
  look_for_work(now);
}

void receptionist_bot::succeeded(const command_result& x, time_point now) {
  if (x.call)
    call_ = x.call;
  switch (next_) {
    case step::choose_queue: return plan(step::become_ready, now + 200ms);
    case step::become_ready: return look_for_work(now);
    case step::pause: return plan(step::become_ready, now + a_pause);
    case step::pick:
    case step::look:
    case step::cancel:
    case step::fetch:
    case step::pull_back: return talk(now);
    case step::hold: return plan(step::retrieve, now + chance_.between(3s, 10s));
    case step::retrieve: return plan(step::transfer, now + chance_.between(3s, 8s));
    case step::transfer:
    case step::complete: return sent_on(now);
    case step::end: return look_after(now);
    case step::consult:
      return plan(chance_.chance(takes_it) ? step::complete : step::cancel,
                  now + chance_.between(4s, 12s));
    case step::park:
      if (chance_.chance(fetches_it))
        return plan(step::fetch, now + chance_.between(6s, 20s));
      return sent_on(now, waits_in_slot);
    case step::camp: return sent_on(now, waits_for_phone);
    case step::note: return plan(after_note_, after_note_at_);
  }
}

void receptionist_bot::refused(const problem& why, time_point now) {
  switch (next_) {
    case step::choose_queue: return plan(step::become_ready, now + 200ms);
    case step::transfer:
    case step::consult:
    case step::park:
    case step::camp: return tried_in_vain(why, now);
    case step::complete:
    case step::cancel: return plan(step::look, now + 1s); // who was asked is gone
    case step::note: return plan(after_note_, after_note_at_);
    case step::look:
      if (around_.offering == offering_mode::manual)
        return plan(step::pick, now); // nothing came back
      break;
    default: break;
  }
  look_for_work(now);
}

void receptionist_bot::tried_in_vain(const problem& why, time_point now) {
  const bool nobody_there = why.reason == error_reason::unknown_employee ||
                            why.reason == error_reason::unknown_phone ||
                            why.reason == error_reason::unknown_number;
  if (nobody_there)
    return plan(step::end, now + 1s);
  if (next_ == step::transfer)
    return look_for_work(now);
  plan(step::transfer, now + 1s);
}

void receptionist_bot::sent_on(time_point now, duration waits) {
  transferred_before_ = true;
  may_return_until_ = now + waits + a_return_takes;
  if (call_ && chance_.chance(around_.manners.pulls_back))
    return plan(step::pull_back, now + chance_.between(2s, 6s));
  look_after(now);
}

duration receptionist_bot::talk_time() {
  const auto& x = around_.manners;
  return within(chance_, talks_ == 0 ? x.first_talk_seconds : x.talk_seconds);
}

const employee_id& receptionist_bot::next_target() {
  if (!transferred_before_ && !around_.hard_to_reach.empty())
    return chance_.pick(around_.hard_to_reach);
  return chance_.pick(around_.colleagues);
}

} // namespace omstilling
