#include "gateways/calendar/http_client.hpp"

namespace omstilling::calendars {

namespace {

calendar_failure to_calendar_failure(http_failure why) {
  switch (why.what) {
    case http_failure::kind::too_large:
      return {calendar_failure::kind::malformed, std::move(why.text)};
    case http_failure::kind::wrong_request:
      return {calendar_failure::kind::refused, std::move(why.text)};
    default: return {calendar_failure::kind::unreachable, std::move(why.text)};
  }
}

} // namespace

void http_client::send(http_request what, std::function<void(outcome)> then) {
  inner_.send(std::move(what), [then = std::move(then)](omstilling::http_client::outcome answer) {
    then(std::move(answer).map_error(to_calendar_failure));
  });
}

} // namespace omstilling::calendars
