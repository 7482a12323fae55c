#include "ui-dear-imgui/panels/people_heads.hpp"

#include "ui-dear-imgui/panels/words.hpp"

#include <array>

namespace omstilling {

namespace {

struct head {
  people_order by;
  const char* id;
  const char* word;
  float from, to;
};

void draw_direction(const ui& u, float x, float y, bool up) {
  const float tip = u.px(up ? -3 : 3), foot = -tip;
  ImGui::GetWindowDrawList()->AddTriangleFilled({x, y + foot}, {x + u.px(8), y + foot},
                                                {x + u.px(4), y + tip}, u.colours.text);
}

void sort_by(overview_filter& filter, people_order by) {
  filter.want.backwards = filter.want.by == by && !filter.want.backwards;
  filter.want.by = by;
}

} // namespace

people_columns columns_in(const ui& u, const rect& box) {
  const bool with_department = box.w >= u.px(760), roomy = box.w >= u.px(700);
  people_columns c{};
  c.lamp = box.x + u.px(12);
  c.name = c.lamp + u.px(roomy ? 168 : 128);
  c.end = box.right() - u.px(14);
  c.status = c.end - u.px(box.w >= u.px(900) ? 250 : roomy ? 220 : 196);
  c.department = with_department ? c.status - u.px(150) : c.status;
  c.number = c.department - u.px(roomy ? 58 : 54);
  c.with_title = with_department && c.number - c.name >= u.px(240);
  return c;
}

void people_heads::draw(ui& u, const rect& box, overview_filter& filter) {
  const auto c = columns_in(u, box);
  fill({box.x + u.px(1), box.y, box.w - u.px(2), box.h}, u.colours.raised);
  std::vector<head> heads{
    {people_order::phone, "sort phone", _("Phone"), c.lamp, c.name},
    {people_order::name, "sort name", _("Name"), c.name, c.number},
    {people_order::extension, "sort extension", _("Ext."), c.number, c.department}};
  if (c.department < c.status)
    heads.push_back(
      {people_order::department, "sort department", _("Department"), c.department, c.status});
  heads.push_back({people_order::status, "sort status", _("Status"), c.status, c.end});
  const bool has_keys = u.chosen.focused == "heads";
  const auto pressed = [](ImGuiKey x) { return ImGui::IsKeyPressed(ImGui::GetKeyIndex(x), false); };
  if (has_keys)
    at_ += (pressed(ImGuiKey_RightArrow) ? 1 : 0) - (pressed(ImGuiKey_LeftArrow) ? 1 : 0);
  if (has_keys && (pressed(ImGuiKey_DownArrow) || pressed(ImGuiKey_UpArrow)))
    u.chosen.focused.clear();
  at_ = std::clamp(at_, 0, static_cast<int>(heads.size()) - 1);
  int i = 0;
  for (const auto& one : heads) {
    const rect place{one.from - u.px(4), box.y, one.to - one.from, box.h};
    ImGui::SetCursorScreenPos({place.x, place.y});
    bool did = ImGui::InvisibleButton(one.id, {std::max(1.0F, place.w), place.h});
    const bool hovered = ImGui::IsItemHovered(), on = filter.want.by == one.by;
    if (has_keys && at_ == i && (pressed(ImGuiKey_Space) || pressed(ImGuiKey_Enter)))
      did = true;
    u.seen.note(place, {.kind = "button", .id = one.id, .text = one.word, .on = on});
    const float end =
      draw_text(u, face::caption, {one.from, box.y, place.w - u.px(on ? 20 : 8), box.h},
                on || hovered ? u.colours.text : u.colours.text2, one.word);
    if (on)
      draw_direction(u, end + u.px(6), box.y + box.h / 2, filter.want.backwards);
    if (has_keys && at_ == i)
      outline(u, place.inset(u.px(1), u.px(2)), u.colours.focus, u.px(4), 2);
    if (did)
      sort_by(filter, one.by);
    ++i;
  }
  horizontal_line(u, box.x, box.right(), box.bottom(), u.colours.line);
}

} // namespace omstilling
