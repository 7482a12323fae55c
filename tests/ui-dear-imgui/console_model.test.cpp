#include "tests/ui-dear-imgui/service_frames.hpp"
#include "ui-dear-imgui/model/actions.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace omstilling::testing;
using namespace std::chrono_literals;

namespace {

struct logged_in {
  console_model console{"test"};
  fake_service service{console};
  logged_in() { log_in(service); }
  view_ptr view() { return console.view(); }
};

} // namespace

TEST_CASE("a login ends in one whole picture", "[console_model]") {
  logged_in x;
  const auto view = x.view();
  CHECK(x.service.asked ==
        std::vector<std::string>{"hello", "authenticate", "subscribe desk/lone",
                                 "subscribe queues/main", "subscribe people/main",
                                 "subscribe statuses/main", "subscribe queue/q1"});
  CHECK(view->phase == link_phase::live);
  CHECK(view->organisation == "Fjordby");
  REQUIRE(view->people->size() == 2);
  CHECK((*view->people)[0]->who.name == "Anne Ågård");
  REQUIRE(view->waiting.size() == 1);
  CHECK(view->waiting.front().id == call_id{"c1"});
  CHECK(view == x.view()); // nothing changed, so nothing is made anew
}

TEST_CASE("a wrong password is told and not tried again", "[console_model]") {
  console_model console{"test"};
  console.talk.log_in(user_id{"lone"}, "wrong");
  console.talk.opened(t0);
  console.talk.take_outgoing();
  console.talk.received(write_result("1", encode(hello_result{"test", "omstilling.v1", t0, 5})),
                        t0);
  console.talk.take_outgoing();
  console.talk.received(write_error("2", problem{.reason = error_reason::bad_credentials}), t0);
  CHECK_FALSE(console.talk.wants_connection(t0));
  console.talk.lost(*console.talk.take_complaint(), t0, 1);
  CHECK_FALSE(console.talk.wants_connection(t0 + 1h));
  const auto view = console.view();
  CHECK(view->phase == link_phase::logged_out);
  CHECK(view->why->reason == error_reason::bad_credentials);
}

TEST_CASE("a delta that fits changes the view, an old one does not", "[console_model]") {
  logged_in x;
  auto bo = somebody("bo", "Bo Lindholm", "4107");
  bo.lamp_state = lamp::busy;
  x.service.say(delta_of<person>("people/main", 10, 12, {bo}), t0);
  CHECK(find_person(*x.view(), bo.id)->lamp_state == lamp::busy);
  bo.lamp_state = lamp::offline;
  x.service.say(delta_of<person>("people/main", 9, 11, {bo}), t0);
  CHECK(find_person(*x.view(), bo.id)->lamp_state == lamp::busy);
  x.service.say(delta_of<person>("people/main", 12, 13, {}, {"bo"}), t0);
  CHECK(find_person(*x.view(), bo.id) == nullptr);
}

TEST_CASE("a gap makes the console ask from where it stands", "[console_model]") {
  logged_in x;
  x.service.asked.clear();
  SECTION("shown by a delta") { x.service.say(delta_of<person>("people/main", 14, 15, {}), t0); }
  SECTION("shown by a heartbeat") {
    x.service.say(write_heartbeat(t0, {{"people/main", resume_outcome::current, "e1", 15}}), t0);
  }
  x.service.serve(t0);
  CHECK(x.service.asked == std::vector<std::string>{"subscribe people/main from 10"});
}

TEST_CASE("a snapshot in chunks is shown when it is whole", "[console_model]") {
  logged_in x;
  x.service.say(snapshot_of<person>("people/main", 20, {somebody("a", "A", "1")}, true, false), t0);
  CHECK(x.view()->people->size() == 2);
  x.service.say(delta_of<person>("people/main", 20, 21, {somebody("c", "C", "3")}), t0);
  x.service.say(snapshot_of<person>("people/main", 20, {somebody("b", "B", "2")}, false, true), t0);
  CHECK(x.view()->people->size() == 3); // with the delta that came meanwhile
}

TEST_CASE("a lost connection keeps the picture and says since when", "[console_model]") {
  logged_in x;
  x.console.talk.lost(problem{.reason = error_reason::try_later}, t0 + 10s, 1);
  auto view = x.view();
  CHECK(view->phase == link_phase::away);
  CHECK(view->fresh_at == t0);
  CHECK(view->people->size() == 2);
  CHECK_FALSE(x.console.talk.wants_connection(t0 + 10s));
  CHECK(x.console.talk.wants_connection(t0 + 11s));

  SECTION("and resumes from there") {
    x.service.asked.clear();
    x.service.outcome = resume_outcome::current;
    x.console.talk.opened(t0 + 11s);
    for (int i = 0; i < 3; ++i)
      x.service.serve(t0 + 11s);
    CHECK(x.service.asked[2] == "subscribe desk/lone from 10");
    CHECK(x.service.asked[5] == "subscribe queue/q1 from 10");
    CHECK(x.view()->phase == link_phase::live);
  }
  SECTION("and begins anew where the numbering is another") {
    x.service.asked.clear();
    x.service.outcome = resume_outcome::replayed;
    x.service.epoch = "e2";
    x.console.talk.opened(t0 + 11s);
    for (int i = 0; i < 4; ++i)
      x.service.serve(t0 + 11s);
    CHECK(x.service.asked[7] == "subscribe desk/lone");
    CHECK(x.view()->phase == link_phase::away);
  }
  SECTION("and waits longer each time, up to a quarter of a minute") {
    auto at = t0 + 10s;
    duration longest{};
    for (int i = 0; i < 10; ++i) {
      x.console.talk.lost(problem{}, at, 1);
      const auto wait = *x.view()->retry_at - at;
      CHECK(wait >= longest);
      longest = wait;
    }
    CHECK(longest == 5s);
  }
}

TEST_CASE("silence ends a connection", "[console_model]") {
  logged_in x;
  x.console.talk.tick(t0 + 12s);
  CHECK(x.console.talk.wants_connection(t0 + 12s));
  x.console.talk.tick(t0 + 13s);
  CHECK_FALSE(x.console.talk.wants_connection(t0 + 13s));
}

TEST_CASE("a refused command is shown with its reason, until dismissed", "[console_model]") {
  logged_in x;
  x.console.talk.ask(answer_call{call_id{"c1"}}, t0);
  x.service.serve(t0);
  const auto asked = parse_json(x.service.requests.back(), 1 << 16);
  const auto id = asked->get_object().at("id").get_int64();
  x.service.say(
    write_error(std::to_string(id), problem{.reason = error_reason::already_taken, .who = "pia"}),
    t0);
  REQUIRE(x.view()->refusals.size() == 1);
  CHECK(x.view()->refusals[0].method == "answer_call");
  CHECK(x.view()->refusals[0].why.who == "pia");
  x.console.talk.dismiss_refusal(id);
  CHECK(x.view()->refusals.empty());
}

TEST_CASE("a command without an answer is not silently forgotten", "[console_model]") {
  logged_in x;
  x.console.talk.ask(end_call{}, t0);
  x.console.talk.lost(problem{}, t0, 0);
  REQUIRE(x.view()->refusals.size() == 1);
  CHECK(x.view()->refusals[0].why.reason == error_reason::timeout);
  x.console.talk.ask(end_call{}, t0);
  CHECK(x.view()->refusals[1].why.reason == error_reason::try_later);
}

TEST_CASE("another queue takes the place of the chosen one", "[console_model]") {
  logged_in x;
  x.service.asked.clear();
  x.service.say(delta_of<desk_view>("desk/lone", 10, 11, {some_desk(queue_id{"q2"})}), t0);
  x.service.serve(t0);
  CHECK(x.service.asked == std::vector<std::string>{"unsubscribe queue/q1", "subscribe queue/q2"});
  CHECK(x.view()->waiting.empty());
}

TEST_CASE("a call that a colleague sent on is in hand at the desk that took it", "[S1.1][S4.1]") {
  auto call = caller("c", caller_state::talking);
  call.sender = user_id{"pia"};
  call.holder = user_id{"lone"};
  call.transferred = true;
  const auto at = [&](const char* user) {
    console_view view;
    view.phase = link_phase::live;
    view.rights = {right::switchboard};
    view.user = user_id{user};
    sort_calls(view, {call}, {});
    return view;
  };
  CHECK(at("lone").calls.size() == 1);
  CHECK(end_current(at("lone")));
  CHECK(at("lone").sent.empty());
  CHECK(at("pia").sent.size() == 1);
  CHECK_FALSE(end_current(at("pia")));
}

TEST_CASE("the keys mean the call in hand", "[actions]") {
  console_view view;
  view.phase = link_phase::live;
  view.rights = {right::switchboard, right::own_status};
  const call_target bo{employee_id{"bo"}, "4107", "Bo"};
  CHECK_FALSE(end_current(view));
  CHECK_FALSE(transfer_to(view, bo));
  CHECK(std::get<dial_call>(*dial(view, bo)).employee == bo.employee);

  sort_calls(view, {caller("held", caller_state::held), caller("now", caller_state::talking)},
             {caller("w", caller_state::waiting)});
  CHECK(view.calls.front().id == call_id{"now"});
  CHECK(std::get<answer_call>(*answer_next(view)).call == call_id{"w"});
  CHECK(std::get<hold_call>(*hold_or_retrieve(view)).call == call_id{"now"});
  CHECK(std::get<transfer_call>(*transfer_to(view, bo)).employee == bo.employee);
  CHECK_FALSE(std::get<transfer_call>(*transfer_to(view, bo)).number);

  view.calls.front().consulting = party{"4107", "Bo", {}};
  CHECK(std::holds_alternative<complete_transfer>(*attended_transfer(view, bo)));
  CHECK(std::holds_alternative<cancel_consult>(*end_current(view)));
  view.phase = link_phase::away;
  CHECK_FALSE(end_current(view));
}
