#include "ui-dear-imgui/panels/status_fields.hpp"

#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/statuses.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <algorithm>

namespace omstilling {

namespace {

constexpr std::size_t falls_back = 0, pops_up = 1, forces = 2;
constexpr std::size_t as_it_is = 0, as_another = 1;

/// A choice among the kinds of status, by their names.
bool choose_type(const ui& u, form& page, const char* id, const char* before, const site_id& site,
                 std::string& type, bool with_keys) {
  const auto types = status_choices(u.view, site);
  std::vector<form_choice> choices;
  std::optional<std::size_t> which;
  for (const auto& one : types) {
    const auto place = choices.size() + 1;
    if (one.type == type)
      which = choices.size();
    choices.push_back({.id = before + one.type,
                       .text = one.word,
                       .icon = one.icon,
                       .key = with_keys && place < 10 ? std::to_string(place) : std::string{}});
  }
  if (!page.choose(id, choices, which))
    return false;
  type = types[*which].type;
  return true;
}

std::string number_trouble(const std::string& text) {
  const auto number = plain_number(text);
  return number.empty() || looks_like_number(number) ? "" : _("A phone number is needed.");
}

} // namespace

void status_fields::open(const status_values& x) {
  type_ = x.type;
  note_ = x.note;
  forced_ = x.forced_type;
  alias_ = x.alias;
  actions_ = actions_draft::of(x);
  expiry_ = x.expiry == on_expiry::pop_up         ? pops_up
            : x.expiry == on_expiry::force_status ? forces
                                                  : falls_back;
  shown_ = alias_.empty() ? as_it_is : as_another;
}

void status_fields::draw_type(const ui& u, form& page, const site_id& site) {
  choose_type(u, page, "type", "", site, type_, true);
}

void status_fields::draw_note(form& page) {
  page.label(_("Note"));
  page.text("##note", icon::note, _("Seen by colleagues"), note_);
}

void status_fields::draw_actions(form& page) {
  page.side_by_side(2, 250);
  if (page.toggle("dnd on", _("Do not disturb on at the start"), actions_.dnd_on))
    actions_.dnd_off = actions_.dnd_on;
  page.toggle("dnd off", _("Do not disturb off at the end"), actions_.dnd_off);
  page.label(_("Forward the phone at the start"));
  const bool had = !actions_.forward_to.empty();
  page.text("##forward", icon::forward, _("Not forwarded"), actions_.forward_to,
            number_trouble(actions_.forward_to));
  if (actions_.forward_to.empty())
    return;
  if (!had)
    actions_.forward_off = true;
  page.choose("forward type",
              {{.id = "forward always", .text = _("Always")},
               {.id = "forward busy", .text = _("When busy")},
               {.id = "forward no answer", .text = _("Without an answer")}},
              actions_.forward_type);
  page.toggle("forward off", _("Forwarding off at the end"), actions_.forward_off);
}

void status_fields::draw_expiry(const ui& u, form& page, const site_id& site,
                                const char* why_no_end) {
  page.label(_("When the time is up"));
  const bool can = std::string_view{why_no_end}.empty();
  page.choose("expiry",
              {{.id = "fall back",
                .text = _("Back to what was before"),
                .enabled = can,
                .why_not = why_no_end},
               {.id = "pop up", .text = _("Show a pop-up"), .enabled = can, .why_not = why_no_end},
               {.id = "force", .text = _("Change to …"), .enabled = can, .why_not = why_no_end}},
              expiry_);
  if (can && expiry_ == forces)
    choose_type(u, page, "forced", "then ", site, forced_, false);
}

void status_fields::draw_alias(const ui& u, form& page, const site_id& site) {
  page.label(_("Others outside see"));
  const auto* kind = find_status_type(u.view, type_, site);
  const auto usual = kind && !kind->public_alias.empty() && kind->public_alias != type_
                       ? " (" + status_word(u.view, kind->public_alias, site) + ")"
                       : std::string{};
  page.choose("shown",
              {{.id = "shown as usual", .text = _("What is usual") + usual},
               {.id = "shown as another", .text = _("Something else …")}},
              shown_);
  if (shown_ == as_another)
    choose_type(u, page, "alias", "as ", site, alias_, false);
}

std::string status_fields::why_not(bool has_end) const {
  if (type_.empty())
    return _("Choose a status.");
  if (const auto wrong = number_trouble(actions_.forward_to); !wrong.empty())
    return wrong;
  if (has_end && expiry_ == forces && forced_.empty())
    return _("Choose what it changes to.");
  return shown_ == as_another && alias_.empty() ? _("Choose what others see.") : "";
}

status_values status_fields::made(bool has_end) const {
  status_values result{.type = type_, .note = note_};
  actions_.put(result);
  if (has_end && expiry_ == pops_up)
    result.expiry = on_expiry::pop_up;
  if (has_end && expiry_ == forces) {
    result.expiry = on_expiry::force_status;
    result.forced_type = forced_;
  }
  if (shown_ == as_another)
    result.alias = alias_;
  return result;
}

} // namespace omstilling
