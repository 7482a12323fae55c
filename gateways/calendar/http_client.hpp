#pragma once

#include "actors/ports/calendar_source.hpp"
#include "gateways/http/http_client.hpp"

namespace omstilling::calendars {

/// The client whose failures are those of a calendar.
class http_client {
public:
  using outcome = tl::expected<http_answer, calendar_failure>;
  explicit http_client(http_options options) : inner_{std::move(options)} {}

  void send(http_request what, std::function<void(outcome)> then);
  void post(std::function<void()> what) { inner_.post(std::move(what)); }

private:
  omstilling::http_client inner_;
};

} // namespace omstilling::calendars
