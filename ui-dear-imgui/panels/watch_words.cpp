#include "ui-dear-imgui/panels/watch_words.hpp"

#include "ui-dear-imgui/panels/call_rows.hpp"
#include "ui-dear-imgui/panels/lamps.hpp"
#include "ui-dear-imgui/panels/statuses.hpp"
#include "ui-dear-imgui/panels/times.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace omstilling {

namespace {

std::string called(const popup_view& x) { return x.caller ? party_text(*x.caller) : _("somebody"); }

} // namespace

std::string condition_text(const console_view& view, const watch_condition& x, bool once) {
  std::string result;
  if (x.kind == watch_kind::person_status)
    result =
      fmt::format(fmt::runtime(_("status: {}")), status_word(view, x.status_type.value_or("")));
  else if (x.kind == watch_kind::phone_status)
    result =
      fmt::format(fmt::runtime(_("phone: {}")), lamp_word(x.phone_lamp.value_or(lamp::unknown)));
  else
    result = _("any change");
  return once ? result + " · " + _("once") : result;
}

std::string watch_text(const ui& u, const watch_view& x) {
  auto result = condition_text(u.view, x.condition, x.once);
  if (x.until)
    result += " · " + fmt::format(fmt::runtime(_("until {}")),
                                  until_text(*x.until - u.view.ahead, u.now - u.view.ahead));
  return result;
}

bool is_promise(popup_kind x) {
  return x == popup_kind::promise_made || x == popup_kind::promise_due ||
         x == popup_kind::promise_escalated;
}

std::string promise_text(const popup_view& x) {
  std::string result;
  if (kind_of(x) == popup_kind::promise_made && !x.by.empty())
    result = fmt::format(fmt::runtime(_("promised by {}")), x.by);
  if (x.caller && !x.caller->name.empty() && !x.caller->number.empty())
    result += (result.empty() ? "" : " · ") + x.caller->number;
  return result;
}

popup_kind kind_of(const popup_view& x) {
  const bool known = x.reason != popup_kind::unknown && x.reason != popup_kind::watch;
  return known ? x.reason : x.watch ? popup_kind::watch : popup_kind::overrun;
}

std::string standing_text(const ui& u, const person_status& status, lamp state) {
  if (!u.live())
    return lamp_word(lamp::unknown);
  const auto look = look_of(u, status);
  if (look.quiet)
    return lamp_word(state);
  return state == lamp::idle || state == lamp::unmonitored
           ? look.word
           : fmt::format("{} · {}", look.word, lamp_word(state));
}

std::string popup_text(const console_view& view, const popup_view& x) {
  const auto by = x.by.empty() ? std::string{_("Somebody")} : x.by;
  switch (kind_of(x)) {
    case popup_kind::overrun: return _("Your status has run out");
    case popup_kind::status_by_other:
      return fmt::format(fmt::runtime(_("{} changed your status")), by);
    case popup_kind::phone_by_other:
      return fmt::format(fmt::runtime(_("{} changed your phone")), by);
    case popup_kind::promise_made: return fmt::format(fmt::runtime(_("Call {} back")), called(x));
    case popup_kind::promise_due:
      return fmt::format(fmt::runtime(_("Time to call {} back")), called(x));
    case popup_kind::promise_escalated:
      return fmt::format(fmt::runtime(_("Call {} back for {}")), called(x), x.name);
    default: break;
  }
  const bool available = status_key(x.status) == "available";
  if (available && x.lamp_state == lamp::idle)
    return fmt::format(fmt::runtime(_("{} is free now")), x.name);
  return fmt::format("{}: {}", x.name,
                     available ? lamp_word(x.lamp_state) : status_word(view, x.status));
}

const watch_view* watch_of(const console_view& view, const popup_view& x) {
  const auto found = std::find_if(view.watches.begin(), view.watches.end(),
                                  [&](const auto& y) { return x.watch == y.id; });
  return found == view.watches.end() ? nullptr : &*found;
}

} // namespace omstilling
