#pragma once

#include <tl/expected.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace omstilling {

/// Where the service listens.
struct server_address {
  std::string host; // a name or an address, without brackets
  std::string port;
  std::string root; // of the paths below, usually empty: `/reception` behind a proxy

  std::string host_header() const;
  std::string socket_path() const { return root + "/ws"; }
  std::string ready_path() const { return root + "/readyz"; }
};

/// Reads `ws://host[:port][/root]/ws` or `http://host[:port][/root]`; the error says what was
/// expected.
tl::expected<server_address, std::string> read_address(std::string_view text);

/// Several of them with commas between, in the order in which they are tried; never none.
tl::expected<std::vector<server_address>, std::string> read_addresses(std::string_view text);

} // namespace omstilling
