#include "gateways/pbx/asterisk/ari_address.hpp"

#include <boost/beast/core/detail/base64.hpp>

namespace omstilling::ari {

std::optional<address> read_address(std::string_view url) {
  constexpr std::string_view scheme = "http://";
  if (!url.starts_with(scheme))
    return {};
  url.remove_prefix(scheme.size());
  while (url.ends_with('/'))
    url.remove_suffix(1);
  const auto slash = url.find('/');
  auto host = url.substr(0, slash);
  address result{.port = "80", .path = std::string{slash == url.npos ? "" : url.substr(slash)}};
  const auto colon = host.rfind(':');
  if (colon != host.npos && host.find(']', colon) == host.npos) {
    result.port = host.substr(colon + 1);
    host = host.substr(0, colon);
  }
  if (host.starts_with('[') && host.ends_with(']'))
    host = host.substr(1, host.size() - 2);
  result.host = host;
  result.manager = result.path.substr(0, result.path.rfind('/'));
  if (result.host.empty() || result.port.empty() || result.path.empty())
    return {};
  return result;
}

std::string basic_authorization(std::string_view user, std::string_view password) {
  namespace base64 = boost::beast::detail::base64;
  const auto plain = std::string{user} + ':' + std::string{password};
  std::string result(base64::encoded_size(plain.size()), '\0');
  result.resize(base64::encode(result.data(), plain.data(), plain.size()));
  return "Basic " + result;
}

} // namespace omstilling::ari
