#include "tests/ui-dear-imgui/places_fixture.hpp"

using namespace omstilling;
using namespace omstilling::testing;
using namespace omstilling::testing::places;

TEST_CASE_METHOD(console, "[B4.5] F1 shows every key, whole, and what the mouse can do", "[help]") {
  const auto view = a_receptionist();
  press(view, key::f1);
  REQUIRE(window.chosen.overlay.kind == overlay_kind::help);
  show(view);
  for (const auto& one : key_bindings()) {
    CHECK(is_whole(keycap(one.what)));
    INFO(one.does);
    CHECK(is_whole(one.does));
  }
  CHECK(is_whole("Right-click"));
  CHECK(is_whole("Double-click"));
}

TEST_CASE_METHOD(console, "the sheet closes with F1, Esc, its button and a click", "[help]") {
  const auto view = a_receptionist();
  const auto is_open = [&] { return window.chosen.overlay.kind == overlay_kind::help; };
  press(view, key::f1);
  CHECK(is_open());
  press(view, key::f1);
  CHECK_FALSE(is_open());
  press(view, key::f1);
  press(view, ImGuiKey_Escape);
  CHECK_FALSE(is_open());
  press(view, key::f1);
  click(view, "close help");
  CHECK_FALSE(is_open());
  press(view, key::f1);
  mouse(view, {4, 4});
  CHECK_FALSE(is_open());
  press(view, key::f1);
  mouse(view, {300, 300});
  CHECK_FALSE(is_open());
}

TEST_CASE_METHOD(console, "no key and no click goes through the sheet", "[help]") {
  auto view = a_receptionist();
  sort_calls(view, {caller("c", caller_state::talking)}, {});
  press(view, key::f1);
  CHECK(press(view, key::f4).empty());
  const auto* end = control("end");
  REQUIRE(end);
  CHECK(mouse(view, {static_cast<float>(end->x + 10), static_cast<float>(end->y + 10)}).empty());
}

TEST_CASE_METHOD(console, "in a small window the sheet scrolls", "[help]") {
  size(420, 760);
  const auto view = an_employee();
  press(view, key::f1);
  show(view);
  CHECK(is_whole("F2"));
  CHECK_FALSE(says("Right-click")); // far below
  ImGui::GetIO().MousePos = {200, 400};
  for (int i = 0; i < 20; ++i) {
    ImGui::GetIO().MouseWheel = -5;
    draw(view);
  }
  show(view);
  CHECK(says("Right-click"));
  CHECK(window.chosen.overlay.kind == overlay_kind::help);
}
