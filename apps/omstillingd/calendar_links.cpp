#include "apps/omstillingd/calendar_links.hpp"

#include "gateways/calendar/calendar_sources.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>

namespace omstilling {

namespace {

tl::expected<std::string, problem> secret_of(const calendar_settings& x) {
  const auto wrong = [&](std::string key, std::string expected, std::string got) {
    return tl::unexpected(problem{.reason = error_reason::invalid_params,
                                  .path = "calendars " + x.id + ", " + std::move(key),
                                  .expected = std::move(expected),
                                  .got = std::move(got)});
  };
  if (!x.secret_env.empty()) {
    const auto* const text = std::getenv(x.secret_env.c_str());
    if (!text)
      return wrong("secret_env", "an environment variable that is set", x.secret_env);
    return std::string{text};
  }
  if (x.secret_file.empty())
    return std::string{};
  std::ifstream in{x.secret_file, std::ios::binary};
  if (!in)
    return wrong("secret_file", "a file that can be read",
                 x.secret_file + ": " + std::strerror(errno));
  std::string text{std::istreambuf_iterator<char>{in}, {}};
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r'))
    text.pop_back();
  return text;
}

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
    auto secret = secret_of(x);
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
