#pragma once

#include "protocol/codec.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <cstdint>
#include <string>

/// How values of one kind are read; each answers what was expected, or nothing when it is fine.
namespace omstilling {

/// Text of 1 to `limit` bytes.
inline std::string read_text(const toml::node& in, std::string& out, std::size_t limit = 200) {
  const auto text = in.value_exact<std::string>();
  if (!text || text->empty() || text->size() > limit || text->find('\0') != std::string::npos)
    return fmt::format("text of 1-{} bytes", limit);
  out = *text;
  return {};
}

/// The same, or nothing.
inline std::string read_maybe(const toml::node& in, std::string& out, std::size_t limit = 200) {
  if (in.value_exact<std::string>() == "") {
    out.clear();
    return {};
  }
  return read_text(in, out, limit);
}

inline std::string read_whole(const toml::node& in, std::int64_t& out, std::int64_t low,
                              std::int64_t high) {
  const auto number = in.value_exact<std::int64_t>();
  if (!number || *number < low || *number > high)
    return fmt::format("whole number {}-{}", low, high);
  out = *number;
  return {};
}

template <class Enum>
std::string read_word(const toml::node& in, Enum& out) {
  std::string words;
  bool found = false;
  const auto text = in.value_exact<std::string>();
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<Enum>>([&](auto d) {
    if (d.value == Enum::unknown)
      return;
    words += (words.empty() ? "" : ", ") + std::string{d.name};
    if (text == d.name) {
      out = d.value;
      found = true;
    }
  });
  return found ? "" : "one of " + words;
}

inline std::string read_flag(const toml::node& in, bool& out) {
  const auto flag = in.value_exact<bool>();
  if (!flag)
    return "true or false";
  out = *flag;
  return {};
}

inline std::string read_site_id(const toml::node& in, site_id& out) {
  const auto text = in.value_exact<std::string>().value_or("");
  if (!valid_id(text))
    return "id of 1-64 characters from letters, digits and ._:@+-";
  out = site_id{text};
  return {};
}

inline std::string read_link_id(const toml::node& in, std::string& out) {
  site_id read;
  auto wrong = read_site_id(in, read);
  out = std::move(read.value);
  return wrong;
}

} // namespace omstilling
