#include "gateways/calendar/graph_events.hpp"

#include "gateways/calendar/json_fields.hpp"
#include "services/calendars/icalendar.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace json = boost::json;

namespace omstilling::calendars {

namespace {

/// A named property of ours on an event (extended property, set PS_PUBLIC_STRINGS' form).
constexpr auto mark = "String {9d1b2f0c-3a57-4e0e-8f6b-2c8a4d7e5b61} Name omstilling_id";

const std::pair<const char*, busy_type> busy_words[] = {
  {"free", busy_type::free},
  {"tentative", busy_type::tentative},
  {"busy", busy_type::busy},
  {"oof", busy_type::out_of_office},
  {"workingElsewhere", busy_type::working_elsewhere}};

busy_type to_busy(const std::string& word) {
  for (const auto& [name, meaning] : busy_words)
    if (word == name)
      return meaning;
  return busy_type::unknown;
}

const char* to_word(busy_type busy) {
  for (const auto& [name, meaning] : busy_words)
    if (busy == meaning)
      return name;
  return "busy";
}

/// `2026-11-24T09:00:00.0000000` and the zone beside it; a day begins where the person is.
std::optional<time_point> to_time(const json::value& event, std::string_view which, bool all_day,
                                  const zone_clock& person) {
  const auto text = text_at(event, {which, "dateTime"}).substr(0, 19);
  const auto wall = from_rfc3339(text + "Z");
  if (!wall)
    return std::nullopt;
  const std::chrono::local_seconds local{
    std::chrono::floor<std::chrono::seconds>(wall->time_since_epoch())};
  if (all_day)
    return person.to_utc(local);
  const auto name = text_at(event, {which, "timeZone"});
  if (name.empty() || name == "UTC")
    return wall;
  const auto zone = zone_clock::find(name);
  return zone ? std::optional{zone->to_utc(local)} : std::nullopt;
}

} // namespace

graph_type graph_type_of(const json::value& event) {
  const auto word = text_at(event, {"type"});
  if (word == "occurrence")
    return graph_type::occurrence;
  if (word == "exception")
    return graph_type::exception;
  return word == "seriesMaster" ? graph_type::series_master : graph_type::single;
}

bool is_bare(const json::value& event) {
  return graph_type_of(event) == graph_type::occurrence && find_json(event, {"showAs"}) == nullptr;
}

tl::expected<std::optional<calendar_event>, std::string>
to_calendar_event(const json::value& event, const json::value* series, const zone_clock& person) {
  const auto& rest = series != nullptr ? *series : event;
  if (flag_at(event, {"isCancelled"}) || flag_at(rest, {"isCancelled"}) ||
      is_own_uid(text_at(rest, {"transactionId"})))
    return std::nullopt;
  calendar_event result{.id = text_at(event, {"id"}), .all_day = flag_at(rest, {"isAllDay"})};
  for (const auto* which : {"start", "end"}) {
    const auto at = to_time(event, which, result.all_day, person);
    if (!at)
      return tl::unexpected{"event " + result.id + " has no " + which + " that can be read: '" +
                            text_at(event, {which, "dateTime"}) + "' in '" +
                            text_at(event, {which, "timeZone"}) + "'"};
    (which == std::string_view{"start"} ? result.start : result.end) = *at;
  }
  if (result.end <= result.start)
    return std::nullopt;
  const auto sensitivity = text_at(rest, {"sensitivity"});
  result.is_private = sensitivity == "private" || sensitivity == "confidential";
  if (!result.is_private)
    result.title = text_at(rest, {"subject"});
  result.busy = to_busy(text_at(rest, {"showAs"}));
  return result;
}

std::string graph_event(const std::string& uid, const std::string& title, time_point start,
                        time_point end, busy_type busy, bool is_new) {
  const auto time = [](time_point x) {
    return json::object{{"dateTime", to_rfc3339(x).substr(0, 19)}, {"timeZone", "UTC"}};
  };
  json::object result{{"subject", title},
                      {"start", time(start)},
                      {"end", time(end)},
                      {"showAs", to_word(busy)},
                      {"isReminderOn", false}};
  if (is_new) {
    result["transactionId"] = uid;
    result["singleValueExtendedProperties"] =
      json::array{json::object{{"id", mark}, {"value", uid}}};
  }
  return json::serialize(result);
}

std::string graph_mark_filter(const std::string& uid) {
  std::string result = "singleValueExtendedProperties/Any(ep: ep/id eq '";
  result.append(mark).append("' and ep/value eq '").append(uid).append("')");
  return result;
}

} // namespace omstilling::calendars
