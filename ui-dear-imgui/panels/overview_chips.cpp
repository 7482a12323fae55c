#include "ui-dear-imgui/panels/overview_chips.hpp"

#include "protocol/codec.hpp"
#include "ui-dear-imgui/panels/lamps.hpp"
#include "ui-dear-imgui/panels/statuses.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace omstilling {

namespace {

constexpr float chip_height = 28, gap = 6, least_beside = 560, list_width = 124;
constexpr std::array shown_lamps{
  lamp::idle,   lamp::busy,           lamp::alerting, lamp::initiated,   lamp::forwarded,
  lamp::paused, lamp::do_not_disturb, lamp::offline,  lamp::unmonitored, lamp::unknown};

template <class Value>
bool has(const std::vector<Value>& all, const Value& x) {
  return std::find(all.begin(), all.end(), x) != all.end();
}

/// While the service is away nobody knows how many.
std::optional<std::size_t> counted_now(const ui& u, std::size_t x) {
  return u.live() ? std::optional{x} : std::nullopt;
}

/// Words with their counts; what was chosen stays to be let go, even when nobody has it any more.
std::vector<counted> with_chosen(std::vector<counted> all, const std::vector<std::string>& chosen) {
  for (const auto& one : chosen)
    if (std::none_of(all.begin(), all.end(), [&](const auto& x) { return x.name == one; }))
      all.push_back({one, 0});
  return all;
}

bool is_under_mouse(const rect& box) {
  const auto at = ImGui::GetIO().MousePos;
  return at.x >= box.x && at.x < box.right() && at.y >= box.y && at.y < box.bottom();
}

/// As they stood, with what is counted now; what is new stands behind them.
std::vector<counted> where_they_stood(std::vector<counted> all, const std::vector<counted>& stood) {
  std::vector<counted> result;
  for (const auto& one : stood) {
    const auto now =
      std::find_if(all.begin(), all.end(), [&](const auto& x) { return x.name == one.name; });
    result.push_back({one.name, now == all.end() ? 0 : now->count});
    if (now != all.end())
      all.erase(now);
  }
  result.insert(result.end(), all.begin(), all.end());
  return result;
}

} // namespace

void overview_chips::draw_statuses(ui& u, const rect& box, overview_filter& filter) {
  auto& chosen = filter.want.statuses;
  const auto most = u.view.people->size();
  std::vector<chip> chips{
    {"status all", _("All"), counted_now(u, filter.count()), most, chosen.empty()}};
  auto all = with_chosen(filter.statuses(), chosen);
  // None moves away from under the mouse.
  if (is_under_mouse(box) || statuses_.is_open())
    all = where_they_stood(std::move(all), stood_);
  stood_ = all;
  for (const auto& one : all)
    chips.push_back({"status " + one.name, look_of(u, {.type = one.name}).word,
                     counted_now(u, one.count), most, has(chosen, one.name)});
  const auto pressed = statuses_.draw(u, box, chips, chips.size(), _("More"));
  if (!pressed)
    return;
  if (*pressed == 0)
    chosen.clear();
  else
    toggle(chosen, std::string{all[*pressed - 1].name});
}

void overview_chips::draw_places(ui& u, const rect& box, overview_filter& filter) {
  auto& want = filter.want;
  const auto most = u.view.people->size();
  const bool several = u.view.sites.size() > 1;
  std::vector<chip> chips{{"place all", several ? _("All sites") : _("All groups"),
                           counted_now(u, most), most,
                           want.sites.empty() && want.locations.empty() && want.groups.empty()}};
  if (several)
    for (const auto& one : u.view.sites)
      chips.push_back({"site " + one.id.value, one.name, counted_now(u, filter.count(one.id)), most,
                       has(want.sites, one.id)});
  const auto listed = chips.size();
  const auto locations = with_chosen(filter.locations(), want.locations);
  const auto groups = with_chosen(filter.groups(), want.groups);
  for (const auto& one : locations)
    chips.push_back({"location " + one.name, one.name, counted_now(u, one.count), most,
                     has(want.locations, one.name)});
  for (const auto& one : groups)
    chips.push_back(
      {"group " + one.name, one.name, counted_now(u, one.count), most, has(want.groups, one.name)});
  const auto pressed = places_.draw(u, box, chips, listed, _("Group"), true);
  if (!pressed)
    return;
  if (*pressed == 0) {
    want.sites.clear();
    want.locations.clear();
    want.groups.clear();
  } else if (*pressed < listed) {
    toggle(want.sites, u.view.sites[*pressed - 1].id);
  } else if (*pressed < listed + locations.size()) {
    toggle(want.locations, std::string{locations[*pressed - listed].name});
  } else {
    toggle(want.groups, std::string{groups[*pressed - listed - locations.size()].name});
  }
}

void overview_chips::draw_lamps(ui& u, const rect& box, overview_filter& filter) {
  auto& chosen = filter.want.lamps;
  const auto most = u.view.people->size();
  std::vector<chip> chips;
  for (const auto one : shown_lamps)
    chips.push_back({"lit " + word(one), lamp_word(one), counted_now(u, filter.count(one)), most,
                     has(chosen, one)});
  if (const auto pressed = lamps_.draw(u, box, chips, 0, _("Phone state"), true))
    toggle(chosen, shown_lamps.at(*pressed));
}

/// The views, and below them what can be done with the one in use.
void overview_chips::draw_views(ui& u, const rect& box, overview_filter& filter) {
  if (!u.view.settings)
    return;
  const auto& views = u.view.settings->views;
  auto now = saved(filter.want);
  std::vector<chip> chips;
  const saved_view* in_use = nullptr;
  for (const auto& one : views) {
    now.name = one.name;
    const bool on = now == one;
    in_use = on ? &one : in_use;
    chips.push_back({.id = "view " + one.name, .text = one.name, .on = on, .counts = false});
  }
  chips.push_back({.id = "save view", .text = _("Save this view …"), .counts = false});
  if (in_use)
    chips.push_back({.id = "delete view",
                     .text = fmt::format(fmt::runtime(_("Delete {}")), in_use->name),
                     .counts = false});
  const auto pressed = views_.draw(u, box, chips, 0, _("View"), true);
  if (!pressed)
    return;
  u.chosen.focused.clear(); // the list goes
  if (*pressed < views.size())
    apply(&views[*pressed] == in_use ? saved_view{} : views[*pressed], u.view.sites, filter.want);
  else if (*pressed == views.size())
    u.open(overlay_kind::view_form);
  else if (u.live()) {
    auto rest = views;
    std::erase(rest, *in_use);
    u.ask(set_settings{.views = std::move(rest)});
  }
}

float overview_chips::draw(ui& u, const rect& box, overview_filter& filter) {
  u.chosen.filter = saved(filter.want);
  const float height = u.px(chip_height), between = u.px(gap);
  const float names = u.size == width_class::wide && box.w >= u.px(700) ? u.px(52) : 0;
  const float left = box.x + u.px(12) + names;
  rect line{left, box.y + u.px(8), box.right() - u.px(12) - left, height};
  if (names > 0) {
    draw_text(u, face::caption, {box.x + u.px(12), line.y, names, height}, u.colours.text2,
              _("State"));
    draw_text(u, face::caption, {box.x + u.px(12), line.y + height + between, names, height},
              u.colours.text2, _("Place"));
  }
  draw_statuses(u, line, filter);
  line.y += height + between;
  const float lists = u.px(list_width) * (u.view.settings ? 2.0F : 1.0F);
  const bool beside = box.w >= u.px(least_beside);
  draw_places(u, {line.x, line.y, line.w - (beside ? lists : 0), height}, filter);
  if (!beside)
    line.y += height + between;
  rect list{beside ? line.right() - lists + between : line.x, line.y, u.px(list_width) - between,
            height};
  draw_lamps(u, list, filter);
  list.x += u.px(list_width);
  draw_views(u, list, filter);
  return line.bottom() + u.px(8) - box.y;
}

} // namespace omstilling
