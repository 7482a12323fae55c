#pragma once

#include "services/directory/listing.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace omstilling {

/// What of somebody a text is. `extension` is the number of a primary phone on a desk, the only one
/// that the public sees; `initials` an employee's id, by which people call each other too.
enum class searched_field : std::uint8_t {
  name,
  alternate,
  initials,
  title,
  department,
  location,
  group,
  task,
  company,
  address,
  email,
  note,
  number,
  extension
};

struct searched_text {
  searched_field field = searched_field::name;
  std::string text;
  friend bool operator==(const searched_text&, const searched_text&) = default;
};

/// Somebody as a search looks through them.
struct search_entry {
  std::string id; // unique: `employee/{id}`, `shared/{id}`, `contact/{user}/{id}`
  bool employee = false;
  std::optional<user_id> owner{};   // who alone may find it; none: anybody
  site_id site;                     // of an employee
  std::vector<searched_text> texts; // the name first
};

search_entry entry_of(const listed_employee& x);
/// A contact of somebody's private book, or of the shared one.
search_entry entry_of(const contact_view& x, const std::optional<user_id>& owner);

std::string entry_id(const employee_id& x);
std::string entry_id(const contact_id& x, const std::optional<user_id>& owner);

/// Whether this may be known to the audience.
bool may_know(audience who, searched_field x);

inline bool is_number(searched_field x) {
  return x == searched_field::number || x == searched_field::extension;
}
inline bool is_name(searched_field x) {
  return x == searched_field::name || x == searched_field::alternate;
}

} // namespace omstilling
