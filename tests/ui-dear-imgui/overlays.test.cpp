#include "tests/ui-dear-imgui/overlay_fixture.hpp"
#include "ui-dear-imgui/panels/status_form.hpp"

using namespace omstilling;
using namespace omstilling::testing;
using namespace std::chrono_literals;

namespace {

struct at_status : overlay_fixture {
  at_status() {
    allow({right::others_person_status, right::others_phone_status});
    window.chosen.person = employee_id{"bo"};
    settle();
    press_with(ImGui::GetIO().KeyCtrl, 'P');
    REQUIRE(open() == overlay_kind::status_form);
    settle();
  }
};

struct at_phone : overlay_fixture {
  at_phone() {
    allow({right::others_phone_status});
    auto bo = somebody("bo", "Bo Lindholm", "4107");
    bo.phones.push_back(phone{.id = phone_id{"6107"}, .number = "6107"});
    bo.phones[0].forwarding = {{forwarding_type::busy, "4100"}, {forwarding_type::dnd, "4199"}};
    people({entry(bo)});
    window.chosen.person = employee_id{"bo"};
    settle();
    press_with(ImGui::GetIO().KeyCtrl, 'T');
    REQUIRE(open() == overlay_kind::phone_form);
    settle();
  }
};

} // namespace

TEST_CASE_METHOD(overlay_fixture,
                 "[S13.1] the card shows status and phones, and what may be changed",
                 "[overlays]") {
  allow({right::others_person_status, right::others_phone_status});
  window.chosen.person = employee_id{"bo"};
  settle();
  CHECK(control("change status"));
  CHECK(control("change phone"));
  CHECK(control("watch"));
  CHECK(says("4107"));
}

TEST_CASE_METHOD(overlay_fixture,
                 "[S13.4] without the right there is no way to another's status or phone",
                 "[overlays]") {
  window.chosen.person = employee_id{"bo"};
  settle();
  CHECK_FALSE(control("change status"));
  CHECK_FALSE(control("change phone"));
  press_with(ImGui::GetIO().KeyCtrl, 'P');
  press_with(ImGui::GetIO().KeyCtrl, 'T');
  CHECK(open() == overlay_kind::none);
  click("person bo", 1);
  REQUIRE(control("watch"));
  CHECK_FALSE(control("change status"));
  CHECK_FALSE(control("change phone"));
  press(ImGuiKey_Escape);
  // Her own are hers.
  click("person lo", 1);
  CHECK(control("change status"));
  CHECK(control("change phone"));
}

TEST_CASE_METHOD(at_status, "[S13.2] a privileged login gives somebody else a status with two keys",
                 "[overlays]") {
  type("3"); // available, busy, meeting
  CHECK(control("meeting")->on);
  press(ImGuiKey_Enter);
  const auto order = last<set_status>();
  REQUIRE(order);
  CHECK(order->employee == employee_id{"bo"});
  CHECK(order->type == "meeting");
  CHECK_FALSE(order->until);
  CHECK_FALSE(order->for_seconds);
  CHECK(order->start_actions.empty());
  CHECK(open() == overlay_kind::none);
}

TEST_CASE_METHOD(at_status, "nothing is approved before a status is chosen", "[overlays]") {
  CHECK_FALSE(control("approve")->enabled);
  CHECK(says("Choose a status."));
  press(ImGuiKey_Enter);
  CHECK_FALSE(last<set_status>());
  CHECK(open() == overlay_kind::status_form);
}

TEST_CASE_METHOD(at_status, "[S14.3] a status lasts a fixed time from now", "[overlays]") {
  type("4");
  click("30 min");
  click("approve");
  CHECK(last<set_status>()->for_seconds == 1'800);
  CHECK(last<set_status>()->type == "lunch");
}

TEST_CASE_METHOD(at_status, "[S14.2] a status ends at a time of day", "[overlays]") {
  type("3");
  click("until a time");
  settle();
  CHECK_FALSE(control("approve")->enabled);
  type("23:59");
  CHECK(control("approve")->enabled);
  press(ImGuiKey_Enter);
  const auto order = last<set_status>();
  REQUIRE(order);
  REQUIRE(order->until);
  CHECK(*order->until == next_time("23:59", t0));
}

TEST_CASE_METHOD(at_status, "[S14.3] the rest of the day ends at midnight", "[overlays]") {
  type("3");
  click("rest of the day");
  click("approve");
  CHECK(last<set_status>()->until == end_of_day(t0));
}

TEST_CASE_METHOD(at_status, "[S14.5] do not disturb goes on at the start and off at the end",
                 "[overlays]") {
  type("3");
  click("1 h");
  click("dnd on");
  CHECK(control("dnd off")->on);
  click("approve");
  const auto order = last<set_status>();
  REQUIRE(order);
  REQUIRE(order->start_actions.size() == 1);
  CHECK(order->start_actions[0].kind == status_action_kind::set_do_not_disturb);
  REQUIRE(order->stop_actions.size() == 1);
  CHECK(order->stop_actions[0].kind == status_action_kind::clear_do_not_disturb);
}

TEST_CASE_METHOD(at_status, "[S14.6] at its end a status asks, or forces another", "[overlays]") {
  type("3");
  CHECK_FALSE(control("pop up")->enabled); // it has no end yet
  click("1 h");
  click("pop up");
  click("force");
  CHECK_FALSE(control("approve")->enabled);
  click("then gone_home");
  click("approve");
  CHECK(last<set_status>()->expiry == on_expiry::force_status);
  CHECK(last<set_status>()->forced_type == "gone_home");
}

TEST_CASE_METHOD(at_status, "available ends what was set by hand", "[overlays]") {
  type("1");
  press(ImGuiKey_Enter);
  REQUIRE(last<clear_status>());
  CHECK(last<clear_status>()->employee == employee_id{"bo"});
  CHECK_FALSE(last<set_status>());
}

TEST_CASE_METHOD(at_status, "the form is filled in by keyboard alone", "[overlays]") {
  press(ImGuiKey_RightArrow);
  press(ImGuiKey_RightArrow); // busy
  press(ImGuiKey_Tab);
  press(ImGuiKey_RightArrow); // 15 min
  press(ImGuiKey_Tab);
  settle();
  type("in the harbour");
  press(ImGuiKey_Tab);
  press(ImGuiKey_Space);
  press(ImGuiKey_Enter);
  const auto order = last<set_status>();
  REQUIRE(order);
  CHECK(order->type == "busy");
  CHECK(order->for_seconds == 900);
  CHECK(order->note == "in the harbour");
  CHECK(order->start_actions.size() == 1);
}

TEST_CASE_METHOD(at_status, "digits in a note are text", "[overlays]") {
  type("3");
  click("##note");
  settle();
  type("4");
  CHECK(control("meeting")->on);
  CHECK(control("##note")->text == "4");
}

TEST_CASE_METHOD(at_status, "without the service nothing can be approved", "[overlays]") {
  type("3");
  view.phase = link_phase::away;
  settle();
  CHECK_FALSE(control("approve")->enabled);
  CHECK(says("no connection to the service"));
}

TEST_CASE_METHOD(overlay_fixture, "[S14.1] the own name and its key lead to the own status",
                 "[overlays]") {
  settle();
  click("own status");
  CHECK(open() == overlay_kind::status_form);
  CHECK(says("Change own status"));
  press(ImGuiKey_Escape);
  CHECK(open() == overlay_kind::none);
  press_with(ImGui::GetIO().KeyAlt, 'S');
  settle();
  type("4");
  press(ImGuiKey_Enter);
  CHECK(last<set_status>()->employee == employee_id{"lo"});
}

TEST_CASE("times of day are read as people write them", "[overlays]") {
  const auto same = next_time("14:30", t0);
  REQUIRE(same);
  CHECK(*same > t0);
  CHECK(*same <= t0 + 25h);
  for (const auto* text : {"1430", "14.30", " 14:30 "})
    CHECK(next_time(text, t0) == same);
  CHECK(next_time("9", t0) == next_time("09:00", t0));
  CHECK(next_time("930", t0) == next_time("9:30", t0));
  for (const auto* text : {"", "24:00", "12:60", "noon", "12:3", "123456", "1:", ":30", "12:"})
    CHECK_FALSE(next_time(text, t0));
}

TEST_CASE_METHOD(at_phone, "[S13.3] only what was changed of a phone is asked for", "[overlays]") {
  CHECK_FALSE(control("approve")->enabled);
  click("dnd");
  click("approve");
  const auto order = last<set_phone>();
  REQUIRE(order);
  CHECK(order->phone == phone_id{"4107"});
  CHECK(order->do_not_disturb == true);
  CHECK_FALSE(order->forwarding);
}

TEST_CASE_METHOD(at_phone, "[S13.3] a forwarding keeps the rules it does not touch", "[overlays]") {
  click("##always");
  settle();
  type("37 00 14 52");
  click("approve");
  const auto order = last<set_phone>();
  REQUIRE((order && order->forwarding));
  CHECK(*order->forwarding ==
        std::vector<forwarding_rule>{{forwarding_type::busy, "4100"},
                                     {forwarding_type::dnd, "4199"},
                                     {forwarding_type::immediate, "37001452"}});
  CHECK_FALSE(order->do_not_disturb);
}

TEST_CASE_METHOD(at_phone, "[S13.3] what is no number is said under its field", "[overlays]") {
  click("##always");
  settle();
  type("x");
  CHECK(says("A phone number is needed."));
  CHECK_FALSE(control("approve")->enabled);
  press(ImGuiKey_Enter);
  CHECK_FALSE(last<set_phone>());
}

TEST_CASE_METHOD(at_phone, "[S13.3] each phone has its own settings", "[overlays]") {
  click("phone 6107");
  settle();
  click("dnd");
  click("approve");
  CHECK(last<set_phone>()->phone == phone_id{"6107"});
}

TEST_CASE_METHOD(overlay_fixture, "[B1.7] a note is written on the call, below those there are",
                 "[overlays]") {
  auto call = caller("c", caller_state::talking);
  call.notes = {{t0, user_id{"ole"}, "Asked for the building permit"}};
  sort_calls(view, {call}, {});
  settle();
  press_with(ImGui::GetIO().KeyCtrl, 'N');
  REQUIRE(open() == overlay_kind::note_form);
  settle();
  CHECK(says("Asked for the building permit"));
  CHECK_FALSE(control("approve")->enabled);
  type("calls again at two");
  press(ImGuiKey_Enter);
  REQUIRE(last<note_call>());
  CHECK(last<note_call>()->call == call_id{"c"});
  CHECK(last<note_call>()->text == "calls again at two");
  CHECK(open() == overlay_kind::none);
}

TEST_CASE_METHOD(overlay_fixture, "[B1.7] a note on a call that is over cannot be kept",
                 "[overlays]") {
  window.chosen.overlay = {overlay_kind::note_form, {}, {}, call_id{"gone"}};
  settle();
  type("too late");
  CHECK_FALSE(control("approve")->enabled);
  CHECK(says("the call is over"));
}

TEST_CASE_METHOD(overlay_fixture, "forms fit every window, and every name", "[overlays]") {
  allow({right::others_person_status, right::others_phone_status});
  for (const auto* name : {"", "\xF0\x9F\x98\x80 Ole", "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D",
                           "A very long name that goes on and on, beyond the form, the window and "
                           "the building it stands in, and the next one"}) {
    people({entry(somebody("bo", name, "4107"))});
    for (const auto kind : {overlay_kind::status_form, overlay_kind::phone_form,
                            overlay_kind::watch_form, overlay_kind::person_menu})
      for (const auto size : {ImVec2{1280, 720}, {1920, 1080}}) {
        ImGui::GetIO().DisplaySize = size;
        window.chosen.overlay = {kind, {5, 5}, employee_id{"bo"}, {}};
        settle();
        INFO(name << " " << static_cast<int>(kind));
        CHECK(vertices > 500);
        if (const auto* approve = control("approve"); approve && kind != overlay_kind::person_menu)
          CHECK(approve->y + approve->h <= static_cast<int>(size.y));
        window.chosen.overlay = {};
        draw();
      }
  }
}

TEST_CASE_METHOD(at_status, "the form at its longest stays inside the smallest window",
                 "[overlays]") {
  ImGui::GetIO().DisplaySize = {1280, 720};
  type("3");
  click("until a time");
  settle();
  type("23:59");
  click("force");
  settle();
  const auto* approve = control("approve");
  REQUIRE(approve);
  CHECK(approve->y + approve->h <= 720);
}
