#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace omstilling {

/// Why a record of a CSV text could not be read.
enum class csv_fault {
  none,
  too_large, // more than 1 MB
  not_text,  // not UTF-8, or a NUL in it
  quote_inside,
  text_after_quote,
  unclosed_quote,
};

/// One record of a CSV text. After one that could not be read the reader goes on with the next
/// line.
struct csv_record {
  std::size_t line = 0; // of its first character, from 1
  std::vector<std::string> fields;
  csv_fault wrong = csv_fault::none;
};

/// Reads CSV as RFC 4180 has it: double quotes, line breaks within quotes; LF or CRLF, with or
/// without a byte order mark. Empty lines are left out.
std::vector<csv_record> read_csv(std::string_view text, char separator = ',');

/// The separator of a file whose first line names its columns: the one of `,`, `;` and tab that
/// stands there most often outside quotes.
char separator_of(std::string_view text);

/// A field as RFC 4180 writes it, quoted where it must be.
std::string csv_field(std::string_view text, char separator = ',');

} // namespace omstilling
