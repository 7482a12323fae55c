#pragma once

#include "actors/messages.hpp"
#include "services/directory/listing.hpp"

#include <caf/fwd.hpp>
#include <caf/replies_to.hpp>
#include <caf/typed_actor.hpp>

#include <optional>
#include <string>
#include <vector>

/// What is said to the directory, which knows everybody that can be found.
namespace omstilling {

/// An employee who is listed from now on, or otherwise than before.
struct directory_employee {
  listed_employee who;
};
/// An employee who left.
struct directory_left {
  employee_id who;
};
/// Whether an employee can take a call, from now on.
struct directory_free {
  employee_id who;
  free_for now;
};

/// Contacts of one book, as they are from now on.
struct directory_contacts {
  std::optional<user_id> of{}; // whose private book; none: the shared one
  std::vector<contact_view> put;
  std::vector<contact_id> removed;
  bool whole = false; // `put` is all of the book: what else was known of it is gone
};

/// Somebody spoke with this party, or tried to: those who are called often are found first.
struct directory_called {
  user_id user;
  party with;
  time_point at;
};

/// Whose numbers these are for this user: an employee's, of her own private book, of the shared
/// one.
struct ask_whose {
  std::optional<user_id> user{}; // none: no private book
  std::optional<site_id> site{}; // short numbers are of this site; none: of any
  std::vector<std::string> numbers;
};
struct whose_numbers {
  std::vector<known_number> found; // as asked, in their order
};

/// Take in what was told, while nobody asks.
struct directory_settle {};

/// Finds people, contacts and numbers; one a service. What it knows is told by others, at a start
/// too.
using directory_actor =
  caf::typed_actor<caf::reacts_to<directory_employee>, caf::reacts_to<directory_left>,
                   caf::reacts_to<directory_free>, caf::reacts_to<directory_contacts>,
                   caf::reacts_to<directory_called>,
                   caf::replies_to<ask_whose>::with<whose_numbers>,
                   // search, find_alternatives, read_imported.
                   caf::reacts_to<door_query>,
                   // INTERNAL: when what was told at once is all heard.
                   caf::reacts_to<directory_settle>>;

} // namespace omstilling

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::directory_employee)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::directory_left)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::directory_free)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::directory_contacts)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::directory_called)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::ask_whose)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::whose_numbers)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::directory_settle)
