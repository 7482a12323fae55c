#include "tests/ui-dear-imgui/overlay_fixture.hpp"

using namespace omstilling;
using namespace omstilling::testing;

namespace {

struct dragging : overlay_fixture {
  void take(std::string_view id) {
    settle();
    const auto* from = control(id);
    REQUIRE(from);
    move_to(static_cast<float>(from->x) + 20, static_cast<float>(from->y) + 10);
    draw();
    ImGui::GetIO().MouseDown[0] = true;
    draw();
  }
  void carry_to(std::string_view id) {
    const auto* to = control(id);
    REQUIRE(to);
    move_to(static_cast<float>(to->x) + 200, static_cast<float>(to->y) + 10);
    draw();
  }
  void let_go() {
    ImGui::GetIO().MouseDown[0] = false;
    draw();
    draw();
  }
};

} // namespace

TEST_CASE_METHOD(dragging, "[S8.6] the current call is dropped on a person, and goes there",
                 "[drag]") {
  sort_calls(view, {caller("c", caller_state::talking)}, {});
  take("call c");
  carry_to("person bo");
  REQUIRE(control("drop bo"));
  CHECK(control("drop bo")->text == "Transfer Karen Holm to Bo Lindholm");
  CHECK_FALSE(last<transfer_call>());
  let_go();
  const auto order = last<transfer_call>();
  REQUIRE(order);
  CHECK(order->call == call_id{"c"});
  CHECK(order->employee == employee_id{"bo"});
  CHECK(window.chosen.last_target->employee == employee_id{"bo"});
  CHECK_FALSE(control("drop bo"));
}

TEST_CASE_METHOD(dragging, "a waiting call, which nobody has spoken with, is not sent on unheard",
                 "[drag]") {
  sort_calls(view, {caller("c", caller_state::talking)}, {caller("w", caller_state::waiting)});
  take("waiting w");
  carry_to("person ag");
  CHECK_FALSE(control("drop ag"));
  let_go();
  CHECK_FALSE(last<transfer_call>());
}

TEST_CASE_METHOD(dragging, "a call that is let go elsewhere stays", "[drag]") {
  sort_calls(view, {caller("c", caller_state::talking)}, {});
  take("call c");
  carry_to("person bo");
  move_to(5, 5);
  let_go();
  CHECK_FALSE(last<transfer_call>());
  CHECK_FALSE(window.chosen.dragged);
}

TEST_CASE_METHOD(dragging, "a click carries nothing away", "[drag]") {
  sort_calls(view, {caller("c", caller_state::talking)}, {});
  take("call c");
  CHECK_FALSE(window.chosen.dragged);
  let_go();
  CHECK_FALSE(last<transfer_call>());
}

TEST_CASE_METHOD(dragging, "a call that ends under the mouse is let go", "[drag]") {
  sort_calls(view, {caller("c", caller_state::talking)}, {});
  take("call c");
  carry_to("person bo");
  view.calls.clear();
  draw();
  let_go();
  CHECK_FALSE(last<transfer_call>());
  CHECK_FALSE(window.chosen.dragged);
}
