#include "gateways/calendar/access_tokens.hpp"
#include "gateways/calendar/cursor.hpp"
#include "gateways/calendar/failures.hpp"
#include "gateways/calendar/google_events.hpp"
#include "gateways/calendar/json_fields.hpp"
#include "gateways/calendar/sources.hpp"

namespace json = boost::json;

namespace omstilling::calendars {

namespace {

/// One reading on its way over the pages.
struct google_reading {
  calendar_request asked;
  read_then then;
  zone_clock person;
  cursor next;
  std::string query; // of each page
  bool whole = true;
  std::size_t pages = 0;
  std::map<std::string, calendar_event> events{};
  std::vector<std::string> gone{};
};
using reading_pointer = std::shared_ptr<google_reading>;

std::string place_of(const std::string& calendar) {
  return "Google Calendar, calendar '" + calendar + "'";
}

class google_source : public calendar_source {
public:
  google_source(calendar_source_options options, service_account account)
    : options_{std::move(options)},
      account_{std::move(account)},
      url_{options_.url.empty() ? "https://www.googleapis.com/calendar/v3" : options_.url},
      tokens_{http_, "Google Calendar",
              [this](const auto& subject, time_point now) { return login(subject, now); },
              options_.now},
      http_{to_http_options(options_)} {}

  void read(calendar_request asked, read_then then) override {
    http_.post([this, asked = std::move(asked), then = std::move(then)] {
      const auto person = zone_clock::find(asked.time_zone);
      if (!person)
        return then(tl::unexpected{
          malformed(place_of(asked.calendar), "there is no time zone '" + asked.time_zone + "'")});
      auto reading = std::make_shared<google_reading>(
        google_reading{asked, then, *person, cursor::anew(asked), {}});
      const auto known = cursor::of(asked);
      if (!known)
        return start_whole(reading);
      reading->whole = false;
      reading->next = *known;
      reading->query = "&syncToken=" + url_escaped(known->token);
      page(reading, {});
    });
  }

  void write(calendar_entry what, write_then then) override {
    const auto id = google_id(what.id);
    http_request insert{.method = "POST",
                        .url = events_url(what.calendar),
                        .headers = {"Content-Type: application/json"},
                        .body = google_event(id, what.title, what.start, what.end, what.busy)};
    auto update = insert;
    update.method = "PUT";
    update.url += "/" + id;
    send(what.calendar, std::move(insert), [this, what, update, then](http_client::outcome answer) {
      // There already, or erased once: Google keeps the ids of what is gone.
      if (!answer || answer->status != 409)
        return then(what_failed(what.calendar, answer, false));
      send(what.calendar, update, [this, what, then](http_client::outcome second) {
        then(what_failed(what.calendar, second, false));
      });
    });
  }

  void erase(std::string calendar, std::string id, write_then then) override {
    send(calendar, {.method = "DELETE", .url = events_url(calendar) + "/" + google_id(id)},
         [this, calendar, then](http_client::outcome answer) {
           then(what_failed(calendar, answer, true));
         });
  }

private:
  http_request login(const std::string& subject, time_point now) const {
    const auto scope =
      options_.scope.empty() ? "https://www.googleapis.com/auth/calendar.events" : options_.scope;
    // The key signed when the source was opened, so it signs now.
    const auto assertion = google_assertion(account_.email, account_.private_key,
                                            account_.token_url, scope, subject, now)
                             .value_or(std::string{});
    return {.method = "POST",
            .url = account_.token_url,
            .headers = {"Content-Type: application/x-www-form-urlencoded"},
            .body = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=" +
                    assertion};
  }

  void send(const std::string& calendar, http_request what, access_tokens::then_function then) {
    const auto subject = options_.subject.empty() ? calendar : options_.subject;
    http_.post([this, subject, what = std::move(what), then = std::move(then)] {
      tokens_.send(subject, what, then);
    });
  }

  std::string events_url(const std::string& calendar) const {
    return url_ + "/calendars/" + url_escaped(calendar) + "/events";
  }

  void start_whole(const reading_pointer& reading) {
    *reading = google_reading{
      reading->asked, std::move(reading->then), reading->person, cursor::anew(reading->asked), {}};
    reading->query =
      "&timeMin=" + to_rfc3339(reading->next.from) + "&timeMax=" + to_rfc3339(reading->next.to);
    page(reading, {});
  }

  /// A sync token goes with neither timeMin nor timeMax, so changes come of any time.
  void page(const reading_pointer& reading, const std::string& token) {
    if (++reading->pages > options_.event_limit) // a ring of tokens
      return fail(reading, malformed(place_of(reading->asked.calendar), "the pages do not end"));
    auto url =
      events_url(reading->asked.calendar) +
      "?singleEvents=true&maxAttendees=1&maxResults=" + std::to_string(options_.page_size) +
      "&fields=nextPageToken,nextSyncToken,items(id,status,summary,start,end,transparency,"
      "visibility,eventType,workingLocationProperties/type,recurringEventId,"
      "attendees(self,responseStatus))" +
      reading->query + (token.empty() ? "" : "&pageToken=" + url_escaped(token));
    send(reading->asked.calendar, {.url = std::move(url)},
         [this, reading](http_client::outcome answer) {
           if (!answer)
             return fail(reading, answer.error());
           if (answer->status == 410 && !reading->whole)
             return start_whole(reading);
           if (!succeeded(*answer))
             return fail(reading,
                         to_failure(*answer, place_of(reading->asked.calendar), options_.now()));
           take_page(reading, parse_json(answer->body));
         });
  }

  void take_page(const reading_pointer& reading, const json::value& body) {
    const auto place = place_of(reading->asked.calendar);
    if (!body.is_object())
      return fail(reading, malformed(place, "a page is no JSON object"));
    if (const auto* items = find_json(body, {"items"}); items != nullptr && items->is_array())
      for (const auto& event : items->get_array()) {
        const auto id = text_at(event, {"id"});
        // A series that is gone as a whole: who has read it before finds out by reading anew.
        if (!reading->whole && reading->next.has_series(id))
          return start_whole(reading);
        if (auto failure = take(*reading, id, event))
          return fail(reading, malformed(place, *failure));
      }
    if (reading->events.size() > options_.event_limit)
      return fail(reading, malformed(place, "more than " + std::to_string(options_.event_limit) +
                                              " appointments"));
    if (const auto next = text_at(body, {"nextPageToken"}); !next.empty())
      return page(reading, next);
    reading->next.token = text_at(body, {"nextSyncToken"});
    finish(*reading);
  }

  static std::optional<std::string> take(google_reading& reading, const std::string& id,
                                         const json::value& event) {
    auto ours = to_calendar_event(event, reading.person);
    if (!ours)
      return ours.error();
    if (const auto series = text_at(event, {"recurringEventId"}); !series.empty())
      reading.next.remember_series(series);
    const auto is_within =
      *ours && (*ours)->start < reading.next.to && (*ours)->end > reading.next.from;
    std::erase(reading.gone, id);
    if (is_within)
      reading.events.insert_or_assign(id, std::move(**ours));
    else if (reading.events.erase(id); !reading.whole)
      reading.gone.push_back(id);
    return std::nullopt;
  }

  static void finish(google_reading& reading) {
    calendar_reading result{
      .whole = reading.whole, .gone = std::move(reading.gone), .cursor = reading.next.text()};
    for (auto& [id, event] : reading.events)
      result.events.push_back(std::move(event));
    reading.then(std::move(result));
  }

  static void fail(const reading_pointer& reading, calendar_failure why) {
    reading->then(tl::unexpected{std::move(why)});
  }

  std::optional<calendar_failure> what_failed(const std::string& calendar,
                                              const http_client::outcome& answer,
                                              bool may_be_missing) const {
    if (!answer)
      return answer.error();
    const auto is_missing = answer->status == 404 || answer->status == 410;
    if (succeeded(*answer) || (may_be_missing && is_missing))
      return std::nullopt;
    return to_failure(*answer, place_of(calendar), options_.now());
  }

  calendar_source_options options_;
  service_account account_;
  std::string url_;
  access_tokens tokens_;
  http_client http_; // last: nothing of ours is called once it is gone
};

} // namespace

std::unique_ptr<calendar_source> make_google_source(calendar_source_options options,
                                                    service_account account) {
  return std::make_unique<google_source>(std::move(options), std::move(account));
}

} // namespace omstilling::calendars
