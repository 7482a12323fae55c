#include "ui-dear-imgui/panels/statuses.hpp"

#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/times.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace omstilling {

namespace {

enum class tint { quiet, busy, meeting, dnd, home, away };

struct entry {
  std::string_view type;
  const char* word;
  const char* icon;
  tint how;
};

constexpr std::array entries{
  entry{"available", n_("Available"), icon::check, tint::quiet},
  entry{"on_the_phone", n_("On the phone"), icon::phone, tint::busy},
  entry{"busy", n_("Busy"), icon::ban, tint::busy},
  entry{"meeting", n_("Meeting"), icon::people, tint::meeting},
  entry{"lunch", n_("Lunch"), icon::meal, tint::away},
  entry{"do_not_disturb", n_("Do not disturb"), icon::ban, tint::dnd},
  entry{"gone_home", n_("Gone home"), icon::leave, tint::away},
  entry{"vacation", n_("Vacation"), icon::plane, tint::away},
  entry{"sick", n_("Sick"), icon::sick, tint::away},
  entry{"works_from_home", n_("Works from home"), icon::house, tint::home},
  entry{"course", n_("Course"), icon::cap, tint::away},
  entry{"away", n_("Away"), icon::clock, tint::away},
};

std::string own_word(std::string type) {
  std::replace(type.begin(), type.end(), '_', ' ');
  if (!type.empty() && type[0] >= 'a' && type[0] <= 'z')
    type[0] = static_cast<char>(type[0] - 32);
  return type;
}

} // namespace

std::string_view status_key(const person_status& x) {
  return x.activity == rpid_activity::on_the_phone ? std::string_view{"on_the_phone"} : x.type;
}

std::size_t status_rank(std::string_view key) {
  const auto found =
    std::find_if(entries.begin(), entries.end(), [&](const auto& e) { return e.type == key; });
  return static_cast<std::size_t>(found - entries.begin());
}

std::string status_tail(const ui& u, const person_status& x) {
  const bool calendar = x.source == claim_source::calendar;
  if (!x.until || *x.until <= u.now)
    return calendar ? _("in calendar") : "";
  return fmt::format(fmt::runtime(calendar ? _("in calendar until {}") : _("until {}")),
                     until_text(*x.until - u.view.ahead, u.now - u.view.ahead));
}

status_look look_of(const theme& x, const person_status& status) {
  const auto type = status_key(status);
  const auto found =
    std::find_if(entries.begin(), entries.end(), [&](const auto& e) { return e.type == type; });
  if (found == entries.end())
    return {own_word(status.type), icon::clock, x.text, x.away_soft};
  const std::string word = _(found->word);
  switch (found->how) {
    case tint::quiet: return {word, found->icon, x.text2, x.panel, true};
    case tint::busy: return {word, found->icon, x.bad, x.bad_soft};
    case tint::meeting: return {word, found->icon, x.warn, x.warn_soft};
    case tint::dnd: return {word, found->icon, x.dnd, x.dnd_soft};
    case tint::home: return {word, found->icon, x.home, x.home_soft};
    default: return {word, found->icon, x.text, x.away_soft};
  }
}

std::string status_word(const person_status& status) {
  return look_of(theme_of(theme_name::light), status).word;
}

std::vector<status_choice> status_choices() {
  std::vector<status_choice> result;
  for (const auto& one : entries)
    // That somebody is on the phone is seen, and never said.
    if (one.type != "on_the_phone")
      result.push_back({std::string{one.type}, _(one.word), one.icon});
  return result;
}

std::string status_word(const std::string& type) {
  const auto found =
    std::find_if(entries.begin(), entries.end(), [&](const auto& e) { return e.type == type; });
  return found == entries.end() ? own_word(type) : _(found->word);
}

float draw_status(const ui& u, const rect& box, const person_status& status) {
  auto look = look_of(u.colours, status);
  // While the service is away nobody knows whether it is still so.
  if (!u.live()) {
    look.quiet = true;
    look.ink = u.colours.text3;
  }
  const float icon_width = u.px(20), pad = u.px(6), height = u.px(22);
  const auto font = look.quiet ? face::body : face::label;
  const float width = std::min(icon_width + text_width(u, font, look.word) + 2 * pad, box.w);
  const rect chip{box.x, box.y + (box.h - height) / 2, width, height};
  if (!look.quiet)
    fill(chip, look.ground, u.px(4));
  draw_text(u, face::caption, rect{chip.x + pad, chip.y, icon_width, chip.h}, look.ink, look.icon);
  draw_text(u, font,
            rect{chip.x + pad + icon_width, chip.y, width - icon_width - 1.5F * pad, chip.h},
            look.ink, look.word);
  return chip.right();
}

void draw_status_tail(const ui& u, const rect& box, const person_status& x) {
  const auto text = status_tail(u, x);
  auto place = box;
  // Half a time says nothing: then it stands without its word.
  if (x.until && x.source != claim_source::calendar && text_width(u, face::body, text) > box.w) {
    const auto time = until_text(*x.until - u.view.ahead, u.now - u.view.ahead);
    if (text_width(u, face::body, time) <= box.w)
      draw_text(u, face::body, place, u.colours.text2, time);
    return;
  }
  if (x.source != claim_source::calendar || text_width(u, face::body, text) <= box.w) {
    draw_text(u, face::body, place, u.colours.text2, text);
    return;
  }
  draw_text(u, face::caption, {box.x, box.y, std::min(box.w, u.px(20)), box.h}, u.colours.text2,
            icon::calendar);
  place.x += u.px(20);
  place.w -= u.px(20);
  auto plain = x;
  plain.source = claim_source::unknown;
  draw_text(u, face::body, place, u.colours.text2, status_tail(u, plain));
}

} // namespace omstilling
