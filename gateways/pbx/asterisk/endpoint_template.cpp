#include "gateways/pbx/asterisk/endpoint_template.hpp"

#include <algorithm>

namespace omstilling::ari {

namespace {

constexpr std::string_view place = "{number}";

// Of a leading plus and what can be dialled.
bool is_number(std::string_view x) {
  return !x.empty() && std::ranges::all_of(x, [](char c) {
    return (c >= '0' && c <= '9') || c == '*' || c == '#' || c == '+';
  });
}

} // namespace

std::optional<std::string> endpoint_of(const std::string& pattern, std::string_view number) {
  const auto at = pattern.find(place);
  if (at == std::string::npos || !is_number(number))
    return {};
  return std::string{pattern}.replace(at, place.size(), number);
}

std::optional<std::string> at_address(std::string endpoint, std::string_view number,
                                      const std::string& address) {
  constexpr std::string_view technology = "PJSIP/";
  const bool plain = endpoint.starts_with(technology) &&
                     endpoint.find_first_of("/@", technology.size()) == std::string::npos;
  if (address.empty() || !plain)
    return endpoint;
  if (address.find_first_not_of("0123456789abcdefABCDEF.:") != std::string::npos)
    return {};
  const bool is_v6 = address.find(':') != std::string::npos;
  return endpoint + "/sip:" + std::string{number} + '@' + (is_v6 ? '[' + address + ']' : address);
}

std::optional<std::string> number_in(const std::string& pattern, std::string_view endpoint) {
  const auto at = pattern.find(place);
  if (at == std::string::npos)
    return {};
  const auto before = std::string_view{pattern}.substr(0, at);
  const auto after = std::string_view{pattern}.substr(at + place.size());
  if (endpoint.size() <= before.size() + after.size() || !endpoint.starts_with(before) ||
      !endpoint.ends_with(after))
    return {};
  const auto number =
    endpoint.substr(before.size(), endpoint.size() - before.size() - after.size());
  return is_number(number) ? std::optional{std::string{number}} : std::nullopt;
}

} // namespace omstilling::ari
