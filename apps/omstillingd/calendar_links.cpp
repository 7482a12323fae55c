#include "apps/omstillingd/calendar_links.hpp"

#include "apps/omstillingd/secrets.hpp"
#include "gateways/calendar/calendar_sources.hpp"

namespace omstilling {

namespace {

calendar_source_kind kind_of(calendar_kind x) {
  switch (x) {
    case calendar_kind::ics: return calendar_source_kind::ics;
    case calendar_kind::graph: return calendar_source_kind::graph;
    case calendar_kind::google: return calendar_source_kind::google;
    default: return calendar_source_kind::caldav;
  }
}

} // namespace

tl::expected<std::vector<calendar_link_options>, problem>
open_calendar_links(const std::vector<calendar_settings>& links) {
  std::vector<calendar_link_options> result;
  for (const auto& x : links) {
    auto secret = read_secret("calendars " + x.id, x.secret_file, x.secret_env);
    if (!secret)
      return tl::unexpected(secret.error());
    auto source = open_calendar_source({.kind = kind_of(x.kind),
                                        .url = x.url,
                                        .login_url = x.login_url,
                                        .tenant = x.tenant,
                                        .user = x.user,
                                        .secret = std::move(*secret),
                                        .subject = x.subject,
                                        .scope = x.scope,
                                        .allow_http = x.allow_http,
                                        .ca_file = x.ca_file,
                                        .in_flight = static_cast<std::size_t>(x.in_flight),
                                        .per_second = static_cast<double>(x.per_second)});
    if (!source)
      return tl::unexpected(problem{.reason = error_reason::invalid_params,
                                    .path = "calendars " + x.id,
                                    .detail = source.error()});
    result.push_back({.id = x.id,
                      .name = x.name,
                      .source = std::move(*source),
                      .pace = {.interval = std::chrono::seconds{x.interval_seconds},
                               .in_flight = static_cast<std::size_t>(x.in_flight)}});
  }
  return result;
}

} // namespace omstilling
