#include "ui-dear-imgui/panels/template_form.hpp"

#include "ui-dear-imgui/model/permits.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/template_owner.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace omstilling {

namespace {

struct length {
  const char* id;
  const char* word;
  std::int64_t seconds;
};

constexpr std::array lengths{length{"until changed", n_("Until changed"), 0},
                             length{"15 min", n_("15 min"), 900},
                             length{"30 min", n_("30 min"), 1'800},
                             length{"1 h", n_("1 h"), 3'600},
                             length{"2 h", n_("2 h"), 7'200},
                             length{"other length", n_("Other …"), 0}};
constexpr std::size_t until_changed = 0, other_length = 5;
constexpr std::int64_t most_minutes = 60 * 24 * 366;

site_id site_of(const console_view& view) {
  const auto* me = view.employee ? find_person(view, *view.employee) : nullptr;
  return me ? me->site : view.sites.empty() ? site_id{} : view.sites.front().id;
}

} // namespace

void template_form::open(const ui& u, const std::optional<template_id>& which) {
  *this = {};
  fields_.open({});
  length_ = until_changed;
  for (const auto& one : u.view.templates)
    if (which == one.id) {
      old_ = one;
      fields_.open(values_of(one));
      name_ = one.name;
      global_ = one.global;
      const auto* found = std::find_if(lengths.begin(), lengths.end(), [&](const auto& x) {
        return x.seconds == one.for_seconds.value_or(0);
      });
      length_ =
        found == lengths.end() ? other_length : static_cast<std::size_t>(found - lengths.begin());
      minutes_ = std::to_string(one.for_seconds.value_or(0) / 60);
    }
}

std::optional<std::int64_t> template_form::seconds() const {
  if (length_ != other_length)
    return lengths.at(*length_).seconds;
  std::int64_t result = 0;
  const auto* end = minutes_.data() + minutes_.size();
  const auto [to, wrong] = std::from_chars(minutes_.data(), end, result);
  if (wrong != std::errc{} || to != end || result < 1 || result > most_minutes)
    return std::nullopt;
  return result * 60;
}

std::string template_form::why_not(const ui& u) const {
  if (!u.live())
    return _("no connection to the service");
  if (global_ && !may_set_global(u.view))
    return _("you lack the right to do this");
  if (name_.find_first_not_of(' ') == std::string::npos)
    return _("The template needs a name.");
  if (!seconds())
    return _("A number of minutes is needed.");
  return fields_.why_not(length_ != until_changed);
}

put_template template_form::made() const {
  put_template result{.global = global_, .name = name_};
  if (old_)
    result.id = old_->id;
  put_values(fields_.made(length_ != until_changed), result);
  if (const auto long_for = seconds().value_or(0); long_for > 0)
    result.for_seconds = long_for;
  return result;
}

void template_form::draw_length(form& page) {
  page.label(_("How long"));
  std::vector<form_choice> choices;
  for (const auto& one : lengths)
    choices.push_back({.id = one.id, .text = _(one.word)});
  if (page.choose("length", choices, length_) && length_ == other_length)
    page.focus_next_frame(page.parts());
  if (length_ == other_length)
    page.text("##minutes", icon::clock, _("Minutes"), minutes_,
              minutes_.empty() || seconds() ? "" : _("A number of minutes is needed."), 200);
}

void template_form::draw(ui& u, const rect& window) {
  const auto site = site_of(u.view);
  form page{u,
            window,
            state_,
            720,
            old_ ? _("Change the template") : _("New template"),
            old_ ? old_->name : std::string{}};
  page.text("##template name", icon::note, _("What the template is called"), name_);
  page.gap(4);
  fields_.draw_type(u, page, site);
  draw_length(page);
  fields_.draw_note(page);
  fields_.draw_actions(page);
  fields_.draw_expiry(u, page, site, length_ == until_changed ? _("it has no end") : "");
  fields_.draw_alias(u, page, site);
  if (draw_template_owner(u, page, old_.has_value(), global_)) {
    u.ask(remove_template{.id = old_->id, .global = old_->global});
    u.chosen.overlay = {};
  }
  const auto why = why_not(u);
  switch (page.end(_("Save"), why.empty(), why)) {
    case form_end::approved: u.ask(made()); [[fallthrough]];
    case form_end::cancelled: u.chosen.overlay = {}; break;
    default: break;
  }
}

} // namespace omstilling
