#pragma once

#include "tests/ui-dear-imgui/service_frames.hpp"
#include "ui-dear-imgui/panels/console_window.hpp"
#include "ui-dear-imgui/panels/keys.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

namespace omstilling::testing {

/// ImGui without a window: a console that is pressed, clicked and typed at, and read again.
struct overlay_fixture {
  overlay_fixture() {
    ImGui::CreateContext();
    auto& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.DisplaySize = {1920, 1080};
    io.DeltaTime = 0.016F;
    for (int i = 0; i < ImGuiKey_COUNT; ++i)
      io.KeyMap[i] = i;
    fonts = load_fonts(*io.Fonts, 1);
    unsigned char* pixels = nullptr;
    int width = 0, height = 0;
    io.Fonts->GetTexDataAsAlpha8(&pixels, &width, &height);
  }
  ~overlay_fixture() { ImGui::DestroyContext(); }

  std::vector<wish> draw() {
    ImGui::NewFrame();
    auto wishes = window.draw(view, fonts, 1, now);
    ImGui::Render();
    vertices = ImGui::GetDrawData()->TotalVtxCount;
    for (const auto& one : wishes)
      if (const auto* order = std::get_if<command>(&one))
        asked.push_back(*order);
    return wishes;
  }
  void settle() {
    for (int i = 0; i < 3; ++i)
      draw();
  }
  void press(int code) {
    draw();
    ImGui::GetIO().KeysDown[code] = true;
    draw();
    ImGui::GetIO().KeysDown[code] = false;
    draw();
  }
  void press_with(bool& modifier, int code) {
    modifier = true;
    press(code);
    modifier = false;
    draw();
  }
  void type(const char* text) {
    ImGui::GetIO().AddInputCharactersUTF8(text);
    draw();
    draw();
  }
  void move_to(float x, float y) {
    ImGui::GetIO().MousePos = {x, y};
    draw();
  }
  void click_at(float x, float y, int button = 0) {
    move_to(x, y);
    draw();
    ImGui::GetIO().MouseDown[button] = true;
    draw();
    ImGui::GetIO().MouseDown[button] = false;
    draw();
    draw();
  }
  void click(std::string_view id, int button = 0) {
    INFO("control " << id);
    draw();
    const auto* found = control(id);
    REQUIRE(found);
    const float x = static_cast<float>(found->x) + static_cast<float>(found->w) / 2;
    const float y = static_cast<float>(found->y) + static_cast<float>(found->h) / 2;
    click_at(x, y, button);
  }
  const shown_control* control(std::string_view id) const {
    const auto& all = window.seen().controls;
    // What was drawn last lies on top.
    const auto found =
      std::find_if(all.rbegin(), all.rend(), [&](const auto& x) { return x.id == id; });
    return found == all.rend() ? nullptr : &*found;
  }
  bool says(std::string_view text) const {
    const auto& all = window.seen().texts;
    return std::any_of(all.begin(), all.end(),
                       [&](const auto& x) { return x.whole.find(text) != std::string::npos; });
  }
  template <class Command>
  std::optional<Command> last() const {
    for (auto it = asked.rbegin(); it != asked.rend(); ++it)
      if (const auto* found = std::get_if<Command>(&*it))
        return *found;
    return std::nullopt;
  }
  overlay_kind open() const { return window.chosen.overlay.kind; }

  void allow(std::initializer_list<right> more) {
    view.rights.insert(view.rights.end(), more.begin(), more.end());
  }
  void people(person_rows rows) { view.people = std::make_shared<people_list>(std::move(rows)); }

  static person_ptr entry(person x) {
    auto folded = searchable(x);
    return std::make_shared<const person_entry>(person_entry{std::move(x), std::move(folded)});
  }

  static console_view at_work() {
    console_view view;
    view.phase = link_phase::live;
    view.fresh_at = t0;
    view.name = "Lone";
    view.user = user_id{"lone"};
    view.employee = employee_id{"lo"};
    view.rights = {right::switchboard, right::own_status, right::own_watches};
    view.sites = {{site_id{"main"}, "Main", "Europe/Copenhagen"}};
    view.desk = some_desk(queue_id{"q1"});
    view.queues = {some_queue("q1", "Main line")};
    view.people = std::make_shared<people_list>(person_rows{
      entry(somebody("ag", "Anne Ågård", "4108")), entry(somebody("bo", "Bo Lindholm", "4107")),
      entry(somebody("lo", "Lone Kjærgaard", "4101"))});
    return view;
  }

  font_set fonts;
  console_window window{"ws://test/ws", "lone", theme_name::light};
  console_view view = at_work();
  time_point now = t0;
  std::vector<command> asked;
  int vertices = 0;
};

} // namespace omstilling::testing
