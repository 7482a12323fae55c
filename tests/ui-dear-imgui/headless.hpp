#pragma once

#include "tests/ui-dear-imgui/service_frames.hpp"
#include "ui-dear-imgui/panels/console_window.hpp"

#include <stdexcept>
#include <string>
#include <string_view>

namespace omstilling::testing {

using namespace std::chrono_literals;

/// ImGui without a window: frames are drawn into memory and thrown away.
struct headless {
  headless() {
    ImGui::CreateContext();
    auto& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.DisplaySize = {1280, 720};
    io.DeltaTime = 0.016F;
    for (int i = 0; i < ImGuiKey_COUNT; ++i)
      io.KeyMap[i] = i;
    fonts = load_fonts(*io.Fonts, 1);
    unsigned char* pixels = nullptr;
    int width = 0, height = 0;
    io.Fonts->GetTexDataAsAlpha8(&pixels, &width, &height);
  }
  ~headless() { ImGui::DestroyContext(); }

  std::vector<wish> draw(const console_view& view, time_point now = t0) {
    ImGui::NewFrame();
    auto wishes = window.draw(view, fonts, 1, now);
    ImGui::Render();
    vertices = ImGui::GetDrawData()->TotalVtxCount;
    return wishes;
  }
  std::vector<wish> press(const console_view& view, int code) {
    draw(view);
    ImGui::GetIO().KeysDown[code] = true;
    auto wishes = draw(view);
    ImGui::GetIO().KeysDown[code] = false;
    draw(view);
    return wishes;
  }
  void type(const char* text) { ImGui::GetIO().AddInputCharactersUTF8(text); }
  /// A key with others held: `held` of "C", "S" and "A".
  std::vector<wish> press_with(const console_view& view, std::string_view held, int code) {
    auto& io = ImGui::GetIO();
    io.KeyCtrl = held.find('C') != held.npos;
    io.KeyShift = held.find('S') != held.npos;
    io.KeyAlt = held.find('A') != held.npos;
    auto wishes = press(view, code);
    io.KeyCtrl = io.KeyShift = io.KeyAlt = false;
    draw(view);
    return wishes;
  }
  /// A press of the mouse at a place; all that was wished while it lasted.
  std::vector<wish> click_at(const console_view& view, ImVec2 at) {
    auto& io = ImGui::GetIO();
    std::vector<wish> result;
    for (const bool down : {false, true, false}) {
      io.MousePos = at;
      io.MouseDown[0] = down;
      for (auto& one : draw(view))
        result.push_back(std::move(one));
    }
    return result;
  }
  /// The control with this id, or null.
  const shown_control* control(std::string_view id) const {
    for (const auto& one : window.seen().controls)
      if (one.id == id)
        return &one;
    return nullptr;
  }
  bool shows(std::string_view text) const {
    for (const auto& one : window.seen().texts)
      if (one.whole == text)
        return true;
    return false;
  }
  /// A press on the control with this id, which must be there.
  std::vector<wish> click(const console_view& view, std::string_view id) {
    draw(view);
    const auto* found = control(id);
    if (!found)
      throw std::runtime_error{"no control " + std::string{id}};
    return click_at(view, {static_cast<float>(found->x) + static_cast<float>(found->w) / 2,
                           static_cast<float>(found->y) + static_cast<float>(found->h) / 2});
  }

  font_set fonts;
  console_window window{"ws://test/ws", "lone", theme_name::light};
  int vertices = 0;
};

inline person_ptr entry(person x) {
  auto folded = searchable(x);
  return std::make_shared<const person_entry>(person_entry{std::move(x), std::move(folded)});
}

inline console_view at_work() {
  console_view view;
  view.phase = link_phase::live;
  view.fresh_at = t0;
  view.name = "Lone";
  view.user = user_id{"lone"};
  view.rights = {right::switchboard, right::own_status};
  view.sites = {{site_id{"main"}, "Main", "Europe/Copenhagen"}, {site_id{"b"}, "Harbour", ""}};
  view.desk = some_desk(queue_id{"q1"});
  view.queues = {some_queue("q1", "Main line")};
  auto bo = somebody("bo", "Bo Lindholm", "4107");
  bo.status.type = "meeting";
  bo.status.until = t0 + 48min;
  bo.status.start_actions = {{status_action_kind::set_do_not_disturb, {}}};
  bo.status.note = "In the harbour";
  view.people = std::make_shared<people_list>(
    person_rows{entry(somebody("ag", "Anne Ågård", "4108")), entry(bo)});
  return view;
}

/// The one wish, which must outlive what is returned.
template <class Command>
const Command* only(const std::vector<wish>& wishes) {
  const auto* found = wishes.size() == 1 ? std::get_if<command>(&wishes[0]) : nullptr;
  return found ? std::get_if<Command>(found) : nullptr;
}

} // namespace omstilling::testing
