#pragma once

#include "apps/omstillingd/config/people_settings.hpp"
#include "protocol/ids.hpp"

#include <boost/describe/enum.hpp>
#include <tl/expected.hpp>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

/// What the service is told when it starts: etc/omstilling.toml documents every key.
namespace omstilling {

BOOST_DEFINE_ENUM_CLASS(log_level, unknown, trace, debug, info, warn, error, off)
BOOST_DEFINE_ENUM_CLASS(log_format, unknown, text, json)
BOOST_DEFINE_ENUM_CLASS(store_kind, unknown, sqlite, redis)
BOOST_DEFINE_ENUM_CLASS(pbx_kind, unknown, none, simulator, asterisk)

struct listen_settings {
  std::string address = "127.0.0.1";
  std::int64_t port = 8080; // 0: any that is free
  std::vector<std::string> allowed_origins;
};

struct store_settings {
  store_kind kind = store_kind::sqlite;
  std::string path = "var/omstilling.db";
  // Of Redis; docs/redis.md tells what each promises.
  std::string url = "redis://127.0.0.1:6379";
  std::vector<std::string> sentinels; // instead of `url`
  std::string master;
  std::string user;
  std::string secret_file; // holds nothing but the password
  std::string secret_env;  // or the environment variable that does
  std::int64_t wait_replicas = 0;
  std::int64_t wait_ms = 1'000;
  std::int64_t patience_ms = 10'000;
};

/// One of several processes that share the sites among them.
struct node_settings {
  std::string name; // empty: there is only this one
  std::int64_t lease_seconds = 6;
  std::vector<std::string> prefers; // sites that are its own while it lives
};

struct log_settings {
  log_level level = log_level::info;
  log_format format = log_format::text;
};

struct limit_settings {
  std::int64_t sessions = 10'000;
  std::int64_t outbox_kib = 4'096;
  std::int64_t message_kib = 64;
  std::int64_t login_seconds = 10;
};

struct retention_settings {
  std::int64_t days = 400;
};

/// Of the simulated PBX of every site that has one.
struct simulator_settings {
  std::int64_t seed = 1;
  std::int64_t calls_per_hour = 60;
};

/// One Asterisk of a site.
struct asterisk_keys {
  std::string url = "http://127.0.0.1:8088/ari";
  std::string user;
  std::string password;
  std::string password_file; // instead of `password`
  std::string application = "omstilling";
  std::string phone_endpoint = "PJSIP/{number}";
  std::string outside_endpoint = "PJSIP/{number}@trunk";
  std::string voicemail_endpoint;
  std::string music = "default";
  bool ami = false;
  std::vector<std::string> phones; // beginnings of the numbers of its phones
};

/// A line from this site's PBX to another site's.
struct trunk_settings {
  site_id site;
  std::string endpoint;
  std::vector<std::string> numbers; // beginnings of the numbers that lead there when dialled
};

struct site_settings {
  site_id id;
  std::string name;
  std::string time_zone = "Europe/Copenhagen";
  pbx_kind pbx = pbx_kind::none;
  std::string outside_prefix;
  std::string presented_number;
  std::string presented_name;
  std::vector<asterisk_keys> asterisks;
  std::vector<trunk_settings> trunks;
};

BOOST_DEFINE_ENUM_CLASS(calendar_kind, unknown, caldav, ics, graph, google)

/// One link to a provider of calendars; docs/calendars.md tells what each kind needs.
struct calendar_settings {
  std::string id;
  std::string name;
  calendar_kind kind = calendar_kind::unknown;
  std::string url;
  std::string login_url;
  std::string tenant;
  std::string user;
  std::string secret_file; // holds nothing but the secret
  std::string secret_env;  // or the environment variable that does
  std::string subject;
  std::string scope;
  std::string ca_file;
  bool allow_http = false;
  std::int64_t interval_seconds = 300;
  std::int64_t per_second = 10;
  std::int64_t in_flight = 8;
};

struct configuration {
  std::string organisation = "Omstilling";
  std::string region = "DK";
  listen_settings listen;
  store_settings store;
  node_settings node;
  log_settings log;
  limit_settings limits;
  retention_settings retention;
  simulator_settings simulator;
  std::vector<site_settings> sites;
  std::vector<calendar_settings> calendars;
  mail_settings mail;
  sms_settings sms;
  lookup_settings lookup;
  std::vector<ldap_settings> ldap;
};

inline constexpr std::size_t largest_configuration = 1 << 20; // bytes

/// Lines for people, each with file, line and column: what was wrong, and what was expected.
using configuration_errors = std::vector<std::string>;

/// Reads TOML; what is not given has its default. Every wrong, unknown or missing key is named.
tl::expected<configuration, configuration_errors> read_configuration(std::string_view text,
                                                                     std::string_view file_name);

tl::expected<configuration, configuration_errors>
load_configuration(const std::filesystem::path& file);

/// What is allowed, and should be known: for the log, at the start.
std::vector<std::string> warnings(const configuration& x);

/// Every key as `table.key`; those of a site as `site.key`, of a link as `calendars.key`,
/// of a directory as `ldap.key`.
std::vector<std::string> known_keys();

} // namespace omstilling
