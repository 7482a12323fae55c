#include "gateways/calendar/access_tokens.hpp"
#include "gateways/calendar/cursor.hpp"
#include "gateways/calendar/failures.hpp"
#include "gateways/calendar/graph_events.hpp"
#include "gateways/calendar/json_fields.hpp"
#include "gateways/calendar/sources.hpp"
#include "services/calendars/icalendar.hpp"

#include <deque>

namespace json = boost::json;

namespace omstilling::calendars {

namespace {

/// One reading on its way over the pages.
struct graph_reading {
  calendar_request asked;
  read_then then;
  zone_clock person;
  cursor next;
  bool whole = true;
  std::size_t pages = 0;
  std::map<std::string, calendar_event> events{};
  std::vector<std::string> gone{};
  std::map<std::string, json::value> series{};
  std::vector<json::value> bare{}; // occurrences that wait for their series
  std::deque<std::string> unknown_series{};
};
using reading_pointer = std::shared_ptr<graph_reading>;

std::string place_of(const std::string& calendar) {
  return "Microsoft Graph, calendar '" + calendar + "'";
}

/// The state behind the delta link is no longer there.
bool is_delta_lost(const http_answer& answer) {
  const auto code = text_at(parse_json(answer.body), {"error", "code"});
  return answer.status == 410 || (answer.status == 400 && code.starts_with("SyncState"));
}

class graph_source : public calendar_source {
public:
  explicit graph_source(calendar_source_options options)
    : options_{std::move(options)},
      url_{options_.url.empty() ? "https://graph.microsoft.com/v1.0" : options_.url},
      tokens_{http_, "Microsoft Graph", [this](const auto&, time_point) { return login(); },
              options_.now},
      http_{to_http_options(options_)} {}

  void read(calendar_request asked, read_then then) override {
    http_.post([this, asked = std::move(asked), then = std::move(then)] {
      const auto person = zone_clock::find(asked.time_zone);
      if (!person)
        return then(tl::unexpected{
          malformed(place_of(asked.calendar), "there is no time zone '" + asked.time_zone + "'")});
      auto reading =
        std::make_shared<graph_reading>(graph_reading{asked, then, *person, cursor::anew(asked)});
      const auto known = cursor::of(asked);
      if (!known)
        return start_whole(reading);
      reading->whole = false;
      reading->next = *known;
      page(reading, known->token);
    });
  }

  void write(calendar_entry what, write_then then) override {
    const auto uid = own_uid(what.id);
    find_own(what.calendar, uid, [this, what, uid, then](auto ids) {
      if (!ids)
        return then(ids.error());
      const auto is_new = ids->empty();
      http_request request{
        .method = is_new ? "POST" : "PATCH",
        .url = events_url(what.calendar) + (is_new ? "" : "/" + url_escaped(ids->front())),
        .headers = {"Content-Type: application/json"},
        .body = graph_event(uid, what.title, what.start, what.end, what.busy, is_new)};
      tokens_.send({}, std::move(request), [this, what, then](http_client::outcome answer) {
        then(what_failed(what.calendar, answer, false));
      });
    });
  }

  void erase(std::string calendar, std::string id, write_then then) override {
    find_own(calendar, own_uid(id), [this, calendar, then](auto ids) {
      if (!ids)
        return then(ids.error());
      erase_all(calendar, std::move(*ids), then);
    });
  }

private:
  using ids_result = tl::expected<std::vector<std::string>, calendar_failure>;

  http_request login() const {
    const auto host =
      options_.login_url.empty() ? "https://login.microsoftonline.com" : options_.login_url;
    const auto base = url_.substr(0, url_.find('/', url_.find("://") + 3));
    return {.method = "POST",
            .url = host + "/" + url_escaped(options_.tenant) + "/oauth2/v2.0/token",
            .headers = {"Content-Type: application/x-www-form-urlencoded"},
            .body = "grant_type=client_credentials&client_id=" + url_escaped(options_.user) +
                    "&client_secret=" + url_escaped(options_.secret) +
                    "&scope=" + url_escaped(base + "/.default")};
  }

  std::string user_url(const std::string& calendar) const {
    return url_ + "/users/" + url_escaped(calendar);
  }
  std::string events_url(const std::string& calendar) const {
    return user_url(calendar) + "/events";
  }

  void start_whole(const reading_pointer& reading) {
    *reading = graph_reading{reading->asked, std::move(reading->then), reading->person,
                             cursor::anew(reading->asked)};
    page(reading, user_url(reading->asked.calendar) +
                    "/calendarView/delta?startDateTime=" + to_rfc3339(reading->next.from) +
                    "&endDateTime=" + to_rfc3339(reading->next.to));
  }

  void page(const reading_pointer& reading, const std::string& url) {
    if (++reading->pages > options_.event_limit) // a ring of links
      return fail(reading, malformed(place_of(reading->asked.calendar), "the pages do not end"));
    if (!same_origin(url, url_)) // our token goes nowhere else
      return fail(reading, malformed(place_of(reading->asked.calendar), "a link leads elsewhere"));
    http_request request{
      .url = url,
      .headers = {"Prefer: odata.maxpagesize=" + std::to_string(options_.page_size),
                  "Prefer: outlook.timezone=\"UTC\"", "Prefer: IdType=\"ImmutableId\""}};
    tokens_.send({}, std::move(request), [this, reading](http_client::outcome answer) {
      if (!answer)
        return fail(reading, answer.error());
      if (!reading->whole && is_delta_lost(*answer))
        return start_whole(reading);
      if (!succeeded(*answer))
        return fail(reading,
                    to_failure(*answer, place_of(reading->asked.calendar), options_.now()));
      take_page(reading, parse_json(answer->body));
    });
  }

  void take_page(const reading_pointer& reading, const json::value& body) {
    const auto* values = find_json(body, {"value"});
    if (values == nullptr || !values->is_array())
      return fail(reading, malformed(place_of(reading->asked.calendar), "a page has no value"));
    for (const auto& event : values->get_array()) {
      // Graph tells of a changed series by all instances it still has, and names none that is
      // gone; who has read it before finds out only by reading anew.
      if (!reading->whole && touches_series(*reading, event))
        return start_whole(reading);
      if (auto failure = take(*reading, event))
        return fail(reading, malformed(place_of(reading->asked.calendar), *failure));
    }
    if (reading->events.size() + reading->bare.size() > options_.event_limit)
      return fail(reading,
                  malformed(place_of(reading->asked.calendar),
                            "more than " + std::to_string(options_.event_limit) + " appointments"));
    if (const auto next = text_at(body, {"@odata.nextLink"}); !next.empty())
      return page(reading, next);
    reading->next.token = text_at(body, {"@odata.deltaLink"});
    find_unknown_series(*reading);
    complete(reading);
  }

  static bool touches_series(const graph_reading& reading, const json::value& event) {
    return graph_type_of(event) != graph_type::single ||
           (find_json(event, {"@removed"}) != nullptr &&
            reading.next.has_series(text_at(event, {"id"})));
  }

  static std::optional<std::string> take(graph_reading& reading, const json::value& event) {
    const auto id = text_at(event, {"id"});
    if (id.empty())
      return "an event has no id";
    const auto kind = graph_type_of(event);
    if (const auto series = text_at(event, {"seriesMasterId"}); !series.empty())
      reading.next.remember_series(series);
    if (kind == graph_type::series_master) {
      reading.next.remember_series(id);
      reading.series[id] = event;
      return std::nullopt;
    }
    if (is_bare(event)) {
      reading.bare.push_back(event);
      return std::nullopt;
    }
    if (find_json(event, {"@removed"}) != nullptr)
      return put(reading, id, std::nullopt);
    return put(reading, event, nullptr);
  }

  static std::optional<std::string> put(graph_reading& reading, const json::value& event,
                                        const json::value* series) {
    auto ours = to_calendar_event(event, series, reading.person);
    if (!ours)
      return ours.error();
    return put(reading, text_at(event, {"id"}), std::move(*ours));
  }

  /// What is told later holds: the same event may come on several pages.
  static std::optional<std::string> put(graph_reading& reading, const std::string& id,
                                        std::optional<calendar_event> event) {
    std::erase(reading.gone, id);
    if (event && event->start < reading.next.to && event->end > reading.next.from)
      reading.events.insert_or_assign(id, std::move(*event));
    else if (reading.events.erase(id); !reading.whole)
      reading.gone.push_back(id);
    return std::nullopt;
  }

  static void find_unknown_series(graph_reading& reading) {
    std::set<std::string> wanted;
    for (const auto& x : reading.bare)
      if (const auto id = text_at(x, {"seriesMasterId"}); reading.series.count(id) == 0)
        wanted.insert(id);
    reading.unknown_series.assign(wanted.begin(), wanted.end());
  }

  /// Fetches the series that no page had, then puts their occurrences in.
  void complete(const reading_pointer& reading) {
    if (reading->unknown_series.empty())
      return finish(reading);
    const auto id = reading->unknown_series.front();
    reading->unknown_series.pop_front();
    http_request request{.url =
                           events_url(reading->asked.calendar) + "/" + url_escaped(id) +
                           "?$select=subject,showAs,sensitivity,isAllDay,isCancelled,transactionId",
                         .headers = {"Prefer: IdType=\"ImmutableId\""}};
    tokens_.send({}, std::move(request), [this, reading, id](http_client::outcome answer) {
      if (!answer)
        return fail(reading, answer.error());
      if (succeeded(*answer))
        reading->series[id] = parse_json(answer->body);
      else if (answer->status != 404) // deleted since the page was made
        return fail(reading,
                    to_failure(*answer, place_of(reading->asked.calendar), options_.now()));
      complete(reading);
    });
  }

  void finish(const reading_pointer& reading) {
    for (const auto& x : reading->bare)
      if (const auto series = reading->series.find(text_at(x, {"seriesMasterId"}));
          series != reading->series.end())
        if (auto failure = put(*reading, x, &series->second))
          return fail(reading, malformed(place_of(reading->asked.calendar), *failure));
    calendar_reading result{
      .whole = reading->whole, .gone = std::move(reading->gone), .cursor = reading->next.text()};
    for (auto& [id, event] : reading->events)
      result.events.push_back(std::move(event));
    reading->then(std::move(result));
  }

  static void fail(const reading_pointer& reading, calendar_failure why) {
    reading->then(tl::unexpected{std::move(why)});
  }

  void find_own(const std::string& calendar, const std::string& uid,
                std::function<void(ids_result)> then) {
    http_request request{.url = events_url(calendar) +
                                "?$select=id&$filter=" + url_escaped(graph_mark_filter(uid)),
                         .headers = {"Prefer: IdType=\"ImmutableId\""}};
    http_.post([this, calendar, request = std::move(request), then = std::move(then)] {
      tokens_.send({}, request, [this, calendar, then](http_client::outcome answer) {
        if (auto failure = what_failed(calendar, answer, false))
          return then(tl::unexpected{std::move(*failure)});
        const auto body = parse_json(answer->body);
        const auto* values = find_json(body, {"value"});
        if (values == nullptr || !values->is_array())
          return then(tl::unexpected{malformed(place_of(calendar), "a page has no value")});
        std::vector<std::string> ids;
        for (const auto& x : values->get_array())
          ids.push_back(text_at(x, {"id"}));
        then(std::move(ids));
      });
    });
  }

  void erase_all(const std::string& calendar, std::vector<std::string> ids, write_then then) {
    if (ids.empty())
      return then(std::nullopt);
    const auto id = std::move(ids.back());
    ids.pop_back();
    tokens_.send({}, {.method = "DELETE", .url = events_url(calendar) + "/" + url_escaped(id)},
                 [this, calendar, ids = std::move(ids), then](http_client::outcome answer) {
                   if (auto failure = what_failed(calendar, answer, true))
                     return then(std::move(failure));
                   erase_all(calendar, ids, then);
                 });
  }

  std::optional<calendar_failure> what_failed(const std::string& calendar,
                                              const http_client::outcome& answer,
                                              bool may_be_missing) const {
    if (!answer)
      return answer.error();
    if (succeeded(*answer) || (may_be_missing && answer->status == 404))
      return std::nullopt;
    return to_failure(*answer, place_of(calendar), options_.now());
  }

  calendar_source_options options_;
  std::string url_;
  access_tokens tokens_;
  http_client http_; // last: nothing of ours is called once it is gone
};

} // namespace

std::unique_ptr<calendar_source> make_graph_source(calendar_source_options options) {
  return std::make_unique<graph_source>(std::move(options));
}

} // namespace omstilling::calendars
