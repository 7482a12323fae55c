#include "ui-dear-imgui/panels/watch_words.hpp"

#include "ui-dear-imgui/panels/lamps.hpp"
#include "ui-dear-imgui/panels/statuses.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace omstilling {

std::string condition_text(const watch_condition& x, bool once) {
  std::string result;
  if (x.kind == watch_kind::person_status)
    result = fmt::format(fmt::runtime(_("status: {}")), status_word(x.status_type.value_or("")));
  else if (x.kind == watch_kind::phone_status)
    result =
      fmt::format(fmt::runtime(_("phone: {}")), lamp_word(x.phone_lamp.value_or(lamp::unknown)));
  else
    result = _("any change");
  return once ? result + " · " + _("once") : result;
}

std::string standing_text(const ui& u, const person_status& status, lamp state) {
  if (!u.live())
    return lamp_word(lamp::unknown);
  const auto look = look_of(u.colours, status);
  if (look.quiet)
    return lamp_word(state);
  return state == lamp::idle || state == lamp::unmonitored
           ? look.word
           : fmt::format("{} · {}", look.word, lamp_word(state));
}

std::string popup_text(const ui& u, const popup_view& x) {
  if (!x.watch)
    return _("Your status has run out");
  const auto look = look_of(u.colours, x.status);
  if (look.quiet && x.lamp_state == lamp::idle)
    return fmt::format(fmt::runtime(_("{} is free now")), x.name);
  return fmt::format("{}: {}", x.name, look.quiet ? lamp_word(x.lamp_state) : look.word);
}

const watch_view* watch_of(const console_view& view, const popup_view& x) {
  const auto found = std::find_if(view.watches.begin(), view.watches.end(),
                                  [&](const auto& y) { return x.watch == y.id; });
  return found == view.watches.end() ? nullptr : &*found;
}

} // namespace omstilling
