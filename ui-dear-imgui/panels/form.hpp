#pragma once

#include "ui-dear-imgui/panels/overlay_layer.hpp"
#include "ui-dear-imgui/panels/text_area.hpp"

namespace omstilling {

struct form_choice {
  std::string id;
  std::string text;
  const char* icon = nullptr;
  std::string key; // a letter or digit that chooses it
  bool enabled = true;
  std::string why_not;
  std::optional<lamp> state; // drawn before the text
};

/// Where the keyboard is in a form, from one frame to the next.
struct form_state {
  int focus = 0;
  int parts = 1;       // of the last frame
  int cursor = 0;      // in a part of which several may be on
  float height = 0;    // of the last frame
  float content = 0;   // of the part that scrolls
  bool reveal = false; // the part with the focus shall be scrolled into sight
  bool fresh = true;   // not drawn yet
  bool take = true;    // a field with the focus shall take the keys
  bool shown = false;  // the focus, once the keyboard moved it
};

enum class form_end { open, approved, cancelled };

/// A form over the page, drawn from the top down while it lives; what is higher than the window
/// scrolls between its head and its foot. Tab goes from part to part, arrows move inside one, Space
/// switches, Enter approves.
class form {
public:
  form(ui& u, const rect& window, form_state& state, float width, std::string_view title,
       std::string_view whom);
  ~form();
  form(const form&) = delete;
  form& operator=(const form&) = delete;

  void label(std::string_view text);
  /// A line of explanation, or of complaint.
  void line(std::string_view text, bool complaint = false);
  void gap(float pixels = 8) { y_ += u_.px(pixels); }
  /// One of several; true when one was chosen, also the one that was on already.
  bool choose(const char* id, const std::vector<form_choice>& from,
              std::optional<std::size_t>& which);
  /// Several of them, or none; true when one was switched.
  bool choose_many(const char* id, const std::vector<form_choice>& from, std::vector<bool>& which);
  /// The next so many rows stand side by side, each as wide as said at the least; else fewer do.
  void side_by_side(int parts, float least = 130);
  /// On or off; true when it was switched.
  bool toggle(const char* id, std::string_view text, bool& on, bool enabled = true);
  /// A field; with a complaint below it, if there is one. True when Enter was pressed in it.
  bool text(const char* id, const char* icon, const char* hint, std::string& value,
            std::string_view complaint = {}, float width = 0);
  /// A field of several lines, as high as said.
  void area(const char* id, const char* hint, text_area& state, std::string& value, float height);
  /// A button that does something of its own; true when it was pressed.
  bool press(const char* id, std::string_view text, const char* icon = nullptr, bool enabled = true,
             const std::string& why_not = {});
  /// The row at the foot, and what was decided in this frame.
  /// `leave` is the word for going away, where nothing is given up by it.
  form_end end(const char* approve, bool possible, std::string why_not = {},
               const char* leave = nullptr);

  /// The box of a row of its own making, as high as said; the next part begins below.
  rect row(float height);
  /// Whether the keyboard is at the part that was drawn last.
  bool at_last() const { return state_.focus == parts_ - 1; }
  void focus_next_frame(int part);
  int parts() const { return parts_; }
  const rect& inside() const { return in_; }

private:
  bool begin_part();
  void begin_body(const rect& window);
  void end_body();
  void ring(const rect& box, float radius) const;
  bool draw_choice(const rect& box, const form_choice& x, bool on, bool focused);

  ui& u_;
  form_state& state_;
  overlay_layer layer_;
  ImDrawListSplitter split_;
  rect box_, in_;
  float y_, body_ = 0, room_ = 0; // where the body begins, and how high it may be
  bool in_body_ = false;
  bool in_area_ = false; // somebody writes in a field of several lines
  int beside_ = 0, beside_left_ = 0, beside_at_ = 0;
  float beside_height_ = 0;
  int parts_ = 0;
};

/// Whether the letter was typed in this frame and no field took it.
bool is_typed(char letter);

} // namespace omstilling
