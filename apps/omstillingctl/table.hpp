#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace omstilling {

using table_row = std::vector<std::string>;

/// A text from elsewhere that goes to a terminal: nothing in it may steer it.
std::string harmless(std::string text);

/// Columns side by side, each as wide as its widest text.
void print_table(const std::vector<table_row>& rows, std::ostream& out);

} // namespace omstilling
