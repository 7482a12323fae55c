#include "apps/omstillingd/config/config.hpp"
#include "apps/omstillingd/config/people_rules.hpp"
#include "apps/omstillingd/config/rules.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>

namespace omstilling {

namespace {

bool is_loopback(const std::string& address) {
  return address.starts_with("127.") || address == "::1";
}

} // namespace

tl::expected<configuration, configuration_errors>
load_configuration(const std::filesystem::path& file) {
  std::ifstream in{file, std::ios::binary};
  std::string text(largest_configuration + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!in.is_open() || in.bad())
    return tl::unexpected(configuration_errors{
      fmt::format("{}: cannot be read: {}", file.string(), std::strerror(errno))});
  text.resize(static_cast<std::size_t>(in.gcount()));
  return read_configuration(text, file.string());
}

std::vector<std::string> warnings(const configuration& x) {
  std::vector<std::string> result;
  if (!is_loopback(x.listen.address))
    result.push_back(fmt::format("listen.address {} can be reached from other machines, without "
                                 "encryption: put a TLS proxy before it",
                                 x.listen.address));
  return result;
}

std::vector<std::string> known_keys() {
  std::vector<std::string> result;
  for (const auto& rule : general_rules())
    result.push_back(rule.key);
  for (const auto& rule : site_rules())
    result.push_back("site." + rule.key);
  for (const auto& rule : asterisk_rules())
    result.push_back("site.asterisk." + rule.key);
  for (const auto& rule : trunk_rules())
    result.push_back("site.trunk." + rule.key);
  for (const auto& rule : calendar_rules())
    result.push_back("calendars." + rule.key);
  for (const auto& rule : people_rules())
    result.push_back(rule.key);
  for (const auto& rule : ldap_rules())
    result.push_back("ldap." + rule.key);
  for (const auto& rule : ldap_phone_rules())
    result.push_back("ldap.phones." + rule.key);
  return result;
}

} // namespace omstilling
