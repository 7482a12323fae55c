#include "ui-dear-imgui/platform/global_hotkeys.hpp"

#include "tests/ui-dear-imgui/platform/x_user.hpp"

#include <catch2/catch.hpp>

#include <future>

using namespace omstilling;
using namespace omstilling::testing;

namespace {

key_combination keys(const char* text) { return read_key_combination(text).value(); }

constexpr auto ctrl_alt = XCB_MOD_MASK_CONTROL | XCB_MOD_MASK_1;

struct desktop {
  x_server server;
  x_user user;
  inbox<int> pressed;
  inbox<bool> settled;

  std::unique_ptr<global_hotkeys> connect() {
    return std::make_unique<global_hotkeys>([this](int id) { pressed.put(id); },
                                            [this] { settled.put(true); });
  }
  void set(global_hotkeys& x, std::vector<std::pair<int, key_combination>> wanted) {
    x.set(std::move(wanted));
    settled.take();
  }
};

const std::vector<std::pair<int, key_combination>> two{{1, keys("Ctrl+Alt+A")},
                                                       {2, keys("Ctrl+Alt+B")}};

} // namespace

TEST_CASE_METHOD(desktop, "S16.11 S16.12 a hotkey works in whatever window has the keyboard",
                 "[global_hotkeys]") {
  const auto hotkeys = connect();
  set(*hotkeys, {{1, keys("Ctrl+Alt+A")},
                 {2, keys("Shift+F12")},
                 {3, keys("Ctrl+Shift+Alt+7")},
                 {4, keys("Ctrl+PageDown")}});
  CHECK(hotkeys->conflicts().empty());
  CHECK(hotkeys->problem().empty());
  user.tap_with({XK_Control_L}, XK_a); // not it
  user.tap_with({XK_Control_L, XK_Alt_L, XK_Shift_L}, XK_a);
  user.tap_with({XK_Control_L, XK_Alt_L}, XK_a);
  CHECK(pressed.take() == 1);
  user.tap_with({XK_Shift_L}, XK_F12);
  CHECK(pressed.take() == 2);
  user.tap_with({XK_Control_R, XK_Alt_L, XK_Shift_R}, XK_7);
  CHECK(pressed.take() == 3);
  user.tap_with({XK_Control_L}, XK_Page_Down);
  CHECK(pressed.take() == 4);
  CHECK(pressed.empty());
}

TEST_CASE_METHOD(desktop, "S16.11 NumLock and CapsLock do not matter to a hotkey",
                 "[global_hotkeys]") {
  const auto hotkeys = connect();
  set(*hotkeys, two);
  user.tap(XK_Num_Lock);
  user.tap_with({XK_Control_L, XK_Alt_L}, XK_a);
  CHECK(pressed.take() == 1);
  user.tap(XK_Caps_Lock);
  user.tap_with({XK_Control_L, XK_Alt_L}, XK_b);
  CHECK(pressed.take() == 2);
  user.tap(XK_Num_Lock);
  user.tap_with({XK_Control_L, XK_Alt_L}, XK_a);
  CHECK(pressed.take() == 1);
}

TEST_CASE_METHOD(desktop, "S16.11 a hotkey that is held counts once", "[global_hotkeys]") {
  const auto hotkeys = connect();
  set(*hotkeys, two);
  user.press(XK_Control_L);
  user.press(XK_Alt_L);
  user.watch_presses(XK_a, 4, [&] { user.press(XK_a); });
  user.release(XK_a);
  user.tap(XK_b);
  CHECK(pressed.take() == 1);
  CHECK(pressed.take() == 2); // not the first again
  user.tap(XK_a);
  user.tap(XK_a);
  user.tap(XK_b);
  CHECK(pressed.take() == 1);
  CHECK(pressed.take() == 1); // twice is twice, however fast
  CHECK(pressed.take() == 2);
}

TEST_CASE_METHOD(desktop, "S16.12 a combination that another program has is named",
                 "[global_hotkeys]") {
  // With NumLock only, as some programs do it: it is no less taken.
  REQUIRE(user.grab(ctrl_alt | XCB_MOD_MASK_2, XK_a));
  const auto hotkeys = connect();
  set(*hotkeys, two);
  CHECK(hotkeys->conflicts() == key_troubles{{1, key_trouble::taken}});
  CHECK(user.grab(ctrl_alt, XK_a)); // nor is the rest of it kept
  user.tap_with({XK_Control_L, XK_Alt_L}, XK_a);
  user.tap_with({XK_Control_L, XK_Alt_L}, XK_b);
  CHECK(pressed.take() == 2);
  user.ungrab();
  set(*hotkeys, two);
  CHECK(hotkeys->conflicts().empty());
  user.tap_with({XK_Control_L, XK_Alt_L}, XK_a);
  CHECK(pressed.take() == 1);
  set(*hotkeys, {{1, keys("Ctrl+Alt+A")}, {5, keys("Ctrl+Alt+A")}});
  CHECK(hotkeys->conflicts() == key_troubles{{5, key_trouble::twice}});
  user.tap_with({XK_Control_L, XK_Alt_L}, XK_a);
  CHECK(pressed.take() == 1);
}

TEST_CASE_METHOD(desktop, "S16.13 hotkeys that are not in force belong to other programs",
                 "[global_hotkeys]") {
  auto hotkeys = connect();
  set(*hotkeys, two);
  CHECK_FALSE(user.grab(ctrl_alt, XK_a));
  set(*hotkeys, {{2, keys("Ctrl+Alt+B")}});
  CHECK(user.grab(ctrl_alt, XK_a));
  CHECK_FALSE(user.grab(ctrl_alt, XK_b));
  set(*hotkeys, {});
  CHECK(user.grab(ctrl_alt, XK_b));
  user.ungrab();
  set(*hotkeys, two);
  CHECK_FALSE(user.grab(ctrl_alt, XK_a));
  hotkeys.reset();
  CHECK(user.grab(ctrl_alt, XK_a));
  CHECK(pressed.empty());
}

TEST_CASE_METHOD(desktop, "S16.11 a hotkey follows its key to another layout", "[global_hotkeys]") {
  const auto hotkeys = connect();
  set(*hotkeys, two);
  const auto a = user.code(XK_a), b = user.code(XK_b), pause = user.code(XK_Pause);
  user.relabel(a, XK_q);
  settled.take();
  CHECK(hotkeys->conflicts() == key_troubles{{1, key_trouble::no_key}});
  user.relabel(pause, XK_a);
  settled.take();
  CHECK(hotkeys->conflicts().empty());
  user.press(XK_Control_L);
  user.press(XK_Alt_L);
  user.tap_code(a);
  user.tap_code(pause);
  CHECK(pressed.take() == 1);
  user.tap_code(b);
  CHECK(pressed.take() == 2);
}

TEST_CASE_METHOD(desktop, "S16.11 the marked text is had from the window that has it",
                 "[marked_text]") {
  const auto hotkeys = connect();
  inbox<std::optional<std::string>> marked;
  const auto ask = [&] {
    hotkeys->ask_marked([&](const std::optional<std::string>& text) { marked.put(text); });
    return user.next<xcb_selection_request_event_t>(XCB_SELECTION_REQUEST);
  };
  const auto utf8 = user.atom("UTF8_STRING");
  hotkeys->ask_marked([&](const std::optional<std::string>& text) { marked.put(text); });
  CHECK(marked.take() == std::nullopt); // nothing is marked
  user.mark();
  const auto first = ask();
  CHECK(first->target == utf8);
  user.answer(*first, utf8, "+45 87 30 å");
  CHECK(marked.take() == "+45 87 30 å");

  // An old program
  user.answer(*ask(), XCB_ATOM_NONE, {});
  const auto again = user.next<xcb_selection_request_event_t>(XCB_SELECTION_REQUEST);
  CHECK(again->target == XCB_ATOM_STRING);
  user.answer(*again, XCB_ATOM_STRING, "87 30 \xe5");
  CHECK(marked.take() == "87 30 å");

  const auto one = ask(), other = ask();
  user.answer(*other, utf8, "2222");
  CHECK(marked.take() == "2222");
  user.answer(*one, utf8, "1111");
  CHECK(marked.take() == "1111");

  user.answer(*ask(), utf8, std::string(4'096, '8'));
  CHECK(marked.take() == std::string(4'096, '8'));
  user.answer(*ask(), utf8, std::string(4'097, '8'));
  CHECK(marked.take() == std::nullopt);
  user.answer(*ask(), user.atom("INCR"), "1234");
  CHECK(marked.take() == std::nullopt);
}

TEST_CASE_METHOD(desktop, "S16.11 a window that keeps its marked text to itself is given up",
                 "[marked_text]") {
  const auto hotkeys = connect();
  set(*hotkeys, two);
  user.mark();
  inbox<std::optional<std::string>> marked;
  const auto ask = [&] {
    hotkeys->ask_marked([&](const std::optional<std::string>& text) { marked.put(text); });
    return user.next<xcb_selection_request_event_t>(XCB_SELECTION_REQUEST);
  };
  const auto start = std::chrono::steady_clock::now();
  const auto late = ask();
  user.tap_with({XK_Control_L, XK_Alt_L}, XK_a);
  CHECK(pressed.take() == 1); // hotkeys work meanwhile
  CHECK(marked.take() == std::nullopt);
  CHECK(std::chrono::steady_clock::now() - start >= 500ms);
  CHECK(std::chrono::steady_clock::now() - start < 2s);
  const auto next = ask();
  user.answer(*late, user.atom("UTF8_STRING"), "1111");
  user.answer(*next, user.atom("UTF8_STRING"), "2222");
  CHECK(marked.take() == "2222");
}

TEST_CASE("S16.11 without an X server there are no hotkeys, and that is said", "[global_hotkeys]") {
  const variable display{"DISPLAY", ""}, wayland{"WAYLAND_DISPLAY", "wayland-0"};
  inbox<bool> settled;
  global_hotkeys hotkeys{[](int) {}, [&] { settled.put(true); }};
  settled.take();
  CHECK(hotkeys.problem() == "there is no X server, which hotkeys need");
  hotkeys.set(two);
  std::promise<std::optional<std::string>> marked;
  hotkeys.ask_marked([&](auto text) { marked.set_value(text); });
  CHECK(marked.get_future().get() == std::nullopt);
}

TEST_CASE_METHOD(desktop, "S16.11 on Wayland it is said that hotkeys are not global",
                 "[global_hotkeys]") {
  const variable wayland{"WAYLAND_DISPLAY", "wayland-0"};
  const auto hotkeys = connect();
  set(*hotkeys, two);
  CHECK(hotkeys->problem() ==
        "on Wayland hotkeys work only while a window of X11 has the keyboard");
}

TEST_CASE_METHOD(desktop, "S16.11 the end of the X server ends hotkeys, not the program",
                 "[global_hotkeys]") {
  const auto hotkeys = connect();
  set(*hotkeys, two);
  server.end();
  settled.take();
  CHECK(hotkeys->problem() == "there is no X server, which hotkeys need");
  hotkeys->set({});
}
