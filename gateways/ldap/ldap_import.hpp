#pragma once

#include "actors/ports/front_door.hpp"
#include "gateways/ldap/ldap_search.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace omstilling::ldap {

struct import_options {
  std::string id; // stands in put_employee.imported_from, and in `health` as `ldap:{id}`
  std::string name;
  site_id site;
  server_options server;
  mapping fields;
  removal_limit limit{};
  std::chrono::seconds interval{900};
  std::chrono::hours everything_again{24}; // so that what was changed by hand is put right
  std::string token;                       // of an administrator
  std::function<time_point()> now = [] {
    return std::chrono::floor<duration>(std::chrono::system_clock::now());
  };
};

/// What one import did.
struct import_report {
  std::string failed; // why nothing was done; empty: it was
  std::size_t entries = 0;
  std::size_t written = 0; // that were asked to be written
  std::size_t changed = 0; // of which the service changed something
  std::size_t removed = 0;
  std::size_t held_back = 0;
  std::size_t allowed = 0;
  std::vector<refused_entry> refused;
};

/// In a few words, as `health` and the log have it.
std::string problem_of(const import_report& x);
std::string summary_of(const import_report& x);

/// Who is told of an import, on its thread.
struct import_listener {
  std::function<void(health_view)> health;
  std::function<void(const import_report&)> done;
};

/// Imports at once and then at an interval, on a thread of its own, as an administrator at the
/// front door. The destructor ends it; the door must live until then.
class importer {
public:
  importer(import_options options, front_door& door, import_listener to);
  ~importer();
  importer(const importer&) = delete;
  importer& operator=(const importer&) = delete;
  /// Imports now.
  void hurry();

private:
  class worker;
  std::unique_ptr<worker> worker_;
};

} // namespace omstilling::ldap
