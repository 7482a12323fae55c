#include "ui-dear-imgui/panels/message_draft.hpp"

#include "protocol/message_text.hpp"
#include "ui-dear-imgui/panels/times.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ctime>

namespace omstilling {

namespace {

std::string company_of(const console_view& view, const std::string& number) {
  const auto plain = plain_number(number);
  if (plain.empty())
    return {};
  for (const auto& one : *view.contacts)
    for (const auto& own : one->who.numbers)
      if (plain_number(own.number) == plain)
        return one->who.company;
  return {};
}

/// `24-11-2026` on this computer's calendar.
std::string day_text(time_point at) {
  const auto seconds = std::chrono::system_clock::to_time_t(at);
  std::tm day{};
  localtime_r(&seconds, &day);
  return fmt::format("{:02}-{:02}-{}", day.tm_mday, day.tm_mon + 1, day.tm_year + 1900);
}

message_facts facts_for(const ui& u, const message_to& to, const message_draft& x) {
  message_facts result;
  address_to(result, to.name);
  result.me = u.view.name;
  const auto at = (x.about ? x.about->at : u.now) - u.view.ahead;
  result.time = clock_text(at);
  result.date = day_text(at);
  if (!x.about)
    return result;
  result.caller = x.about->caller.name;
  result.number = x.about->caller.number;
  result.company = company_of(u.view, x.about->caller.number);
  result.called = x.about->called;
  result.note = x.about->note;
  result.origin = x.about->origin;
  return result;
}

/// At this time of this computer's day, so many days ahead.
time_point at_clock(time_point now, int hour, int days) {
  const auto seconds = std::chrono::system_clock::to_time_t(now);
  std::tm day{};
  localtime_r(&seconds, &day);
  day.tm_hour = hour;
  day.tm_min = day.tm_sec = 0;
  day.tm_mday += days;
  day.tm_isdst = -1;
  return std::chrono::floor<std::chrono::milliseconds>(
    std::chrono::system_clock::from_time_t(std::mktime(&day)));
}

constexpr std::size_t in_half_an_hour = 1, in_an_hour = 2, in_two_hours = 3, today = 4,
                      tomorrow = 5;

} // namespace

const phone* phone_for_sms(const person& x) {
  for (const auto kind : {phone_kind::mobile, phone_kind::external}) {
    const auto found = std::find_if(x.phones.begin(), x.phones.end(),
                                    [kind](const phone& one) { return one.kind == kind; });
    if (found != x.phones.end())
      return &*found;
  }
  return nullptr;
}

std::string message_to::key() const {
  return employee ? "employee " + employee->value : "to " + address + ' ' + number;
}

std::optional<message_to> chosen_receiver(const ui& u) {
  const auto* who = u.chosen.person ? find_person(u.view, *u.chosen.person) : nullptr;
  if (!who)
    return std::nullopt;
  return message_to{.employee = who->id, .name = who->name};
}

bool is_default(const console_view& view, const message_template_view& x) {
  const auto& chosen = view.message_defaults;
  if (!chosen)
    return false;
  if (x.channel == message_kind::email)
    return chosen->email == x.id && chosen->email_global == x.global;
  return x.channel == message_kind::sms && chosen->sms == x.id && chosen->sms_global == x.global;
}

const message_template_view* default_template(const console_view& view, message_kind channel) {
  const message_template_view* first = nullptr;
  for (const auto& one : view.message_templates)
    if (one.channel == channel) {
      if (is_default(view, one))
        return &one;
      first = first ? first : &one;
    }
  return first;
}

const message_template_view* find_template(const console_view& view, const template_id& id,
                                           bool global) {
  const auto found = std::find_if(view.message_templates.begin(), view.message_templates.end(),
                                  [&](const auto& x) { return x.id == id && x.global == global; });
  return found == view.message_templates.end() ? nullptr : &*found;
}

void fill_draft(const ui& u, const message_to& to, const message_template_view* pattern,
                message_draft& out) {
  const auto facts = facts_for(u, to, out);
  out.edited = out.sent = false;
  out.trouble.clear();
  if (pattern) {
    out.pattern = pattern->id;
    out.global = pattern->global;
    out.channel = pattern->channel;
    out.subject = fill_line(pattern->subject, facts);
    out.text = fill_template(pattern->text, facts);
  } else {
    out.pattern.reset();
    out.text =
      out.about
        ? fill_template(_("{caller}, {number}, called at {time}. Please call back.\n{me}"), facts)
        : std::string{};
    out.subject.clear();
  }
  if (out.subject.empty() && out.about)
    out.subject = fill_line(_("Call from {caller} {number}"), facts);
}

std::size_t deadline_count() { return 6; }

std::optional<time_point> deadline(std::size_t choice, time_point now) {
  switch (choice) {
    case in_half_an_hour: return now + std::chrono::minutes{30};
    case in_an_hour: return now + std::chrono::hours{1};
    case in_two_hours: return now + std::chrono::hours{2};
    case today: return at_clock(now, 16, 0);
    case tomorrow: return at_clock(now, 12, 1);
    default: return std::nullopt;
  }
}

std::string why_not(const ui& u, const message_to& to, const message_draft& x, message_kind way) {
  if (!u.live())
    return _("no connection to the service");
  if (u.view.missing.messages)
    return _("The service sends no messages.");
  if (!may(u.view, right::send_messages))
    return _("you lack the right to do this");
  if (x.ticket != 0)
    return _("it is being sent");
  const bool email = way == message_kind::email;
  const auto* who = to.employee ? find_person(u.view, *to.employee) : nullptr;
  if (who && email && who->email.value_or("").empty())
    return _("no e-mail address");
  if (who && !email && !phone_for_sms(*who))
    return _("no mobile phone");
  if (!to.employee && (email ? to.address : to.number).empty())
    return email ? _("no e-mail address") : _("no mobile phone");
  if (x.text.find_first_not_of(" \n") == std::string::npos)
    return _("Write something first.");
  if (x.before && *x.before <= u.now)
    return _("the time to call back is past");
  return {};
}

send_message made_of(const message_to& to, const message_draft& x, message_kind way) {
  send_message result{.channel = way, .receiver = to.employee, .text = x.text};
  if (!to.employee)
    result.to = way == message_kind::email ? to.address : to.number;
  if (way == message_kind::email)
    result.subject = x.subject.empty() ? std::string{_("Message")} : x.subject;
  if (x.about) {
    result.about = x.about->call;
    result.caller = x.about->caller;
  }
  // A promise is an employee's, and is kept towards somebody who called.
  if (to.employee && x.about)
    result.call_back = x.before;
  return result;
}

} // namespace omstilling
