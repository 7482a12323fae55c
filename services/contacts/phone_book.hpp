#pragma once

#include "protocol/commands.hpp"
#include "protocol/errors.hpp"
#include "protocol/events.hpp"
#include "services/access/principal.hpp"

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace omstilling {

/// A contact as it is kept. It never changes: another stands in its place, so it may be shared.
using kept_contact = std::shared_ptr<const contact_view>;

/// The name of the book that all share, in its topic and in the ids of what is kept of it. Other
/// books bear their user's id.
inline constexpr std::string_view shared_book = "shared";

/// The book of a user's own; none for one who is called as the shared book is.
std::optional<std::string> own_book(const user_id& user);

/// The id under which a contact is kept: `shared/c12` or `{user}/c12`.
std::string contact_entity_id(const std::string& book, const contact_id& contact);

/// The book in whose name a contact is kept under this id.
std::string book_of_contact(std::string_view entity_id);

/// Why this book is not hers to change; nothing when it is.
std::optional<problem> foreign_book(const std::string& book, const principal& who);

struct phone_book_decision {
  std::optional<problem> refused{};
  std::vector<event> events;           // none: all is as it was
  std::optional<contact_id> contact{}; // that was put
  kept_contact put{};                  // how it is from now on
  std::optional<contact_id> gone{};
  std::string by; // name of who did it
};

/// One phone book: the shared one, or one user's (area 15).
///
/// It decides first, and changes with apply() when what it decided is kept: the book may be large,
/// and there is no copy of it to go back to.
class phone_book {
public:
  phone_book() = default;
  phone_book(std::string name, std::vector<kept_contact> kept);

  /// A new contact's id was never used before, not even before a restart.
  phone_book_decision put(const put_contact& x, const std::string& by, time_point now);
  phone_book_decision remove(const remove_contact& x, const std::string& by) const;
  void apply(const phone_book_decision& kept);

  const std::string& name() const { return name_; }
  bool shared() const { return name_ == shared_book; }
  std::size_t size() const { return contacts_.size(); }
  /// The contact with this id, or nullptr.
  const contact_view* find(const contact_id& id) const;

private:
  struct removed_contact {
    contact_id id;
    std::string by;
  };

  std::optional<problem> conflict(const contact_id& id,
                                  const std::optional<std::int64_t>& expected) const;
  contact_id next_id(time_point now);

  std::string name_;
  std::int64_t last_number_ = 0;
  std::unordered_map<contact_id, kept_contact> contacts_;
  std::deque<removed_contact> removed_; // the last ones, to tell who did it
};

} // namespace omstilling
