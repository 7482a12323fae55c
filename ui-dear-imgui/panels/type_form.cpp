#include "ui-dear-imgui/panels/type_form.hpp"

#include "ui-dear-imgui/model/permits.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/statuses.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace omstilling {

namespace {

struct meaning {
  rpid_activity what;
  const char* id;
  const char* word;
};

constexpr std::array meanings{
  meaning{rpid_activity::working, "means working", n_("At work")},
  meaning{rpid_activity::busy, "means busy", n_("Busy")},
  meaning{rpid_activity::meeting, "means meeting", n_("Meeting")},
  meaning{rpid_activity::lunch, "means lunch", n_("Meal")},
  meaning{rpid_activity::appointment, "means appointment", n_("Appointment")},
  meaning{rpid_activity::travel, "means travel", n_("Travel")},
  meaning{rpid_activity::vacation, "means vacation", n_("Vacation")},
  meaning{rpid_activity::away, "means away", n_("Away")},
  meaning{rpid_activity::other, "means other", n_("Something else")}};

} // namespace

std::string type_id_of(std::string_view label) {
  std::string result;
  for (const char c : fold(label)) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (plain)
      result += c;
    else if (c == ' ' && !result.empty() && result.back() != '_')
      result += '_';
  }
  while (!result.empty() && result.back() == '_')
    result.pop_back();
  return result.substr(0, 64);
}

void type_form::open(const ui& u, const site_id& site, const std::string& type) {
  *this = {};
  site_ = site;
  basic_ = 0;
  const auto* found = type.empty() ? nullptr : find_status_type(u.view, type, site);
  if (!found)
    return;
  old_ = *found;
  label_da_ = found->label_da;
  label_en_ = found->label_en;
  alias_ = found->public_alias;
  basic_ = found->basic == basic_status::closed ? 1 : 0;
  const auto* means = std::find_if(meanings.begin(), meanings.end(),
                                   [&](const auto& x) { return x.what == found->activity; });
  if (means != meanings.end())
    activity_ = static_cast<std::size_t>(means - meanings.begin());
}

std::string type_form::why_not(const ui& u) const {
  if (!u.live())
    return _("no connection to the service");
  if (!may_set_global(u.view))
    return _("you lack the right to do this");
  if (label_da_.empty() || label_en_.empty())
    return _("It needs a name in both languages.");
  if (!old_ && type_id_of(label_en_).empty())
    return _("The English name needs letters.");
  if (!old_ && find_status_type(u.view, type_id_of(label_en_), site_))
    return _("There is one of that name already.");
  return activity_ || old_ ? "" : _("Choose what it means.");
}

put_status_type type_form::made() const {
  put_status_type result{.site = site_,
                         .id = old_ ? old_->id : type_id_of(label_en_),
                         .label_da = label_da_,
                         .label_en = label_en_,
                         .activity = activity_ ? meanings.at(*activity_).what : old_->activity,
                         .basic =
                           basic_ == std::size_t{1} ? basic_status::closed : basic_status::open};
  if (!alias_.empty() && alias_ != result.id)
    result.public_alias = alias_;
  if (old_)
    result.position = old_->position;
  return result;
}

void type_form::draw(ui& u, const rect& window) {
  const auto place = std::find_if(u.view.sites.begin(), u.view.sites.end(),
                                  [&](const auto& x) { return x.id == site_; });
  form page{u,
            window,
            state_,
            640,
            old_ ? _("Change the kind of status") : _("New kind of status"),
            place == u.view.sites.end() ? std::string{} : place->name};
  page.label(_("What it is called, in Danish and in English"));
  page.side_by_side(2);
  page.text("##label da", icon::note, "Dansk", label_da_);
  page.text("##label en", icon::note, "English", label_en_);
  page.label(_("What it means to other programs"));
  std::vector<form_choice> choices;
  for (const auto& one : meanings)
    choices.push_back({.id = one.id, .text = _(one.word)});
  page.choose("activity", choices, activity_);
  page.label(_("Calls"));
  page.choose("basic",
              {{.id = "basic open", .text = _("Can take calls")},
               {.id = "basic closed", .text = _("Takes no calls")}},
              basic_);
  page.label(_("Others outside see"));
  const auto types = status_choices(u.view, site_);
  std::vector<form_choice> shown{{.id = "alias itself", .text = _("The same")}};
  std::optional<std::size_t> which = 0;
  for (const auto& one : types) {
    if (old_ && one.type == old_->id)
      continue;
    if (one.type == alias_)
      which = shown.size();
    shown.push_back({.id = "alias " + one.type, .text = one.word, .icon = one.icon});
  }
  if (page.choose("alias", shown, which))
    alias_ = *which == 0 ? "" : shown[*which].id.substr(6);
  const auto why = why_not(u);
  switch (page.end(_("Save"), why.empty(), why)) {
    case form_end::approved: u.ask(made()); [[fallthrough]];
    case form_end::cancelled: u.chosen.overlay = {}; break;
    default: break;
  }
}

} // namespace omstilling
