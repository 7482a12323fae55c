#pragma once

#include "tests/ui-dear-imgui/drawn_console.hpp"
#include "ui-dear-imgui/panels/keys.hpp"

#include <catch2/catch.hpp>

namespace omstilling::testing {

/// A console that is pressed, clicked and typed at, and what it asked for.
struct overlay_fixture : drawn_console {
  overlay_fixture() : drawn_console({1920, 1080}) {}

  std::vector<wish> draw() {
    auto wishes = draw_frame(view, now);
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
    drawn_console::type(text);
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
    const auto at = middle_of(*found);
    click_at(at.x, at.y, button);
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

  console_view view = at_work();
  time_point now = t0;
  std::vector<command> asked;
};

} // namespace omstilling::testing
