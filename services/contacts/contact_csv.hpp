#pragma once

#include "services/contacts/contact_file.hpp"

namespace omstilling {

/// Reads a table with a line of column names, with commas, semicolons or tabs between them.
contact_file read_contact_csv(std::string_view text);

/// A table that read_contact_csv reads without loss, in UTF-8 with the byte order mark that
/// spreadsheets want.
std::string write_contact_csv(const std::vector<contact_view>& contacts);

} // namespace omstilling
