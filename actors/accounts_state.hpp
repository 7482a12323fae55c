#pragma once

#include "actors/accounts.hpp"
#include "actors/road.hpp"
#include "services/access/login_delay.hpp"

#include <caf/stateful_actor.hpp>
#include <caf/typed_event_based_actor.hpp>
#include <caf/typed_response_promise.hpp>

#include <map>
#include <optional>
#include <string>
#include <unordered_map>

/// What the parts of the accounts actor share: accounts.cpp (the door), accounts_logins.cpp,
/// accounts_queries.cpp, accounts_mirrors.cpp (what other nodes' sites have).
namespace omstilling {

struct accounts_state {
  static inline const char* name = "omstilling.accounts";
  environment_ptr env;
  accounts_start start;
  std::map<site_id, site_actor> sites; // that are acted for here
  nodes_actor nodes;                   // by way of whom the others are asked; may be absent
  hasher_actor hasher;
  std::unordered_map<user_id, user_record> users;
  std::unordered_map<token_id, token_record> tokens;
  std::unordered_map<std::string, token_id> tokens_by_digest;
  std::unordered_map<std::string, site_id> homes; // `kind/id` of what lives at which site
  login_delay delay;
  std::string no_such_user; // a hash that nothing matches, so that an unknown name takes as long as
                            // a wrong password
};

using accounts_pointer = accounts_actor::stateful_pointer<accounts_state>;

// --- accounts.cpp ---------------------------------------------------------------------
tl::unexpected<problem> refuse_asker(error_reason why, std::string path = "",
                                     std::string expected = "", std::string got = "");
bool is_site(const accounts_state& st, const site_id& site);
/// Whether another node acts for it, which can be asked.
bool is_elsewhere(const accounts_state& st, const site_id& site);
/// Why nothing can be asked of this site here; nothing when it can.
std::optional<problem> not_here(const accounts_state& st, const site_id& site,
                                std::string path = "");
/// Under which key `homes` has it.
std::string home_key(entity_kind kind, const std::string& id);
/// Where what has this id is at home.
std::optional<site_id> home_of(const accounts_state& st, entity_kind kind, const std::string& id);
/// The rights of this moment: what the asker had at login may have been taken away since.
std::optional<principal> current(const accounts_state& st, const principal& who);

// --- accounts_logins.cpp --------------------------------------------------------------
inline constexpr auto local_administrator_name = "local-administrator";
principal local_administrator(const accounts_state& st);
void log_in(accounts_pointer self, const ask_login& x);
void put_login(accounts_pointer self, const door_command& x, const put_user& asked);
void make_token(accounts_pointer self, const door_command& x, const add_token& asked);
void drop_token(accounts_pointer self, const door_command& x, const remove_token& asked);
hasher_actor spawn_hasher(caf::actor_system& system, std::shared_ptr<password_hasher> with,
                          bool own_thread);

// --- accounts_queries.cpp -------------------------------------------------------------
void read_presence(accounts_pointer self, const presence_wish& x);
/// To whoever knows, with the rights of this moment.
void pass_query(accounts_pointer self, door_query x);
/// Nobody knows the person: a receiver without an id.
caf::result<message_receiver> find_receiver(accounts_pointer self, const ask_receiver& x);
/// For another node: somebody of a site of this one.
caf::result<person_now> find_person(accounts_pointer self, const employee_id& who);

// --- accounts_mirrors.cpp -------------------------------------------------------------
/// To the sites that have somebody whose log it belongs to.
void tell_call(accounts_pointer self, const call_news& x);
void know_tokens(accounts_state& st, const std::vector<token_record>& all);
void note(accounts_state& st, const located& x);
/// What is kept of a site's logins is newer than what was known of them while others owned it.
site_noted note(accounts_state& st, const site_lives& x);
void take_rows(accounts_pointer self, const mirror_rows& x);

} // namespace omstilling
