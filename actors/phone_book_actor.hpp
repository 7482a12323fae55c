#pragma once

#include "actors/handles.hpp"
#include "services/contacts/phone_book.hpp"

namespace omstilling {

/// One phone book: the shared one, or one user's.
using phone_book_actor = caf::typed_actor<
  // put_contact, remove_contact.
  caf::replies_to<ask>::with<answer>>;

/// A book and its contacts, of which the directory is told.
phone_book_actor spawn_phone_book(caf::actor_system& system, environment_ptr env, site_id site,
                                  std::string name, std::vector<kept_contact> kept);

/// `phonebook/shared` or `phonebook/{user}`.
std::string phone_book_topic(const std::string& name);

picture_change shown_contact(const std::string& book, const contact_view& x);

} // namespace omstilling
