#include "ui-dear-imgui/panels/phone_form.hpp"

#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/lamps.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace omstilling {

namespace {

constexpr std::array kinds{forwarding_type::immediate, forwarding_type::busy,
                           forwarding_type::no_answer};

const char* kind_word(std::size_t x) {
  switch (kinds[x]) {
    case forwarding_type::immediate: return _("Forward always to");
    case forwarding_type::busy: return _("Forward when busy to");
    default: return _("Forward without an answer to");
  }
}

constexpr std::array field_ids{"##always", "##busy", "##no answer"};

} // namespace

void phone_form::open(const ui& u, const employee_id& who) {
  *this = {};
  who_ = who;
  const auto* person = find_person(u.view, who);
  if (!person)
    return;
  for (const auto& one : person->phones) {
    edit made{.as_it_was = one, .do_not_disturb = one.do_not_disturb};
    for (std::size_t i = 0; i < kinds.size(); ++i)
      for (const auto& rule : one.forwarding)
        if (rule.type == kinds[i])
          made.to[i] = rule.to;
    phones_.push_back(std::move(made));
  }
  if (!phones_.empty())
    shown_ = 0;
}

std::string phone_form::wrong_with(const edit& x, std::size_t rule) {
  const auto number = plain_number(x.to[rule]);
  if (number.empty())
    return {};
  if (!looks_like_number(number))
    return _("A phone number is needed.");
  return number == x.as_it_was.number ? _("Another number than the phone's own.") : "";
}

/// What the form has no field for stays as it is.
std::vector<forwarding_rule> phone_form::rules_of(const edit& x) {
  auto result = x.as_it_was.forwarding;
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    const auto number = plain_number(x.to[i]);
    const auto found = std::find_if(result.begin(), result.end(),
                                    [&](const auto& rule) { return rule.type == kinds[i]; });
    if (number.empty() && found != result.end())
      result.erase(found);
    else if (!number.empty() && found != result.end())
      found->to = number;
    else if (!number.empty())
      result.push_back({kinds[i], number});
  }
  return result;
}

std::vector<set_phone> phone_form::changes() const {
  std::vector<set_phone> result;
  for (const auto& one : phones_) {
    set_phone made{.employee = who_, .phone = one.as_it_was.id};
    if (one.do_not_disturb != one.as_it_was.do_not_disturb)
      made.do_not_disturb = one.do_not_disturb;
    if (auto rules = rules_of(one); rules != one.as_it_was.forwarding)
      made.forwarding = std::move(rules);
    if (made.do_not_disturb || made.forwarding)
      result.push_back(std::move(made));
  }
  return result;
}

std::string phone_form::why_not(const ui& u) const {
  if (!u.live())
    return _("no connection to the service");
  for (const auto& one : phones_)
    for (std::size_t i = 0; i < kinds.size(); ++i)
      if (!wrong_with(one, i).empty())
        return fmt::format("{}: {}", one.as_it_was.number, wrong_with(one, i));
  return changes().empty() ? _("nothing is changed") : "";
}

void phone_form::draw_phone(ui&, form& page, edit& x) {
  page.toggle("dnd", _("Do not disturb"), x.do_not_disturb);
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    page.label(kind_word(i));
    page.text(field_ids[i], icon::forward, _("Not forwarded"), x.to[i], wrong_with(x, i));
  }
}

void phone_form::draw(ui& u, const rect& window) {
  const auto* who = find_person(u.view, who_);
  if (!who) {
    u.chosen.overlay = {};
    return;
  }
  form page{u, window, state_, 520, _("Change phone"), who->name};
  std::vector<form_choice> choices;
  for (const auto& one : phones_) {
    const bool outside = one.as_it_was.kind == phone_kind::external;
    choices.push_back({.id = "phone " + one.as_it_was.id.value,
                       .text = one.as_it_was.number,
                       .enabled = !outside,
                       .why_not = _("a phone outside the house is set at itself"),
                       .state = lamp_now(u, one.as_it_was)});
  }
  if (phones_.size() > 1)
    page.choose("phone", choices, shown_);
  if (shown_) {
    ImGui::PushID(static_cast<int>(*shown_));
    draw_phone(u, page, phones_[*shown_]);
    ImGui::PopID();
  } else {
    page.line(_("No phone."));
  }
  const auto why = why_not(u);
  switch (page.end(_("Approve"), why.empty(), why)) {
    case form_end::approved:
      for (auto& one : changes())
        u.ask(std::move(one));
      [[fallthrough]];
    case form_end::cancelled: u.chosen.overlay = {}; break;
    default: break;
  }
}

} // namespace omstilling
