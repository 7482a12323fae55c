#pragma once

#include "protocol/commands.hpp"

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

/// Employees as another directory has them: what an import writes, and what it leaves alone.
namespace omstilling::ldap {

struct phone_attribute {
  std::string attribute;
  phone_kind kind = phone_kind::desk;
};

/// Which attribute each field comes from; empty: the field is not imported.
struct mapping {
  std::string id = "uid"; // must not change; objectGUID is written in hexadecimal
  std::string name = "cn";
  std::string title{};
  std::string department{};
  std::string location{};
  std::string email{};
  std::string alternate_names{};
  std::string groups{};
  std::string tasks{};
  std::string deputy{}; // the distinguished name of another entry, or its id
  std::vector<phone_attribute> phones{};
};

/// The attributes to be asked for, each once.
std::vector<std::string> attributes_of(const mapping& x);

struct entry {
  std::string dn;
  std::map<std::string, std::vector<std::string>> values; // names in small letters
};

/// An entry that was not taken, and why.
struct refused_entry {
  std::string dn;
  std::string reason;
  friend bool operator==(const refused_entry&, const refused_entry&) = default;
};

/// How many employees one import may remove: the larger of the two.
struct removal_limit {
  std::int64_t count = 10;
  std::int64_t percent = 5; // of all that the import has made
};

/// One directory's import. It remembers what the service took, so that only what differs is
/// written again.
class employee_sync {
public:
  employee_sync(mapping fields, site_id site, std::string import, removal_limit limit);

  struct plan {
    std::vector<put_employee> put;
    std::vector<employee_id> remove;
    std::vector<refused_entry> refused;
    std::size_t held_back = 0; // that would be removed, were they not more than `allowed`
    std::size_t allowed = 0;
  };
  /// What to write, given all entries of the directory and whom the import has made.
  plan compare(const std::vector<entry>& entries, const std::vector<employee_id>& imported);
  /// The service took this one of the last plan.
  void taken(const employee_id& x);
  /// Everything is written again at the next comparison.
  void forget() { taken_.clear(); }
  /// Where the entry of this employee stands; empty: it was not in the last comparison.
  std::string dn_of(const employee_id& x) const;

private:
  struct reading;
  reading read(const std::vector<entry>& entries) const;
  std::vector<employee_id> gone(const reading& all, const std::vector<employee_id>& imported) const;

  mapping fields_;
  site_id site_;
  std::string import_;
  removal_limit limit_;
  std::map<employee_id, std::size_t> taken_; // digests of what the service has
  std::map<employee_id, std::size_t> asked_; // of the last plan
  std::map<employee_id, std::string> dns_;
  std::map<std::string, employee_id> ids_; // by plain distinguished name
};

} // namespace omstilling::ldap
