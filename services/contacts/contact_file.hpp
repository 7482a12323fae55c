#pragma once

#include "protocol/commands.hpp"
#include "protocol/errors.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Contacts that come in files of other programs, and go out in such.
namespace omstilling {

/// A contact that is fit to be put into a phone book.
struct file_contact {
  std::size_t line = 0;
  put_contact contact;
};

/// What was not taken, and why: a whole contact, or one field of one that was.
struct file_refusal {
  std::size_t line = 0;
  std::string field; // may be empty when it is about the whole contact
  problem why;
  bool whole = true;
};

/// A column or property for which a phone book has no place.
struct unused_field {
  std::string name;
  std::size_t count = 0; // of contacts that have something there
  friend bool operator==(const unused_field&, const unused_field&) = default;
};

/// What a file was understood to hold.
struct contact_file {
  std::vector<file_contact> contacts;
  std::vector<file_refusal> refused;
  std::vector<unused_field> unused;
  std::optional<problem> unusable{}; // why nothing of it can be read
};

/// Reads vCard 3.0 and 4.0, and CSV as Outlook (English or Danish), Google and we write it, in
/// UTF-8, UTF-16 or Windows-1252.
contact_file read_contact_file(std::string_view bytes);

} // namespace omstilling
