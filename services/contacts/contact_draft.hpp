#pragma once

#include "services/contacts/contact_file.hpp"

#include <string>
#include <vector>

namespace omstilling {

/// Where in a file something stood.
struct file_place {
  std::size_t line = 0;
  std::string field;
};

/// A number of a draft; those of a lower rank are called first.
struct drafted_number {
  contact_number number;
  int rank = 1;
  file_place at{};
};

/// What a file says of one contact, before it is judged.
struct contact_draft {
  std::size_t line = 0;
  put_contact contact;
  std::string file_as; // its name, if it has no other
  std::vector<drafted_number> numbers;
  file_place email_at{};
};

/// Judges a draft and adds it to the file: a number or e-mail address that cannot be one is left
/// out and named; a contact that cannot stand in a phone book is refused as a whole.
void finish(contact_draft x, contact_file& into);

} // namespace omstilling
