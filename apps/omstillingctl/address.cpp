#include "apps/omstillingctl/address.hpp"

#include "apps/words/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace omstilling {

namespace {

bool valid_port(std::string_view text) {
  int number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  return failure == std::errc{} && end == text.data() + text.size() && number > 0 &&
         number <= 65'535;
}

/// Takes `host[:port]` or `[v6][:port]` apart.
bool read_host(std::string_view text, server_address& out) {
  std::string_view port;
  if (text.starts_with('[')) {
    const auto end = text.find(']');
    if (end == std::string_view::npos)
      return false;
    out.host = text.substr(1, end - 1);
    port = text.substr(end + 1);
  } else {
    const auto colon = std::min(text.find(':'), text.size());
    out.host = text.substr(0, colon);
    port = text.substr(colon);
  }
  if (!port.empty() && (!port.starts_with(':') || !valid_port(port.substr(1))))
    return false;
  out.port = port.empty() ? "80" : port.substr(1);
  return !out.host.empty() &&
         std::all_of(out.host.begin(), out.host.end(), [](unsigned char c) { return c > ' '; });
}

} // namespace

std::string server_address::host_header() const {
  return (host.find(':') == std::string::npos ? host : '[' + host + ']') + ':' + port;
}

tl::expected<server_address, std::string> read_address(std::string_view text) {
  const auto refuse = [&](const char* expected) {
    return tl::unexpected(
      fmt::format(fmt::runtime(_("--server: {} expected, got \"{}\"")), expected, text));
  };
  if (text.starts_with("wss://") || text.starts_with("https://"))
    return refuse(
      _("ws:// (TLS is the proxy's: run this beside the service, or through a tunnel)"));
  const auto scheme = text.find("://");
  if (!text.starts_with("ws://") && !text.starts_with("http://"))
    return refuse("ws://HOST[:PORT]/ws");
  auto rest = text.substr(scheme + 3);
  const auto slash = std::min(rest.find('/'), rest.size());
  server_address result;
  if (!read_host(rest.substr(0, slash), result))
    return refuse("ws://HOST[:PORT]/ws");
  result.root = rest.substr(slash);
  while (result.root.ends_with('/'))
    result.root.pop_back();
  if (result.root.ends_with("/ws"))
    result.root.resize(result.root.size() - 3);
  return result;
}

tl::expected<std::vector<server_address>, std::string> read_addresses(std::string_view text) {
  std::vector<server_address> result;
  for (bool more = true; more;) {
    const auto comma = std::min(text.find(','), text.size());
    auto one = text.substr(0, comma);
    while (one.starts_with(' '))
      one.remove_prefix(1);
    while (one.ends_with(' '))
      one.remove_suffix(1);
    auto read = read_address(one);
    if (!read)
      return tl::unexpected(std::move(read.error()));
    result.push_back(std::move(*read));
    more = comma < text.size();
    text.remove_prefix(more ? comma + 1 : comma);
  }
  return result;
}

} // namespace omstilling
