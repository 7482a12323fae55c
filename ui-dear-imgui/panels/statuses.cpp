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

auto find_entry(std::string_view type) {
  return std::find_if(entries.begin(), entries.end(),
                      [&](const auto& e) { return e.type == type; });
}

/// How a house's own kind of status looks: as the known one that says the same.
entry entry_like(const status_type* x) {
  const auto like = [](std::string_view type) { return *find_entry(type); };
  switch (x ? x->activity : rpid_activity::unknown) {
    case rpid_activity::meeting:
    case rpid_activity::appointment:
    case rpid_activity::presentation: return like("meeting");
    case rpid_activity::busy: return like("busy");
    case rpid_activity::on_the_phone: return like("on_the_phone");
    case rpid_activity::breakfast:
    case rpid_activity::lunch:
    case rpid_activity::dinner:
    case rpid_activity::meal: return like("lunch");
    case rpid_activity::holiday:
    case rpid_activity::travel:
    case rpid_activity::vacation: return like("vacation");
    case rpid_activity::working: return like("works_from_home");
    default: return like("away");
  }
}

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
  return static_cast<std::size_t>(find_entry(key) - entries.begin());
}

std::string status_tail(const ui& u, const person_status& x) {
  const bool calendar = x.source == claim_source::calendar;
  if (!x.until || *x.until <= u.now)
    return calendar ? _("in calendar") : "";
  return fmt::format(fmt::runtime(calendar ? _("in calendar until {}") : _("until {}")),
                     until_text(*x.until - u.view.ahead, u.now - u.view.ahead));
}

const char* calendar_word(const person& x) {
  if (!x.calendar || x.status.source == claim_source::calendar)
    return nullptr;
  switch (*x.calendar) {
    case busy_type::busy: return _("busy in the calendar");
    case busy_type::out_of_office: return _("out of office in the calendar");
    case busy_type::tentative: return _("tentatively busy in the calendar");
    default: return nullptr;
  }
}

status_look look_of(const ui& u, const person_status& status, const site_id& site) {
  const auto& x = u.colours;
  const auto type = status_key(status);
  const auto found = find_entry(type);
  const bool phone = type == "on_the_phone" && status.type != type;
  const std::string word = phone ? _(found->word) : status_word(u.view, std::string{type}, site);
  const auto* kind = find_status_type(u.view, type, site);
  const auto like = found != entries.end() ? *found : entry_like(kind);
  switch (like.how) {
    case tint::quiet: return {word, like.icon, x.text2, x.panel, true};
    case tint::busy: return {word, like.icon, x.bad, x.bad_soft};
    case tint::meeting: return {word, like.icon, x.warn, x.warn_soft};
    case tint::dnd: return {word, like.icon, x.dnd, x.dnd_soft};
    case tint::home: return {word, like.icon, x.home, x.home_soft};
    default: return {word, like.icon, x.text, x.away_soft};
  }
}

std::string status_word(const console_view& view, const person_status& status) {
  return status_key(status) == status.type ? status_word(view, status.type) : _("On the phone");
}

std::vector<status_choice> status_choices(const console_view& view, const site_id& site) {
  const auto own = view.status_types.find(site);
  const auto types = own != view.status_types.end() ? own : view.status_types.begin();
  std::vector<status_choice> result;
  // That somebody is on the phone is seen, and never said.
  if (types != view.status_types.end() && !types->second.empty()) {
    for (const auto& one : types->second) {
      const auto found = find_entry(one.id);
      if (one.id != "on_the_phone")
        result.push_back({one.id, status_word(view, one.id, types->first),
                          found != entries.end() ? found->icon : entry_like(&one).icon});
    }
    return result;
  }
  for (const auto& one : entries)
    if (one.type != "on_the_phone")
      result.push_back({std::string{one.type}, _(one.word), one.icon});
  return result;
}

std::string status_word(const console_view& view, const std::string& type, const site_id& site) {
  if (const auto* kind = find_status_type(view, type, site)) {
    const auto& word = words_in_use() == language::da ? kind->label_da : kind->label_en;
    const auto& other = words_in_use() == language::da ? kind->label_en : kind->label_da;
    if (!word.empty() || !other.empty())
      return word.empty() ? other : word;
  }
  const auto found = find_entry(type);
  return found == entries.end() ? own_word(type) : _(found->word);
}

float draw_status(const ui& u, const rect& box, const person_status& status, const site_id& site) {
  auto look = look_of(u, status, site);
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
