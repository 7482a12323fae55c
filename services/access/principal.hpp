#pragma once

#include "protocol/commands.hpp"
#include "protocol/errors.hpp"
#include "protocol/queries.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace omstilling {

/// A login as it is kept. The hash is argon2id in libsodium's own text form.
struct user_record {
  user_id id;
  site_id site;
  std::string name;
  std::string password_hash;
  std::vector<role> roles;
  std::optional<employee_id> employee{};
  std::vector<queue_id> queues;
};
BOOST_DESCRIBE_STRUCT(user_record, (), (id, site, name, password_hash, roles, employee, queues))

/// A wallboard's token as it is kept: read-only, audience `public`; only a hash of its secret.
struct token_record {
  token_id id;
  std::string name;
  std::string secret_hash;
  std::vector<right> rights;
  audience sees = audience::public_;
};
BOOST_DESCRIBE_STRUCT(token_record, (), (id, name, secret_hash, rights, sees))

/// Who asks.
struct principal {
  std::optional<user_id> user{};
  std::optional<token_id> token{}; // then there is no user
  std::string name;
  site_id site;
  std::optional<employee_id> employee{};
  std::vector<queue_id> queues;
  std::vector<right> rights;
  audience sees = audience::public_;
};

principal make_principal(const user_record& x);
principal make_principal(const token_record& x);

/// Whether both are the same asker and may the same.
bool same_rights(const principal& a, const principal& b);

/// The rights of roles (S22.4): employee < receptionist, privileged; administrator has all but none
/// of a desk.
std::vector<right> rights_of(const std::vector<role>& roles);

/// Nothing, or the refusal that names the missing right. Default deny: a principal without the
/// right may not.
std::optional<problem> missing(const principal& who, right needed);

/// The right that a command needs of this principal; own status needs less than another's.
right right_for(const command& x, const principal& who);

/// The right that a query needs.
right right_for(const query& x);

/// Whether a topic may be subscribed to: known in form, and within the rights (`desk/{user}` and
/// `watchlist/{user}` only one's own).
std::optional<problem> may_read(const principal& who, std::string_view topic);

} // namespace omstilling
