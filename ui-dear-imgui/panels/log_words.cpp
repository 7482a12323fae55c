#include "ui-dear-imgui/panels/log_words.hpp"

#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/past_calls.hpp"
#include "ui-dear-imgui/panels/times.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

namespace omstilling {

namespace {

const char* state_word(message_state x) {
  switch (x) {
    case message_state::queued: return _("Queued");
    case message_state::sending: return _("Being sent");
    case message_state::sent: return _("Sent");
    case message_state::delivered: return _("Delivered");
    case message_state::failed: return _("Failed");
    case message_state::maybe_sent: return _("Perhaps sent");
    case message_state::cancelled: return _("Cancelled");
    default: return _("Unknown");
  }
}

ImU32 state_ink(const ui& u, message_state x) {
  switch (x) {
    case message_state::failed: return u.colours.bad;
    case message_state::maybe_sent: return u.colours.warn;
    case message_state::delivered: return u.colours.good;
    default: return u.colours.text2;
  }
}

std::string elapsed(std::int64_t seconds) {
  return elapsed_text(time_point{}, time_point{} + std::chrono::seconds{seconds});
}

std::string without_lines(std::string text) {
  for (auto& c : text)
    c = c == '\n' ? ' ' : c;
  return text;
}

} // namespace

bool is_unsettled(message_state x) {
  return x == message_state::queued || x == message_state::sending || x == message_state::failed;
}

bool is_open(promise_state x) { return x != promise_state::kept && x != promise_state::closed; }

std::string message_state_text(const ui& u, const message_view& x) {
  std::string result = state_word(x.state);
  if (x.state == message_state::queued && x.next_try)
    result +=
      ", " + fmt::format(fmt::runtime(_("next try {}")), clock_text(*x.next_try - u.view.ahead));
  if (!x.problem.empty() && x.state != message_state::sent && x.state != message_state::delivered)
    result += ": " + x.problem;
  return result;
}

std::string promise_state_text(const ui& u, const promise_view& x) {
  switch (x.state) {
    case promise_state::kept: return _("called back");
    case promise_state::closed:
      return x.closed_by.empty() ? std::string{_("closed")}
                                 : fmt::format(fmt::runtime(_("closed by {}")), x.closed_by);
    case promise_state::escalated:
      if (!x.deputy_name.empty())
        return fmt::format(fmt::runtime(_("went on to {}")), x.deputy_name);
      [[fallthrough]];
    default: return remaining_text(x.deadline, u.now);
  }
}

log_line line_of(const ui& u, const call_log_entry& x) {
  log_line result{.id = "log " + x.id.value,
                  .icon = log_icon(x.log),
                  .ink = log_ink(u, x.log),
                  .when = when_text(u, x.at),
                  .name = party_text(x.with),
                  .middle = x.with.name.empty() ? "" : x.with.number,
                  .tail_ink = u.colours.text2,
                  .does = _("Call"),
                  .does_icon = icon::phone,
                  .does_id = "call back " + x.id.value,
                  .possible = !x.with.number.empty() || x.with.employee};
  const auto back = called_back_text(u, x.called_back);
  const auto word = log_word(x.log);
  if (x.log == log_kind::missed) {
    result.tail = back.empty() ? std::string{_("missed")} : back;
    result.tail_ink = back.empty() ? u.colours.bad : u.colours.good;
  } else {
    result.tail = elapsed(x.talk_seconds);
  }
  result.says = fmt::format("{} {}: {} {} · {}", word, result.when, party_text(x.with),
                            result.middle, result.tail);
  if (!x.show_in_switchboard.empty())
    result.says += " · " + x.show_in_switchboard;
  return result;
}

log_line line_of(const ui& u, const message_view& x) {
  const bool email = x.channel == message_kind::email;
  log_line result{.id = "message " + x.id.value,
                  .icon = email ? icon::envelope : icon::comment,
                  .ink = u.colours.text2,
                  .when = when_text(u, x.at),
                  .name = x.name.empty() ? x.to : x.name,
                  .middle = without_lines(email && !x.subject.empty() ? x.subject : x.text),
                  .tail = message_state_text(u, x),
                  .tail_ink = state_ink(u, x.state),
                  .middle_counts = false};
  if (x.state == message_state::queued) {
    result.does = _("Cancel");
    result.does_id = "cancel message " + x.id.value;
  }
  result.says = fmt::format("{} {} · {} · {}: {}", email ? _("E-mail") : "SMS", result.name, x.to,
                            result.tail, without_lines(x.text));
  return result;
}

log_line line_of(const ui& u, const promise_view& x) {
  const bool open = is_open(x.state), late = open && x.deadline <= u.now;
  log_line result{.id = "promise " + x.id.value,
                  .icon = !open  ? icon::check
                          : late ? icon::warning
                                 : icon::clock,
                  .ink = late ? u.colours.bad : u.colours.text2,
                  .when = when_text(u, x.deadline),
                  .name = party_text(x.caller),
                  .middle = "→ " + x.owner_name,
                  .tail = promise_state_text(u, x),
                  .tail_ink = late ? u.colours.bad : u.colours.text2};
  if (open) {
    result.does = _("Close");
    result.does_id = "close promise " + x.id.value;
  }
  result.says = fmt::format(
    "{}: {} {}", fmt::format(fmt::runtime(_("{} calls {} back")), x.owner_name, result.name),
    x.caller.number, result.tail);
  return result;
}

} // namespace omstilling
