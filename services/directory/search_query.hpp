#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace omstilling {

/// A part of a query, which must be found.
struct fragment {
  std::string text;    // folded; of a number its digits
  bool digits = false; // nothing but digits
  bool plus = false;   // with the sign for abroad before it: certainly a number
  friend bool operator==(const fragment&, const fragment&) = default;
};

/// What somebody typed. Digits in groups may be one number ("33 12 34 56") or not ("Torvet 12
/// 8000"): then there are two ways to read it, the number first.
struct search_query {
  std::vector<std::vector<fragment>> readings;
};

search_query read_query(std::string_view text);

} // namespace omstilling
