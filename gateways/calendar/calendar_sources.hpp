#pragma once

#include "actors/ports/calendar_source.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

namespace omstilling {

enum class calendar_source_kind { caldav, ics, graph, google };

/// What a provider of calendars is reached with; docs/calendars.md tells where each comes from.
struct calendar_source_options {
  calendar_source_kind kind = calendar_source_kind::caldav;
  std::string url;       // caldav: where calendars without a host are; graph, google: another API
  std::string login_url; // graph: another login service; google: instead of the key's token_uri
  std::string tenant;    // graph: id or domain
  std::string user;      // caldav: login name; graph: client id
  std::string secret;    // caldav: password; graph: client secret; google: the key file's JSON
  std::string subject;   // google: whom to act as; empty: the owner of each calendar
  std::string scope;     // google: instead of .../auth/calendar.events

  bool allow_http = false; // without TLS: a password or token goes in clear
  bool allow_file = false; // ics: file:///...
  std::string ca_file;     // PEM with more authorities than the system knows; empty: the system's
  std::size_t in_flight = 8;
  double per_second = 10; // requests
  std::chrono::milliseconds connect_timeout{10'000};
  std::chrono::milliseconds timeout{60'000}; // of a request as a whole
  std::size_t body_limit = 32 << 20;         // bytes of one answer
  std::size_t page_size = 200;               // graph, google
  std::size_t event_limit = 50'000;          // of one reading
  std::function<time_point()> now;           // empty: the system's clock
};

/// The error names the option that is missing or wrong. Sources do not wait when throttled: the
/// failure says how long to, and the next reading begins at its cursor.
tl::expected<std::unique_ptr<calendar_source>, std::string>
open_calendar_source(calendar_source_options options);

} // namespace omstilling
