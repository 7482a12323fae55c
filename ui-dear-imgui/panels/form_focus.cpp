#include "ui-dear-imgui/panels/form_focus.hpp"

#include "ui-dear-imgui/panels/controls.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <utility>

namespace omstilling {

namespace {

bool pressed(ImGuiKey x, bool repeat) { return ImGui::IsKeyPressed(ImGui::GetKeyIndex(x), repeat); }

} // namespace

void form_focus::begin(bool takes_keys) {
  last_ = std::exchange(order_, {});
  moved_ = std::exchange(came_, false);
  typing_ = false;
  keys_ = takes_keys;
  if (!takes_keys)
    return;
  const auto& io = ImGui::GetIO();
  if (io.MouseClicked[0])
    by_key_ = false;
  if (pressed(ImGuiKey_Escape, false))
    close();
  if (pressed(ImGuiKey_Tab, true) && !io.KeyCtrl && !io.KeyAlt)
    step(io.KeyShift);
}

void form_focus::step(bool back) {
  close();
  if (last_.empty())
    return;
  const auto found = std::find(last_.begin(), last_.end(), id_);
  const auto count = last_.size();
  const auto place = static_cast<std::size_t>(found - last_.begin());
  const auto next =
    found == last_.end() ? (back ? count - 1 : 0) : (place + (back ? count - 1 : 1)) % count;
  id_ = last_[next];
  by_key_ = moved_ = true;
  ImGui::ClearActiveID(); // what was typed into the field before is kept
}

bool form_focus::offer(const std::string& id, const rect& box, bool enabled) {
  if (!enabled) {
    if (is_open(id))
      close();
    return false;
  }
  order_.push_back(id);
  if (id != id_)
    return false;
  if (moved_ && by_key_)
    bring_into_view({box.x, box.y - 8, box.w, box.h + 16});
  return true;
}

void form_focus::give(std::string id, bool by_key) {
  if (id != id_)
    close();
  id_ = std::move(id);
  by_key_ = by_key;
  came_ = true;
}

void form_focus::draw_ring(const ui& u, const std::string& id, const rect& box,
                           float radius) const {
  if (by_key_ && id == id_)
    outline(u, box.inset(u.px(-3), u.px(-3)), u.colours.focus, radius + u.px(3), 2);
}

void form_focus::give_now(std::string id) {
  give(std::move(id), false);
  came_ = false;
  moved_ = true;
}

bool form_focus::is_pressed() const {
  const auto& io = ImGui::GetIO();
  return keys_ && !io.KeyCtrl && !io.KeyAlt &&
         (pressed(ImGuiKey_Space, false) || pressed(ImGuiKey_Enter, false) ||
          pressed(ImGuiKey_KeyPadEnter, false));
}

bool form_focus::is_pressed(ImGuiKey x) const {
  const auto& io = ImGui::GetIO();
  return keys_ && !io.KeyCtrl && !io.KeyAlt && pressed(x, true);
}

void form_focus::open(const std::string& id, std::size_t where) {
  open_ = id;
  at = where;
}

} // namespace omstilling
