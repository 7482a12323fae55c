#include "ui-dear-imgui/platform/input_queue.hpp"

#include <imgui.h>

#include <algorithm>
#include <cstddef>
#include <iterator>

namespace omstilling {

namespace {

// As the window's library numbers them.
constexpr int left_shift = 340, left_ctrl = 341, left_alt = 342, right_shift = 344,
              right_ctrl = 345, right_alt = 346;
constexpr int buttons = 5;
constexpr std::size_t most_steps = 10'000; // a keyboard that hangs, say

} // namespace

void input_queue::key(int code, bool down, bool ctrl, bool shift, bool alt) {
  if (code >= 0 && steps_.size() < most_steps)
    steps_.emplace_back(key_step{code, down, ctrl, shift, alt});
}

void input_queue::text(unsigned character) {
  if (steps_.size() < most_steps)
    steps_.emplace_back(text_step{character});
}

void input_queue::button(int which, bool down) {
  if (which >= 0 && which < buttons)
    steps_.emplace_back(button_step{which, down});
}

void input_queue::position(float x, float y) { steps_.emplace_back(position_step{x, y}); }

void input_queue::scroll(float x, float y) { steps_.emplace_back(scroll_step{x, y}); }

void input_queue::release_all() { steps_.emplace_back(release_step{}); }

// Each says whether the frame must be drawn before the next step.

bool input_queue::apply(ImGuiIO& io, const key_step& x) {
  if (static_cast<std::size_t>(x.code) < std::size(io.KeysDown))
    io.KeysDown[x.code] = x.down;
  // What a modifier's own event says of itself is what was before it. AltGr writes letters, and is
  // no Alt.
  const bool modifier =
    (x.code >= left_shift && x.code <= left_alt) || (x.code >= right_shift && x.code <= right_alt);
  io.KeyCtrl = modifier ? io.KeysDown[left_ctrl] || io.KeysDown[right_ctrl] : x.ctrl;
  io.KeyShift = modifier ? io.KeysDown[left_shift] || io.KeysDown[right_shift] : x.shift;
  io.KeyAlt = modifier ? io.KeysDown[left_alt] : x.alt;
  return true;
}

bool input_queue::apply(ImGuiIO& io, const text_step& x) {
  io.AddInputCharacter(x.character);
  return false;
}

bool input_queue::apply(ImGuiIO&, const button_step& x) {
  held_ = x.down ? held_ | (1U << x.which) : held_ & ~(1U << x.which);
  return true;
}

bool input_queue::apply(ImGuiIO&, const position_step& x) {
  x_ = x.x;
  y_ = x.y;
  return false;
}

bool input_queue::apply(ImGuiIO& io, const scroll_step& x) {
  io.MouseWheelH += x.x;
  io.MouseWheel += x.y;
  return false;
}

bool input_queue::apply(ImGuiIO& io, const release_step&) {
  std::fill(std::begin(io.KeysDown), std::end(io.KeysDown), false);
  io.KeyCtrl = io.KeyShift = io.KeyAlt = false;
  held_ = 0;
  return true;
}

void input_queue::feed(ImGuiIO& io) {
  bool ends = false, typed = false;
  while (!ends && !steps_.empty()) {
    // Letters before a key are a step of their own, and where a button goes down the mouse has
    // been seen before.
    const bool edge = !std::holds_alternative<text_step>(steps_.front()) &&
                      !std::holds_alternative<position_step>(steps_.front()) &&
                      !std::holds_alternative<scroll_step>(steps_.front());
    if (typed && edge)
      break;
    typed = true;
    ends = std::visit([&](const auto& x) { return apply(io, x); }, steps_.front());
    steps_.pop_front();
  }
  io.MousePos = {x_, y_};
  for (int i = 0; i < buttons; ++i)
    io.MouseDown[i] = (held_ & (1U << i)) != 0;
}

} // namespace omstilling
