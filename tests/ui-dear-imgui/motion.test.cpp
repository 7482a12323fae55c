#include "tests/ui-dear-imgui/overlay_fixture.hpp"

using namespace omstilling;
using namespace omstilling::testing;
using namespace std::chrono_literals;

namespace {

struct moving : overlay_fixture {
  moving() { settle(); }
  /// Whether the next frame is asked for, so much later.
  bool moves_after(std::chrono::milliseconds later) {
    now = t0 + later;
    draw();
    return window.chosen.redraw;
  }
  void want_no_movement() {
    view.settings = settings_view{.reduced_motion = true};
    settle();
  }
  popup_view told() const {
    popup_view x;
    x.id = popup_id{"p1"};
    x.at = t0;
    x.watch = watch_id{"w1"};
    x.employee = employee_id{"bo"};
    x.name = "Bo Lindholm";
    x.lamp_state = lamp::idle;
    return x;
  }
  int place_of_popup() const { return control("close popup")->y; }
};

} // namespace

TEST_CASE_METHOD(moving, "a call that comes fades in for 600 ms, and then nothing is drawn anew",
                 "[motion]") {
  CHECK_FALSE(moves_after(0ms));
  sort_calls(view, {}, {caller("w", caller_state::waiting)});
  CHECK(moves_after(0ms));
  CHECK(moves_after(599ms));
  CHECK_FALSE(moves_after(600ms));
  CHECK_FALSE(moves_after(1h));
}

TEST_CASE_METHOD(moving, "a call that was there long before does not move", "[motion]") {
  auto waits = caller("w", caller_state::waiting);
  waits.waiting_since = t0 - 10s;
  auto sent = caller("s", caller_state::transferring);
  sent.since = t0 - 10s;
  sent.sender = user_id{"lone"};
  sort_calls(view, {sent}, {waits});
  CHECK_FALSE(moves_after(0ms));
}

TEST_CASE_METHOD(moving, "a call that was just sent on fades in", "[motion]") {
  auto sent = caller("s", caller_state::transferring);
  sent.sender = user_id{"lone"};
  sent.transferred = true;
  sort_calls(view, {sent}, {});
  REQUIRE(view.sent.size() == 1);
  CHECK(moves_after(100ms));
  CHECK_FALSE(moves_after(600ms));
}

TEST_CASE_METHOD(moving, "[S17.2] a pop-up slides up by 8 px in 120 ms", "[motion]") {
  view.popups = {told()};
  CHECK(moves_after(0ms));
  const int first = place_of_popup();
  CHECK(moves_after(60ms));
  CHECK(place_of_popup() == first - 4);
  CHECK_FALSE(moves_after(120ms));
  CHECK(place_of_popup() == first - 8);
}

TEST_CASE_METHOD(moving, "who wants no movement sees none", "[motion]") {
  view.popups = {told()};
  moves_after(0ms);
  const int moved = place_of_popup();
  want_no_movement();
  sort_calls(view, {}, {caller("w", caller_state::waiting)});
  CHECK_FALSE(moves_after(0ms));
  CHECK(place_of_popup() == moved - 8);
}
