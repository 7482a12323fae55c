#include "services/history/call_story.hpp"

#include "protocol/codec.hpp"
#include "services/history/finished_call.hpp"
#include "tests/services/history/told_call.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace omstilling::test;

TEST_CASE("the history says who talked with the caller, how long and what was returned",
          "[history][S6.1][S6.2]") {
  told_call it;
  const user_id by{"pia"};
  it.start().offer({pia}).answers().does(1s, call_input::note{by, "vil have Eva"});
  it.does(9s, call_input::transfer{by, eva}).fails(leg_cause::no_answer).answers();
  it.does(5s, call_input::transfer{by, ole}).answers().hangs_up_after(60s);
  const auto entry = finish(it.record()).entry;
  CHECK(entry.caller.name == "Ida Holm");
  CHECK(entry.at == t0);
  CHECK(entry.outcome == call_outcome::answered);
  REQUIRE(entry.talked_to.size() == 2);
  CHECK(entry.talked_to[0].name == "pia");
  CHECK(entry.talked_to[1].name == "ole");
  CHECK(entry.returned == recall_reason::no_answer);
  CHECK(entry.talk_seconds == 75);
  CHECK(entry.wait_seconds == 5);
  REQUIRE(entry.notes.size() == 1);
  CHECK(entry.notes[0].text == "vil have Eva");
}

TEST_CASE("an answered call to a number is known by that number, however it was written",
          "[history][S6.2]") {
  told_call it;
  it.dials(pia, outside, call_direction::outbound).answers();
  CHECK(reached_by(it.record()).empty());
  it.answers();
  CHECK(reached_by(it.record()) == "20304050");
  it.hangs_up_after(1s);
  CHECK(finish(it.record()).reached == "20304050");
  CHECK(finish(it.record()).number == "20304050");
  CHECK(number_key("+4520304050") == "20304050");
  CHECK(number_key("0045 20.30.40.50") == "20304050");
  CHECK(number_key("+46 8 123 456") == "+468123456");
  CHECK(number_key("+45123") == "+45123");
  CHECK(number_key("201") == "201");
  CHECK(number_key("anonymous").empty());
}

TEST_CASE("a call with thousands of stretches stays small and whole", "[history][B1.8]") {
  told_call it;
  const user_id by{"pia"};
  it.start().offer({pia}).answers();
  for (int i = 0; i < 3000; ++i)
    it.does(1s, call_input::hold{by}).does(1s, call_input::retrieve{by});
  const auto& steps = it.record().tale.steps;
  CHECK(steps.size() == most_steps);
  CHECK(steps.front().at == t0);
  for (std::size_t i = 1; i < steps.size(); ++i)
    CHECK(steps[i].at == steps[i - 1].until);
  CHECK(encode_text(it.record()).size() < 20'000);
}

TEST_CASE("a name that is found late names the call, its story and its log", "[history][S9.2]") {
  told_call it;
  it.from_phone({.who = {"20304050", ""}}, call_direction::inbound).start().offer({pia}).answers();
  const auto done = it.give(call_input::named{"20304050", "Carl", name_source::lookup});
  CHECK(done.changed);
  REQUIRE(first<call_information>(done.events) != nullptr);
  CHECK(it.subject.view().caller.name == "Carl");
  CHECK(it.subject.view().caller.named_by == name_source::lookup);
  it.give(call_input::named{"20304050", "Carl Hansen", name_source::contact});
  CHECK(it.subject.view().caller.name == "Carl Hansen");
  CHECK_FALSE(it.give(call_input::named{"20304050", "C. H.", name_source::lookup}).changed);
  CHECK_FALSE(it.give(call_input::named{"20304051", "Else", name_source::contact}).changed);
  it.hangs_up_after(1s);
  CHECK(finish(it.record()).log.at(0).entry.with.name == "Carl Hansen");
  CHECK_FALSE(it.give(call_input::named{"20304050", "Late", name_source::employee}).changed);
}
