#pragma once

#include "gateways/calendar/calendar_sources.hpp"
#include "gateways/calendar/http_client.hpp"

#include <memory>

/// The sources of each kind, from options that are whole.
namespace omstilling::calendars {

using read_result = tl::expected<calendar_reading, calendar_failure>;
using read_then = std::function<void(read_result)>;
using write_then = std::function<void(std::optional<calendar_failure>)>;

struct service_account {
  std::string email;
  std::string private_key; // PEM
  std::string token_url;
};

std::unique_ptr<calendar_source> make_caldav_source(calendar_source_options options);
std::unique_ptr<calendar_source> make_ics_source(calendar_source_options options);
std::unique_ptr<calendar_source> make_graph_source(calendar_source_options options);
std::unique_ptr<calendar_source> make_google_source(calendar_source_options options,
                                                    service_account account);

http_options to_http_options(const calendar_source_options& options);

} // namespace omstilling::calendars
