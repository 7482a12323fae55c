#pragma once

#include "tests/ui-dear-imgui/service_frames.hpp"
#include "ui-dear-imgui/panels/console_window.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace omstilling::testing {

/// ImGui without a window: frames are drawn into memory and thrown away, and what they show is read
/// as data.
class drawn_console {
public:
  explicit drawn_console(ImVec2 size) {
    ImGui::CreateContext();
    auto& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.DisplaySize = size;
    io.DeltaTime = 0.016F;
    for (int i = 0; i < ImGuiKey_COUNT; ++i)
      io.KeyMap[i] = i;
    fonts = load_fonts(*io.Fonts, 1);
    unsigned char* pixels = nullptr;
    int width = 0, height = 0;
    io.Fonts->GetTexDataAsAlpha8(&pixels, &width, &height);
  }
  ~drawn_console() { ImGui::DestroyContext(); }
  drawn_console(const drawn_console&) = delete;
  drawn_console& operator=(const drawn_console&) = delete;

  std::vector<wish> draw_frame(const console_view& view, time_point now) {
    ImGui::NewFrame();
    auto wishes = window.draw(view, fonts, 1, now);
    ImGui::Render();
    vertices = ImGui::GetDrawData()->TotalVtxCount;
    return wishes;
  }
  void type(const char* text) { ImGui::GetIO().AddInputCharactersUTF8(text); }
  /// The control with this id, or null; what was drawn last lies on top.
  const shown_control* control(std::string_view id) const {
    const auto& all = window.seen().controls;
    const auto found =
      std::find_if(all.rbegin(), all.rend(), [&](const auto& x) { return x.id == id; });
    return found == all.rend() ? nullptr : &*found;
  }
  /// Whether this can be read as a whole text, or within one.
  bool shows(std::string_view text) const {
    const auto& all = window.seen().texts;
    return std::any_of(all.begin(), all.end(), [&](const auto& x) { return x.whole == text; });
  }
  bool says(std::string_view text) const {
    const auto& all = window.seen().texts;
    return std::any_of(all.begin(), all.end(),
                       [&](const auto& x) { return x.whole.find(text) != std::string::npos; });
  }

  font_set fonts;
  console_window window{"ws://test/ws", "lone", theme_name::light};
  int vertices = 0;
};

inline ImVec2 middle_of(const shown_control& x) {
  return {static_cast<float>(x.x) + static_cast<float>(x.w) / 2,
          static_cast<float>(x.y) + static_cast<float>(x.h) / 2};
}

inline person_ptr entry(person x) {
  auto folded = searchable(x);
  return std::make_shared<const person_entry>(person_entry{std::move(x), std::move(folded)});
}

/// The one wish, which must outlive what is returned.
template <class Command>
const Command* only(const std::vector<wish>& wishes) {
  const auto* found = wishes.size() == 1 ? std::get_if<command>(&wishes[0]) : nullptr;
  return found ? std::get_if<Command>(found) : nullptr;
}

/// Texts that a table must bear.
inline const std::vector<std::string>& odd_words() {
  static const std::vector<std::string> all{
    "", "\xF0\x9F\x98\x80 Ole", "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D", "\xC3",
    "A very long name that goes on and on, far beyond its column and the window and the building"};
  return all;
}

} // namespace omstilling::testing
