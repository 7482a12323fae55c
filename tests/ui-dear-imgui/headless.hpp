#pragma once

#include "tests/ui-dear-imgui/drawn_console.hpp"

#include <stdexcept>
#include <string>
#include <string_view>

namespace omstilling::testing {

using namespace std::chrono_literals;

/// A console in a small window, pressed and clicked.
struct headless : drawn_console {
  headless() : drawn_console({1280, 720}) {}

  std::vector<wish> draw(const console_view& view, time_point now = t0) {
    return draw_frame(view, now);
  }
  std::vector<wish> press(const console_view& view, int code) {
    draw(view);
    ImGui::GetIO().KeysDown[code] = true;
    auto wishes = draw(view);
    ImGui::GetIO().KeysDown[code] = false;
    draw(view);
    return wishes;
  }
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
  /// A press on the control with this id, which must be there.
  std::vector<wish> click(const console_view& view, std::string_view id) {
    draw(view);
    const auto* found = control(id);
    if (!found)
      throw std::runtime_error{"no control " + std::string{id}};
    return click_at(view, middle_of(*found));
  }
};

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

} // namespace omstilling::testing
