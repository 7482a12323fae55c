#pragma once

#include "protocol/commands.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace omstilling {

/// One line of a sheet that is fit to be sent.
struct sheet_line {
  std::size_t line = 0;
  put_employee employee;
};

/// One line that is not; `column` may be empty when it is about the whole line.
struct refused_line {
  std::size_t line = 0;
  std::string column;
  std::string why;
};

struct employee_sheet {
  std::vector<sheet_line> employees;
  std::vector<refused_line> refused;
  std::string unusable; // why no line can be read at all; else empty
};

/// Reads CSV with a header: id, site and name, and title, department, location, groups, phones,
/// calendar_link, calendar_address, email, alternate_names, tasks and deputy where wanted. Groups,
/// phones, alternate names and tasks are lists with semicolons; a phone is `number[:kind]`.
employee_sheet read_employees(std::string_view text);

/// The column that a field of put_employee stands in: `phones[1].kind` is `phones`.
std::string column_of(std::string_view path);

} // namespace omstilling
