#include "ui-dear-imgui/panels/menu.hpp"

#include "tests/ui-dear-imgui/overlay_fixture.hpp"

using namespace omstilling;
using namespace omstilling::testing;
using namespace std::chrono_literals;

namespace {

struct at_menu : overlay_fixture {
  at_menu() {
    settle();
    click("person bo", 1);
  }
};

} // namespace

TEST_CASE_METHOD(at_menu, "[S13.2] a right click on a person's row opens her menu at the mouse",
                 "[menu]") {
  CHECK(open() == overlay_kind::person_menu);
  CHECK(window.chosen.person == employee_id{"bo"});
  REQUIRE(control("transfer"));
  CHECK(control("dial")->enabled);
  CHECK(control("dial")->x < 1920);
}

TEST_CASE_METHOD(at_menu, "what cannot be done stands in the menu with the reason, and stays open",
                 "[menu]") {
  const auto* item = control("camp on");
  REQUIRE(item);
  CHECK_FALSE(item->enabled);
  CHECK(says("no call in hand"));
  asked.clear();
  click("camp on");
  CHECK(asked.empty());
  CHECK(open() == overlay_kind::person_menu);
}

TEST_CASE_METHOD(at_menu, "arrows and Enter choose from a menu", "[menu]") {
  press(ImGuiKey_DownArrow);
  press(ImGuiKey_UpArrow);
  CHECK(control("dial")->on);
  press(ImGuiKey_Enter);
  CHECK(last<dial_call>()->employee == employee_id{"bo"});
  CHECK(open() == overlay_kind::none);
}

TEST_CASE_METHOD(at_menu, "the first letter chooses, and does it where only one begins so",
                 "[menu]") {
  type("d");
  CHECK(last<dial_call>());
  CHECK(open() == overlay_kind::none);
}

TEST_CASE_METHOD(at_menu, "a letter that several begin with goes from one to the next", "[menu]") {
  type("w"); // Wait until free, Watch, Write a message
  CHECK(open() == overlay_kind::person_menu);
  CHECK(control("camp on")->on);
  type("w");
  CHECK(control("watch")->on);
}

TEST_CASE_METHOD(at_menu, "Esc closes a menu and does nothing else", "[menu]") {
  window.chosen.query = "bo";
  press(ImGuiKey_Escape);
  CHECK(open() == overlay_kind::none);
  CHECK(window.chosen.query == "bo");
}

TEST_CASE_METHOD(at_menu, "a click beside a menu closes it and reaches nothing behind", "[menu]") {
  click("person ag");
  CHECK(open() == overlay_kind::none);
  CHECK(window.chosen.person == employee_id{"bo"});
}

TEST_CASE_METHOD(at_menu, "other keys do nothing while a menu is open", "[menu]") {
  sort_calls(view, {}, {caller("w", caller_state::waiting)});
  asked.clear();
  press(key::f2);
  CHECK(asked.empty());
}

TEST_CASE_METHOD(overlay_fixture, "a menu stays inside the window", "[menu]") {
  for (const auto size : {ImVec2{1280, 720}, {1366, 768}, {1920, 1080}}) {
    ImGui::GetIO().DisplaySize = size;
    window.chosen.overlay = {
      overlay_kind::person_menu, {size.x - 2, size.y - 2}, employee_id{"bo"}, {}};
    settle();
    const auto* last = control("message");
    REQUIRE(last);
    CHECK(last->x + last->w <= static_cast<int>(size.x));
    CHECK(last->y + last->h <= static_cast<int>(size.y));
    window.chosen.overlay = {};
    draw();
  }
}

TEST_CASE_METHOD(overlay_fixture, "Shift+F10 and the menu key open the chosen person's menu",
                 "[menu]") {
  window.chosen.person = employee_id{"bo"};
  press_with(ImGui::GetIO().KeyShift, key::f10);
  CHECK(open() == overlay_kind::person_menu);
  CHECK_FALSE(last<set_agent_state>()); // F10 alone would pause
  press(ImGuiKey_Escape);
  press(key::menu);
  CHECK(open() == overlay_kind::person_menu);
}

TEST_CASE_METHOD(overlay_fixture, "a menu of somebody who has gone meanwhile closes", "[menu]") {
  window.chosen.overlay = {overlay_kind::person_menu, {5, 5}, employee_id{"nobody"}, {}};
  draw();
  CHECK(open() == overlay_kind::none);
}

TEST_CASE_METHOD(overlay_fixture, "a call's menu offers what fits its state", "[menu]") {
  auto call = caller("c", caller_state::talking);
  call.queue = queue_id{"q1"};
  window.chosen.person = employee_id{"bo"};
  auto parked = caller("p", caller_state::parked);
  parked.transferred = true;
  parked.sender = view.user;
  auto sent = caller("s", caller_state::transferring);
  sent.transferred = true;
  sent.sender = view.user;
  sort_calls(view, {call, parked, sent}, {caller("w", caller_state::waiting)});
  settle();
  click("call c", 1);
  REQUIRE(open() == overlay_kind::call_menu);
  CHECK(control("hold"));
  CHECK_FALSE(control("item answer"));
  click("back to queue");
  CHECK(last<transfer_call>()->queue == queue_id{"q1"});
  click("waiting w", 1);
  press(ImGuiKey_Enter);
  CHECK(last<answer_call>()->call == call_id{"w"});
  click("sent p", 1);
  press(ImGuiKey_Enter);
  CHECK(last<pick_up_call>()->call == call_id{"p"});
  click("sent s", 1);
  press(ImGuiKey_Enter);
  CHECK(last<pull_back_call>()->call == call_id{"s"});
}
