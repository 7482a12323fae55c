#include "tests/ui-dear-imgui/people_fixture.hpp"

using namespace omstilling;
using namespace omstilling::testing;

namespace {

struct writing : people_fixture {
  writing() {
    talk();
    choose("bo");
  }
  std::string text() const {
    const auto* found = control("##message");
    return found ? found->text : "no field";
  }
};

} // namespace

TEST_CASE_METHOD(writing, "[S5.1] a message is made of the current call, to the chosen person",
                 "[people]") {
  CHECK(shows("Message to Bo Lindholm"));
  CHECK(text().starts_with("Karen Holm, 37001452, rang "));
  CHECK(text().ends_with("Lone"));
  CHECK(says("1 SMS"));
  SECTION("[S5.4] and is sent as SMS") {
    const auto wishes = wishes_of([&] { press('J', true); });
    const auto* sent = ordered<send_message>(wishes);
    REQUIRE(sent);
    CHECK(sent->channel == message_kind::sms);
    CHECK(sent->receiver == employee_id{"bo"});
    CHECK_FALSE(sent->to);
    CHECK_FALSE(sent->subject);
    CHECK(sent->about == call_id{"c"});
    CHECK(sent->caller->number == "37001452");
    CHECK_FALSE(sent->call_back);
    CHECK(order.key);
    CHECK_FALSE(control("send sms")->enabled);
    done();
    CHECK(shows("Sent"));
    CHECK(text().empty()); // and is not sent twice by habit
  }
  SECTION("[S5.4] or as e-mail, with a subject") {
    const auto wishes = wishes_of([&] { click("send email"); });
    const auto* sent = ordered<send_message>(wishes);
    REQUIRE(sent);
    CHECK(sent->channel == message_kind::email);
    CHECK(sent->subject == "Call from Karen Holm 37001452");
  }
}

TEST_CASE_METHOD(writing, "[S5.4] what was refused can be sent again, and once only", "[people]") {
  auto wishes = wishes_of([&] { press('J', true); });
  REQUIRE(ordered<send_message>(wishes));
  const auto key = order.key;
  done(problem{.reason = error_reason::timeout});
  CHECK(shows("no answer from the service"));
  wishes = wishes_of([&] { press('J', true); });
  REQUIRE(ordered<send_message>(wishes));
  CHECK(order.key == key); // the same message
  done(problem{.reason = error_reason::timeout});
  click("##message");
  write("!");
  wishes = wishes_of([&] { press('J', true); });
  REQUIRE(ordered<send_message>(wishes));
  CHECK(order.key != key); // another one
}

TEST_CASE_METHOD(writing,
                 "[S5.2][S5.3] a template is picked, and made the default by a right-click",
                 "[people]") {
  click("template t2");
  settle();
  CHECK(text() == "Hi Bo: Karen Holm");
  CHECK(control("template t2")->on);
  click("template t2", 1);
  CHECK(last<choose_message_template>()->id == template_id{"t2"});
  CHECK(last<choose_message_template>()->channel == message_kind::email);
  SECTION("the default is taken from then on") {
    view.message_defaults =
      message_defaults_view{.id = user_id{"lone"}, .email = template_id{"t2"}};
    choose("ag");
    CHECK(text() == "Hi Anne: Karen Holm");
  }
  SECTION("more are in a list, with what can be done") {
    click("more templates");
    CHECK(open() == overlay_kind::message_template_menu);
    settle();
    CHECK(control("use t1"));
    click("use t1");
    settle();
    CHECK(open() == overlay_kind::none);
    CHECK(text().starts_with("Karen Holm, 37001452"));
  }
  SECTION("a new one is written in a form") {
    click("more templates");
    click("new template");
    CHECK(open() == overlay_kind::message_template_form);
    settle();
    write("Urgent");
    press(ImGuiKey_Tab);
    press(ImGuiKey_Tab);
    settle();
    write("Call {caller}");
    click("approve");
    REQUIRE(last<put_message_template>());
    CHECK(last<put_message_template>()->name == "Urgent");
    CHECK(last<put_message_template>()->text == "Call {caller}");
    CHECK(last<put_message_template>()->channel == message_kind::sms);
  }
}

TEST_CASE_METHOD(writing, "what was written by hand is kept for whom it was written", "[people]") {
  click("##message");
  write("!!!");
  const auto hers = text();
  CHECK(hers.find("!!!") != hers.npos);
  choose("ag");
  CHECK(text().find("!!!") == std::string::npos);
  choose("bo");
  CHECK(text() == hers);
  SECTION("also while the call changes") {
    view.calls.clear();
    sort_calls(view, {caller("d", caller_state::talking)}, {});
    settle();
    CHECK(text() == hers);
  }
}

TEST_CASE_METHOD(writing, "[S5.5] another call that was chosen is what the message is about",
                 "[people]") {
  give_log(view, {logged("m", log_kind::missed, "VVS Fjord", "37007340", 2min)});
  ImGui::GetIO().KeyCtrl = true;
  click("log m", 0, 2);
  ImGui::GetIO().KeyCtrl = false;
  settle();
  CHECK(text().starts_with("VVS Fjord, 37007340"));
}

TEST_CASE_METHOD(writing, "a call back is asked for, with a deadline", "[people]") {
  press('L', true);
  CHECK(says("Ask for a call back before "));
  auto wishes = wishes_of([&] { press('J', true); });
  const auto* sent = ordered<send_message>(wishes);
  REQUIRE(sent);
  CHECK(sent->call_back == t0 + 30min);
  CHECK(sent->caller->name == "Karen Holm");
  done();
  CHECK(shows("Sent, with a promise to call back"));
}

TEST_CASE_METHOD(writing, "why a message cannot be sent stands on its button", "[people]") {
  choose("ag"); // no mobile, no address
  CHECK_FALSE(control("send sms")->enabled);
  CHECK_FALSE(control("send email")->enabled);
  CHECK_FALSE(ordered<send_message>(wishes_of([&] { press('J', true); })));
  CHECK(shows("no mobile phone"));
  choose("bo");
  view.phase = link_phase::away;
  settle();
  CHECK_FALSE(control("send sms")->enabled);
}

TEST_CASE_METHOD(people_fixture, "without a call there is nothing to say yet", "[people]") {
  choose("bo");
  CHECK(control("##message")->text.empty());
  CHECK_FALSE(control("send sms")->enabled);
  click("template t1"); // a template may be taken all the same
  settle();
  CHECK(control("##message")->text.find("Lone") != std::string::npos);
}

TEST_CASE_METHOD(writing, "who writes keeps the keys: arrows and Enter are the text's",
                 "[people]") {
  click("##message");
  CHECK(window.chosen.focused == "message");
  press(ImGuiKey_DownArrow);
  press(ImGuiKey_Enter);
  CHECK(window.chosen.person == employee_id{"bo"});
  CHECK_FALSE(last<transfer_call>());
  press(key::tab);
  CHECK(window.chosen.focused.empty());
}

TEST_CASE_METHOD(people_fixture,
                 "[S7.1] messages that were sent are listed with what became of them", "[people]") {
  auto failed = sent_message("f", message_state::failed);
  failed.problem = "no such number";
  auto queued = sent_message("q", message_state::queued);
  queued.next_try = t0 + 5min;
  queued.problem = "busy";
  give_messages(view, {queued, failed, sent_message("d", message_state::delivered),
                       sent_message("m", message_state::maybe_sent)});
  click("log messages");
  settle();
  CHECK(rows("message ") == std::vector<std::string>{"q", "f", "d", "m"});
  CHECK(says("Failed: no such number"));
  CHECK(says("next try"));
  CHECK(shows("Delivered"));
  CHECK(shows("Perhaps sent"));
  CHECK(shows("Ring tilbage"));
  SECTION("one that waits can be taken back") {
    click("cancel message q");
    CHECK(last<cancel_message>()->message == message_id{"q"});
    CHECK_FALSE(control("cancel message f"));
  }
  SECTION("by key too") {
    press('7', false, true);
    press(ImGuiKey_Delete);
    CHECK(last<cancel_message>()->message == message_id{"q"});
  }
  SECTION("any of them can be drawn anywhere") {
    std::vector<message_view> odd;
    for (const auto& one : odd_words()) {
      odd.push_back(sent_message("x" + std::to_string(odd.size()), message_state::unknown));
      odd.back().name = odd.back().text = odd.back().problem = one;
    }
    give_messages(view, odd);
    for (const auto width : {1'280.0F, 1'920.0F}) {
      size(width, 760);
      window.chosen.side = side_tab::log;
      settle();
      CHECK(stays_inside());
    }
  }
}

TEST_CASE_METHOD(people_fixture, "promises stand with what is left, and are closed", "[people]") {
  auto late = promised("l", -5min);
  auto gone_on = promised("e", 1h);
  gone_on.state = promise_state::escalated;
  gone_on.deputy_name = "Anne Ågård";
  auto kept = promised("k", 1h);
  kept.state = promise_state::kept;
  view.promises = {late, promised("o", 30min), gone_on, kept};
  click("log promises");
  settle();
  CHECK(rows("promise ") == std::vector<std::string>{"l", "o", "e", "k"});
  CHECK(says("overrun by 5 min"));
  CHECK(says("30 min left"));
  CHECK(says("went on to Anne Ågård"));
  CHECK_FALSE(control("close promise k"));
  click("close promise o");
  CHECK(last<close_promise>()->promise == promise_id{"o"});
  press('7', false, true);
  press(ImGuiKey_Enter);
  CHECK(last<dial_call>()->number == "37001452");
}

TEST_CASE_METHOD(people_fixture, "a promise tells of itself on the shelf", "[people]") {
  popup_view x;
  x.id = popup_id{"p"};
  x.at = t0;
  x.by = "Lone Kjærgaard";
  x.employee = employee_id{"bo"};
  x.name = "Bo Lindholm";
  x.promise = promise_id{"o"};
  x.caller = party{"37001452", "Karen Holm", {}, {}};
  x.deadline = t0 + 30min;
  for (const auto& [reason, words] :
       {std::pair{popup_kind::promise_made, "Call Karen Holm back"},
        std::pair{popup_kind::promise_due, "Time to call Karen Holm back"},
        std::pair{popup_kind::promise_escalated, "Call Karen Holm back for Bo Lindholm"}}) {
    x.reason = reason;
    view.popups = {x};
    settle();
    CHECK(shows(words));
    CHECK(says("before "));
    CHECK(says("promised by Lone Kjærgaard") == (reason == popup_kind::promise_made));
  }
  click("call promised");
  CHECK(last<dial_call>()->number == "37001452");
  click("close promise");
  CHECK(last<close_promise>()->promise == promise_id{"o"});
}

TEST_CASE_METHOD(people_fixture, "where the page has no card for it a message stands over it",
                 "[people]") {
  size(420, 760);
  choose("bo");
  press('M', true);
  CHECK(open() == overlay_kind::message_form);
  settle();
  write("Hej");
  const auto wishes = wishes_of([&] { press('J', true); });
  REQUIRE(ordered<send_message>(wishes));
  CHECK(ordered<send_message>(wishes)->text == "Hej");
  done();
  CHECK(open() == overlay_kind::none);
}
