#include "ui-dear-imgui/panels/form_controls.hpp"

#include "tests/ui-dear-imgui/headless.hpp"
#include "ui-dear-imgui/panels/ip_address.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace omstilling::testing;

namespace {

/// A form with one of each control and nothing else.
struct one_form : headless {
  void frame() {
    ImGui::NewFrame();
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
    ImGui::Begin("form", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoNav |
                   ImGuiWindowFlags_NoBringToFrontOnFocus);
    seen = {};
    ui u{view, theme_of(theme_name::light), fonts, 1, t0, width_class::compact, chosen, wishes,
         seen};
    focus.begin(true);
    if (draw_switch(u, focus, {20, 20, 300, 34}, {.id = "switch", .text = "A switch"}, on))
      on = !on;
    if (draw_tick(u, focus, {20, 60, 200, 20}, {.id = "tick", .text = "A tick"}, ticked))
      ticked = !ticked;
    if (const auto x = draw_choice(u, focus, {20, 100, 400, 28}, {.id = "choice"},
                                   {{"a", "First"}, {"b", "Second"}, {"c", "Third"}}, choice))
      choice = *x;
    if (const auto x = draw_dropdown(u, focus, {20, list_y, 300, 32},
                                     {.id = "list", .enabled = list_enabled}, options, place))
      place = *x;
    event = draw_form_field(u, focus, {20, 200, 300, 32}, {.id = "field", .error = error}, text);
    if (event == field_event::entered)
      ++entered;
    if (event == field_event::left)
      ++left;
    if (draw_form_button(u, focus, {20, 260, 100, 32}, {.id = "button", .text = "Go"}))
      ++pressed;
    ImGui::End();
    ImGui::Render();
    vertices = ImGui::GetDrawData()->TotalVtxCount;
  }
  void key(int code) {
    ImGui::GetIO().KeysDown[code] = true;
    frame();
    ImGui::GetIO().KeysDown[code] = false;
    frame();
  }
  void tab(bool back = false) {
    ImGui::GetIO().KeyShift = back;
    key(ImGuiKey_Tab);
    ImGui::GetIO().KeyShift = false;
  }
  void mouse(float x, float y) {
    for (const bool down : {false, true, false}) {
      ImGui::GetIO().MousePos = {x, y};
      ImGui::GetIO().MouseDown[0] = down;
      frame();
    }
  }
  const shown_control* found(std::string_view id) const {
    for (const auto& one : seen.controls)
      if (one.id == id)
        return &one;
    return nullptr;
  }

  console_view view;
  choices chosen;
  std::vector<wish> wishes;
  screen seen;
  form_focus focus;
  bool on = false, ticked = false, list_enabled = true;
  std::size_t choice = 0;
  std::optional<std::size_t> place;
  std::vector<form_option> options{{"x", "Ex"}, {"y", "Why"}, {"z", "Zed"}};
  std::string text, error;
  field_event event = field_event::none;
  int entered = 0, left = 0, pressed = 0;
  float list_y = 140;
};

} // namespace

TEST_CASE_METHOD(one_form, "Tab goes through a form in order and round, Shift+Tab back", "[form]") {
  frame();
  for (const auto* id : {"switch", "tick", "choice", "list", "field", "button", "switch"}) {
    tab();
    CHECK(focus.has(id));
  }
  tab(true);
  CHECK(focus.has("button"));
}

TEST_CASE_METHOD(one_form, "what cannot be used is passed over and cannot be pressed", "[form]") {
  list_enabled = false;
  frame();
  for (int i = 0; i < 4; ++i)
    tab();
  CHECK(focus.has("field"));
  mouse(100, 150);
  CHECK_FALSE(found("list:x"));
  REQUIRE(found("list"));
  CHECK_FALSE(found("list")->enabled);
}

TEST_CASE_METHOD(one_form, "Space and Enter operate what has the keyboard, and the mouse too",
                 "[form]") {
  frame();
  tab();
  key(ImGuiKey_Space);
  CHECK(on);
  CHECK(found("switch")->on);
  key(ImGuiKey_Enter);
  CHECK_FALSE(on);
  mouse(200, 35);
  CHECK(on);
  tab();
  key(ImGuiKey_Space);
  CHECK(ticked);
  tab(true);
  tab(true);
  key(ImGuiKey_Enter);
  CHECK(pressed == 1);
}

TEST_CASE_METHOD(one_form, "the ring is seen after a key and gone after the mouse", "[form]") {
  mouse(600, 600);
  const int plain = vertices;
  tab();
  frame();
  CHECK(vertices > plain);
  mouse(600, 600);
  CHECK(vertices == plain);
}

TEST_CASE_METHOD(one_form, "arrow keys choose one of a few and stop at the ends", "[form]") {
  frame();
  tab();
  tab();
  tab();
  key(ImGuiKey_RightArrow);
  CHECK(choice == 1);
  key(ImGuiKey_RightArrow);
  key(ImGuiKey_RightArrow);
  CHECK(choice == 2);
  key(ImGuiKey_LeftArrow);
  CHECK(choice == 1);
  const auto* third = found("choice:c");
  REQUIRE(third);
  mouse(static_cast<float>(third->x + 4), static_cast<float>(third->y + 4));
  CHECK(choice == 2);
}

TEST_CASE_METHOD(one_form, "a drop-down opens, moves, takes and gives up by keys", "[form]") {
  frame();
  focus.give("list", true);
  frame();
  key(ImGuiKey_DownArrow);
  frame();
  REQUIRE(found("list:y"));
  CHECK(focus.holds_escape());
  key(ImGuiKey_DownArrow);
  key(ImGuiKey_Enter);
  CHECK(place == 1U);
  CHECK_FALSE(found("list:y"));
  key(ImGuiKey_Enter);
  key(ImGuiKey_End);
  key(ImGuiKey_Escape);
  CHECK(place == 1U);
  CHECK_FALSE(focus.holds_escape());
}

TEST_CASE_METHOD(one_form, "a drop-down takes what is clicked and closes on a click outside",
                 "[form]") {
  frame();
  mouse(100, 150);
  frame();
  const auto* last = found("list:z");
  REQUIRE(last);
  mouse(static_cast<float>(last->x + 20), static_cast<float>(last->y + 10));
  CHECK(place == 2U);
  CHECK(event == field_event::none); // the field below the list was not touched
  mouse(100, 150);
  REQUIRE(found("list:z"));
  mouse(600, 600);
  frame();
  CHECK_FALSE(found("list:z"));
  CHECK(place == 2U);
  mouse(100, 150);
  REQUIRE(found("list:z"));
  mouse(100, 150); // on the field itself
  frame();
  CHECK_FALSE(found("list:z"));
}

TEST_CASE_METHOD(one_form, "a drop-down at the bottom opens upwards, and a long one scrolls",
                 "[form]") {
  list_y = 680;
  for (int i = 0; i < 2'000; ++i)
    options.push_back({"n" + std::to_string(i), "Entry"});
  frame();
  mouse(100, 690);
  frame();
  REQUIRE(found("list:x"));
  CHECK(found("list:x")->y < 680);
  CHECK_FALSE(found("list:n1999"));
  key(ImGuiKey_End);
  frame();
  frame();
  CHECK(found("list:n1999"));
  CHECK(seen.controls.size() < 40);
}

TEST_CASE_METHOD(one_form, "keys typed with the very step into a field are not lost", "[form]") {
  frame();
  focus.give_now("button");
  tab(true);
  type("ab");
  frame();
  type("c");
  frame();
  CHECK(text == "abc");
  key(ImGuiKey_Enter);
  CHECK(entered == 1);
  CHECK(left == 0);
}

TEST_CASE_METHOD(one_form, "leaving a field with a new text tells so once", "[form]") {
  mouse(100, 215);
  type("x");
  frame();
  CHECK(focus.holds_escape());
  tab();
  frame();
  CHECK(left == 1);
  CHECK(text == "x");
  tab(true);
  tab();
  CHECK(left == 1);
}

TEST_CASE_METHOD(one_form, "a field's error stands below it", "[form]") {
  error = "Not so";
  frame();
  const auto wrong = std::find_if(seen.texts.begin(), seen.texts.end(),
                                  [](const auto& x) { return x.whole == "Not so"; });
  REQUIRE(wrong != seen.texts.end());
  CHECK(wrong->y >= 232);
}

TEST_CASE("IP addresses are told from what only looks like them", "[form]") {
  for (const auto* good : {"10.20.4.31", "255.255.255.255", "::1", "fe80::1", "2001:db8::8:800"})
    CHECK(is_ip_address(good));
  for (const auto* bad : {"", "10.20.4", "10.20.4.256", "10.20.4.31/24", " 10.20.4.31", "phone",
                          "10.20.4.31:5060", "1::2::3", "fe80::1%eth0"})
    CHECK_FALSE(is_ip_address(bad));
  CHECK_FALSE(is_ip_address(std::string{"10.20.4.31\0x", 12}));
}
