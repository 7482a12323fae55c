#include "gateways/calendar/cursor.hpp"

#include "gateways/calendar/digest.hpp"
#include "gateways/calendar/json_fields.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace json = boost::json;

namespace omstilling::calendars {

namespace {

std::string short_digest(std::string_view id) { return sha256_hex(id).substr(0, 16); }

} // namespace

cursor cursor::anew(const calendar_request& asked) {
  return {asked.from, asked.to + calendar_slack, asked.time_zone, {}};
}

std::optional<cursor> cursor::of(const calendar_request& asked) {
  const auto value = parse_json(asked.cursor);
  const auto from = from_rfc3339(text_at(value, {"from"}));
  const auto to = from_rfc3339(text_at(value, {"to"}));
  if (!from || !to || asked.from < *from || asked.to > *to ||
      text_at(value, {"time_zone"}) != asked.time_zone || text_at(value, {"token"}).empty())
    return std::nullopt;
  cursor result{*from, *to, asked.time_zone, text_at(value, {"token"})};
  if (const auto* series = find_json(value, {"series"}); series != nullptr && series->is_array())
    for (const auto& x : series->get_array())
      if (x.is_string())
        result.series.emplace(x.get_string().c_str());
  return result;
}

std::string cursor::text() const {
  if (token.empty())
    return {};
  json::object result{
    {"from", to_rfc3339(from)}, {"to", to_rfc3339(to)}, {"time_zone", time_zone}, {"token", token}};
  if (!series.empty())
    result["series"] = json::array(series.begin(), series.end());
  return json::serialize(result);
}

void cursor::remember_series(std::string_view id) { series.insert(short_digest(id)); }

bool cursor::has_series(std::string_view id) const { return series.count(short_digest(id)) > 0; }

} // namespace omstilling::calendars
