#pragma once

#include "protocol/errors.hpp"
#include "protocol/queries.hpp"
#include "services/access/principal.hpp"
#include "services/directory/call_habits.hpp"
#include "services/directory/search_index.hpp"
#include "services/directory/stand_ins.hpp"

#include <tl/expected.hpp>

#include <map>
#include <set>

namespace omstilling {

/// Everybody that can be found: employees of all sites and all phone books. What is private is
/// found by its owner only.
class directory {
public:
  /// Numbers are read as people write them in `region`, such as "DK".
  explicit directory(const std::string& region) : numbers_(region) {}
  directory(const directory&) = delete;
  directory& operator=(const directory&) = delete;

  void put(const listed_employee& x);
  void remove(const employee_id& x);
  void free(const employee_id& x, const free_for& now) { stand_ins_.free(x, now); }
  /// Contacts of a book; with `whole` they are all of it.
  void put(const std::optional<user_id>& book, const std::vector<contact_view>& contacts,
           bool whole);
  void remove(const std::optional<user_id>& book, const contact_id& x);
  void called(const user_id& user, const party& with, time_point at);

  tl::expected<search_result, problem> find(const search& x, const principal& who);
  tl::expected<alternatives_result, problem> find(const find_alternatives& x,
                                                  const principal& who) const;
  imported_result find(const read_imported& x) const { return {stand_ins_.imported(x.import)}; }
  /// Whose number it is for this user; numbers of a house are those of `site`, if that is given.
  known_number whose(const std::string& number, const std::optional<user_id>& user,
                     const std::optional<site_id>& site) const;

  /// Takes in what was put, so that the next search need not.
  void settle() { index_.settle(); }
  std::size_t size() const { return index_.size(); }

private:
  /// Whom a user calls often, and which calls were with nobody that is known.
  struct habit {
    std::uint64_t version = 0; // of the index that this holds for
    bool contacts = false;
    std::unordered_map<std::string, int> often;
    std::vector<call_habits::called> strangers; // each once, the newest first
  };
  seeker seeker_of(const principal& who);
  const habit& habit_of(const user_id& user, const seeker& who);
  /// Numbers with which the asker spoke and that nobody has.
  std::vector<search_hit> recent(const search_query& x, const seeker& who, std::size_t limit);

  number_reader numbers_;
  search_index index_{numbers_};
  stand_ins stand_ins_;
  call_habits habits_;
  std::unordered_map<user_id, habit> known_habits_;
  std::map<std::optional<user_id>, std::set<contact_id>> books_;
};

} // namespace omstilling
