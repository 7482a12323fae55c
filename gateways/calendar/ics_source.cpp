#include "gateways/calendar/cursor.hpp"
#include "gateways/calendar/failures.hpp"
#include "gateways/calendar/sources.hpp"
#include "services/calendars/icalendar.hpp"

namespace omstilling::calendars {

namespace {

/// A published feed. Its address is often its only secret, so no text has it.
class ics_source : public calendar_source {
public:
  explicit ics_source(calendar_source_options options)
    : options_{std::move(options)}, http_{to_http_options(options_)} {}

  void read(calendar_request asked, read_then then) override {
    http_request request{.url = asked.calendar, .follow = true};
    const auto known = cursor::of(asked);
    if (known)
      request.headers.push_back(known->token);
    http_.send(std::move(request), [this, asked = std::move(asked), known,
                                    then = std::move(then)](http_client::outcome answer) {
      if (!answer)
        return then(tl::unexpected{std::move(answer.error())});
      if (answer->status == 304 && known)
        return then(calendar_reading{.whole = false, .cursor = known->text()});
      // A file has no status.
      if (!succeeded(*answer) && !(options_.allow_file && answer->status == 0))
        return then(tl::unexpected{to_failure(*answer, "the calendar feed", options_.now())});
      then(read_feed(asked, *answer));
    });
  }

  void write(calendar_entry, write_then then) override { refuse(std::move(then)); }
  void erase(std::string, std::string, write_then then) override { refuse(std::move(then)); }

private:
  read_result read_feed(const calendar_request& asked, const http_answer& answer) const {
    auto next = cursor::anew(asked);
    auto events = read_icalendar(answer.body, {next.from, next.to, asked.time_zone},
                                 {.bytes = options_.body_limit, .instances = options_.event_limit});
    if (!events)
      return tl::unexpected{malformed("the calendar feed", events.error())};
    // The token is the very header that asks whether there is anything new.
    if (const auto tag = answer.header("etag"); !tag.empty())
      next.token = "If-None-Match: " + tag;
    else if (const auto date = answer.header("last-modified"); !date.empty())
      next.token = "If-Modified-Since: " + date;
    return calendar_reading{.events = std::move(*events), .cursor = next.text()};
  }

  void refuse(write_then then) {
    http_.post([then = std::move(then)] {
      then(calendar_failure{calendar_failure::kind::refused,
                            "a calendar feed can only be read, nothing can be written to it"});
    });
  }

  calendar_source_options options_;
  http_client http_; // last: nothing of ours is called once it is gone
};

} // namespace

std::unique_ptr<calendar_source> make_ics_source(calendar_source_options options) {
  return std::make_unique<ics_source>(std::move(options));
}

} // namespace omstilling::calendars
