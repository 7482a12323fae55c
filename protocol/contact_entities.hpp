#pragma once

#include "protocol/ids.hpp"
#include "protocol/time.hpp"
#include "protocol/vocabulary.hpp"

#include <boost/describe/class.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// Whom one knows: the phone books, and what a search finds.
namespace omstilling {

struct contact_number {
  number_type type = number_type::work;
  std::string number; // as it was written
  friend bool operator==(const contact_number&, const contact_number&) = default;
};
BOOST_DESCRIBE_STRUCT(contact_number, (), (type, number))

/// Topics `phonebook/shared` and `phonebook/{user}`: one contact (area 15). The id is unique in its
/// book.
struct contact_view {
  contact_id id;
  bool shared = false;
  std::string name;
  std::string company;
  std::string title;
  std::string department;
  std::string address;
  std::string email;
  std::vector<contact_number> numbers; // the first is called unless said otherwise
  std::vector<std::string> keywords;
  std::string note;
  std::int64_t version = 0; // counts its changes
  time_point changed_at;
  std::string changed_by; // name of the login
  friend bool operator==(const contact_view&, const contact_view&) = default;
};
BOOST_DESCRIBE_STRUCT(contact_view, (),
                      (id, shared, name, company, title, department, address, email, numbers,
                       keywords, note, version, changed_at, changed_by))

/// A fragment that was found: bytes of UTF-8 in the text beside it.
struct text_mark {
  std::int64_t at = 0;
  std::int64_t length = 0;
  friend bool operator==(const text_mark&, const text_mark&) = default;
};
BOOST_DESCRIBE_STRUCT(text_mark, (), (at, length))

/// Somebody that a search found, ready to be shown; the best first within its group.
struct search_hit {
  std::string id; // `employee/{id}`, `contact/{id}`, `shared/{id}`, `recent/{number}`
  hit_group group = hit_group::unknown;
  std::optional<employee_id> employee{};
  std::optional<contact_id> contact{};
  bool shared = false; // of a contact
  std::string name;
  std::vector<text_mark> name_marks;
  std::string line; // what stands under the name: where it matched, else title and department
  std::vector<text_mark> line_marks;
  std::string number; // what would be called; empty: none
  std::vector<text_mark> number_marks;
  friend bool operator==(const search_hit&, const search_hit&) = default;
};
BOOST_DESCRIBE_STRUCT(search_hit, (),
                      (id, group, employee, contact, shared, name, name_marks, line, line_marks,
                       number, number_marks))

/// Somebody who could take a call in place of another, and why (B2.7); the best first.
struct alternative_view {
  employee_id employee;
  std::string name;
  alternative_reason reason = alternative_reason::unknown;
  std::string what; // the department or the task they share
  std::string number;
  friend bool operator==(const alternative_view&, const alternative_view&) = default;
};
BOOST_DESCRIBE_STRUCT(alternative_view, (), (employee, name, reason, what, number))

} // namespace omstilling
