#include "ui-dear-imgui/panels/search_panel.hpp"

#include "ui-dear-imgui/panels/call_rows.hpp"
#include "ui-dear-imgui/panels/controls.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/keys.hpp"
#include "ui-dear-imgui/panels/lamps.hpp"
#include "ui-dear-imgui/panels/local_hits.hpp"
#include "ui-dear-imgui/panels/overview_panel.hpp"
#include "ui-dear-imgui/panels/statuses.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace omstilling {

namespace {

constexpr float group_height = 28, row_height = 44, foot_height = 36, least_wide = 480,
                least_beside = 700;

const char* group_word(hit_group x) {
  switch (x) {
    case hit_group::employee: return _("Employees");
    case hit_group::task: return _("Tasks and keywords");
    case hit_group::contact: return _("Phone book");
    case hit_group::recent: return _("Recent calls");
    case hit_group::sounds_like: return _("Sounds like");
    default: return _("Others");
  }
}

auto chosen_hit(const ui& u) {
  const auto& all = u.chosen.hits;
  return std::find_if(all.begin(), all.end(), [&](const auto& x) { return x.id == u.chosen.hit; });
}

std::string row_id(const search_hit& x) {
  return x.employee ? "person " + x.employee->value : "hit " + x.id;
}

/// What Enter would do with the chosen row.
std::string enter_text(const ui& u, const call_target& to) {
  if (const auto* call = current_call(u.view))
    return fmt::format(fmt::runtime(_("transfer {}")), party_text(call->caller));
  return fmt::format(fmt::runtime(_("dial {}")), to.number);
}

void draw_foot(const ui& u, const rect& box) {
  fill(box.inset(u.px(1), 0), u.colours.raised, u.px(8), ImDrawFlags_RoundCornersBottom);
  horizontal_line(u, box.x, box.right(), box.y + u.px(1), u.colours.line);
  float x = box.x + u.px(12);
  const auto say = [&](const char* key, const std::string& text) {
    const float width = keycap_width(u, key) + u.px(6);
    if (x + width + text_width(u, face::caption, text) > box.right() - u.px(8))
      return;
    draw_keycap(u, {x, box.y, width, box.h}, key);
    x = draw_text(u, face::caption, {x + width, box.y, box.right() - x - width, box.h},
                  u.colours.text2, text) +
        u.px(16);
  };
  const auto to = search_panel::target(u);
  say("\xE2\x86\x91 \xE2\x86\x93", _("choose"));
  if (to.employee || !to.number.empty()) {
    say("\xE2\x86\xB5", enter_text(u, to));
    if (current_call(u.view))
      say("Shift+\xE2\x86\xB5", _("ask first"));
  }
  say(keycap(deed::message), _("message"));
  say("Esc", _("back to all"));
}

/// What somebody does now, or which book a contact stands in.
void draw_tail(const ui& u, const rect& box, const search_hit& x, const person* who) {
  if (who) {
    const float after = draw_status(u, box, who->status, who->site);
    draw_status_tail(u, {after + u.px(8), box.y, box.right() - after - u.px(8), box.h},
                     who->status);
  } else if (x.contact) {
    draw_text(u, face::body, box, u.colours.text2, icon::book);
    draw_text(u, face::body, {box.x + u.px(24), box.y, box.w - u.px(24), box.h}, u.colours.text2,
              book_word(x.shared));
  } else if (x.group == hit_group::recent) {
    draw_text(u, face::body, box, u.colours.text2, icon::clock);
  }
}

} // namespace

void search_panel::choose(ui& u, const search_hit& x) {
  u.chosen.hit = x.id;
  if (x.employee && find_person(u.view, *x.employee))
    u.chosen.person = x.employee;
  u.chosen.scroll_to_person = true;
}

void search_panel::move(ui& u, int rows) {
  const auto& all = u.chosen.hits;
  if (all.empty())
    return;
  const auto found = chosen_hit(u);
  const auto last = static_cast<std::ptrdiff_t>(all.size()) - 1;
  const auto next = found == all.end() ? 0 : found - all.begin() + rows;
  choose(u, all[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(next, 0, last))]);
  u.chosen.stepped_at = u.now;
}

call_target search_panel::target(const ui& u) {
  const auto found = chosen_hit(u);
  if (found == u.chosen.hits.end())
    return {};
  const auto* who = found->employee ? find_person(u.view, *found->employee) : nullptr;
  if (who)
    return {.employee = who->id, .number = who->extension, .name = who->name};
  return {.employee = found->employee, .number = found->number, .name = found->name};
}

void search_panel::find_here(ui& u, const std::vector<std::string>& fragments) {
  u.chosen.hits = local_hits(u, fragments);
}

void search_panel::update(ui& u, const std::vector<std::string>& fragments) {
  const auto& typed = u.chosen.query;
  if (typed.empty()) {
    query_.clear();
    u.chosen.hits.clear();
    u.chosen.hit.clear();
    return;
  }
  u.chosen.asking.search = typed;
  const bool anew = std::exchange(query_, typed) != typed;
  const bool served = u.live() && u.view.answers->searched == typed;
  const bool same =
    !anew && served == served_ &&
    (served ? shown_ == u.view.answers
            : people_ == u.view.people && contacts_ == u.view.contacts && log_ == u.view.log);
  if (same)
    return;
  served_ = served;
  shown_ = u.view.answers;
  people_ = u.view.people;
  contacts_ = u.view.contacts;
  log_ = u.view.log;
  if (served)
    u.chosen.hits = u.view.answers->hits;
  else
    find_here(u, fragments);
  // The groups in their order, whatever order they came in.
  std::stable_sort(u.chosen.hits.begin(), u.chosen.hits.end(),
                   [](const auto& a, const auto& b) { return a.group < b.group; });
  const auto found = chosen_hit(u);
  const bool hers = !anew && u.chosen.hit != picked_ && found != u.chosen.hits.end();
  if (hers)
    return;
  picked_.clear();
  u.chosen.hit.clear();
  if (u.chosen.hits.empty())
    return;
  choose(u, u.chosen.hits.front());
  picked_ = u.chosen.hit;
}

void search_panel::draw_hit(ui& u, const rect& box, const search_hit& x) {
  const bool chosen = u.chosen.hit == x.id;
  const auto did = draw_row(
    u, box, "hit", {.ground = chosen ? u.colours.sel : 0, .bar = chosen ? u.colours.accent : 0});
  u.seen.note(box, {.kind = "row", .id = row_id(x), .text = x.name, .on = chosen});
  if (did.clicked || did.right_clicked)
    choose(u, x);
  if (did.right_clicked && x.employee)
    u.open(overlay_kind::person_menu, x.employee, {}, ImGui::GetIO().MousePos);
  const auto* who = x.employee ? find_person(u.view, *x.employee) : nullptr;
  if (did.double_clicked)
    overview_panel::act(u, target(u));
  const bool wide = box.w >= u.px(least_wide);
  const auto state = who ? lamp_now(u, *who) : x.employee ? lamp::unknown : lamp::unmonitored;
  draw_lamp(u, {box.x + u.px(12), box.y + (box.h - u.px(14)) / 2}, u.px(14), state);
  float left = box.x + u.px(36);
  if (wide) {
    draw_text(u, face::body, {left, box.y, u.px(116), box.h}, u.colours.text2,
              who ? lamp_text(u, *who, false) : lamp_word(state));
    left = box.x + u.px(162);
  }
  // What they do now stands behind the number, or below it where there is little room.
  const bool beside = box.w >= u.px(least_beside);
  const float right = box.right() - u.px(14), behind = beside ? u.px(210) : 0;
  const float number = right - behind - u.px(wide && !beside ? 150 : 110);
  const rect first{left, box.y + u.px(4), number - u.px(8) - left, u.px(20)};
  const float end = draw_marked(u, face::label, first, u.colours.text, x.name, x.name_marks);
  if (who && first.right() - end > u.px(60))
    draw_text(u, face::body, {end + u.px(6), first.y, first.right() - end - u.px(6), first.h},
              u.colours.text2, who->title);
  draw_marked(u, face::caption, {left, box.y + u.px(24), first.w, u.px(17)}, u.colours.text2,
              x.line, x.line_marks);
  const float digits = std::min(text_width(u, face::label, x.number), right - behind - number);
  const rect at = wide && !beside ? first : box;
  draw_marked(u, face::label, {right - behind - digits, at.y, digits + u.px(2), at.h},
              u.colours.text, x.number, x.number_marks);
  if (beside)
    draw_tail(u, {right - behind + u.px(12), box.y, behind - u.px(12), box.h}, x, who);
  else if (wide)
    draw_tail(u, {number, box.y + u.px(20), right - number, u.px(22)}, x, who);
}

void search_panel::draw(ui& u, const rect& box) {
  const auto& all = u.chosen.hits;
  const bool foot = box.h > u.px(240);
  const rect list{box.x, box.y, box.w - u.px(2), box.h - (foot ? u.px(foot_height) : u.px(4))};
  if (foot)
    draw_foot(u, {box.x, box.bottom() - u.px(foot_height), box.w, u.px(foot_height)});
  if (all.empty()) {
    std::string text =
      u.view.answers->searching && u.live() ? _("Searching …") : _("Nobody found.");
    if (looks_like_number(u.chosen.query))
      text =
        fmt::format(fmt::runtime(current_call(u.view) ? _("Nobody found. Enter transfers to {}.")
                                                      : _("Nobody found. Enter dials {}.")),
                    plain_number(u.chosen.query));
    return draw_empty(u, {list.x, list.y, list.w, u.px(72)}, text);
  }
  const scroll_area scroll{list, "hits"};
  const auto origin = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const bool bring = std::exchange(u.chosen.scroll_to_person, false);
  float y = origin.y;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i == 0 || all[i].group != all[i - 1].group) {
      const rect head{list.x, y, width, u.px(group_height)};
      fill(head.inset(u.px(1), 0), u.colours.raised);
      horizontal_line(u, head.x, head.right(), head.bottom(), u.colours.line);
      draw_text(u, face::caption, head.inset(u.px(12), 0), u.colours.text,
                group_word(all[i].group));
      const auto count = std::count_if(all.begin(), all.end(),
                                       [&](const auto& x) { return x.group == all[i].group; });
      draw_text(u, face::caption, head.inset(u.px(12), 0), u.colours.text2, std::to_string(count),
                align::right);
      y += head.h;
    }
    const rect row{list.x, y, width, u.px(row_height)};
    if (bring && all[i].id == u.chosen.hit) {
      const float top = y - origin.y, height = ImGui::GetWindowHeight();
      if (top < ImGui::GetScrollY() + u.px(group_height))
        ImGui::SetScrollY(std::max(0.0F, top - u.px(group_height)));
      else if (top + row.h > ImGui::GetScrollY() + height)
        ImGui::SetScrollY(top + row.h - height);
    }
    if (ImGui::IsRectVisible({row.x, row.y}, {row.right(), row.bottom()})) {
      ImGui::PushID(all[i].id.c_str());
      draw_hit(u, row, all[i]);
      ImGui::PopID();
    }
    y += row.h;
  }
  ImGui::SetCursorScreenPos({origin.x, y});
  ImGui::Dummy({1, 1});
}

} // namespace omstilling
