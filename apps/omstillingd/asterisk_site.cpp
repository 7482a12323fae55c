#include "apps/omstillingd/asterisk_site.hpp"

#include "gateways/pbx/asterisk/asterisk.hpp"
#include "gateways/pbx/group/pbx_group.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>

namespace omstilling {

namespace {

problem unreadable(const std::filesystem::path& file) {
  return {.reason = error_reason::invalid_params,
          .path = file.string(),
          .expected = "a file that can be read",
          .got = std::strerror(errno)};
}

tl::expected<std::string, problem> password_of(const asterisk_keys& x) {
  if (x.password_file.empty())
    return x.password;
  std::ifstream in{x.password_file};
  std::string line;
  if (!std::getline(in, line) || line.empty())
    return tl::unexpected(unreadable(x.password_file));
  return line;
}

tl::expected<std::shared_ptr<pbx_port>, problem> connect(const asterisk_keys& x,
                                                         std::map<site_id, std::string> lines) {
  return password_of(x).map([&](std::string password) -> std::shared_ptr<pbx_port> {
    return start_asterisk({.url = x.url,
                           .user = x.user,
                           .password = std::move(password),
                           .application = x.application,
                           .phone_endpoint = x.phone_endpoint,
                           .outside_endpoint = x.outside_endpoint,
                           .site_endpoints = std::move(lines),
                           .voicemail_endpoint = x.voicemail_endpoint,
                           .music = x.music,
                           .ami = x.ami});
  });
}

} // namespace

tl::expected<std::shared_ptr<pbx_port>, problem> connect_asterisks(const site_settings& site) {
  std::map<site_id, std::string> lines;
  for (const auto& x : site.trunks)
    lines[x.site] = x.endpoint;
  if (site.asterisks.size() == 1)
    return connect(site.asterisks.front(), std::move(lines));
  std::vector<group_member> members;
  for (const auto& x : site.asterisks) {
    auto port = connect(x, lines);
    if (!port)
      return port;
    members.push_back({x.url, std::move(*port), x.phones});
  }
  return make_pbx_group(std::move(members));
}

tl::expected<asterisk_keys, problem> read_asterisk_file(const std::filesystem::path& file) {
  std::ifstream in{file};
  if (!in)
    return tl::unexpected(unreadable(file));
  asterisk_keys result{.voicemail_endpoint = "Local/{number}@voicemail", .ami = true, .phones = {}};
  for (std::string line; std::getline(in, line);) {
    const auto equals = line.find('=');
    const auto value = equals == line.npos ? "" : line.substr(equals + 1);
    const auto name = line.substr(0, equals);
    if (name == "ARI_URL")
      result.url = value;
    else if (name == "ARI_USER")
      result.user = value;
    else if (name == "ARI_PASSWORD")
      result.password = value;
  }
  if (result.user.empty() || result.password.empty())
    return tl::unexpected(problem{.reason = error_reason::invalid_params,
                                  .path = file.string(),
                                  .expected = "lines ARI_URL, ARI_USER and ARI_PASSWORD"});
  return result;
}

} // namespace omstilling
