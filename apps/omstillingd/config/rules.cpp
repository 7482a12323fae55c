#include "apps/omstillingd/config/rules.hpp"

#include "apps/omstillingd/config/key_readers.hpp"
#include "protocol/codec.hpp"
#include "services/directory/number_reader.hpp"

#include <date/tz.h>
#include <fmt/format.h>

#include <arpa/inet.h>

namespace omstilling {

namespace {

bool is_dialled(std::string_view x) {
  return x.size() <= 32 && x.find_first_not_of("+*#0123456789") == std::string_view::npos;
}

std::string read_digits(const toml::node& in, std::string& out) {
  const auto text = in.value_exact<std::string>();
  if (!text || !is_dialled(*text))
    return "text of at most 32 digits";
  out = *text;
  return {};
}

std::string read_beginnings(const toml::node& in, std::vector<std::string>& out) {
  constexpr auto expected = "list of numbers' beginnings such as \"2\"";
  const auto* list = in.as_array();
  if (!list)
    return expected;
  for (const auto& item : *list) {
    const auto text = item.value_exact<std::string>();
    if (!text || text->empty() || !is_dialled(*text))
      return expected;
    out.push_back(*text);
  }
  return {};
}

std::string read_url(const toml::node& in, std::string& out) {
  const auto text = in.value_exact<std::string>().value_or("");
  if (!text.starts_with("http://") || text.size() < 10 || text.size() > 200)
    return "address such as \"http://127.0.0.1:8088/ari\"";
  out = text;
  return {};
}

/// Empty: there is no such way.
std::string read_endpoint(const toml::node& in, std::string& out) {
  const auto text = in.value_exact<std::string>();
  if (!text || text->size() > 200 || (!text->empty() && text->find("{number}") == text->npos))
    return "endpoint with {number} in it, or nothing";
  out = *text;
  return {};
}

std::string read_address(const toml::node& in, std::string& out) {
  const auto text = in.value_exact<std::string>().value_or("");
  in6_addr parsed{};
  if (inet_pton(AF_INET, text.c_str(), &parsed) != 1 &&
      inet_pton(AF_INET6, text.c_str(), &parsed) != 1)
    return "IPv4 or IPv6 address";
  out = text;
  return {};
}

std::string read_redis_url(const toml::node& in, std::string& out) {
  const auto text = in.value_exact<std::string>().value_or("");
  const bool named = text.starts_with("redis://") || text.starts_with("unix:/");
  if (!named || text.size() > 200 || text.find('@') != text.npos)
    return "address such as \"redis://127.0.0.1:6379\", without user and password";
  out = text;
  return {};
}

std::string read_sentinels(const toml::node& in, std::vector<std::string>& out) {
  constexpr auto expected = "list of addresses such as \"10.0.0.1:26379\"";
  const auto* list = in.as_array();
  if (!list)
    return expected;
  for (const auto& item : *list) {
    const auto text = item.value_exact<std::string>().value_or("");
    if (text.empty() || text.size() > 200)
      return expected;
    out.push_back(text);
  }
  return {};
}

std::string read_node_name(const toml::node& in, std::string& out) {
  const auto text = in.value_exact<std::string>();
  if (!text || (!text->empty() && !valid_id(*text)))
    return "name of 1-64 characters from letters, digits and ._:@+-";
  out = *text;
  return {};
}

std::string read_site_ids(const toml::node& in, std::vector<std::string>& out) {
  constexpr auto expected = "list of sites' ids such as \"aarhus\"";
  const auto* list = in.as_array();
  if (!list)
    return expected;
  for (const auto& item : *list) {
    const auto text = item.value_exact<std::string>().value_or("");
    if (!valid_id(text))
      return expected;
    out.push_back(text);
  }
  return {};
}

bool is_origin(std::string_view text) {
  const auto scheme = text.find("://");
  return (text.starts_with("http://") || text.starts_with("https://")) &&
         text.size() > scheme + 3 && text.find('/', scheme + 3) == std::string_view::npos;
}

std::string read_origins(const toml::node& in, std::vector<std::string>& out) {
  constexpr auto expected = "list of origins such as \"https://wall.example.dk\"";
  const auto* list = in.as_array();
  if (!list)
    return expected;
  for (const auto& item : *list) {
    const auto text = item.value_exact<std::string>();
    if (!text || !is_origin(*text))
      return expected;
    out.push_back(*text);
  }
  return {};
}

std::string read_web_address(const toml::node& in, std::string& out) {
  const auto text = in.value_exact<std::string>();
  if (!text || text->size() > 2'000 ||
      (!text->empty() && !text->starts_with("https://") && !text->starts_with("http://")))
    return "address such as \"https://dav.example.org/\"";
  out = *text;
  return {};
}

std::string read_region(const toml::node& in, std::string& out) {
  const auto text = in.value_exact<std::string>();
  if (!text || !is_region(*text))
    return "a country such as \"DK\"";
  out = *text;
  return {};
}

std::string read_time_zone(const toml::node& in, std::string& out) {
  const auto text = in.value_exact<std::string>().value_or("");
  try {
    date::locate_zone(text);
  } catch (const std::exception&) {
    return "IANA time zone such as \"Europe/Copenhagen\"";
  }
  out = text;
  return {};
}

} // namespace

const std::vector<key_rule<configuration>>& general_rules() {
  using node = const toml::node&;
  using all = configuration&;
  static const std::vector<key_rule<configuration>> rules = {
    {"organisation", [](node in, all out) { return read_text(in, out.organisation); }},
    {"region", [](node in, all out) { return read_region(in, out.region); }},
    {"listen.address", [](node in, all out) { return read_address(in, out.listen.address); }},
    {"listen.port", [](node in, all out) { return read_whole(in, out.listen.port, 0, 65'535); }},
    {"listen.allowed_origins",
     [](node in, all out) { return read_origins(in, out.listen.allowed_origins); }},
    {"store.kind", [](node in, all out) { return read_word(in, out.store.kind); }},
    {"store.path", [](node in, all out) { return read_text(in, out.store.path, 4'000); }},
    {"store.url", [](node in, all out) { return read_redis_url(in, out.store.url); }},
    {"store.sentinels", [](node in, all out) { return read_sentinels(in, out.store.sentinels); }},
    {"store.master", [](node in, all out) { return read_maybe(in, out.store.master); }},
    {"store.user", [](node in, all out) { return read_maybe(in, out.store.user); }},
    {"store.secret_file",
     [](node in, all out) { return read_maybe(in, out.store.secret_file, 4'000); }},
    {"store.secret_env", [](node in, all out) { return read_maybe(in, out.store.secret_env); }},
    {"store.wait_replicas",
     [](node in, all out) { return read_whole(in, out.store.wait_replicas, 0, 100); }},
    {"store.wait_ms",
     [](node in, all out) { return read_whole(in, out.store.wait_ms, 1, 60'000); }},
    {"store.patience_ms",
     [](node in, all out) { return read_whole(in, out.store.patience_ms, 0, 60'000); }},
    {"node.name", [](node in, all out) { return read_node_name(in, out.node.name); }},
    {"node.lease_seconds",
     [](node in, all out) { return read_whole(in, out.node.lease_seconds, 3, 300); }},
    {"node.prefers", [](node in, all out) { return read_site_ids(in, out.node.prefers); }},
    {"log.level", [](node in, all out) { return read_word(in, out.log.level); }},
    {"log.format", [](node in, all out) { return read_word(in, out.log.format); }},
    {"limits.sessions",
     [](node in, all out) { return read_whole(in, out.limits.sessions, 1, 100'000); }},
    {"limits.outbox_kib",
     [](node in, all out) { return read_whole(in, out.limits.outbox_kib, 64, 1'048'576); }},
    {"limits.message_kib",
     [](node in, all out) { return read_whole(in, out.limits.message_kib, 4, 1'024); }},
    {"limits.login_seconds",
     [](node in, all out) { return read_whole(in, out.limits.login_seconds, 1, 300); }},
    {"retention.days",
     [](node in, all out) { return read_whole(in, out.retention.days, 1, 36'500); }},
    {"simulator.seed",
     [](node in, all out) {
       return read_whole(in, out.simulator.seed, 0, std::numeric_limits<std::int64_t>::max());
     }},
    {"simulator.calls_per_hour",
     [](node in, all out) { return read_whole(in, out.simulator.calls_per_hour, 0, 100'000); }},
  };
  return rules;
}

const std::vector<key_rule<site_settings>>& site_rules() {
  using node = const toml::node&;
  using site = site_settings&;
  static const std::vector<key_rule<site_settings>> rules = {
    {"id", [](node in, site out) { return read_site_id(in, out.id); }},
    {"name", [](node in, site out) { return read_text(in, out.name); }},
    {"time_zone", [](node in, site out) { return read_time_zone(in, out.time_zone); }},
    {"pbx", [](node in, site out) { return read_word(in, out.pbx); }},
    {"outside_prefix", [](node in, site out) { return read_digits(in, out.outside_prefix); }},
    {"presented_number", [](node in, site out) { return read_digits(in, out.presented_number); }},
    {"presented_name", [](node in, site out) { return read_maybe(in, out.presented_name, 80); }},
  };
  return rules;
}

const std::vector<key_rule<asterisk_keys>>& asterisk_rules() {
  using node = const toml::node&;
  using keys = asterisk_keys&;
  static const std::vector<key_rule<asterisk_keys>> rules = {
    {"url", [](node in, keys out) { return read_url(in, out.url); }},
    {"user", [](node in, keys out) { return read_text(in, out.user); }},
    {"password", [](node in, keys out) { return read_maybe(in, out.password); }},
    {"password_file", [](node in, keys out) { return read_maybe(in, out.password_file, 4'000); }},
    {"application", [](node in, keys out) { return read_text(in, out.application, 64); }},
    {"phone_endpoint", [](node in, keys out) { return read_endpoint(in, out.phone_endpoint); }},
    {"outside_endpoint", [](node in, keys out) { return read_endpoint(in, out.outside_endpoint); }},
    {"voicemail_endpoint",
     [](node in, keys out) { return read_endpoint(in, out.voicemail_endpoint); }},
    {"music", [](node in, keys out) { return read_text(in, out.music, 80); }},
    {"ami", [](node in, keys out) { return read_flag(in, out.ami); }},
    {"phones", [](node in, keys out) { return read_beginnings(in, out.phones); }},
  };
  return rules;
}

const std::vector<key_rule<trunk_settings>>& trunk_rules() {
  using node = const toml::node&;
  using line = trunk_settings&;
  static const std::vector<key_rule<trunk_settings>> rules = {
    {"site", [](node in, line out) { return read_site_id(in, out.site); }},
    {"endpoint", [](node in, line out) { return read_endpoint(in, out.endpoint); }},
    {"numbers", [](node in, line out) { return read_beginnings(in, out.numbers); }},
  };
  return rules;
}

const std::vector<key_rule<calendar_settings>>& calendar_rules() {
  using node = const toml::node&;
  using link = calendar_settings&;
  static const std::vector<key_rule<calendar_settings>> rules = {
    {"id", [](node in, link out) { return read_link_id(in, out.id); }},
    {"name", [](node in, link out) { return read_text(in, out.name); }},
    {"kind", [](node in, link out) { return read_word(in, out.kind); }},
    {"url", [](node in, link out) { return read_web_address(in, out.url); }},
    {"login_url", [](node in, link out) { return read_web_address(in, out.login_url); }},
    {"tenant", [](node in, link out) { return read_maybe(in, out.tenant); }},
    {"user", [](node in, link out) { return read_maybe(in, out.user); }},
    {"secret_file", [](node in, link out) { return read_maybe(in, out.secret_file, 4'000); }},
    {"secret_env", [](node in, link out) { return read_maybe(in, out.secret_env); }},
    {"subject", [](node in, link out) { return read_maybe(in, out.subject); }},
    {"scope", [](node in, link out) { return read_maybe(in, out.scope); }},
    {"ca_file", [](node in, link out) { return read_maybe(in, out.ca_file, 4'000); }},
    {"allow_http", [](node in, link out) { return read_flag(in, out.allow_http); }},
    {"interval_seconds",
     [](node in, link out) { return read_whole(in, out.interval_seconds, 1, 86'400); }},
    {"per_second", [](node in, link out) { return read_whole(in, out.per_second, 1, 10'000); }},
    {"in_flight", [](node in, link out) { return read_whole(in, out.in_flight, 1, 1'000); }},
  };
  return rules;
}

} // namespace omstilling
