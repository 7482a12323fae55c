#include "apps/omstillingd/config/people_rules.hpp"

#include "apps/omstillingd/config/key_readers.hpp"

#include <algorithm>

namespace omstilling {

namespace {

using node = const toml::node&;

std::string read_texts(node in, std::vector<std::string>& out) {
  constexpr auto expected = "list of texts of 1-1000 bytes";
  const auto* list = in.as_array();
  if (!list)
    return expected;
  out.clear();
  for (const auto& item : *list) {
    std::string text;
    if (!read_text(item, text, 1'000).empty())
      return expected;
    out.push_back(std::move(text));
  }
  return {};
}

std::string read_wholes(node in, std::vector<std::int64_t>& out) {
  constexpr auto expected = "list of HTTP statuses such as [200, 201]";
  const auto* list = in.as_array();
  if (!list)
    return expected;
  out.clear();
  for (const auto& item : *list) {
    std::int64_t number = 0;
    if (!read_whole(item, number, 100, 599).empty())
      return expected;
    out.push_back(number);
  }
  return {};
}

std::string read_start(node in, std::string& out, std::initializer_list<const char*> starts,
                       const char* expected) {
  const auto text = in.value_exact<std::string>();
  if (!text || text->size() > 2'000)
    return expected;
  if (!text->empty() && std::none_of(starts.begin(), starts.end(), [&](const char* x) {
        return text->starts_with(x) && text->size() > std::string_view{x}.size();
      }))
    return expected;
  out = *text;
  return {};
}

std::string read_template(node in, std::string& out) {
  return read_start(in, out, {"https://", "http://"},
                    "address such as \"https://api.example.org/sms\"");
}

std::string read_directory(node in, std::string& out) {
  return read_start(in, out, {"ldaps://", "ldap://"}, "address such as \"ldaps://dc.example.org\"");
}

/// Collects what is missing, by key.
class findings {
public:
  void need(bool given, const std::string& key, const std::string& expected = "a value") {
    if (!given)
      lines.push_back(key + ": " + expected + " expected, got nothing");
  }
  void one_secret(const std::string& table, const std::string& file, const std::string& env) {
    if (!file.empty() && !env.empty())
      lines.push_back(table + ": secret_file or secret_env expected, got both");
  }
  void encrypted(const std::string& key, const std::string& url, bool allow_http) {
    if (url.starts_with("http://") && !allow_http)
      lines.push_back(key + ": https:// expected where allow_http is not true, got \"" + url + '"');
  }
  std::vector<std::string> lines;
};

void check(findings& to, const sms_settings& x) {
  to.one_secret("sms", x.secret_file, x.secret_env);
  to.encrypted("sms.url", x.url, x.allow_http);
  to.encrypted("sms.receipt_url", x.receipt_url, x.allow_http);
  if (x.provider == sms_provider::none)
    return;
  const bool has_secret = !x.secret_file.empty() || !x.secret_env.empty();
  if (x.provider == sms_provider::http) {
    to.need(!x.url.empty(), "sms.url");
    to.need(x.url.find("{to") != std::string::npos || x.body.find("{to") != std::string::npos,
            "sms.body", "{to} or {to_digits}");
    to.need(x.url.find("{text}") != std::string::npos || x.body.find("{text}") != std::string::npos,
            "sms.body", "{text}");
    return;
  }
  to.need(has_secret, "sms", "secret_file or secret_env");
  to.need(!x.sender.empty(), "sms.sender");
  if (x.provider == sms_provider::twilio)
    to.need(!x.account.empty(), "sms.account");
}

void check(findings& to, const configuration& all, const ldap_settings& x) {
  const auto place = "ldap " + x.id;
  to.one_secret(place, x.secret_file, x.secret_env);
  if (x.url.empty())
    return;
  to.need(!x.base.empty(), place + ", base");
  if (x.bind_dn.empty() != (x.secret_file.empty() && x.secret_env.empty()))
    to.lines.push_back(place + ": bind_dn and a secret expected, got one of them");
  if (std::none_of(all.sites.begin(), all.sites.end(),
                   [&](const site_settings& site) { return site.id == x.site; }))
    to.lines.push_back(place + ", site: id of a [[site]] expected, got \"" + x.site.value + '"');
}

} // namespace

std::vector<std::string> wrong_people(const configuration& x) {
  findings to;
  to.one_secret("mail", x.mail.secret_file, x.mail.secret_env);
  if (!x.mail.host.empty()) {
    to.need(x.mail.from.find('@') != std::string::npos, "mail.from", "e-mail address");
    if (!x.mail.user.empty())
      to.need(!x.mail.secret_file.empty() || !x.mail.secret_env.empty(), "mail",
              "secret_file or secret_env");
  }
  check(to, x.sms);
  to.one_secret("number_lookup", x.lookup.secret_file, x.lookup.secret_env);
  to.encrypted("number_lookup.url", x.lookup.url, x.lookup.allow_http);
  if (!x.lookup.url.empty())
    to.need(x.lookup.url.find("{number") != std::string::npos, "number_lookup.url",
            "{number} or {number_digits}");
  for (const auto& link : x.ldap)
    check(to, x, link);
  return to.lines;
}

const std::vector<key_rule<configuration>>& people_rules() {
  using all = configuration&;
  static const std::vector<key_rule<configuration>> rules = {
    {"mail.host", [](node in, all out) { return read_maybe(in, out.mail.host); }},
    {"mail.port", [](node in, all out) { return read_whole(in, out.mail.port, 1, 65'535); }},
    {"mail.security", [](node in, all out) { return read_word(in, out.mail.security); }},
    {"mail.user", [](node in, all out) { return read_maybe(in, out.mail.user); }},
    {"mail.secret_file",
     [](node in, all out) { return read_maybe(in, out.mail.secret_file, 4'000); }},
    {"mail.secret_env", [](node in, all out) { return read_maybe(in, out.mail.secret_env); }},
    {"mail.from", [](node in, all out) { return read_maybe(in, out.mail.from); }},
    {"mail.from_name", [](node in, all out) { return read_maybe(in, out.mail.from_name); }},
    {"mail.hello", [](node in, all out) { return read_maybe(in, out.mail.hello); }},
    {"mail.ca_file", [](node in, all out) { return read_maybe(in, out.mail.ca_file, 4'000); }},
    {"mail.timeout_seconds",
     [](node in, all out) { return read_whole(in, out.mail.timeout_seconds, 1, 3'600); }},
    {"sms.provider", [](node in, all out) { return read_word(in, out.sms.provider); }},
    {"sms.sender", [](node in, all out) { return read_maybe(in, out.sms.sender); }},
    {"sms.account", [](node in, all out) { return read_maybe(in, out.sms.account); }},
    {"sms.secret_file",
     [](node in, all out) { return read_maybe(in, out.sms.secret_file, 4'000); }},
    {"sms.secret_env", [](node in, all out) { return read_maybe(in, out.sms.secret_env); }},
    {"sms.url", [](node in, all out) { return read_template(in, out.sms.url); }},
    {"sms.method", [](node in, all out) { return read_maybe(in, out.sms.method); }},
    {"sms.headers", [](node in, all out) { return read_texts(in, out.sms.headers); }},
    {"sms.body", [](node in, all out) { return read_maybe(in, out.sms.body, 4'000); }},
    {"sms.body_is", [](node in, all out) { return read_word(in, out.sms.body_is); }},
    {"sms.basic_login", [](node in, all out) { return read_flag(in, out.sms.basic_login); }},
    {"sms.success", [](node in, all out) { return read_wholes(in, out.sms.success); }},
    {"sms.reference_at", [](node in, all out) { return read_maybe(in, out.sms.reference_at); }},
    {"sms.problem_at", [](node in, all out) { return read_maybe(in, out.sms.problem_at); }},
    {"sms.receipt_url", [](node in, all out) { return read_template(in, out.sms.receipt_url); }},
    {"sms.state_at", [](node in, all out) { return read_texts(in, out.sms.state_at); }},
    {"sms.delivered", [](node in, all out) { return read_texts(in, out.sms.delivered); }},
    {"sms.undelivered", [](node in, all out) { return read_texts(in, out.sms.undelivered); }},
    {"sms.ca_file", [](node in, all out) { return read_maybe(in, out.sms.ca_file, 4'000); }},
    {"sms.allow_http", [](node in, all out) { return read_flag(in, out.sms.allow_http); }},
    {"sms.per_second",
     [](node in, all out) { return read_whole(in, out.sms.per_second, 1, 10'000); }},
    {"sms.timeout_seconds",
     [](node in, all out) { return read_whole(in, out.sms.timeout_seconds, 1, 300); }},
    {"number_lookup.url", [](node in, all out) { return read_template(in, out.lookup.url); }},
    {"number_lookup.headers", [](node in, all out) { return read_texts(in, out.lookup.headers); }},
    {"number_lookup.secret_file",
     [](node in, all out) { return read_maybe(in, out.lookup.secret_file, 4'000); }},
    {"number_lookup.secret_env",
     [](node in, all out) { return read_maybe(in, out.lookup.secret_env); }},
    {"number_lookup.name_at", [](node in, all out) { return read_texts(in, out.lookup.name_at); }},
    {"number_lookup.nobody", [](node in, all out) { return read_wholes(in, out.lookup.nobody); }},
    {"number_lookup.ca_file",
     [](node in, all out) { return read_maybe(in, out.lookup.ca_file, 4'000); }},
    {"number_lookup.allow_http",
     [](node in, all out) { return read_flag(in, out.lookup.allow_http); }},
    {"number_lookup.per_second",
     [](node in, all out) { return read_whole(in, out.lookup.per_second, 1, 10'000); }},
    {"number_lookup.per_hour",
     [](node in, all out) { return read_whole(in, out.lookup.per_hour, 0, 1'000'000); }},
    {"number_lookup.timeout_seconds",
     [](node in, all out) { return read_whole(in, out.lookup.timeout_seconds, 1, 60); }},
    {"number_lookup.keep_count",
     [](node in, all out) { return read_whole(in, out.lookup.keep_count, 0, 1'000'000); }},
    {"number_lookup.keep_days",
     [](node in, all out) { return read_whole(in, out.lookup.keep_days, 0, 3'650); }},
    {"number_lookup.keep_nobody_hours",
     [](node in, all out) { return read_whole(in, out.lookup.keep_nobody_hours, 0, 8'760); }},
  };
  return rules;
}

const std::vector<key_rule<ldap_settings>>& ldap_rules() {
  using all = ldap_settings&;
  static const std::vector<key_rule<ldap_settings>> rules = {
    {"id", [](node in, all out) { return read_link_id(in, out.id); }},
    {"name", [](node in, all out) { return read_text(in, out.name); }},
    {"site", [](node in, all out) { return read_site_id(in, out.site); }},
    {"url", [](node in, all out) { return read_directory(in, out.url); }},
    {"start_tls", [](node in, all out) { return read_flag(in, out.start_tls); }},
    {"ca_file", [](node in, all out) { return read_maybe(in, out.ca_file, 4'000); }},
    {"bind_dn", [](node in, all out) { return read_maybe(in, out.bind_dn, 4'000); }},
    {"secret_file", [](node in, all out) { return read_maybe(in, out.secret_file, 4'000); }},
    {"secret_env", [](node in, all out) { return read_maybe(in, out.secret_env); }},
    {"base", [](node in, all out) { return read_maybe(in, out.base, 4'000); }},
    {"filter", [](node in, all out) { return read_maybe(in, out.filter, 4'000); }},
    {"page_size", [](node in, all out) { return read_whole(in, out.page_size, 1, 10'000); }},
    {"interval_seconds",
     [](node in, all out) { return read_whole(in, out.interval_seconds, 1, 86'400); }},
    {"removal_count",
     [](node in, all out) { return read_whole(in, out.removal_count, 0, 1'000'000); }},
    {"removal_percent",
     [](node in, all out) { return read_whole(in, out.removal_percent, 0, 100); }},
    {"id_from", [](node in, all out) { return read_text(in, out.id_from); }},
    {"name_from", [](node in, all out) { return read_text(in, out.name_from); }},
    {"title_from", [](node in, all out) { return read_maybe(in, out.title_from); }},
    {"department_from", [](node in, all out) { return read_maybe(in, out.department_from); }},
    {"location_from", [](node in, all out) { return read_maybe(in, out.location_from); }},
    {"email_from", [](node in, all out) { return read_maybe(in, out.email_from); }},
    {"alternate_names_from",
     [](node in, all out) { return read_maybe(in, out.alternate_names_from); }},
    {"groups_from", [](node in, all out) { return read_maybe(in, out.groups_from); }},
    {"tasks_from", [](node in, all out) { return read_maybe(in, out.tasks_from); }},
    {"deputy_from", [](node in, all out) { return read_maybe(in, out.deputy_from); }},
  };
  return rules;
}

const std::vector<key_rule<ldap_phone_settings>>& ldap_phone_rules() {
  using phone = ldap_phone_settings&;
  static const std::vector<key_rule<ldap_phone_settings>> rules = {
    {"attribute", [](node in, phone out) { return read_text(in, out.attribute); }},
    {"kind", [](node in, phone out) { return read_word(in, out.kind); }},
  };
  return rules;
}

} // namespace omstilling
