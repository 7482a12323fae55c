#include "services/calendars/icalendar.hpp"

#include "services/calendars/ical_event.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace omstilling {

namespace {

using namespace ical;

class reader {
public:
  reader(const calendar_window& window, const icalendar_limits& limits, zone_clock person)
    : window_{window}, limits_{limits}, person_{person} {}

  std::optional<std::string> read(icalcomponent* calendar) {
    zone_book zones{calendar, person_};
    std::vector<vevent> rules;
    std::map<std::string, std::set<time_point>> changed;
    for (auto* at = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
         at != nullptr; at = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
      const auto event = read_vevent(at, zones);
      if (!event || is_own_uid(event->uid))
        continue;
      if (!event->recurrence) {
        rules.push_back(*event);
        continue;
      }
      const auto instead_of = event->recurrence->utc();
      changed[event->uid].insert(instead_of);
      if (!event->cancelled)
        take(*event, event->uid + '/' + to_rfc3339(instead_of), {event->start, std::nullopt});
    }
    for (const auto& rule : rules)
      if (auto failure = take_all(rule, zones, changed[rule.uid]))
        return failure;
    return within_limit();
  }

  std::vector<calendar_event> done() {
    std::vector<calendar_event> result;
    result.reserve(found_.size());
    for (auto& [id, event] : found_)
      result.push_back(std::move(event));
    std::stable_sort(result.begin(), result.end(),
                     [](const auto& a, const auto& b) { return a.start < b.start; });
    return result;
  }

private:
  std::optional<std::string> take_all(const vevent& rule, zone_book& zones,
                                      const std::set<time_point>& changed) {
    if (rule.cancelled)
      return std::nullopt;
    if (!repeats(rule)) {
      take(rule, rule.uid, {rule.start, std::nullopt});
      return std::nullopt;
    }
    const auto all = expand(rule, zones, window_.to, limits_.steps);
    if (!all)
      return all.error();
    for (const auto& [at, one] : *all) {
      if (changed.count(at) == 0)
        take(rule, rule.uid + '/' + to_rfc3339(at), one);
      if (found_.size() > limits_.instances)
        break;
    }
    return within_limit();
  }

  void take(const vevent& what, const std::string& id, const instance& when) {
    const auto start = when.start.utc();
    const auto end = when.end.value_or(end_of(when.start, what.length));
    if (end <= start || start >= window_.to || end <= window_.from)
      return;
    calendar_event event{.id = id, .start = start, .end = end, .all_day = when.start.is_date};
    event.is_private = is_private(what.component);
    event.busy = busy_of(what.component);
    if (!event.is_private)
      event.title = title_of(what.component);
    found_.insert_or_assign(id, std::move(event));
  }

  std::optional<std::string> within_limit() const {
    if (found_.size() <= limits_.instances)
      return std::nullopt;
    return "the calendar has more than " + std::to_string(limits_.instances) +
           " appointments from " + to_rfc3339(window_.from) + " to " + to_rfc3339(window_.to);
  }

  calendar_window window_;
  icalendar_limits limits_;
  zone_clock person_;
  std::map<std::string, calendar_event> found_; // by id
};

/// The calendars of a text: one, or several after each other.
std::vector<icalcomponent*> calendars_in(icalcomponent* root) {
  if (icalcomponent_isa(root) == ICAL_VCALENDAR_COMPONENT)
    return {root};
  std::vector<icalcomponent*> result;
  for (auto* at = icalcomponent_get_first_component(root, ICAL_VCALENDAR_COMPONENT); at != nullptr;
       at = icalcomponent_get_next_component(root, ICAL_VCALENDAR_COMPONENT))
    result.push_back(at);
  return result;
}

} // namespace

tl::expected<std::vector<calendar_event>, std::string>
read_icalendar(std::string_view text, const calendar_window& window,
               const icalendar_limits& limits) {
  if (text.size() > limits.bytes)
    return tl::unexpected{"the calendar has " + std::to_string(text.size()) + " bytes, more than " +
                          std::to_string(limits.bytes)};
  const auto person = zone_clock::find(window.time_zone);
  if (!person)
    return tl::unexpected{"there is no time zone '" + window.time_zone + "'"};
  if (text.starts_with("\xEF\xBB\xBF"))
    text.remove_prefix(3);
  const component_pointer root{icalparser_parse_string(std::string{text}.c_str()),
                               &icalcomponent_free};
  const auto calendars = root ? calendars_in(root.get()) : std::vector<icalcomponent*>{};
  if (calendars.empty())
    return tl::unexpected{
      std::string{"the text is no iCalendar object: there is no VCALENDAR in it"}};
  reader all{window, limits, *person};
  for (auto* calendar : calendars)
    if (auto failure = all.read(calendar))
      return tl::unexpected{std::move(*failure)};
  return all.done();
}

} // namespace omstilling
