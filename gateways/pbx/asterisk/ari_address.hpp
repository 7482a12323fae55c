#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace omstilling::ari {

/// The parts of `http://host:port/prefix/ari`.
struct address {
  std::string host;
  std::string port;
  std::string path;    // /prefix/ari
  std::string manager; // /prefix
};

/// Nothing when it is no such URL.
std::optional<address> read_address(std::string_view url);

/// The value of an Authorization header.
std::string basic_authorization(std::string_view user, std::string_view password);

} // namespace omstilling::ari
