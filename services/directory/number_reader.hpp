#pragma once

#include <array>
#include <set>
#include <string>
#include <string_view>

namespace omstilling {

/// A number as it is meant, however it was written.
struct meant_number {
  std::string national; // digits, without the country's code
  std::string country;  // its code; empty: a number of the house
  /// Equal for the same number.
  std::string key() const { return country.empty() ? national : '+' + country + national; }
  friend bool operator==(const meant_number&, const meant_number&) = default;
};

/// Whether there is a country of this name, such as "DK".
bool is_region(const std::string& x);

/// Reads numbers as they are written in one country, such as "DK".
class number_reader {
public:
  explicit number_reader(const std::string& region);

  meant_number read(std::string_view text) const;
  /// The code of the region's own country.
  const std::string& own_country() const { return own_; }

private:
  meant_number read_international(std::string_view text, std::string digits) const;
  meant_number ask(std::string_view text, std::string digits) const;
  bool possible(std::size_t length) const { return length < 16 && possible_[length]; }

  std::string region_;
  std::string own_;
  bool trunk_prefix_ = false; // numbers at home begin with a digit that is no part of them
  std::array<bool, 16> possible_{};
  std::set<std::string, std::less<>> countries_;
};

/// The digits of a text.
std::string digits_of(std::string_view text);

} // namespace omstilling
