#include "ui-dear-imgui/panels/past_calls.hpp"

#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/times.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace omstilling {

namespace {

std::string queue_name(const console_view& view, const std::optional<queue_id>& id) {
  const auto found = std::find_if(view.queues.begin(), view.queues.end(),
                                  [&](const auto& x) { return id && x.id == *id; });
  return found == view.queues.end() ? id.value_or(queue_id{}).value : found->name;
}

/// The last queue in which it waited.
std::string waited_in(const console_view& view, const call_history_entry& x) {
  for (auto step = x.story.rbegin(); step != x.story.rend(); ++step)
    if (step->queue)
      return queue_name(view, step->queue);
  return x.show_in_switchboard;
}

std::string names(const std::vector<party>& all) {
  std::string result;
  for (const auto& one : all)
    result += (result.empty() ? "" : ", ") + party_text(one);
  return result;
}

std::string joined(const std::vector<call_note>& notes) {
  std::string result;
  for (const auto& one : notes)
    result += (result.empty() ? "" : "; ") + one.text;
  return result;
}

} // namespace

const char* log_icon(log_kind x) {
  switch (x) {
    case log_kind::missed: return icon::cross;
    case log_kind::outgoing: return icon::arrow_up;
    case log_kind::incoming: return icon::arrow_down;
    default: return icon::phone;
  }
}

std::string log_word(log_kind x) {
  switch (x) {
    case log_kind::missed: return _("Missed call");
    case log_kind::outgoing: return _("Outgoing");
    case log_kind::incoming: return _("Incoming");
    default: return _("Call");
  }
}

ImU32 log_ink(const ui& u, log_kind x) {
  return x == log_kind::missed ? u.colours.bad : u.colours.text2;
}

log_kind kind_of(const call_history_entry& x) {
  if (x.direction == call_direction::outbound)
    return log_kind::outgoing;
  return x.talked_to.empty() ? log_kind::missed : log_kind::incoming;
}

std::string when_text(const ui& u, time_point at) {
  const auto local = at - u.view.ahead, now = u.now - u.view.ahead;
  constexpr std::chrono::hours week{24 * 6}, day{24};
  if (date_text(local) == date_text(now - day))
    return std::string{_("yesterday")} + ' ' + clock_text(local);
  const auto short_text = until_text(local, now);
  if (short_text == clock_text(local) || (now - local < week && local < now))
    return short_text;
  return date_text(local) + ' ' + clock_text(local);
}

std::string called_back_text(const ui& u, const std::optional<time_point>& at) {
  if (!at)
    return {};
  return fmt::format(fmt::runtime(_("called back {}")), when_text(u, *at));
}

std::string history_text(const ui& u, const call_history_entry& x) {
  if (x.direction == call_direction::outbound)
    return x.talked_to.empty() ? std::string{_("Called back, no answer")}
                               : fmt::format(fmt::runtime(_("{} called back")), names(x.talked_to));
  if (!x.talked_to.empty()) {
    auto result = fmt::format(fmt::runtime(_("Talked with {}")), names(x.talked_to));
    return x.returned ? result + " · " + _("came back meanwhile") : result;
  }
  const auto where = waited_in(u.view, x);
  auto result = where.empty() ? std::string{_("Missed call")}
                              : fmt::format(fmt::runtime(_("Missed in {}")), where);
  const auto back = called_back_text(u, x.called_back);
  return result + " · " + (back.empty() ? std::string{_("not called back")} : back);
}

message_about about_of(const call_view& x) {
  return {.call = x.id,
          .caller = x.caller,
          .called = x.called,
          .origin = x.show_in_switchboard,
          .note = joined(x.notes),
          .at = x.arrived};
}

message_about about_of(const call_log_entry& x) {
  return {.call = x.id, .caller = x.with, .origin = x.show_in_switchboard, .at = x.at};
}

message_about about_of(const call_history_entry& x) {
  return {.call = x.call,
          .caller = x.caller,
          .called = x.called,
          .origin = x.show_in_switchboard,
          .note = joined(x.notes),
          .at = x.at};
}

void write_about(ui& u, message_about x, bool show) {
  if (!may(u.view, right::send_messages))
    return;
  u.chosen.about = std::move(x);
  if (show)
    u.chosen.side = side_tab::message;
}

bool double_clicked(ui& u, const row_events& did, const message_about& x, bool has_action) {
  if (!did.double_clicked)
    return false;
  const bool only_message = ImGui::GetIO().KeyCtrl || !has_action;
  write_about(u, x, only_message);
  return !only_message;
}

call_target target_of(const party& x) {
  return {.employee = x.employee, .number = x.number, .name = x.name};
}

} // namespace omstilling
