#include "services/calendars/ical_event.hpp"

#include "services/calendars/utf8.hpp"

#include <strings.h>

namespace omstilling::ical {

namespace {

using namespace std::chrono;

length to_length(const icaldurationtype& x) {
  const int sign = x.is_neg != 0 ? -1 : 1;
  return {sign * (days{x.days} + std::chrono::days{static_cast<int>(x.weeks) * 7}),
          sign * (hours{x.hours} + minutes{x.minutes} + seconds{x.seconds})};
}

length read_length(icalcomponent* component, const moment& start, zone_book& zones) {
  if (auto* end = icalcomponent_get_first_property(component, ICAL_DTEND_PROPERTY)) {
    const auto until = zones.read(icalproperty_get_dtend(end), end);
    if (start.is_date)
      return {std::max(days{1}, floor<days>(until.wall - start.wall)), seconds{0}};
    return {days{0}, floor<seconds>(until.utc() - start.utc())};
  }
  if (auto* given = icalcomponent_get_first_property(component, ICAL_DURATION_PROPERTY))
    return to_length(icalproperty_get_duration(given));
  return start.is_date ? length{days{1}, seconds{0}} : length{};
}

/// The rule's end on the wall of the start's zone, where the rule is followed.
void bring_until_home(icalrecurrencetype& rule, const moment& start) {
  if (icaltime_is_null_time(rule.until))
    return;
  auto wall = to_wall_time(rule.until);
  if (icaltime_is_utc(rule.until))
    wall = start.zone.to_wall(time_point{wall.time_since_epoch()});
  else if (rule.until.is_date && !start.is_date)
    wall += days{1} - seconds{1};
  rule.until = to_icaltime(wall, start.is_date);
}

struct iterator_closer {
  void operator()(icalrecur_iterator* x) const { icalrecur_iterator_free(x); }
};

std::optional<std::string> follow(icalproperty* property, const vevent& what, time_point to,
                                  std::size_t most_steps, instances& into) {
  auto rule = icalproperty_get_rrule(property);
  // libical looks for the next hit step by step, for centuries when there is none.
  if (rule.freq == ICAL_SECONDLY_RECURRENCE || rule.freq == ICAL_MINUTELY_RECURRENCE ||
      rule.freq == ICAL_HOURLY_RECURRENCE)
    return "'" + what.uid + "' repeats oftener than each day, which is not read";
  bring_until_home(rule, what.start);
  const std::unique_ptr<icalrecur_iterator, iterator_closer> steps{
    icalrecur_iterator_new(rule, to_icaltime(what.start.wall, what.start.is_date))};
  if (!steps)
    return std::nullopt;
  for (std::size_t step = 0;; ++step) {
    const auto next = icalrecur_iterator_next(steps.get());
    if (icaltime_is_null_time(next))
      return std::nullopt;
    auto start = what.start;
    start.wall = to_wall_time(next);
    const auto at = start.utc();
    if (at >= to)
      return std::nullopt;
    if (step == most_steps)
      return "'" + what.uid + "' repeats more than " + std::to_string(most_steps) + " times";
    into.try_emplace(at, instance{start, std::nullopt});
  }
}

void add_dates(const vevent& what, zone_book& zones, time_point to, instances& into) {
  for (auto* at = icalcomponent_get_first_property(what.component, ICAL_RDATE_PROPERTY);
       at != nullptr; at = icalcomponent_get_next_property(what.component, ICAL_RDATE_PROPERTY)) {
    const auto date = icalproperty_get_rdate(at);
    const auto is_period = icaltime_is_null_time(date.time) != 0;
    instance added{zones.read(is_period ? date.period.start : date.time, at), std::nullopt};
    if (is_period && !icaltime_is_null_time(date.period.end))
      added.end = zones.read(date.period.end, at).utc();
    else if (is_period)
      added.end = end_of(added.start, to_length(date.period.duration));
    if (added.start.utc() < to)
      into.insert_or_assign(added.start.utc(), added);
  }
}

void leave_out(const vevent& what, zone_book& zones, instances& from) {
  for (auto* at = icalcomponent_get_first_property(what.component, ICAL_EXDATE_PROPERTY);
       at != nullptr; at = icalcomponent_get_next_property(what.component, ICAL_EXDATE_PROPERTY)) {
    const auto gone = zones.read(icalproperty_get_exdate(at), at);
    if (gone.is_date && !what.start.is_date) // some write the day only
      std::erase_if(from, [&](const auto& x) {
        return floor<days>(x.second.start.wall) == floor<days>(gone.wall);
      });
    else
      from.erase(gone.utc());
  }
}

/// The value of an X- property; null when there is none.
const char* extension(icalcomponent* component, const char* name) {
  for (auto* at = icalcomponent_get_first_property(component, ICAL_X_PROPERTY); at != nullptr;
       at = icalcomponent_get_next_property(component, ICAL_X_PROPERTY))
    if (const auto* found = icalproperty_get_x_name(at); found && strcasecmp(found, name) == 0)
      return icalproperty_get_x(at);
  return nullptr;
}

std::optional<busy_type> microsoft_busy(icalcomponent* component) {
  const auto* given = extension(component, "X-MICROSOFT-CDO-BUSYSTATUS");
  if (given == nullptr)
    return std::nullopt;
  const std::pair<const char*, busy_type> words[] = {
    {"FREE", busy_type::free},
    {"TENTATIVE", busy_type::tentative},
    {"BUSY", busy_type::busy},
    {"OOF", busy_type::out_of_office},
    {"WORKINGELSEWHERE", busy_type::working_elsewhere}};
  for (const auto& [word, meaning] : words)
    if (strcasecmp(given, word) == 0)
      return meaning;
  return std::nullopt;
}

} // namespace

std::optional<vevent> read_vevent(icalcomponent* component, zone_book& zones) {
  auto* start = icalcomponent_get_first_property(component, ICAL_DTSTART_PROPERTY);
  if (start == nullptr || icaltime_is_null_time(icalproperty_get_dtstart(start)))
    return std::nullopt;
  vevent result{.component = component};
  result.start = zones.read(icalproperty_get_dtstart(start), start);
  const auto* uid = icalcomponent_get_uid(component);
  result.uid = uid != nullptr ? clean_utf8(uid) : "without-uid-" + to_rfc3339(result.start.utc());
  result.length = read_length(component, result.start, zones);
  result.cancelled = icalcomponent_get_status(component) == ICAL_STATUS_CANCELLED;
  if (auto* at = icalcomponent_get_first_property(component, ICAL_RECURRENCEID_PROPERTY))
    result.recurrence = zones.read(icalproperty_get_recurrenceid(at), at);
  return result;
}

std::string title_of(icalcomponent* component) {
  const auto* text = icalcomponent_get_summary(component);
  return text != nullptr ? clean_utf8(text) : std::string{};
}

bool is_private(icalcomponent* component) {
  auto* property = icalcomponent_get_first_property(component, ICAL_CLASS_PROPERTY);
  if (property == nullptr)
    return false;
  // RFC 5545, 3.8.1.3: what a program does not know counts as private.
  return icalproperty_get_class(property) != ICAL_CLASS_PUBLIC;
}

busy_type busy_of(icalcomponent* component) {
  if (const auto said = microsoft_busy(component))
    return *said;
  if (auto* seen = icalcomponent_get_first_property(component, ICAL_TRANSP_PROPERTY)) {
    const auto transparency = icalproperty_get_transp(seen);
    if (transparency == ICAL_TRANSP_TRANSPARENT ||
        transparency == ICAL_TRANSP_TRANSPARENTNOCONFLICT)
      return busy_type::free;
  }
  return icalcomponent_get_status(component) == ICAL_STATUS_TENTATIVE ? busy_type::tentative
                                                                      : busy_type::busy;
}

time_point end_of(const moment& start, const length& how_long) {
  return start.zone.to_utc(start.wall + how_long.days) + how_long.seconds;
}

bool repeats(const vevent& what) {
  return icalcomponent_get_first_property(what.component, ICAL_RRULE_PROPERTY) != nullptr ||
         icalcomponent_get_first_property(what.component, ICAL_RDATE_PROPERTY) != nullptr;
}

tl::expected<instances, std::string> expand(const vevent& what, zone_book& zones, time_point to,
                                            std::size_t most_steps) {
  instances result;
  if (what.start.utc() < to)
    result.try_emplace(what.start.utc(), instance{what.start, std::nullopt});
  for (auto* rule = icalcomponent_get_first_property(what.component, ICAL_RRULE_PROPERTY);
       rule != nullptr; rule = icalcomponent_get_next_property(what.component, ICAL_RRULE_PROPERTY))
    if (auto failure = follow(rule, what, to, most_steps, result))
      return tl::unexpected{std::move(*failure)};
  add_dates(what, zones, to, result);
  leave_out(what, zones, result);
  return result;
}

} // namespace omstilling::ical
