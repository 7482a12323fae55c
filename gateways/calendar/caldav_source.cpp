#include "gateways/calendar/cursor.hpp"
#include "gateways/calendar/failures.hpp"
#include "gateways/calendar/sources.hpp"
#include "services/calendars/icalendar.hpp"

#include <pugixml.hpp>

namespace omstilling::calendars {

namespace {

constexpr auto ask_token = R"(<?xml version="1.0" encoding="utf-8"?>
<propfind xmlns="DAV:" xmlns:C="http://calendarserver.org/ns/"><prop><C:getctag/><sync-token/></prop></propfind>)";

std::string basic_utc(time_point x) {
  std::string result;
  for (const auto c : to_rfc3339(x).substr(0, 19))
    if (c != '-' && c != ':')
      result += c;
  return result + "Z";
}

std::string ask_events(const cursor& window) {
  return R"(<?xml version="1.0" encoding="utf-8"?>
<C:calendar-query xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><prop><C:calendar-data/></prop>
<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"><C:time-range start=")" +
         basic_utc(window.from) + R"(" end=")" + basic_utc(window.to) +
         R"("/></C:comp-filter></C:comp-filter></C:filter></C:calendar-query>)";
}

std::string_view local_name(const pugi::xml_node& x) {
  const std::string_view name = x.name();
  return name.substr(name.find(':') + 1); // npos + 1 is 0
}

/// The texts of all elements of that name, whatever their prefix.
struct texts_of : pugi::xml_tree_walker {
  explicit texts_of(std::string_view wanted) : name{wanted} {}
  bool for_each(pugi::xml_node& at) override {
    if (local_name(at) == name)
      found.emplace_back(at.text().get());
    return true;
  }
  std::string_view name;
  std::vector<std::string> found;
};

std::vector<std::string> texts_in(pugi::xml_document& document, std::string_view name) {
  texts_of walker{name};
  document.traverse(walker);
  return std::move(walker.found);
}

/// What stays the same as long as the calendar does; empty where the server knows no such thing.
std::string token_in(pugi::xml_document& document) {
  for (const auto* name : {"getctag", "sync-token"})
    for (auto& x : texts_in(document, name))
      if (!x.empty())
        return x;
  return {};
}

class caldav_source : public calendar_source {
public:
  explicit caldav_source(calendar_source_options options)
    : options_{std::move(options)}, http_{to_http_options(options_)} {}

  void read(calendar_request asked, read_then then) override {
    const auto url = collection(asked.calendar);
    if (!url)
      return fail(url.error(), [then](const auto& why) { then(tl::unexpected{why}); });
    auto request = to_server("PROPFIND", *url, ask_token);
    request.headers.emplace_back("Depth: 0");
    http_.send(std::move(request), [this, url = *url, asked = std::move(asked),
                                    then = std::move(then)](http_client::outcome answer) {
      auto document = multistatus(asked.calendar, std::move(answer));
      if (!document)
        return then(tl::unexpected{std::move(document.error())});
      const auto token = token_in(**document);
      const auto known = cursor::of(asked);
      if (known && known->token == token)
        return then(calendar_reading{.whole = false, .cursor = known->text()});
      read_events(url, asked, token, then);
    });
  }

  void write(calendar_entry what, write_then then) override {
    const auto url = collection(what.calendar);
    if (!url)
      return fail(url.error(), then);
    // The name follows from the id, so that the same entry replaces itself.
    auto request = to_server(
      "PUT", *url + own_uid(what.id) + ".ics",
      write_icalendar({what.id, what.title, what.start, what.end, what.busy, options_.now()}));
    request.headers = {"Content-Type: text/calendar; charset=utf-8"};
    http_.send(std::move(request),
               [this, place = place_of(what.calendar), then](http_client::outcome answer) {
                 then(what_failed(place, answer, false));
               });
  }

  void erase(std::string calendar, std::string id, write_then then) override {
    const auto url = collection(calendar);
    if (!url)
      return fail(url.error(), then);
    http_.send(to_server("DELETE", *url + own_uid(id) + ".ics", {}),
               [this, place = place_of(calendar), then](http_client::outcome answer) {
                 then(what_failed(place, answer, true));
               });
  }

private:
  using document_pointer = std::unique_ptr<pugi::xml_document>;

  void read_events(const std::string& url, const calendar_request& asked, const std::string& token,
                   const read_then& then) {
    auto next = cursor::anew(asked);
    next.token = token; // from before the events: what changes in between is read again
    auto request = to_server("REPORT", url, ask_events(next));
    request.headers.emplace_back("Depth: 1");
    http_.send(std::move(request), [this, asked, next, then](http_client::outcome answer) {
      auto document = multistatus(asked.calendar, std::move(answer));
      if (!document)
        return then(tl::unexpected{std::move(document.error())});
      std::string all;
      for (const auto& x : texts_in(**document, "calendar-data"))
        all += x + "\r\n";
      if (all.empty())
        return then(calendar_reading{.cursor = next.text()});
      auto events =
        read_icalendar(all, {next.from, next.to, asked.time_zone},
                       {.bytes = options_.body_limit, .instances = options_.event_limit});
      if (!events)
        return then(tl::unexpected{malformed(place_of(asked.calendar), events.error())});
      then(calendar_reading{.events = std::move(*events), .cursor = next.text()});
    });
  }

  http_request to_server(std::string method, std::string url, std::string body) const {
    return {.method = std::move(method),
            .url = std::move(url),
            .headers = {"Content-Type: application/xml; charset=utf-8"},
            .body = std::move(body),
            .user = options_.user,
            .password = options_.secret};
  }

  static std::string place_of(const std::string& calendar) {
    return "CalDAV, calendar '" + calendar + "'";
  }

  /// The URL of a calendar, with a slash at its end.
  tl::expected<std::string, calendar_failure> collection(const std::string& calendar) const {
    auto url = calendar;
    if (calendar.find("://") == std::string::npos) {
      const auto host = options_.url.find('/', options_.url.find("://") + 3);
      url = calendar.starts_with("/") ? options_.url.substr(0, host)
                                      : options_.url + (options_.url.ends_with("/") ? "" : "/");
      url += calendar;
    } else if (!same_origin(calendar, options_.url)) {
      return tl::unexpected{calendar_failure{calendar_failure::kind::refused,
                                             place_of(calendar) + " is at another server than '" +
                                               options_.url + "', to which the password belongs"}};
    }
    return url.ends_with("/") ? url : url + "/";
  }

  tl::expected<document_pointer, calendar_failure> multistatus(const std::string& calendar,
                                                               http_client::outcome answer) const {
    const auto place = place_of(calendar);
    if (!answer)
      return tl::unexpected{std::move(answer.error())};
    if (answer->status != 207)
      return tl::unexpected{succeeded(*answer)
                              ? malformed(place, "the answer is no multistatus: no CalDAV server?")
                              : to_failure(*answer, place, options_.now())};
    auto document = std::make_unique<pugi::xml_document>();
    const auto parsed = document->load_buffer(answer->body.data(), answer->body.size());
    if (!parsed)
      return tl::unexpected{
        malformed(place, "the answer is no XML: " + std::string{parsed.description()})};
    return document;
  }

  std::optional<calendar_failure> what_failed(const std::string& place,
                                              const http_client::outcome& answer,
                                              bool may_be_missing) const {
    if (!answer)
      return answer.error();
    if (succeeded(*answer) || (may_be_missing && answer->status == 404))
      return std::nullopt;
    return to_failure(*answer, place, options_.now());
  }

  void fail(calendar_failure why, std::function<void(calendar_failure)> then) {
    http_.post([why = std::move(why), then = std::move(then)] { then(why); });
  }

  calendar_source_options options_;
  http_client http_; // last: nothing of ours is called once it is gone
};

} // namespace

std::unique_ptr<calendar_source> make_caldav_source(calendar_source_options options) {
  return std::make_unique<caldav_source>(std::move(options));
}

} // namespace omstilling::calendars
