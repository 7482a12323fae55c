#pragma once

#include <cstdint>
#include <deque>
#include <variant>

struct ImGuiIO;

namespace omstilling {

/// What was typed, pressed and moved, in the order in which it happened.
///
/// ImGui 1.86 looks at what is down when a frame begins: of a key that is up again by then it sees
/// nothing, of two clicks one, and Enter comes before the letters typed ahead of it. So each frame
/// is fed one step: letters up to the next key, or one key or button going down or up. A
/// receptionist's key is never lost, and never means another person than the one she typed.
class input_queue {
public:
  void key(int code, bool down, bool ctrl, bool shift, bool alt);
  void text(unsigned character);
  void button(int which, bool down);
  void position(float x, float y);
  void scroll(float x, float y);
  /// The window is no longer in front: nothing stays held.
  void release_all();

  bool empty() const { return steps_.empty(); }
  /// Feeds the next step; called between two frames.
  void feed(ImGuiIO& io);

private:
  struct key_step {
    int code;
    bool down, ctrl, shift, alt;
  };
  struct text_step {
    unsigned character;
  };
  struct button_step {
    int which;
    bool down;
  };
  struct position_step {
    float x, y;
  };
  struct scroll_step {
    float x, y;
  };
  struct release_step {};
  using step =
    std::variant<key_step, text_step, button_step, position_step, scroll_step, release_step>;

  static bool apply(ImGuiIO& io, const key_step& x);
  static bool apply(ImGuiIO& io, const text_step& x);
  bool apply(ImGuiIO& io, const button_step& x);
  bool apply(ImGuiIO& io, const position_step& x);
  static bool apply(ImGuiIO& io, const scroll_step& x);
  bool apply(ImGuiIO& io, const release_step&);

  std::deque<step> steps_;
  float x_ = -1, y_ = -1;
  std::uint32_t held_ = 0; // buttons
};

} // namespace omstilling
