#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

#include <string>
#include <vector>

namespace omstilling {

/// Which control of a form has the keyboard, and where Tab takes it from there. Controls are known
/// by their ids; Tab goes through them in the order in which the last frame drew them.
class form_focus {
public:
  /// Before the controls of a frame; without `takes_keys` somebody else has the keyboard.
  void begin(bool takes_keys);

  /// True when this control has the keyboard. One that cannot be used is passed over.
  bool offer(const std::string& id, const rect& box, bool enabled = true);
  /// Gives the keyboard to a control; the ring is shown only where a key led there.
  void give(std::string id, bool by_key);
  /// The same from this frame on, between begin and the controls.
  void give_now(std::string id);
  bool has(const std::string& id) const { return id == id_; }
  /// Whether it came there in this frame: a field then takes the caret.
  bool just_came(const std::string& id) const { return moved_ && id == id_; }
  /// Draws the ring around the one who has the keyboard, once a key was used.
  void draw_ring(const ui& u, const std::string& id, const rect& box, float radius) const;

  /// Space or Enter, for whoever has the keyboard.
  bool is_pressed() const;
  /// Any other key of ImGui's names, with repeat.
  bool is_pressed(ImGuiKey x) const;

  /// The drop-down that is open, and the entry under the arrow keys.
  bool is_open(const std::string& id) const { return !open_.empty() && open_ == id; }
  void open(const std::string& id, std::size_t at);
  void close() { open_.clear(); }
  std::size_t at = 0;

  /// Escape belongs to the form: it closes a list, or leaves a field.
  bool holds_escape() const { return !open_.empty() || typing_; }
  void note_typing() { typing_ = true; }

private:
  void step(bool back);

  std::string id_, open_;
  std::vector<std::string> order_, last_;
  bool keys_ = false, by_key_ = false, moved_ = false, came_ = false, typing_ = false;
};

} // namespace omstilling
