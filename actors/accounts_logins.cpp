#include "actors/accounts_state.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace omstilling {

namespace {

constexpr std::size_t longest_password = 1024;

admission admit(const accounts_state& st, principal who) {
  authenticate_result greeting{.name = who.name,
                               .user = who.user,
                               .employee = who.employee,
                               .sees = who.sees,
                               .rights = who.rights,
                               .organisation = st.start.organisation,
                               .sites = st.start.sites};
  if (who.user)
    greeting.site = who.site;
  return {std::move(who), std::move(greeting)};
}

void check_user(accounts_pointer self, const ask_login& x) {
  auto& st = self->state;
  const auto name = x.asked.user.value_or(user_id{}).value;
  const auto found = st.users.find(user_id{name});
  const bool known = found != st.users.end();
  // Hashed also when the name is unknown: the answer's time tells nobody which names exist.
  self
    ->request(
      st.hasher, caf::infinite,
      check_password{*x.asked.password, known ? found->second.password_hash : st.no_such_user})
    .then([self, name, known, x](const password_checked& checked) {
      auto& now = self->state;
      const auto user = now.users.find(user_id{name});
      if (!checked.right || !known || user == now.users.end()) {
        now.delay.failed(name, x.address, now.env->time->now());
        spdlog::warn("login refused for \"{}\" from {}", name, x.address);
        return x.then(refuse_asker(error_reason::bad_credentials));
      }
      now.delay.succeeded(name, x.address);
      x.then(admit(now, make_principal(user->second)));
    });
}

void check_token(accounts_pointer self, const ask_login& x) {
  auto& st = self->state;
  const auto digest = st.start.hasher->digest(*x.asked.token);
  if (!st.start.local_administrator_digest.empty() && digest == st.start.local_administrator_digest)
    return x.then(admit(st, local_administrator(st)));
  const auto found = st.tokens_by_digest.find(digest);
  if (found == st.tokens_by_digest.end()) {
    st.delay.failed("", x.address, st.env->time->now());
    return x.then(refuse_asker(error_reason::bad_credentials, "params.token"));
  }
  x.then(admit(st, make_principal(st.tokens.at(found->second))));
}

void keep_user(accounts_pointer self, const door_command& x, user_record record) {
  auto& st = self->state;
  change step{.site = record.site,
              .entity = {entity_kind::user, record.id.value},
              .at = st.env->time->now(),
              .events = {user_put{record.roles}},
              .state = encode_text(record),
              .by = x.who.user};
  commit(self, st.env->journal, std::move(step),
         [self, record, then = x.then](const tl::expected<std::int64_t, problem>& kept) {
           auto& now = self->state;
           if (!kept)
             return then(tl::unexpected(kept.error()));
           if (const auto before = now.users.find(record.id);
               before != now.users.end() &&
               (before->second.password_hash != record.password_hash ||
                !same_rights(make_principal(before->second), make_principal(record))))
             self->send(now.env->board, rights_changed{make_principal(record)});
           now.users[record.id] = record;
           if (const auto site = now.sites.find(record.site); site != now.sites.end())
             self->send(site->second, login_is{record});
           then(command_result{.revision = *kept});
         });
}

change token_step(const accounts_state& st, const token_id& id, const door_command& x, event what) {
  return {.site = st.start.sites.front().id,
          .entity = {entity_kind::token, id.value},
          .at = st.env->time->now(),
          .events = {std::move(what)},
          .by = x.who.user};
}

} // namespace

principal local_administrator(const accounts_state& st) {
  auto who = make_principal(user_record{.id = user_id{local_administrator_name},
                                        .name = "local administrator",
                                        .roles = {role::administrator}});
  if (!st.start.sites.empty())
    who.site = st.start.sites.front().id;
  return who;
}

void log_in(accounts_pointer self, const ask_login& x) {
  auto& st = self->state;
  const bool by_password = x.asked.user && x.asked.password && !x.asked.token;
  const bool by_token = x.asked.token && !x.asked.user && !x.asked.password;
  if (by_password == by_token)
    return x.then(refuse_asker(error_reason::invalid_params, "params",
                               "user with password, or token", "another set"));
  const auto& secret = by_token ? *x.asked.token : *x.asked.password;
  if (secret.size() > longest_password)
    return x.then(refuse_asker(error_reason::invalid_params,
                               by_token ? "params.token" : "params.password", "at most 1024 bytes",
                               std::to_string(secret.size())));
  const auto name = by_token ? std::string{} : x.asked.user->value;
  if (const auto wait = st.delay.wait(name, x.address, st.env->time->now()); wait > duration{0}) {
    problem why{.reason = error_reason::try_later, .detail = "too many failed logins"};
    why.retry_after_seconds = std::chrono::ceil<std::chrono::seconds>(wait).count();
    return x.then(tl::unexpected(std::move(why)));
  }
  by_token ? check_token(self, x) : check_user(self, x);
}

void put_login(accounts_pointer self, const door_command& x, const put_user& asked) {
  auto& st = self->state;
  if (auto refusal = not_here(st, asked.site, "params.site"))
    return x.then(tl::unexpected(std::move(*refusal)));
  if (asked.name.empty())
    return x.then(refuse_asker(error_reason::invalid_params, "params.name", "a name", "nothing"));
  if (asked.roles.empty())
    return x.then(
      refuse_asker(error_reason::invalid_params, "params.roles", "at least one role", "none"));
  const auto found = st.users.find(asked.id);
  if (found != st.users.end() && found->second.site != asked.site)
    return x.then(refuse_asker(error_reason::already_exists, "params.id",
                               "a name that is free, or the site " + found->second.site.value,
                               asked.site.value));
  if (!asked.password && found == st.users.end())
    return x.then(refuse_asker(error_reason::invalid_params, "params.password",
                               "a password for a new login", "nothing"));
  if (asked.password && (asked.password->size() < 8 || asked.password->size() > longest_password))
    return x.then(refuse_asker(error_reason::invalid_params, "params.password", "8-1024 bytes",
                               std::to_string(asked.password->size())));
  user_record record{.id = asked.id,
                     .site = asked.site,
                     .name = asked.name,
                     .password_hash = found == st.users.end() ? "" : found->second.password_hash,
                     .roles = asked.roles,
                     .employee = asked.employee,
                     .queues = asked.queues};
  if (!asked.password)
    return keep_user(self, x, std::move(record));
  self->request(st.hasher, caf::infinite, hash_password{*asked.password})
    .then([self, x, record](const password_hashed& hashed) mutable {
      record.password_hash = hashed.hash;
      keep_user(self, x, std::move(record));
    });
}

void make_token(accounts_pointer self, const door_command& x, const add_token& asked) {
  auto& st = self->state;
  if (st.tokens.contains(asked.id))
    return x.then(refuse_asker(error_reason::already_exists, "params.id", "an id that is free",
                               asked.id.value));
  const auto sees = asked.sees.value_or(audience::public_);
  if (sees == audience::unknown)
    return x.then(refuse_asker(error_reason::invalid_params, "params.sees",
                               "reception, colleague or public", word(sees)));
  const auto secret = st.start.hasher->new_secret();
  const token_record record{.id = asked.id,
                            .name = asked.name,
                            .secret_hash = st.start.hasher->digest(secret),
                            .rights = {right::read_people, right::read_queues, right::read_health},
                            .sees = sees};
  auto step = token_step(st, asked.id, x, token_added{});
  step.state = encode_text(record);
  commit(self, st.env->journal, std::move(step),
         [self, record, secret, then = x.then](const tl::expected<std::int64_t, problem>& kept) {
           if (!kept)
             return then(tl::unexpected(kept.error()));
           self->state.tokens[record.id] = record;
           self->state.tokens_by_digest[record.secret_hash] = record.id;
           then(command_result{.revision = *kept, .secret = secret});
         });
}

void drop_token(accounts_pointer self, const door_command& x, const remove_token& asked) {
  auto& st = self->state;
  if (!st.tokens.contains(asked.token))
    return x.then(refuse_asker(error_reason::unknown_user, "params.token", "the id of a token",
                               asked.token.value));
  auto step = token_step(st, asked.token, x, token_removed{});
  step.erased = true;
  commit(self, st.env->journal, std::move(step),
         [self, id = asked.token, then = x.then](const tl::expected<std::int64_t, problem>& kept) {
           if (!kept)
             return then(tl::unexpected(kept.error()));
           auto& now = self->state;
           self->send(now.env->board, rights_changed{make_principal(now.tokens.at(id))});
           now.tokens_by_digest.erase(now.tokens.at(id).secret_hash);
           now.tokens.erase(id);
           then(command_result{.revision = *kept});
         });
}

hasher_actor spawn_hasher(caf::actor_system& system, std::shared_ptr<password_hasher> with,
                          bool own_thread) {
  using hasher_pointer = hasher_actor::pointer;
  const auto body = [with = std::move(with)](hasher_pointer) -> hasher_actor::behavior_type {
    return {
      [with](const check_password& x) {
        return password_checked{with->matches(x.password, x.hash)};
      },
      [with](const hash_password& x) { return password_hashed{with->hash(x.password)}; },
    };
  };
  return own_thread ? system.spawn<caf::detached>(body) : system.spawn(body);
}

} // namespace omstilling
