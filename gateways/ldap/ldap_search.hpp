#pragma once

#include "services/directory/ldap_sync.hpp"

#include <tl/expected.hpp>

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace omstilling::ldap {

/// Where the directory is, and what is read of it. Certificates are always verified.
struct server_options {
  std::string url;       // `ldap://host:389` or `ldaps://host:636`
  bool start_tls = true; // of ldap://
  std::string ca_file{}; // PEM; empty: the system's
  std::string bind_dn{}; // empty: anonymous
  std::string password{};
  std::string base;
  std::string filter = "(objectClass=person)";
  int page_size = 500;
  std::chrono::seconds timeout{30}; // of each answer; a third of it to connect
};

/// All entries below the base, page by page; or why not all of them could be read. Blocks; gives up
/// soon after `stopping` says so.
tl::expected<std::vector<entry>, std::string> search_all(const server_options& options,
                                                         const std::vector<std::string>& attributes,
                                                         const std::function<bool()>& stopping);

} // namespace omstilling::ldap
