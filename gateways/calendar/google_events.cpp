#include "gateways/calendar/google_events.hpp"

#include "gateways/calendar/digest.hpp"
#include "gateways/calendar/json_fields.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace json = boost::json;

namespace omstilling::calendars {

namespace {

constexpr std::string_view own_prefix = "omst"; // letters of base32hex
constexpr std::size_t own_length = own_prefix.size() + 64;

std::optional<time_point> to_time(const json::value& event, std::string_view which,
                                  const zone_clock& person) {
  if (const auto date = text_at(event, {which, "date"}); !date.empty()) {
    const auto midnight = from_rfc3339(date + "T00:00:00Z");
    if (!midnight)
      return std::nullopt;
    return person.to_utc(std::chrono::local_seconds{
      std::chrono::floor<std::chrono::seconds>(midnight->time_since_epoch())});
  }
  return from_rfc3339(text_at(event, {which, "dateTime"}));
}

/// The person's own answer to an invitation; empty where it is hers alone.
std::string own_answer(const json::value& event) {
  const auto* attendees = find_json(event, {"attendees"});
  if (attendees == nullptr || !attendees->is_array())
    return {};
  for (const auto& x : attendees->get_array())
    if (flag_at(x, {"self"}))
      return text_at(x, {"responseStatus"});
  return {};
}

busy_type to_busy(const json::value& event) {
  const auto kind = text_at(event, {"eventType"});
  if (kind == "outOfOffice")
    return busy_type::out_of_office;
  if (kind == "workingLocation")
    return text_at(event, {"workingLocationProperties", "type"}) == "officeLocation"
             ? busy_type::free
             : busy_type::working_elsewhere;
  if (text_at(event, {"transparency"}) == "transparent")
    return busy_type::free;
  if (text_at(event, {"status"}) == "tentative" || own_answer(event) == "tentative")
    return busy_type::tentative;
  return busy_type::busy;
}

} // namespace

std::string google_id(const std::string& id) { return std::string{own_prefix} + sha256_hex(id); }

bool is_own_google_id(const std::string& id) {
  return id.size() == own_length && id.starts_with(own_prefix);
}

tl::expected<std::optional<calendar_event>, std::string>
to_calendar_event(const json::value& event, const zone_clock& person) {
  calendar_event result{.id = text_at(event, {"id"})};
  if (text_at(event, {"status"}) == "cancelled" || own_answer(event) == "declined" ||
      is_own_google_id(result.id))
    return std::nullopt;
  const auto start = to_time(event, "start", person);
  const auto end = to_time(event, "end", person);
  if (!start || !end)
    return tl::unexpected{"event " + result.id + " has no " + (start ? "end" : "start") +
                          " that can be read"};
  if (*end <= *start)
    return std::nullopt;
  result.start = *start;
  result.end = *end;
  result.all_day = find_json(event, {"start", "date"}) != nullptr;
  const auto visibility = text_at(event, {"visibility"});
  result.is_private = visibility == "private" || visibility == "confidential";
  if (!result.is_private)
    result.title = text_at(event, {"summary"});
  result.busy = to_busy(event);
  return result;
}

std::string google_event(const std::string& google_id, const std::string& title, time_point start,
                         time_point end, busy_type busy) {
  const auto is_free = busy == busy_type::free || busy == busy_type::working_elsewhere;
  return json::serialize(
    json::object{{"id", google_id},
                 {"summary", title},
                 {"start", json::object{{"dateTime", to_rfc3339(start)}}},
                 {"end", json::object{{"dateTime", to_rfc3339(end)}}},
                 {"status", busy == busy_type::tentative ? "tentative" : "confirmed"},
                 {"transparency", is_free ? "transparent" : "opaque"},
                 {"reminders", json::object{{"useDefault", false}}}});
}

tl::expected<std::string, std::string>
google_assertion(const std::string& email, const std::string& private_key,
                 const std::string& token_url, const std::string& scope, const std::string& subject,
                 time_point now) {
  const auto issued = std::chrono::floor<std::chrono::seconds>(now.time_since_epoch()).count();
  json::object claims{
    {"iss", email}, {"scope", scope}, {"aud", token_url}, {"iat", issued}, {"exp", issued + 3600}};
  if (!subject.empty())
    claims["sub"] = subject;
  const auto text =
    base64url(R"({"alg":"RS256","typ":"JWT"})") + "." + base64url(json::serialize(claims));
  return sign_rs256(text, private_key).map([&](const std::string& signature) {
    return text + "." + base64url(signature);
  });
}

} // namespace omstilling::calendars
