#pragma once

#include "protocol/vocabulary.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace omstilling {

/// What a column of a table of contacts holds.
enum class column_use {
  unused,
  name,
  given,
  middle,
  family,
  suffix,
  file_as,
  company,
  title,
  department,
  address, // whole
  po_box,
  street,
  postal,
  city,
  region,
  country,
  email,
  keywords, // with semicolons between
  labels,   // as Google has them
  note,
  number,
  number_label, // the kind of the number with the same index
};

enum class address_place { work, home, other };

struct contact_column {
  column_use use = column_use::unused;
  number_type type = number_type::unknown; // of a number; unknown: its label says
  int rank = 1;                            // of a number: a lower one is called first
  address_place place = address_place::other;
  int index = 1;
};

/// What the columns with these names hold: as Outlook writes them in English and Danish, as Google
/// does, and as we do.
std::vector<contact_column> columns_of(const std::vector<std::string>& header);

/// The kind of number that a label of Google's names; unknown for any other.
number_type labelled_type(std::string_view label);

/// Small letters, digits and single blanks: `E-mail 1 - Value` is `e mail 1 value`.
std::string plain_words(std::string_view text);

} // namespace omstilling
