#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace omstilling::redis {

/// What Redis answered.
struct reply {
  enum class kind { nothing, integer, text, list, error };
  kind what = kind::nothing;
  std::int64_t number = 0;
  std::string text; // also of an error: its first word is the kind, such as READONLY
  std::vector<reply> items;

  bool is_nothing() const { return what == kind::nothing; }
  bool is_error() const { return what == kind::error; }
  bool is_error(std::string_view first_word) const {
    return is_error() && text.starts_with(first_word);
  }
  /// The text, or the number as text.
  std::string as_text() const { return what == kind::integer ? std::to_string(number) : text; }
  /// The number, also one that is written as text; 0 for anything else.
  std::int64_t as_number() const;
};

} // namespace omstilling::redis
