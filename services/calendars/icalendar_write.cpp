#include "services/calendars/ical_parts.hpp"
#include "services/calendars/icalendar.hpp"
#include "services/calendars/utf8.hpp"

#include <string>

namespace omstilling {

namespace {

using namespace ical;

constexpr std::string_view own_prefix = "omstilling-";

icaltimetype utc(time_point x) {
  auto result =
    to_icaltime(wall_time{std::chrono::floor<std::chrono::seconds>(x.time_since_epoch())}, false);
  result.zone = icaltimezone_get_utc_timezone();
  return result;
}

component_pointer new_calendar() {
  component_pointer result{icalcomponent_new_vcalendar(), &icalcomponent_free};
  icalcomponent_add_property(result.get(), icalproperty_new_version("2.0"));
  icalcomponent_add_property(result.get(),
                             icalproperty_new_prodid("-//Omstilling//Omstilling//EN"));
  return result;
}

std::string text_of(icalcomponent* calendar) {
  const std::unique_ptr<char, decltype(&icalmemory_free_buffer)> text{
    icalcomponent_as_ical_string_r(calendar), [](void* x) { icalmemory_free_buffer(x); }};
  return text.get();
}

const char* microsoft_word(busy_type x) {
  switch (x) {
    case busy_type::free: return "FREE";
    case busy_type::tentative: return "TENTATIVE";
    case busy_type::out_of_office: return "OOF";
    case busy_type::working_elsewhere: return "WORKINGELSEWHERE";
    case busy_type::unknown:
    case busy_type::busy: break;
  }
  return "BUSY";
}

icalparameter_fbtype free_busy_word(busy_type x) {
  switch (x) {
    case busy_type::free:
    case busy_type::working_elsewhere: return ICAL_FBTYPE_FREE;
    case busy_type::tentative: return ICAL_FBTYPE_BUSYTENTATIVE;
    case busy_type::out_of_office: return ICAL_FBTYPE_BUSYUNAVAILABLE;
    case busy_type::unknown:
    case busy_type::busy: break;
  }
  return ICAL_FBTYPE_BUSY;
}

/// A line end in a value would begin a property of its own.
std::string one_line(std::string_view text) {
  auto result = clean_utf8(text);
  std::erase_if(result, [](unsigned char x) { return x < 0x20 || x == 0x7F; });
  return result;
}

} // namespace

std::string own_uid(std::string_view id) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string result{own_prefix};
  for (const unsigned char x : id) {
    const auto plain = (x >= 'a' && x <= 'z') || (x >= '0' && x <= '9') || x == '-';
    if (plain)
      result += static_cast<char>(x);
    else
      (result += '_') += {digits[x / 16], digits[x % 16]};
  }
  return result;
}

bool is_own_uid(std::string_view uid) { return uid.starts_with(own_prefix); }

std::string write_icalendar(const icalendar_entry& what) {
  const auto calendar = new_calendar();
  auto* event = icalcomponent_new_vevent();
  icalcomponent_add_component(calendar.get(), event);
  const auto add = [&](icalproperty* x) { icalcomponent_add_property(event, x); };
  add(icalproperty_new_uid(own_uid(what.id).c_str()));
  add(icalproperty_new_dtstamp(utc(what.stamp)));
  add(icalproperty_new_dtstart(utc(what.start)));
  add(icalproperty_new_dtend(utc(what.end)));
  add(icalproperty_new_summary(one_line(what.title).c_str()));
  add(icalproperty_new_transp(what.busy == busy_type::free ? ICAL_TRANSP_TRANSPARENT
                                                           : ICAL_TRANSP_OPAQUE));
  if (what.busy == busy_type::tentative)
    add(icalproperty_new_status(ICAL_STATUS_TENTATIVE));
  auto* microsoft = icalproperty_new_x(microsoft_word(what.busy));
  icalproperty_set_x_name(microsoft, "X-MICROSOFT-CDO-BUSYSTATUS");
  add(microsoft);
  return text_of(calendar.get());
}

std::string write_free_busy(const free_busy& what) {
  const auto calendar = new_calendar();
  icalcomponent_add_property(calendar.get(), icalproperty_new_method(ICAL_METHOD_PUBLISH));
  auto* taken = icalcomponent_new_vfreebusy();
  icalcomponent_add_component(calendar.get(), taken);
  const auto add = [&](icalproperty* x) { icalcomponent_add_property(taken, x); };
  add(icalproperty_new_uid(one_line(what.uid).c_str()));
  add(icalproperty_new_dtstamp(utc(what.stamp)));
  if (!what.owner.empty())
    add(icalproperty_new_organizer(("mailto:" + one_line(what.owner)).c_str()));
  add(icalproperty_new_dtstart(utc(what.from)));
  add(icalproperty_new_dtend(utc(what.to)));
  for (const auto& period : what.periods) {
    icalperiodtype value{};
    value.start = utc(period.start);
    value.end = utc(period.end);
    value.duration = icaldurationtype_null_duration();
    auto* property = icalproperty_new_freebusy(value);
    icalproperty_add_parameter(property, icalparameter_new_fbtype(free_busy_word(period.busy)));
    add(property);
  }
  return text_of(calendar.get());
}

} // namespace omstilling
