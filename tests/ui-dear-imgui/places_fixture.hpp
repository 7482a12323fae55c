#pragma once

#include "tests/ui-dear-imgui/drawn_console.hpp"
#include "ui-dear-imgui/panels/keys.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

/// A console without a window, whose screen is read as data.
namespace omstilling::testing::places {

using namespace std::chrono_literals;

struct console : drawn_console {
  console() : drawn_console({1280, 720}) {}

  void size(float w, float h) { ImGui::GetIO().DisplaySize = {w, h}; }

  std::vector<wish> draw(const console_view& view) { return draw_frame(view, now); }
  /// Twice, since a list is measured before it is drawn.
  const screen& show(const console_view& view) {
    draw(view);
    draw(view);
    return window.seen();
  }
  std::vector<wish> press(const console_view& view, int code, bool ctrl = false, bool alt = false,
                          bool shift = false) {
    auto& io = ImGui::GetIO();
    draw(view);
    io.KeyCtrl = ctrl;
    io.KeyAlt = alt;
    io.KeyShift = shift;
    io.KeysDown[code] = true;
    auto wishes = draw(view);
    io.KeysDown[code] = false;
    io.KeyCtrl = io.KeyAlt = io.KeyShift = false;
    draw(view);
    return wishes;
  }
  std::vector<wish> mouse(const console_view& view, ImVec2 at, int presses = 1) {
    auto& io = ImGui::GetIO();
    std::vector<wish> all;
    const auto frame = [&] {
      for (auto& one : draw(view))
        all.push_back(std::move(one));
    };
    io.MousePos = at;
    frame();
    for (int i = 0; i < presses; ++i) {
      io.MouseDown[0] = true;
      frame();
      io.MouseDown[0] = false;
      frame();
    }
    frame();
    return all;
  }
  std::vector<wish> click(const console_view& view, const std::string& id, int presses = 1) {
    show(view);
    const auto* found = control(id);
    REQUIRE(found);
    return mouse(view, middle_of(*found), presses);
  }
  bool is_whole(std::string_view text) const {
    const auto& all = window.seen().texts;
    return std::any_of(all.begin(), all.end(),
                       [&](const auto& x) { return x.whole == text && !x.cut; });
  }
  /// Names in the list of people, from the top.
  std::vector<std::string> rows() const {
    std::vector<std::string> result;
    for (const auto& one : window.seen().controls)
      if (one.kind == "row" && one.id.starts_with("person "))
        result.push_back(one.text);
    return result;
  }
  bool stays_inside() const {
    const auto limit = ImGui::GetIO().DisplaySize;
    const auto& all = window.seen().controls;
    return std::all_of(all.begin(), all.end(), [&](const auto& x) {
      return x.x >= -1 && x.x + x.w <= static_cast<int>(limit.x) + 1;
    });
  }

  time_point now = t0;
};

inline void give_people(console_view& view, const std::vector<person>& people) {
  person_rows rows;
  for (const auto& one : people)
    rows.push_back(entry(one));
  view.people = std::make_shared<people_list>(rows);
}

inline person with_status(std::string id, std::string name, std::string type) {
  auto x = somebody(std::move(id), std::move(name), "41");
  x.status.type = std::move(type);
  x.status.source = claim_source::manual;
  return x;
}

/// Three people, and the login of an employee without a switchboard.
inline console_view an_employee() {
  console_view view;
  view.phase = link_phase::live;
  view.fresh_at = t0;
  view.name = "Anne";
  view.user = user_id{"anne"};
  view.employee = employee_id{"ag"};
  view.rights = {right::own_status, right::read_people};
  view.sites = {{site_id{"main"}, "Main", ""}, {site_id{"b"}, "Harbour", ""}};
  auto anne = somebody("ag", "Anne Aagaard", "4108");
  auto bo = with_status("bo", "Bo Lindholm", "meeting");
  bo.extension = "4107";
  bo.department = "Building";
  auto carl = with_status("ca", "Carl Bro", "sick");
  carl.extension = "911";
  carl.site = site_id{"b"};
  carl.department = "Archive";
  carl.groups = {"Harbour team"};
  give_people(view, {anne, bo, carl});
  return view;
}

inline console_view a_receptionist() {
  auto view = an_employee();
  view.rights.push_back(right::switchboard);
  view.desk = some_desk(queue_id{"q1"});
  view.queues = {some_queue("q1", "Main line")};
  return view;
}

} // namespace omstilling::testing::places
