#pragma once

#include "services/directory/listing.hpp"

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace omstilling {

/// Who can take calls in place of whom (B2.7).
class stand_ins {
public:
  void put(const listed_employee& x);
  void remove(const employee_id& x);
  void free(const employee_id& x, const free_for& now);

  /// Those who can take a call now in place of `of`, the best `limit`: her deputy, then those of
  /// her department, then those with a task of hers; of each those of her site first, then by name.
  /// The public hears only of the department. Nothing for somebody who is not listed.
  std::vector<alternative_view> find(const employee_id& of, audience who, std::size_t limit) const;
  bool knows(const employee_id& x) const { return people_.contains(x); }
  /// Whom this import has made, in order.
  std::vector<employee_id> imported(const std::string& import) const;

private:
  struct one {
    site_id site;
    std::string name;
    std::string department;
    std::vector<std::string> tasks;
    std::optional<employee_id> deputy{};
    std::string number;
    std::string public_number; // empty: none that the public may see
    std::string imported_from;
    free_for now;
  };
  using together = std::unordered_map<std::string, std::set<employee_id>>;

  std::unordered_map<employee_id, one> people_;
  together departments_; // by folded name
  together tasks_;
  std::map<std::string, std::set<employee_id>> imports_;
};

} // namespace omstilling
