#pragma once

#include "protocol/ids.hpp"
#include "protocol/vocabulary.hpp"

#include <boost/describe/enum.hpp>

#include <cstdint>
#include <string>
#include <vector>

/// How messages go out, who knows whose a number is, and where employees come from.
namespace omstilling {

BOOST_DEFINE_ENUM_CLASS(mail_security, unknown, starttls, tls, none)
BOOST_DEFINE_ENUM_CLASS(sms_provider, unknown, none, gatewayapi, twilio, http)
BOOST_DEFINE_ENUM_CLASS(body_kind, unknown, json, form, text)

struct mail_settings {
  std::string host; // empty: no e-mails
  std::int64_t port = 587;
  mail_security security = mail_security::starttls;
  std::string user;
  std::string secret_file;
  std::string secret_env;
  std::string from;
  std::string from_name;
  std::string hello;
  std::string ca_file;
  std::int64_t timeout_seconds = 300;
};

struct sms_settings {
  sms_provider provider = sms_provider::none;
  std::string sender;
  std::string account;
  std::string secret_file;
  std::string secret_env;
  std::string url;
  std::string method = "POST";
  std::vector<std::string> headers;
  std::string body;
  body_kind body_is = body_kind::json;
  bool basic_login = false;
  std::vector<std::int64_t> success{200, 201, 202};
  std::string reference_at;
  std::string problem_at = "/message";
  std::string receipt_url;
  std::vector<std::string> state_at;
  std::vector<std::string> delivered;
  std::vector<std::string> undelivered;
  std::string ca_file;
  bool allow_http = false;
  std::int64_t per_second = 10;
  std::int64_t timeout_seconds = 30;
};

struct lookup_settings {
  std::string url; // empty: no lookup
  std::vector<std::string> headers;
  std::string secret_file;
  std::string secret_env;
  std::vector<std::string> name_at{"/name"};
  std::vector<std::int64_t> nobody{404};
  std::string ca_file;
  bool allow_http = false;
  std::int64_t per_second = 5;
  std::int64_t per_hour = 1'000;
  std::int64_t timeout_seconds = 5;
  std::int64_t keep_count = 20'000;
  std::int64_t keep_days = 30;
  std::int64_t keep_nobody_hours = 24;
};

struct ldap_phone_settings {
  std::string attribute;
  phone_kind kind = phone_kind::desk;
};

/// One directory that employees come from; docs/ldap.md tells how.
struct ldap_settings {
  std::string id;
  std::string name;
  site_id site;
  std::string url; // empty: nothing is imported
  bool start_tls = true;
  std::string ca_file;
  std::string bind_dn;
  std::string secret_file;
  std::string secret_env;
  std::string base;
  std::string filter = "(objectClass=person)";
  std::int64_t page_size = 500;
  std::int64_t interval_seconds = 900;
  std::int64_t removal_count = 10;
  std::int64_t removal_percent = 5;
  std::string id_from = "uid";
  std::string name_from = "cn";
  std::string title_from = "title";
  std::string department_from = "ou";
  std::string location_from = "l";
  std::string email_from = "mail";
  std::string alternate_names_from;
  std::string groups_from;
  std::string tasks_from;
  std::string deputy_from;
  std::vector<ldap_phone_settings> phones;
};

} // namespace omstilling
