#include "protocol/codec.hpp"
#include "services/history/finished_call.hpp"
#include "tests/services/history/told_call.hpp"

#include <catch2/catch.hpp>

#include <functional>

using namespace omstilling;
using namespace omstilling::test;

namespace {

std::string log_of(const call_record& x) {
  std::string text;
  for (const auto& own : finish(x).log)
    text += (text.empty() ? "" : ", ") + own.owner + ' ' + word(own.entry.log) + ' ' +
            std::to_string(own.entry.talk_seconds) + " with " + own.entry.with.name;
  return text;
}

std::string story_of(const call_record& x) {
  std::string text;
  for (const auto& step : x.tale.steps) {
    text += (text.empty() ? "" : " | ") + word(step.kind);
    if (step.who)
      text += ' ' + step.who->name;
    if (step.queue)
      text += " in " + step.queue->value;
    if (step.by)
      text += " by " + step.by->value;
    if (step.returned)
      text += " for " + word(*step.returned);
    if (step.overflow)
      text += " for " + word(*step.overflow);
    if (step.outcome)
      text += ' ' + word(*step.outcome);
    if (!step.place.empty())
      text += " at " + step.place;
    if (step.until && step.until > step.at)
      text += ' ' + std::to_string((*step.until - step.at).count() / 1000);
  }
  return text;
}

struct row {
  std::string name;
  std::function<void(told_call&)> happens;
  std::string log;
  std::string story;
};

constexpr auto inbound_to_queue = [](told_call& it) -> told_call& { return it.start(); };

const std::vector<row>& table() {
  using namespace call_input;
  using enum leg_cause;
  const user_id by{"pia"};
  static const std::vector<row> rows{
    {"abandoned in the queue before anybody rang: in nobody's log",
     [](told_call& it) { inbound_to_queue(it).hangs_up_after(30s); }, "",
     "waiting in main 30 | ended abandoned"},
    {"offered to two and taken by one: missed by nobody",
     [](told_call& it) {
       it.start().offer({pia, tom}).answers(1).hangs_up_after(60s);
     },
     "tom incoming 60 with Ida Holm",
     "waiting in main | ringing in main 5 | talking tom 60 | ended answered"},
    {"offered to two and abandoned: missed by both",
     [](told_call& it) {
       it.start().offer({pia, tom}).rings().hangs_up_after(12s);
     },
     "pia missed 0 with Ida Holm, tom missed 0 with Ida Holm",
     "waiting in main | ringing in main 12 | ended abandoned"},
    {"rang at one in vain and was taken by the next: missed by nobody",
     [](told_call& it) {
       it.start().offer({pia}).fails(no_answer).offer({tom}).answers().hangs_up_after(7s);
     },
     "tom incoming 7 with Ida Holm",
     "waiting in main | ringing pia in main 20 | waiting in main | ringing tom in main 5 |"
     " talking tom 7 | ended answered"},
    {"a receptionist who is not to be disturbed was not rung",
     [](told_call& it) { it.start().offer({not_disturbed(pia)}).hangs_up_after(9s); }, "",
     "waiting in main 9 | ended abandoned"},
    {"a transfer that is not answered is missed by whom it rang at",
     [by](told_call& it) {
       it.start().offer({pia}).answers().does(10s, transfer{by, eva}).fails(no_answer);
       it.answers().hangs_up_after(3s);
     },
     "pia incoming 13 with Ida Holm, eva missed 0 with Ida Holm",
     "waiting in main | ringing pia in main 5 | talking pia 10 | ringing eva by pia 20 |"
     " returned pia for no_answer 5 | talking pia 3 | ended answered"},
    {"a transfer to somebody who is not to be disturbed is missed by her, and told",
     [by](told_call& it) {
       it.start().offer({pia}).answers().does(10s, transfer{by, not_disturbed(eva)});
       it.answers().hangs_up_after(3s);
     },
     "pia incoming 13 with Ida Holm, eva missed 0 with Ida Holm",
     "waiting in main | ringing pia in main 5 | talking pia 10 | ringing eva by pia |"
     " returned pia for busy 5 | talking pia 3 | ended answered"},
    {"a transfer that is answered",
     [by](told_call& it) {
       it.start().offer({pia}).answers().does(10s, transfer{by, eva}).answers();
       it.other_leaves_after(100s);
     },
     "pia incoming 10 with Ida Holm, eva incoming 100 with Ida Holm",
     "waiting in main | ringing pia in main 5 | talking pia 10 | ringing eva by pia 5 |"
     " talking eva 100 | ended answered"},
    {"pulled back before she answered: missed by her",
     [by](told_call& it) {
       it.start().offer({pia}).answers().does(10s, transfer{by, eva}).rings();
       it.does(4s, pull_back{by}).answers().hangs_up_after(1s);
     },
     "pia incoming 11 with Ida Holm, eva missed 0 with Ida Holm",
     "waiting in main | ringing pia in main 5 | talking pia 10 | ringing eva by pia 4 |"
     " returned pia for pulled_back 5 | talking pia 1 | ended answered"},
    {"picked up by a colleague where it rang: missed by nobody",
     [](told_call& it) {
       it.start_to(eva).rings();
       it.does(6s, pick_up{tom}).answers().hangs_up_after(8s);
     },
     "tom incoming 8 with Ida Holm",
     "ringing eva 6 | ringing tom by tom 5 | talking tom 8 | ended answered"},
    {"direct to a person who does not answer, taken by reception: missed by the person",
     [](told_call& it) {
       it.start_to(eva).fails(no_answer).offer({pia}).answers().hangs_up_after(8s);
     },
     "eva missed 0 with Ida Holm, pia incoming 8 with Ida Holm",
     "ringing eva 20 | waiting in main for no_answer | ringing pia in main 5 | talking pia 8 |"
     " ended answered"},
    {"direct to a person whose calls all go to another: missed by nobody",
     [](told_call& it) {
       it.start_to(forwarded(eva, forwarding_type::immediate, ole)).answers().hangs_up_after(2s);
     },
     "ole incoming 2 with Ida Holm", "ringing ole 5 | talking ole 2 | ended answered"},
    {"direct to a person whose colleague takes what she does not answer: missed by her",
     [](told_call& it) {
       it.start_to(forwarded(eva, forwarding_type::no_answer, ole)).fails(no_answer).answers();
       it.hangs_up_after(2s);
     },
     "eva missed 0 with Ida Holm, ole incoming 2 with Ida Holm",
     "ringing eva 20 | ringing ole 5 | talking ole 2 | ended answered"},
    {"asked, and put through to whom was asked",
     [by](told_call& it) {
       it.start().offer({pia}).answers().does(10s, consult{by, eva}).answers();
       it.does(20s, complete{by}).other_leaves_after(30s);
     },
     "pia incoming 10 with Ida Holm, eva incoming 50 with Ida Holm",
     "waiting in main | ringing pia in main 5 | talking pia 10 | held pia by pia 25 |"
     " talking eva 30 | ended answered"},
    {"asked only: her call was with reception",
     [by](told_call& it) {
       it.start().offer({pia}).answers().does(10s, consult{by, eva}).answers();
       it.does(20s, cancel_consult{by}).hangs_up_after(5s);
     },
     "pia incoming 15 with Ida Holm, eva incoming 20 with pia",
     "waiting in main | ringing pia in main 5 | talking pia 10 | held pia by pia 25 |"
     " talking pia 5 | ended answered"},
    {"to be asked and not there: missed, from reception",
     [by](told_call& it) {
       it.start().offer({pia}).answers().does(10s, consult{by, eva}).fails(no_answer);
       it.does(1s, retrieve{by}).hangs_up_after(5s);
     },
     "pia incoming 15 with Ida Holm, eva missed 0 with pia",
     "waiting in main | ringing pia in main 5 | talking pia 10 | held pia by pia 21 |"
     " talking pia 5 | ended answered"},
    {"the caller leaves, and the two talk on",
     [by](told_call& it) {
       it.start().offer({pia}).answers().does(10s, consult{by, eva}).answers();
       it.hangs_up_after(5s).other_leaves_after(40s);
     },
     "pia incoming 10 with Ida Holm, eva incoming 45 with pia",
     "waiting in main | ringing pia in main 5 | talking pia 10 | held pia by pia 10 |"
     " talking eva by pia 40 | ended answered"},
    {"all three talk",
     [by](told_call& it) {
       it.start().offer({pia}).answers().does(10s, consult{by, eva}).answers();
       it.does(5s, conference{by}).hangs_up_after(60s);
       if (it.state() == caller_state::talking)
         it.other_leaves_after(1s);
     },
     "pia incoming 70 with Ida Holm, eva incoming 66 with Ida Holm",
     "waiting in main | ringing pia in main 5 | talking pia 10 | held pia by pia 10 |"
     " talking eva by pia 61 | ended answered"},
    {"parked, and back because nobody fetched it",
     [by](told_call& it) {
       it.start().offer({pia}).answers().does(10s, park{by, "3", 60s}).does(60s, wake{});
       it.fails(no_answer, 30s).hangs_up_after(2s);
     },
     "pia incoming 10 with Ida Holm",
     "waiting in main | ringing pia in main 5 | talking pia 10 | parked by pia at 3 60 |"
     " returned pia for timeout 30 | waiting in main for timeout 2 | ended answered"},
    {"camped on a person, and gone before she was free: she has missed nothing",
     [by](told_call& it) {
       it.start().offer({pia}).answers().does(10s, camp{by, camp_on::ccbs, {eva}, 60s});
       it.hangs_up_after(50s);
     },
     "pia incoming 10 with Ida Holm",
     "waiting in main | ringing pia in main 5 | talking pia 10 | camped eva by pia 50 |"
     " ended answered"},
    {"overflowed to another queue",
     [](told_call& it) {
       it.start().does(90s, overflow{overflow_reason::max_wait, night_queue});
       it.offer({tom}).answers().hangs_up_after(1s);
     },
     "tom incoming 1 with Ida Holm",
     "waiting in main 90 | overflowed in main for max_wait at night | waiting in night |"
     " ringing tom in night 5 | talking tom 1 | ended answered"},
    {"a receptionist calls out, and is answered",
     [](told_call& it) {
       it.dials(pia, outside, call_direction::outbound).answers().answers().hangs_up_after(33s);
     },
     "pia outgoing 33 with Carl",
     "ringing pia by pia 5 | ringing Carl by pia 5 | talking pia 33 | ended answered"},
    {"a receptionist calls out in vain",
     [](told_call& it) {
       it.dials(pia, outside, call_direction::outbound).answers().fails(busy, 2s);
     },
     "pia outgoing 0 with Carl", "ringing pia by pia 5 | ringing Carl by pia 2 | ended rejected"},
    {"a receptionist calls a colleague, who is away",
     [](told_call& it) { it.dials(pia, eva, call_direction::internal).answers().fails(no_answer); },
     "pia outgoing 0 with eva, eva missed 0 with pia",
     "ringing pia by pia 5 | ringing eva by pia 20 | ended rejected"},
    {"she calls out and puts the called one through",
     [by](told_call& it) {
       it.dials(pia, outside, call_direction::outbound).answers().answers();
       it.does(10s, transfer{by, eva}).answers().hangs_up_after(20s);
     },
     "pia outgoing 10 with Carl, eva incoming 20 with Carl",
     "ringing pia by pia 5 | ringing Carl by pia 5 | talking pia 10 | ringing eva by pia 5 |"
     " talking eva 20 | ended answered"},
    {"an employee calls a colleague",
     [](told_call& it) {
       it.from_phone(eva, call_direction::internal).start_to(ole).answers().hangs_up_after(9s);
     },
     "eva outgoing 9 with ole, ole incoming 9 with eva",
     "ringing ole 5 | talking ole 9 | ended answered"},
    {"an employee calls out from her phone",
     [](told_call& it) {
       it.from_phone(eva, call_direction::outbound).start_to(outside).answers().hangs_up_after(9s);
     },
     "eva outgoing 9 with Carl", "ringing Carl 5 | talking Carl 9 | ended answered"},
    {"an employee calls a colleague who is busy",
     [](told_call& it) {
       it.from_phone(eva, call_direction::internal).start_to(ole).fails(busy, 1s);
     },
     "eva outgoing 0 with ole, ole missed 0 with eva", "ringing ole 1 | ended rejected"},
  };
  return rows;
}

} // namespace

TEST_CASE("each kind of call stands right in everybody's log, and its story is told",
          "[history][S6.2][S9.1][B1.8]") {
  for (const auto& x : table()) {
    told_call it;
    x.happens(it);
    INFO(x.name);
    CHECK(log_of(it.record()) == x.log);
    CHECK(story_of(it.record()) == x.story);
  }
}
