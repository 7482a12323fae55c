#include "gateways/calendar/calendar_sources.hpp"

#include "gateways/calendar/digest.hpp"
#include "gateways/calendar/json_fields.hpp"
#include "gateways/calendar/sources.hpp"

namespace omstilling {

namespace {

using namespace calendars;
using kind = calendar_source_kind;
using opened = tl::expected<std::unique_ptr<calendar_source>, std::string>;

/// The names of members that are empty though this kind needs them.
std::string missing(std::initializer_list<std::pair<const char*, const std::string*>> needed) {
  std::string result;
  for (const auto& [name, value] : needed)
    if (value->empty())
      result += (result.empty() ? "" : ", ") + std::string{name};
  return result;
}

std::string missing(const calendar_source_options& x) {
  switch (x.kind) {
    case kind::caldav: return missing({{"url", &x.url}});
    case kind::graph:
      return missing({{"tenant", &x.tenant}, {"user", &x.user}, {"secret", &x.secret}});
    case kind::google: return missing({{"secret", &x.secret}});
    case kind::ics: break;
  }
  return {};
}

bool may_go_to(const std::string& url, const calendar_source_options& x) {
  return url.empty() || url.starts_with("https://") || (x.allow_http && url.starts_with("http://"));
}

opened open_google(calendar_source_options options) {
  const auto key = parse_json(options.secret);
  service_account account{text_at(key, {"client_email"}), text_at(key, {"private_key"}),
                          options.login_url.empty() ? text_at(key, {"token_uri"})
                                                    : options.login_url};
  if (account.email.empty() || account.private_key.empty() || account.token_url.empty())
    return tl::unexpected{std::string{"secret is no key of a service account: it lacks "
                                      "client_email, private_key or token_uri"}};
  if (auto trial = sign_rs256("trial", account.private_key); !trial)
    return tl::unexpected{"secret: " + trial.error()};
  if (!may_go_to(account.token_url, options))
    return tl::unexpected{std::string{"the key's token_uri must begin with https://"}};
  return make_google_source(std::move(options), std::move(account));
}

} // namespace

http_options calendars::to_http_options(const calendar_source_options& x) {
  return {x.in_flight,
          x.per_second,
          x.connect_timeout,
          x.timeout,
          x.body_limit,
          x.ca_file,
          std::string{x.allow_http ? "http,https" : "https"} + (x.allow_file ? ",file" : "")};
}

opened open_calendar_source(calendar_source_options x) {
  if (const auto names = missing(x); !names.empty())
    return tl::unexpected{"missing: " + names};
  if (!(x.per_second > 0) || x.in_flight == 0 || x.page_size == 0)
    return tl::unexpected{std::string{"per_second, in_flight and page_size must be above 0"}};
  if (!may_go_to(x.url, x) || !may_go_to(x.login_url, x))
    return tl::unexpected{std::string{"url and login_url must begin with https://"}};
  if (!x.now)
    x.now = [] {
      return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    };
  switch (x.kind) {
    case kind::caldav: return make_caldav_source(std::move(x));
    case kind::ics: return make_ics_source(std::move(x));
    case kind::graph: return make_graph_source(std::move(x));
    case kind::google: return open_google(std::move(x));
  }
  return tl::unexpected{std::string{"kind is none that there is"}};
}

} // namespace omstilling
