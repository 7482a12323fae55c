#pragma once

#include "actors/handles.hpp"
#include "actors/ports/password_hasher.hpp"

#include <map>

namespace omstilling {

struct accounts_start {
  std::string organisation;
  std::vector<site_view> sites; // tokens are kept with the first
  std::vector<user_record> users;
  std::vector<token_record> tokens;
  std::shared_ptr<password_hasher> hasher;
  std::string
    local_administrator_digest; // of the token that the service wrote beside its store; empty: none
};

/// `own_thread`: argon2id on a thread of its own; false in tests.
accounts_actor spawn_accounts(caf::actor_system& system, environment_ptr env, accounts_start start,
                              std::map<site_id, site_actor> sites, bool own_thread);

/// What is kept of a receptionist's desk before she first sat at it; nothing for a login without
/// the right to one.
std::optional<desk_record> desk_for(const user_record& x, const std::string& phone);

} // namespace omstilling
