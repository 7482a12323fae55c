#pragma once

#include "protocol/entities.hpp"

#include <optional>
#include <string>
#include <vector>

namespace omstilling {

class employee;
struct employee_record;

/// Who may know of somebody that she can take a call now.
struct free_for {
  bool reception = false;
  bool colleague = false;
  bool public_ = false;
  bool operator[](audience who) const {
    return who == audience::reception   ? reception
           : who == audience::colleague ? colleague
                                        : public_;
  }
  friend bool operator==(const free_for&, const free_for&) = default;
};

struct listed_phone {
  std::string number;
  phone_kind kind = phone_kind::desk;
  friend bool operator==(const listed_phone&, const listed_phone&) = default;
};

/// An employee as the directory lists her: what she is found by, without what changes by the hour.
struct listed_employee {
  employee_id id;
  site_id site;
  std::string name;
  std::string title;
  std::string department;
  std::string location;
  std::vector<std::string> groups;
  std::vector<listed_phone> phones; // the first is the primary one
  std::string email;
  std::vector<std::string> alternate_names;
  std::vector<std::string> tasks;
  std::optional<employee_id> deputy{};
  std::string imported_from; // the import that made her; empty: none
  friend bool operator==(const listed_employee&, const listed_employee&) = default;
};

listed_employee listing_of(const employee_record& x);
free_for freedom_of(const employee& x);
/// The same, of somebody as she is shown.
bool can_take_call(const person& x);

/// Whose a number is, for somebody.
struct known_number {
  std::string name;                      // empty: nobody's
  std::optional<name_source> source{};   // employee or contact
  std::optional<employee_id> employee{}; // one of the two, if anybody's
  std::optional<contact_id> contact{};
  bool shared = false; // of a contact
  std::string company; // of a contact
  friend bool operator==(const known_number&, const known_number&) = default;
};

} // namespace omstilling
