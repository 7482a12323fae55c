#pragma once

#include "protocol/errors.hpp"
#include "protocol/ids.hpp"
#include "protocol/time.hpp"

#include <boost/describe/enumerators.hpp>
#include <boost/describe/members.hpp>
#include <boost/json/value.hpp>
#include <boost/mp11/algorithm.hpp>
#include <tl/expected.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

/// JSON for every described type: one pair of functions, driven by Boost.Describe.
///
/// Reading ignores unknown members. `std::optional`, list and `bool` members may be missing, and
/// `null` is the same as missing; every other member is needed in what a client sends (`strict`)
/// and takes its default in what was kept (`lenient`), so that rows written by an older version
/// load. An enumerator nobody knows is an error in `strict` and `unknown` in `lenient`; `unknown`
/// itself is one that nobody knows, unless it may_be_unknown.
namespace omstilling {

enum class reading { strict, lenient };

namespace codec {

template <class T>
struct tag {};

/// The enumerator as it stands in JSON: without the trailing underscore that keeps it clear of a
/// C++ keyword.
inline std::string_view spelled(std::string_view name) {
  return name.ends_with('_') ? name.substr(0, name.size() - 1) : name;
}

/// `expected`, with the value that stood there instead.
problem wrong_value(std::string_view path, std::string expected, const boost::json::value& got);

template <class T>
inline constexpr bool may_be_missing = std::is_same_v<T, bool>;
template <class T>
inline constexpr bool may_be_missing<std::optional<T>> = true;
template <class T>
inline constexpr bool may_be_missing<std::vector<T>> = true;

// --- writing ------------------------------------------------------------------
template <class T>
void write(boost::json::value& out, const T& x);

inline void write_value(boost::json::value& out, const std::string& x, tag<std::string>) {
  out = x;
}
template <class Tag>
void write_value(boost::json::value& out, const id<Tag>& x, tag<id<Tag>>) {
  out = x.value;
}
inline void write_value(boost::json::value& out, const time_point& x, tag<time_point>) {
  out = to_rfc3339(x);
}
template <class T>
void write_value(boost::json::value& out, const std::optional<T>& x, tag<std::optional<T>>) {
  x ? write(out, *x) : void(out = nullptr);
}
template <class T>
void write_value(boost::json::value& out, const std::vector<T>& x, tag<std::vector<T>>) {
  auto& list = out.emplace_array();
  list.reserve(x.size());
  for (const auto& item : x)
    write(list.emplace_back(nullptr), item);
}

template <class T>
bool absent(const T&) {
  return false;
}
template <class T>
bool absent(const std::optional<T>& x) {
  return !x;
}

template <class T>
void write(boost::json::value& out, const T& x) {
  if constexpr (std::is_same_v<T, bool> || std::is_same_v<T, double>) {
    out = x;
  } else if constexpr (std::is_integral_v<T>) {
    out = static_cast<std::int64_t>(x);
  } else if constexpr (std::is_enum_v<T>) {
    out = "unknown";
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>([&](auto d) {
      if (d.value == x)
        out = spelled(d.name);
    });
  } else if constexpr (boost::describe::has_describe_members<T>::value) {
    auto& object = out.emplace_object();
    boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>(
      [&](auto d) {
        if (const auto& member = x.*d.pointer; !absent(member))
          write(object.emplace(d.name, nullptr).first->value(), member);
      });
  } else {
    write_value(out, x, tag<T>{});
  }
}

// --- reading ------------------------------------------------------------------
/// Where the reader stands; members are appended while it is inside them.
struct cursor {
  std::string path;
  reading mode;
};

template <class T>
std::optional<problem> read(const boost::json::value& in, T& out, cursor& at);

std::optional<problem> read_value(const boost::json::value& in, std::string& out, cursor& at,
                                  tag<std::string>);
std::optional<problem> read_value(const boost::json::value& in, time_point& out, cursor& at,
                                  tag<time_point>);
std::optional<problem> read_id(const boost::json::value& in, std::string& out, cursor& at);
std::optional<problem> read_integer(const boost::json::value& in, std::int64_t& out, cursor& at);
std::optional<problem> read_number(const boost::json::value& in, double& out, cursor& at);

template <class Tag>
std::optional<problem> read_value(const boost::json::value& in, id<Tag>& out, cursor& at,
                                  tag<id<Tag>>) {
  return read_id(in, out.value, at);
}
template <class T>
std::optional<problem> read_value(const boost::json::value& in, std::optional<T>& out, cursor& at,
                                  tag<std::optional<T>>) {
  return in.is_null() ? (out.reset(), std::nullopt) : read(in, out.emplace(), at);
}
template <class T>
std::optional<problem> read_value(const boost::json::value& in, std::vector<T>& out, cursor& at,
                                  tag<std::vector<T>>) {
  if (!in.is_array())
    return wrong_value(at.path, "list", in);
  const auto base = at.path.size();
  out.clear();
  out.reserve(in.get_array().size());
  for (const auto& item : in.get_array()) {
    at.path += '[' + std::to_string(out.size()) + ']';
    if (auto wrong = read(item, out.emplace_back(), at))
      return wrong;
    at.path.resize(base);
  }
  return std::nullopt;
}

template <class T>
std::optional<problem> read_enum(const boost::json::value& in, T& out, cursor& at) {
  std::string words;
  bool found = false;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>([&](auto d) {
    if (d.value == T::unknown && !may_be_unknown<T>)
      return;
    const auto word = spelled(d.name);
    words += (words.empty() ? "" : ", ") + std::string{word};
    if (in.is_string() && in.get_string() == word) {
      out = d.value;
      found = true;
    }
  });
  if (found)
    return std::nullopt;
  if (at.mode == reading::strict)
    return wrong_value(at.path, "one of " + words, in);
  out = T::unknown;
  return std::nullopt;
}

template <class T>
std::optional<problem> read_object(const boost::json::value& in, T& out, cursor& at) {
  if (!in.is_object())
    return wrong_value(at.path, "object", in);
  const auto& object = in.get_object();
  const auto base = at.path.size();
  std::optional<problem> wrong;
  boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>(
    [&](auto d) {
      if (wrong)
        return;
      auto& member = out.*d.pointer;
      using member_type = std::remove_cvref_t<decltype(member)>;
      if (base > 0)
        at.path += '.';
      at.path += d.name;
      const auto* found = object.if_contains(d.name);
      if (found &&
          !(found->is_null() && (may_be_missing<member_type> || at.mode == reading::lenient)))
        wrong = read(*found, member, at);
      else if (!may_be_missing<member_type> && at.mode == reading::strict)
        wrong = problem{.reason = error_reason::invalid_params,
                        .path = at.path,
                        .expected = "a value",
                        .got = "nothing"};
      if (!wrong)
        at.path.resize(base);
    });
  return wrong;
}

template <class T>
std::optional<problem> read(const boost::json::value& in, T& out, cursor& at) {
  if constexpr (std::is_same_v<T, bool>) {
    if (!in.is_bool())
      return wrong_value(at.path, "true or false", in);
    out = in.get_bool();
    return std::nullopt;
  } else if constexpr (std::is_same_v<T, std::int64_t>) {
    return read_integer(in, out, at);
  } else if constexpr (std::is_same_v<T, double>) {
    return read_number(in, out, at);
  } else if constexpr (std::is_enum_v<T>) {
    return read_enum(in, out, at);
  } else if constexpr (boost::describe::has_describe_members<T>::value) {
    return read_object(in, out, at);
  } else {
    return read_value(in, out, at, tag<T>{});
  }
}

} // namespace codec

template <class T>
boost::json::value encode(const T& x) {
  boost::json::value result;
  codec::write(result, x);
  return result;
}

/// JSON text on one line.
std::string to_text(const boost::json::value& x);

template <class T>
std::string encode_text(const T& x) {
  return to_text(encode(x));
}

/// Reads a T; the error names the path below `root` and what was expected there. Never throws,
/// whatever the input.
template <class T>
tl::expected<T, problem> decode(const boost::json::value& in, std::string_view root = {},
                                reading mode = reading::strict) {
  T result{};
  codec::cursor at{std::string{root}, mode};
  if (auto wrong = codec::read(in, result, at))
    return tl::unexpected(std::move(*wrong));
  return result;
}

/// Parses one JSON text: at most `max_bytes`, at most 32 levels deep, valid UTF-8, no duplicate or
/// trailing content.
tl::expected<boost::json::value, problem> parse_json(std::string_view text, std::size_t max_bytes);

/// Reads what was kept by encode_text; a row that no longer fits is an error that says where.
template <class T>
tl::expected<T, problem> decode_text(std::string_view text) {
  auto parsed = parse_json(text, 64 << 20);
  if (!parsed)
    return tl::unexpected(std::move(parsed.error()));
  return decode<T>(*parsed, {}, reading::lenient);
}

/// The word of an enumerator as it stands in JSON.
template <class Enum>
std::string word(Enum x) {
  std::string result = "unknown";
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<Enum>>([&](auto d) {
    if (d.value == x)
      result = codec::spelled(d.name);
  });
  return result;
}

} // namespace omstilling
