#include "gateways/store/redis/keys.hpp"

#include "protocol/codec.hpp"

#include <boost/describe/enum_from_string.hpp>

#include <charconv>
#include <random>

namespace omstilling::redis {

namespace {

/// Braces would end the hash tag; an empty one would be none.
std::string tag(const std::string& site) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string result;
  for (const auto c : site) {
    if (c != '{' && c != '}' && c != '%') {
      result += c;
      continue;
    }
    const auto code = static_cast<unsigned char>(c);
    result += '%';
    result += digits[code >> 4];
    result += digits[code & 15];
  }
  return result.empty() ? "%" : result;
}

constexpr auto sign = std::uint64_t{1} << 63;

} // namespace

std::string heartbeat_key(const std::string& node) { return "omstilling:node:" + tag(node); }
std::string answers_key(const std::string& node) { return "omstilling:answers:" + tag(node); }

site_keys::site_keys(const site_id& site) {
  const auto begin = "omstilling:{" + tag(site.value) + "}:";
  meta = begin + "meta";
  rows = begin + "rows";
  events = begin + "events";
  first = begin + "first";
  last = begin + "last";
  receipts = begin + "receipts";
  receipts_at = begin + "receipts_at";
  calls = begin + "calls";
  calls_index = begin + "calls_index";
  undo = begin + "undo";
  frames = begin + "frames";
  commands = begin + "commands";
  askers = begin + "askers";
}

std::vector<std::string> site_keys::all() const {
  return {meta, rows, events, first, last, receipts, receipts_at, calls, calls_index, undo, frames};
}

std::string name_of_its_own() {
  std::random_device chance;
  std::string result;
  for (int i = 0; i < 4; ++i)
    result += std::to_string(chance()) + '.';
  return result;
}

std::string escaped(std::string_view x) {
  std::string result;
  result.reserve(x.size());
  for (const auto c : x) {
    if (static_cast<unsigned char>(c) > 2) {
      result += c;
      continue;
    }
    result += '\1';
    result += static_cast<char>(c + 3);
  }
  return result;
}

std::string unescaped(std::string_view x) {
  std::string result;
  result.reserve(x.size());
  for (std::size_t i = 0; i < x.size(); ++i)
    result += x[i] == '\1' && i + 1 < x.size() ? static_cast<char>(x[++i] - 3) : x[i];
  return result;
}

std::string sortable(time_point x) {
  constexpr std::string_view digits = "0123456789abcdef";
  const auto number = static_cast<std::uint64_t>(millis(x)) ^ sign;
  std::string result;
  for (int shift = 60; shift >= 0; shift -= 4)
    result += digits[(number >> shift) & 15];
  return result;
}

time_point instant_in(std::string_view text) {
  std::uint64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number, 16);
  return instant(static_cast<std::int64_t>(number ^ sign));
}

std::int64_t hour_of(time_point x) {
  return std::chrono::floor<std::chrono::hours>(x).time_since_epoch().count();
}

std::string field_of(const entity_ref& x) { return word(x.kind) + ':' + x.id; }

std::optional<entity_ref> entity_in(std::string_view field) {
  const auto colon = field.find(':');
  entity_kind kind{};
  if (colon == field.npos ||
      !boost::describe::enum_from_string(std::string{field.substr(0, colon)}.c_str(), kind))
    return std::nullopt;
  return entity_ref{kind, std::string{field.substr(colon + 1)}};
}

std::string field_of(const user_id& user, const idempotency_key& key) {
  return escaped(user.value) + '\0' + escaped(key.value);
}

} // namespace omstilling::redis
