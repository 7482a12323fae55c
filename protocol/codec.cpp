#include "protocol/codec.hpp"

#include <boost/json/parser.hpp>
#include <boost/json/serialize.hpp>

#include <cmath>

namespace json = boost::json;

namespace omstilling {

namespace {

/// At most `limit` bytes of `text` and then an ellipsis, never half a UTF-8 character.
std::string cut(std::string_view text, std::size_t limit) {
  if (text.size() <= limit)
    return std::string{text};
  while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0) == 0x80)
    --limit;
  return std::string{text.substr(0, limit)} + "…";
}

/// Quoted, and short whatever it holds: an escaped control character takes six bytes.
std::string shown_text(std::string_view x) {
  for (std::size_t limit = 54;; limit /= 2)
    if (auto text = json::serialize(json::string{cut(x, limit)}); text.size() <= 60)
      return text;
}

std::string shown(const json::value& x) {
  switch (x.kind()) {
    case json::kind::object: return "an object";
    case json::kind::array: return "a list";
    case json::kind::string: return shown_text({x.get_string().data(), x.get_string().size()});
    default: return json::serialize(x);
  }
}

/// Members as they are written in a JSON text that is known to be well formed: one colon each.
std::size_t written_members(std::string_view text) {
  std::size_t result = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"')
      quoted = !quoted;
    else if (quoted && text[i] == '\\')
      ++i;
    else if (!quoted && text[i] == ':')
      ++result;
  }
  return result;
}

std::size_t kept_members(const json::value& x) {
  std::size_t result = 0;
  if (const auto* list = x.if_array()) {
    for (const auto& item : *list)
      result += kept_members(item);
  } else if (const auto* object = x.if_object()) {
    result = object->size();
    for (const auto& member : *object)
      result += kept_members(member.value());
  }
  return result;
}

} // namespace

std::string to_text(const json::value& x) { return json::serialize(x); }

tl::expected<json::value, problem> parse_json(std::string_view text, std::size_t max_bytes) {
  const auto refuse = [](error_reason reason, std::string expected, std::string got) {
    return tl::unexpected(
      problem{.reason = reason, .expected = std::move(expected), .got = std::move(got)});
  };
  if (text.size() > max_bytes)
    return refuse(error_reason::too_large, "at most " + std::to_string(max_bytes) + " bytes",
                  std::to_string(text.size()));
  json::parse_options options;
  options.max_depth = 32;
  json::parser parser{{}, options};
  json::error_code failure;
  parser.write(text.data(), text.size(), failure);
  if (failure)
    return refuse(error_reason::malformed, "JSON", failure.message());
  auto result = parser.release();
  // The parser keeps the last of two equal names; which one was meant, nobody knows.
  if (written_members(text) != kept_members(result))
    return refuse(error_reason::malformed, "JSON with each member once", "the same name twice");
  return result;
}

namespace codec {

problem wrong_value(std::string_view path, std::string expected, const json::value& got) {
  return {.reason = error_reason::invalid_params,
          .path = std::string{path},
          .expected = std::move(expected),
          .got = shown(got)};
}

std::optional<problem> read_value(const json::value& in, std::string& out, cursor& at,
                                  tag<std::string>) {
  if (!in.is_string())
    return wrong_value(at.path, "text", in);
  const auto& text = in.get_string();
  // A limit for every text that a client may send: names, notes, numbers. Longer is a mistake or an
  // attack.
  if (at.mode == reading::strict && text.size() > 4096)
    return wrong_value(at.path, "text of at most 4096 bytes", in);
  if (text.find('\0') != json::string::npos)
    return wrong_value(at.path, "text without NUL", in);
  out.assign(text.data(), text.size());
  return std::nullopt;
}

std::optional<problem> read_value(const json::value& in, time_point& out, cursor& at,
                                  tag<time_point>) {
  const auto parsed =
    in.is_string() ? from_rfc3339({in.get_string().data(), in.get_string().size()}) : std::nullopt;
  if (!parsed)
    return wrong_value(at.path, "RFC 3339 time", in);
  out = *parsed;
  return std::nullopt;
}

std::optional<problem> read_id(const json::value& in, std::string& out, cursor& at) {
  if (!in.is_string() ||
      (at.mode == reading::strict && !valid_id({in.get_string().data(), in.get_string().size()})))
    return wrong_value(at.path, "id of 1-64 characters from letters, digits and ._:@+-", in);
  out.assign(in.get_string().data(), in.get_string().size());
  return std::nullopt;
}

std::optional<problem> read_integer(const json::value& in, std::int64_t& out, cursor& at) {
  if (!in.is_int64())
    return wrong_value(at.path, "whole number", in);
  out = in.get_int64();
  return std::nullopt;
}

std::optional<problem> read_number(const json::value& in, double& out, cursor& at) {
  if (!in.is_number())
    return wrong_value(at.path, "number", in);
  out = in.to_number<double>();
  return std::isfinite(out) ? std::nullopt
                            : std::optional{wrong_value(at.path, "finite number", in)};
}

} // namespace codec
} // namespace omstilling
