#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace omstilling {

/// One record of a CSV text. `wrong` says what was expected when it could not be read; the reader
/// then goes on with the next line.
struct csv_record {
  std::size_t line = 0; // of its first character, from 1
  std::vector<std::string> fields;
  std::string wrong;
};

/// Reads CSV as RFC 4180 has it: commas, double quotes, line breaks within quotes; LF or CRLF, with
/// or without a byte order mark. Empty lines are left out.
std::vector<csv_record> read_csv(std::string_view text);

bool valid_utf8(std::string_view text);

} // namespace omstilling
