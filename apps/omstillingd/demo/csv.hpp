#pragma once

#include "protocol/errors.hpp"

#include <tl/expected.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace omstilling {

struct csv_row {
  std::size_t line = 0; // where it begins
  std::vector<std::string> cells;
};

/// Reads CSV (RFC 4180, UTF-8, with or without byte order mark) whose first line names exactly
/// `columns`. The error names file and line.
tl::expected<std::vector<csv_row>, problem> parse_csv(std::string_view text, std::string_view file,
                                                      const std::vector<std::string>& columns);

/// `file:line: path`, as in all errors about files.
std::string place(std::string_view file, std::size_t line, std::string_view path = {});

} // namespace omstilling
