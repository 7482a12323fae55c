// A calendar source behind standard input: a JSON object a line in, one a line out, with its `id`.
#include "gateways/calendar/calendar_sources.hpp"
#include "tests/gateways/probe.hpp"

#include <boost/describe/enum_from_string.hpp>
#include <boost/describe/enum_to_string.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <iostream>
#include <mutex>

namespace json = boost::json;
using namespace omstilling;
using namespace omstilling::probe;

namespace {

bool flag(const json::object& x, const char* name) {
  const auto* found = x.if_contains(name);
  return found && found->is_bool() && found->get_bool();
}

template <class Enum>
std::string word(Enum x) {
  return boost::describe::enum_to_string(x, "?");
}

busy_type to_busy(const std::string& name) {
  busy_type result = busy_type::busy;
  boost::describe::enum_from_string(name.c_str(), result);
  return result;
}

calendar_source_options options(const json::object& x) {
  const std::string kinds[] = {"caldav", "ics", "graph", "google"};
  calendar_source_options result{
    .kind = static_cast<calendar_source_kind>(
      std::find(std::begin(kinds), std::end(kinds), text(x, "kind")) - std::begin(kinds)),
    .url = text(x, "url"),
    .login_url = text(x, "login_url"),
    .tenant = text(x, "tenant"),
    .user = text(x, "user"),
    .secret = text(x, "secret"),
    .subject = text(x, "subject"),
    .allow_http = flag(x, "allow_http"),
    .allow_file = flag(x, "allow_file"),
    .per_second = 10'000};
  result.body_limit = static_cast<std::size_t>(number(x, "body_limit", 32 << 20));
  result.event_limit = static_cast<std::size_t>(number(x, "event_limit", 50'000));
  result.timeout = std::chrono::milliseconds{number(x, "timeout_ms", 60'000)};
  if (const auto now = from_rfc3339(text(x, "now")))
    result.now = [now] { return *now; };
  return result;
}

json::object to_json(const calendar_failure& x) {
  const char* kinds[] = {"unreachable", "refused", "not_found", "throttled", "malformed"};
  json::object result{{"what", kinds[static_cast<int>(x.what)]}, {"text", x.text}};
  if (x.retry_after)
    result["retry_after_ms"] = x.retry_after->count();
  return result;
}

json::object to_json(const calendar_reading& x) {
  json::array events;
  for (const auto& e : x.events)
    events.push_back(json::object{{"id", e.id},
                                  {"title", e.title},
                                  {"start", to_rfc3339(e.start)},
                                  {"end", to_rfc3339(e.end)},
                                  {"all_day", e.all_day},
                                  {"is_private", e.is_private},
                                  {"busy", word(e.busy)}});
  return {{"whole", x.whole},
          {"events", std::move(events)},
          {"gone", json::array(x.gone.begin(), x.gone.end())},
          {"cursor", x.cursor}};
}

auto write_then(const json::value& id) {
  return [id](std::optional<calendar_failure> why) {
    answer(id, why ? json::object{{"failure", to_json(*why)}} : json::object{{"done", true}});
  };
}

void perform(calendar_source& source, const json::object& x) {
  const auto id = x.at("id");
  const auto what = text(x, "do");
  const auto from = from_rfc3339(text(x, "from")).value_or(time_point{});
  const auto to = from_rfc3339(text(x, "to")).value_or(time_point{});
  if (what == "read")
    source.read({text(x, "calendar"), text(x, "time_zone"), from, to, text(x, "cursor")},
                [id](tl::expected<calendar_reading, calendar_failure> result) {
                  answer(id, result ? json::object{{"reading", to_json(*result)}}
                                    : json::object{{"failure", to_json(result.error())}});
                });
  else if (what == "write")
    source.write(
      {text(x, "calendar"), text(x, "entry"), text(x, "title"), from, to, to_busy(text(x, "busy"))},
      write_then(id));
  else
    source.erase(text(x, "calendar"), text(x, "entry"), write_then(id));
}

} // namespace

int main() {
  std::string line;
  std::getline(std::cin, line);
  auto source = open_calendar_source(options(json::parse(line).as_object()));
  if (!source)
    return answer(0, {{"refused", source.error()}}), 1;
  while (std::getline(std::cin, line))
    perform(**source, json::parse(line).as_object());
}
