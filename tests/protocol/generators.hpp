#pragma once

#include "protocol/codec.hpp"

#include <rapidcheck.h>

#include <limits>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

/// Values of any described type, for property tests: one generator and one comparison, driven by
/// Boost.Describe, so that a new member or command is covered when it is described.
namespace omstilling::any {

template <class T>
struct kind_of {
  static constexpr bool is_optional = false, is_list = false, is_id = false;
};
template <class T>
struct kind_of<std::optional<T>> {
  static constexpr bool is_optional = true, is_list = false, is_id = false;
  using element = T;
};
template <class T>
struct kind_of<std::vector<T>> {
  static constexpr bool is_optional = false, is_list = true, is_id = false;
  using element = T;
};
template <class Tag>
struct kind_of<id<Tag>> {
  static constexpr bool is_optional = false, is_list = false, is_id = true;
};

/// All that JSON has to escape, and characters of one to four bytes.
inline std::string text() {
  const auto parts =
    *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(std::vector<std::string>{
      "a",    "Z", "7", " ", "\"", "\\",     "/",  "\n", "\t",   "\x01",
      "\x7f", "{", ":", "æ", "Å",  "\u2028", "漢", "😀",  "null", "\\u0041"}));
  std::string result;
  for (const auto& part : parts)
    result += part;
  return result;
}

inline std::string id_text() {
  return *rc::gen::resize(
    64, rc::gen::suchThat(rc::gen::container<std::string>(
                            rc::gen::elementOf(std::string{"abcxyzABCXYZ0189._:@+-"})),
                          [](const std::string& x) { return !x.empty() && x.size() <= 64; }));
}

/// Any instant that RFC 3339 can write: the years 1970 to 9999.
inline time_point instant() {
  return time_point{
    std::chrono::milliseconds{*rc::gen::inRange<std::int64_t>(0, 253'402'300'800'000)}};
}

/// An enumerator a client may send: every one but `unknown`.
template <class Enum>
Enum enumerator() {
  std::vector<Enum> words;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<Enum>>([&](auto d) {
    if (d.value != Enum::unknown)
      words.push_back(d.value);
  });
  return *rc::gen::elementOf(words);
}

template <class T>
T value() {
  using kind = kind_of<T>;
  if constexpr (std::is_same_v<T, bool>) {
    return *rc::gen::arbitrary<bool>();
  } else if constexpr (std::is_same_v<T, std::int64_t>) {
    return *rc::gen::arbitrary<std::int64_t>();
  } else if constexpr (std::is_same_v<T, double>) {
    // Eighths: Boost.JSON 1.81 may read other fractions with an error in the last bit.
    return static_cast<double>(*rc::gen::inRange(-80'000, 80'000)) / 8;
  } else if constexpr (std::is_same_v<T, std::string>) {
    return text();
  } else if constexpr (std::is_same_v<T, time_point>) {
    return instant();
  } else if constexpr (std::is_enum_v<T>) {
    return enumerator<T>();
  } else if constexpr (kind::is_id) {
    return T{id_text()};
  } else if constexpr (kind::is_optional) {
    return *rc::gen::arbitrary<bool>() ? T{value<typename kind::element>()} : T{};
  } else if constexpr (kind::is_list) {
    T result;
    for (auto left = *rc::gen::inRange(0, 4); left > 0; --left)
      result.push_back(value<typename kind::element>());
    return result;
  } else {
    T result{};
    boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>(
      [&](auto d) {
        result.*d.pointer = value<std::remove_cvref_t<decltype(result.*d.pointer)>>();
      });
    return result;
  }
}

/// Equal member by member; described types need no operator== for it.
template <class T>
bool same(const T& a, const T& b) {
  using kind = kind_of<T>;
  if constexpr (kind::is_optional) {
    return a.has_value() == b.has_value() && (!a || same(*a, *b));
  } else if constexpr (kind::is_list) {
    bool result = a.size() == b.size();
    for (std::size_t i = 0; result && i < a.size(); ++i)
      result = same(a[i], b[i]);
    return result;
  } else if constexpr (boost::describe::has_describe_members<T>::value) {
    bool result = true;
    boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>(
      [&](auto d) { result = result && same(a.*d.pointer, b.*d.pointer); });
    return result;
  } else {
    return a == b;
  }
}

/// Calls `f` with a default value of each type of a variant.
template <class Variant, class F>
void each_type(F&& f) {
  boost::mp11::mp_for_each<Variant>(std::forward<F>(f));
}

} // namespace omstilling::any
