#include "gateways/store/redis/address.hpp"

#include <charconv>

namespace omstilling::redis {

namespace {

template <class Number>
std::optional<Number> read_number(std::string_view text) {
  Number result{};
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), result);
  if (failure != std::errc{} || end != text.data() + text.size() || text.empty())
    return std::nullopt;
  return result;
}

/// CRC16-CCITT (XMODEM), as the specification has it.
std::uint16_t crc16(std::string_view text) {
  unsigned crc = 0;
  for (const auto c : text) {
    crc ^= static_cast<unsigned>(static_cast<unsigned char>(c)) << 8;
    for (int bit = 0; bit < 8; ++bit)
      crc = (crc & 0x8000U) != 0 ? (crc << 1) ^ 0x1021U : crc << 1;
    crc &= 0xffffU;
  }
  return static_cast<std::uint16_t>(crc);
}

/// `host`, `host:port`, `[host]:port`; `::1:6379` is what Redis itself writes for IPv6.
std::optional<address> read_host(std::string_view text, std::uint16_t usual_port, bool bare) {
  address result{.host = {}, .port = usual_port};
  const auto bracket = text.starts_with('[') ? text.find(']') : text.npos;
  auto colon = text.rfind(':');
  if (bracket != text.npos) {
    result.host = text.substr(1, bracket - 1);
    const auto rest = text.substr(bracket + 1);
    if (rest.empty())
      return result;
    colon = rest.starts_with(':') ? bracket + 1 : text.npos;
    if (colon == text.npos)
      return std::nullopt;
  } else {
    result.host = text.substr(0, colon);
    if (!bare && result.host.find(':') != result.host.npos)
      return std::nullopt;
    if (colon == text.npos)
      return result;
  }
  const auto port = read_number<std::uint16_t>(text.substr(colon + 1));
  if (!port || *port == 0)
    return std::nullopt;
  result.port = *port;
  return result;
}

} // namespace

std::string text_of(const address& x) {
  if (x.port == 0)
    return "unix:" + x.host;
  const bool brackets = x.host.find(':') != x.host.npos;
  return (brackets ? '[' + x.host + ']' : x.host) + ':' + std::to_string(x.port);
}

std::optional<address> read_address(std::string_view text, std::uint16_t usual_port) {
  if (text.starts_with("unix:")) {
    text.remove_prefix(5);
    if (text.starts_with("//"))
      text.remove_prefix(2);
    if (!text.starts_with('/'))
      return std::nullopt;
    return address{std::string{text}, 0};
  }
  if (text.starts_with("redis://")) {
    text.remove_prefix(8);
    if (text.ends_with("/0"))
      text.remove_suffix(2);
    if (text.ends_with('/'))
      text.remove_suffix(1);
  }
  if (text.find_first_of("/@ \t\r\n?#") != text.npos)
    return std::nullopt;
  auto result = read_host(text, usual_port, false);
  return result && !result->host.empty() ? result : std::nullopt;
}

std::optional<redirection> read_redirection(std::string_view error, const address& asked) {
  redirection result;
  if (error.starts_with("ASK "))
    result.once = true;
  else if (!error.starts_with("MOVED "))
    return std::nullopt;
  error.remove_prefix(result.once ? 4 : 6);
  const auto space = error.find(' ');
  const auto slot = read_number<std::uint16_t>(error.substr(0, space));
  if (!slot || *slot > 16383 || space == error.npos)
    return std::nullopt;
  auto to = read_host(error.substr(space + 1), 0, true);
  if (!to || to->port == 0)
    return std::nullopt;
  if (to->host.empty())
    to->host = asked.host;
  result.slot = *slot;
  result.to = std::move(*to);
  return result;
}

std::uint16_t slot_of(std::string_view key) {
  const auto begin = key.find('{');
  const auto end = begin == key.npos ? key.npos : key.find('}', begin + 1);
  if (end != key.npos && end != begin + 1)
    key = key.substr(begin + 1, end - begin - 1);
  return static_cast<std::uint16_t>(crc16(key) % 16384);
}

} // namespace omstilling::redis
