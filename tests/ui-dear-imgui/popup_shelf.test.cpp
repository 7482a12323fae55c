#include "tests/ui-dear-imgui/overlay_fixture.hpp"

using namespace omstilling;
using namespace omstilling::testing;
using namespace std::chrono_literals;

namespace {

popup_view told(std::string id, time_point at, std::optional<watch_id> watch = watch_id{"w1"}) {
  popup_view x;
  x.id = popup_id{std::move(id)};
  x.at = at;
  x.watch = std::move(watch);
  x.employee = employee_id{"bo"};
  x.name = "Bo Lindholm";
  x.lamp_state = lamp::idle;
  return x;
}

call_view back_again(caller_state state) {
  auto x = caller("r", state);
  x.returned = recall_reason::no_answer;
  x.target = party{"4107", "Bo Lindholm", employee_id{"bo"}};
  x.holder = x.sender = user_id{"lone"};
  x.queue = queue_id{"q1"};
  return x;
}

struct at_shelf : overlay_fixture {
  at_shelf() {
    watch_view watch;
    watch.id = watch_id{"w1"};
    watch.employee = employee_id{"bo"};
    watch.name = "Bo Lindholm";
    view.watches = {watch};
    settle();
  }
};

} // namespace

TEST_CASE_METHOD(at_shelf, "[S17.2] a watched change pops up and offers a call", "[popup_shelf]") {
  view.popups = {told("p1", t0)};
  settle();
  CHECK(says("Bo Lindholm is free now"));
  CHECK(says("watched: any change"));
  click("dial popup");
  CHECK(last<dial_call>()->employee == employee_id{"bo"});
  CHECK(last<dismiss_popup>()->popup == popup_id{"p1"});
}

TEST_CASE_METHOD(at_shelf, "[S17.2] with a call in hand a pop-up offers to transfer it",
                 "[popup_shelf]") {
  view.popups = {told("p1", t0)};
  sort_calls(view, {caller("c", caller_state::talking)}, {});
  settle();
  CHECK(control("transfer to popup")->text == "Transfer Karen");
  click("transfer to popup");
  CHECK(last<transfer_call>()->employee == employee_id{"bo"});
}

TEST_CASE_METHOD(at_shelf, "[S17.2] the watch can be ended from its pop-up", "[popup_shelf]") {
  view.popups = {told("p1", t0)};
  settle();
  click("stop watch");
  CHECK(last<remove_watch>()->watch == watch_id{"w1"});
  CHECK(last<dismiss_popup>());
}

TEST_CASE_METHOD(at_shelf, "[S17.2] a pop-up stands for a while, then only in the watch list",
                 "[popup_shelf]") {
  view.popups = {told("p1", t0)};
  settle();
  now = t0 + 19s;
  draw();
  CHECK(control("close popup"));
  now = t0 + 20s;
  draw();
  CHECK_FALSE(control("close popup"));
  REQUIRE(control("told p1"));
  click("put away p1");
  CHECK(last<dismiss_popup>()->popup == popup_id{"p1"});
}

TEST_CASE_METHOD(at_shelf, "[S17.2] three stand at most, the newest at the bottom",
                 "[popup_shelf]") {
  for (int i = 1; i <= 5; ++i)
    view.popups.push_back(told("p" + std::to_string(i), t0 + std::chrono::seconds{i}));
  now = t0 + 6s;
  settle();
  const auto& all = window.seen().controls;
  CHECK(std::count_if(all.begin(), all.end(),
                      [](const auto& x) { return x.id == "close popup"; }) == 3);
  CHECK(says("and 2 more"));
  press(ImGuiKey_Escape);
  CHECK(last<dismiss_popup>()->popup == popup_id{"p5"});
}

TEST_CASE_METHOD(at_shelf, "[S17.2] Esc is first for what was typed, then for a pop-up",
                 "[popup_shelf]") {
  view.popups = {told("p1", t0)};
  window.chosen.query = "bo";
  settle();
  press(ImGuiKey_Escape);
  CHECK(window.chosen.query.empty());
  CHECK_FALSE(last<dismiss_popup>());
  press(ImGuiKey_Escape);
  CHECK(last<dismiss_popup>());
}

TEST_CASE_METHOD(at_shelf, "[S17.2] a pop-up takes no keys from who is typing", "[popup_shelf]") {
  window.chosen.focus_search = true;
  settle();
  type("an");
  view.popups = {told("p1", t0)};
  sort_calls(view, {back_again(caller_state::returning)}, {});
  settle();
  type("ne");
  CHECK(window.chosen.query == "anne");
}

TEST_CASE_METHOD(overlay_fixture, "[S17.2] what was told meanwhile says so", "[popup_shelf]") {
  view.popups = {told("p1", t0 - 1h), told("p2", t0 + 1s)};
  settle();
  const auto& all = window.seen().texts;
  CHECK(std::count_if(all.begin(), all.end(), [](const auto& x) {
          return x.whole.find("while you were away") != std::string::npos;
        }) == 1);
}

TEST_CASE_METHOD(overlay_fixture, "[S14.6] an own status that ran out is renewed or ended",
                 "[popup_shelf]") {
  auto mine = told("p1", t0, std::nullopt);
  mine.employee = employee_id{"lo"};
  mine.status.type = "meeting";
  view.popups = {mine};
  settle();
  CHECK(says("Your status has run out"));
  click("renew status");
  const auto order = last<set_status>();
  REQUIRE(order);
  CHECK(order->employee == employee_id{"lo"});
  CHECK(order->type == "meeting");
  CHECK(order->for_seconds == 1'800);
  CHECK(order->expiry == on_expiry::pop_up);
  click("end status");
  CHECK(last<clear_status>()->employee == employee_id{"lo"});
}

TEST_CASE_METHOD(overlay_fixture, "a call that came back stands on the shelf and is answered there",
                 "[popup_shelf]") {
  sort_calls(view, {back_again(caller_state::returning)}, {});
  settle();
  CHECK(says("Return from Bo Lindholm: no answer"));
  CHECK(control("answer the return")->enabled);
  CHECK_FALSE(control("try again")->enabled);
  CHECK_FALSE(control("put the return away")); // it rings
  press(key::f2);
  CHECK(last<answer_call>()->call == call_id{"r"});
}

TEST_CASE_METHOD(overlay_fixture, "an answered return goes to the same one again, or to the queue",
                 "[popup_shelf]") {
  window.chosen.last_target = call_target{employee_id{"ag"}, "4108", "Anne"};
  sort_calls(view, {back_again(caller_state::talking)}, {});
  settle();
  press(key::f5);
  CHECK(last<transfer_call>()->employee == employee_id{"bo"});
  asked.clear();
  click("try again");
  CHECK(last<transfer_call>()->employee == employee_id{"bo"});
  click("return to queue");
  CHECK(last<transfer_call>()->queue == queue_id{"q1"});
  click("put the return away");
  CHECK_FALSE(control("try again"));
}

TEST_CASE_METHOD(overlay_fixture, "a call pulled back, or another's, is no pop-up",
                 "[popup_shelf]") {
  auto pulled = back_again(caller_state::returning);
  pulled.returned = recall_reason::pulled_back;
  auto hers = back_again(caller_state::waiting);
  hers.sender = user_id{"ole"};
  hers.holder.reset();
  sort_calls(view, {pulled}, {hers});
  settle();
  CHECK_FALSE(control("answer the return"));
}

TEST_CASE_METHOD(at_shelf, "the shelf stands inside the middle column at every width",
                 "[popup_shelf]") {
  for (int i = 1; i <= 4; ++i)
    view.popups.push_back(told("p" + std::to_string(i), t0));
  sort_calls(view, {back_again(caller_state::returning)}, {});
  for (const auto theme : {theme_name::light, theme_name::dark, theme_name::contrast})
    for (const auto size : {ImVec2{1280, 720}, {1366, 768}, {1440, 900}, {1920, 1080}}) {
      window.chosen.colours = theme;
      ImGui::GetIO().DisplaySize = size;
      settle();
      const auto* answer = control("answer the return");
      const auto* close = control("close popup");
      REQUIRE(answer);
      REQUIRE(close);
      CHECK(answer->y + answer->h < static_cast<int>(size.y) - 28);
      CHECK(close->y > 100);
      CHECK(close->x + close->w < static_cast<int>(size.x) - 320);
    }
}

TEST_CASE_METHOD(at_shelf, "[S17.2] who changed one's status or phone is named", "[popup_shelf]") {
  auto changed = told("p1", t0, std::nullopt);
  changed.reason = popup_kind::status_by_other;
  changed.by = "Pia Winther";
  changed.employee = employee_id{"lo"};
  changed.status.type = "meeting";
  view.popups = {changed};
  settle();
  CHECK(says("Pia Winther changed your status"));
  CHECK_FALSE(control("renew status"));
  click("end status");
  CHECK(last<clear_status>()->employee == employee_id{"lo"});
  changed.reason = popup_kind::phone_by_other;
  changed.lamp_state = lamp::do_not_disturb;
  view.popups = {changed};
  settle();
  CHECK(says("Pia Winther changed your phone"));
  CHECK_FALSE(control("end status"));
  changed.by.clear();
  view.popups = {changed};
  settle();
  CHECK(says("Somebody changed your phone"));
}

TEST_CASE_METHOD(at_shelf, "[S14.6] a status that has run out is told as such", "[popup_shelf]") {
  auto over = told("p1", t0, std::nullopt);
  over.reason = popup_kind::overrun;
  view.popups = {over};
  settle();
  CHECK(says("Your status has run out"));
  CHECK(control("renew status"));
}

TEST_CASE_METHOD(at_shelf, "[S17.2] what came before the login is told with its time",
                 "[popup_shelf]") {
  view.popups = {told("p1", t0 - 1h)};
  settle();
  CHECK(says("while you were away, "));
}
