#include "apps/omstillingd/people_gateways.hpp"

#include "apps/omstillingd/secrets.hpp"
#include "gateways/mail/smtp_mailer.hpp"
#include "gateways/number_lookup/http_number_lookup.hpp"
#include "gateways/sms/http_sms_sender.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace omstilling {

namespace {

std::vector<long> statuses(const std::vector<std::int64_t>& x) { return {x.begin(), x.end()}; }

http_options http_of(std::int64_t per_second, std::int64_t timeout, const std::string& ca_file,
                     bool allow_http) {
  return {.per_second = static_cast<double>(per_second),
          .timeout = std::chrono::seconds{timeout},
          .body_limit = 1 << 20,
          .ca_file = ca_file,
          .protocols = allow_http ? "http,https" : "https"};
}

mail::security security_of(mail_security x) {
  switch (x) {
    case mail_security::tls: return mail::security::tls;
    case mail_security::none: return mail::security::none;
    default: return mail::security::starttls;
  }
}

escaping escaping_of(body_kind x) {
  switch (x) {
    case body_kind::form: return escaping::form;
    case body_kind::text: return escaping::none;
    default: return escaping::json;
  }
}

sms::provider provider_of(const sms_settings& x, std::string secret) {
  if (x.provider == sms_provider::http)
    return {.url = x.url,
            .method = x.method,
            .headers = x.headers,
            .body = x.body,
            .body_escaping = escaping_of(x.body_is),
            .basic_login = x.basic_login,
            .account = x.account,
            .secret = std::move(secret),
            .sender = x.sender,
            .success = statuses(x.success),
            .reference_pointer = x.reference_at,
            .problem_pointer = x.problem_at,
            .receipt_url = x.receipt_url,
            .state_pointers = x.state_at,
            .delivered = x.delivered,
            .undelivered = x.undelivered};
  auto result = x.provider == sms_provider::twilio
                  ? sms::twilio(x.account, std::move(secret), x.sender)
                  : sms::gatewayapi(std::move(secret), x.sender);
  if (!x.url.empty())
    sms::move_to(result, x.url);
  return result;
}

ldap::mapping mapping_of(const ldap_settings& x) {
  ldap::mapping result{.id = x.id_from,
                       .name = x.name_from,
                       .title = x.title_from,
                       .department = x.department_from,
                       .location = x.location_from,
                       .email = x.email_from,
                       .alternate_names = x.alternate_names_from,
                       .groups = x.groups_from,
                       .tasks = x.tasks_from,
                       .deputy = x.deputy_from};
  for (const auto& phone : x.phones)
    result.phones.push_back({phone.attribute, phone.kind});
  return result;
}

ldap::import_options import_of(const ldap_settings& x, std::string password,
                               const std::string& token) {
  return {.id = x.id,
          .name = x.name,
          .site = x.site,
          .server = {.url = x.url,
                     .start_tls = x.start_tls,
                     .ca_file = x.ca_file,
                     .bind_dn = x.bind_dn,
                     .password = std::move(password),
                     .base = x.base,
                     .filter = x.filter,
                     .page_size = static_cast<int>(x.page_size)},
          .fields = mapping_of(x),
          .limit = {x.removal_count, x.removal_percent},
          .interval = std::chrono::seconds{x.interval_seconds},
          .token = token};
}

/// The log has each refusal, `health` only the first.
void log_import(const std::string& id, const ldap::import_report& x) {
  spdlog::info("ldap {}: {}", id, ldap::summary_of(x));
  for (const auto& one : x.refused)
    spdlog::warn("ldap {}: {}: {}", id, one.dn, one.reason);
  if (x.held_back > 0)
    spdlog::warn("ldap {}: {}", id, ldap::problem_of(x));
}

} // namespace

tl::expected<std::shared_ptr<mailer>, problem> open_mailer(const mail_settings& x) {
  if (x.host.empty())
    return nullptr;
  auto secret = read_secret("mail", x.secret_file, x.secret_env);
  if (!secret)
    return tl::unexpected(secret.error());
  return mail::open_smtp_mailer({.host = x.host,
                                 .port = static_cast<int>(x.port),
                                 .guarded = security_of(x.security),
                                 .user = x.user,
                                 .password = std::move(*secret),
                                 .ca_file = x.ca_file,
                                 .from = {x.from, x.from_name},
                                 .hello = x.hello,
                                 .timeout = std::chrono::seconds{x.timeout_seconds}});
}

tl::expected<std::shared_ptr<sms_sender>, problem> open_sms(const sms_settings& x) {
  if (x.provider == sms_provider::none)
    return nullptr;
  auto secret = read_secret("sms", x.secret_file, x.secret_env);
  if (!secret)
    return tl::unexpected(secret.error());
  return sms::open_sms_sender(
    {.with = provider_of(x, std::move(*secret)),
     .http = http_of(x.per_second, x.timeout_seconds, x.ca_file, x.allow_http)});
}

tl::expected<std::shared_ptr<number_lookup>, problem> open_lookup(const lookup_settings& x) {
  if (x.url.empty())
    return nullptr;
  auto secret = read_secret("number_lookup", x.secret_file, x.secret_env);
  if (!secret)
    return tl::unexpected(secret.error());
  return lookup::open_number_lookup(
    {.url = x.url,
     .headers = x.headers,
     .secret = std::move(*secret),
     .name_pointers = x.name_at,
     .nobody = statuses(x.nobody),
     .per_hour = x.per_hour,
     .http = http_of(x.per_second, x.timeout_seconds, x.ca_file, x.allow_http),
     .limits = {.count = static_cast<std::size_t>(x.keep_count),
                .found_for = std::chrono::days{x.keep_days},
                .nobody_for = std::chrono::hours{x.keep_nobody_hours}}});
}

tl::expected<people_gateways, problem> open_people_gateways(const configuration& x) {
  auto mail = open_mailer(x.mail);
  if (!mail)
    return tl::unexpected(mail.error());
  auto sms = open_sms(x.sms);
  if (!sms)
    return tl::unexpected(sms.error());
  auto lookup = open_lookup(x.lookup);
  if (!lookup)
    return tl::unexpected(lookup.error());
  return people_gateways{std::move(*mail), std::move(*sms), std::move(*lookup)};
}

namespace {

/// Of several nodes one imports: that which the site is meant for.
bool is_for_this_node(const node_settings& x, const site_id& site) {
  return x.name.empty() ||
         std::find(x.prefers.begin(), x.prefers.end(), site.value) != x.prefers.end();
}

} // namespace

tl::expected<imports, problem> start_imports(const configuration& x, front_door& door,
                                             const std::string& token,
                                             std::function<void(health_view)> say_health) {
  std::vector<ldap::import_options> wanted;
  for (const auto& one : x.ldap) {
    if (one.url.empty() || !is_for_this_node(x.node, one.site))
      continue;
    auto secret = read_secret("ldap " + one.id, one.secret_file, one.secret_env);
    if (!secret)
      return tl::unexpected(secret.error());
    wanted.push_back(import_of(one, std::move(*secret), token));
  }
  imports result;
  for (auto& one : wanted) {
    const auto id = one.id;
    result.push_back(std::make_unique<ldap::importer>(
      std::move(one), door,
      ldap::import_listener{say_health,
                            [id](const ldap::import_report& done) { log_import(id, done); }}));
  }
  return result;
}

} // namespace omstilling
