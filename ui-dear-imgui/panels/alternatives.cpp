#include "ui-dear-imgui/panels/alternatives.hpp"

#include "ui-dear-imgui/panels/call_rows.hpp"
#include "ui-dear-imgui/panels/controls.hpp"
#include "ui-dear-imgui/panels/keys.hpp"
#include "ui-dear-imgui/panels/lamps.hpp"
#include "ui-dear-imgui/panels/overview_panel.hpp"
#include "ui-dear-imgui/panels/statuses.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace omstilling {

namespace {

constexpr float head = 28, row_height = 26, foot = 20;
constexpr std::size_t most = 3;
constexpr std::array keys_of_them{deed::first_alternative, deed::second_alternative,
                                  deed::third_alternative};

std::string reason_text(const alternative_view& x) {
  switch (x.reason) {
    case alternative_reason::deputy: return _("Deputy");
    case alternative_reason::department: return x.what.empty() ? _("Same department") : x.what;
    case alternative_reason::task:
      return x.what.empty() ? std::string{_("Same task")}
                            : fmt::format(fmt::runtime(_("Task: {}")), x.what);
    default: return x.what;
  }
}

/// A lamp that is not known now promises nothing.
bool is_known(const ui& u, const person* who) { return who && lamp_now(u, *who) != lamp::unknown; }

call_target target(const ui& u, const alternative_view& x) {
  const auto* who = find_person(u.view, x.employee);
  return {.employee = x.employee,
          .number = who ? who->extension : x.number,
          .name = who ? who->name : x.name};
}

std::string state_text(const ui& u, const person* who) {
  if (!who)
    return {};
  const auto state = lamp_now(u, *who);
  const auto look = look_of(u, who->status, who->site);
  if (state == lamp::idle && look.quiet)
    return _("free now");
  return state == lamp::idle ? look.word : lamp_text(u, *who, true);
}

} // namespace

bool cannot_take(const ui& u, const person& x) {
  const auto state = lamp_now(u, x);
  return (state != lamp::idle && state != lamp::unmonitored) || !look_of(u, x.status, x.site).quiet;
}

std::vector<alternative_view> alternatives_of(const ui& u, const person& x) {
  const auto& answers = *u.view.answers;
  if (answers.absent != x.id || !cannot_take(u, x))
    return {};
  auto result = answers.alternatives;
  result.resize(std::min(result.size(), most));
  return result;
}

float alternatives_height(const ui& u, const person& x) {
  const auto count = alternatives_of(u, x).size();
  return count == 0 ? 0 : u.px(head + row_height * static_cast<float>(count) + foot);
}

void draw_alternatives(ui& u, const rect& box, const person& x) {
  const auto all = alternatives_of(u, x);
  if (all.empty())
    return;
  draw_text(u, face::strong, {box.x, box.y, box.w, u.px(24)}, u.colours.text,
            _("Best alternatives"));
  draw_text(u, face::caption, {box.x + u.px(140), box.y, box.w - u.px(140), u.px(24)},
            u.colours.text2, current_call(u.view) ? _("the key transfers") : _("the key dials"),
            align::right);
  float y = box.y + u.px(head);
  std::size_t key = 0;
  for (const auto& one : all) {
    const rect row{box.x - u.px(6), y, box.w + u.px(12), u.px(row_height)};
    const auto* who = find_person(u.view, one.employee);
    const auto id = "alternative " + one.employee.value;
    const auto did = draw_row(u, row, id.c_str(), {});
    const auto to = target(u, one);
    u.seen.note(row, {.kind = "row", .id = id, .text = to.name});
    if (did.clicked) {
      u.chosen.person = one.employee;
      u.chosen.scroll_to_person = true;
    }
    if (did.double_clicked)
      overview_panel::act(u, to);
    draw_lamp(u, {box.x, y + u.px(6)}, u.px(14), who ? lamp_now(u, *who) : lamp::unknown);
    float right = box.right();
    if (is_known(u, who) && key < keys_of_them.size()) {
      const auto* cap = keycap(keys_of_them.at(key++));
      right -= keycap_width(u, cap);
      draw_keycap(u, {right, y, u.px(60), u.px(row_height)}, cap);
      right -= u.px(8);
    }
    const float left = box.x + u.px(24);
    float end = draw_text(u, face::label, {left, y, (right - left) * 0.55F, u.px(row_height)},
                          u.colours.text, to.name) +
                u.px(6);
    end =
      draw_text(u, face::body, {end, y, right - end, u.px(row_height)}, u.colours.text, to.number) +
      u.px(8);
    auto why = reason_text(one);
    if (const auto state = state_text(u, who); !state.empty())
      why += (why.empty() ? "" : " · ") + state;
    draw_text(u, face::caption, {end, y, right - end, u.px(row_height)}, u.colours.text2, why);
    y += u.px(row_height);
  }
}

void alternative_keys(ui& u) {
  const auto* who = u.chosen.person ? find_person(u.view, *u.chosen.person) : nullptr;
  if (!who)
    return;
  std::size_t key = 0;
  for (const auto& one : alternatives_of(u, *who)) {
    if (!is_known(u, find_person(u.view, one.employee)) || key >= keys_of_them.size())
      continue;
    if (is_pressed(keys_of_them.at(key++)))
      return overview_panel::act(u, target(u, one));
  }
}

} // namespace omstilling
