#include "actors/accounts.hpp"

#include "actors/road.hpp"
#include "services/access/login_delay.hpp"
#include "services/calls/call_ids.hpp"
#include "services/history/call_questions.hpp"

#include <caf/stateful_actor.hpp>
#include <caf/typed_event_based_actor.hpp>
#include <caf/typed_response_promise.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <optional>
#include <set>
#include <unordered_map>

namespace omstilling {

namespace {

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

using self_pointer = accounts_actor::stateful_pointer<accounts_state>;
using login_reply = std::function<void(tl::expected<admission, problem>)>;

constexpr std::size_t longest_password = 1024;
constexpr auto local_administrator_name = "local-administrator";

std::string home_key(entity_kind kind, const std::string& id) {
  return std::to_string(static_cast<int>(kind)) + '/' + id;
}

tl::unexpected<problem> refuse(error_reason why, std::string path = "", std::string expected = "",
                               std::string got = "") {
  return tl::unexpected(problem{.reason = why,
                                .path = std::move(path),
                                .expected = std::move(expected),
                                .got = std::move(got)});
}

bool is_site(const accounts_state& st, const site_id& site) {
  return std::any_of(st.start.sites.begin(), st.start.sites.end(),
                     [&](const auto& x) { return x.id == site; });
}

/// Whether another node acts for it, which can be asked.
bool is_elsewhere(const accounts_state& st, const site_id& site) {
  return st.nodes && !st.sites.contains(site) && is_site(st, site);
}

/// Why nothing can be asked of this site here; nothing when it can.
std::optional<problem> not_here(const accounts_state& st, const site_id& site,
                                std::string path = "") {
  if (st.sites.contains(site))
    return std::nullopt;
  if (!is_site(st, site))
    return problem{.reason = error_reason::unknown_site,
                   .path = std::move(path),
                   .expected = "the id of a site",
                   .got = site.value};
  return problem{.reason = error_reason::try_later,
                 .detail = "this node does not act for site " + site.value};
}

// --- logging in ----------------------------------------------------------------

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

principal local_administrator(const accounts_state& st) {
  auto who = make_principal(user_record{.id = user_id{local_administrator_name},
                                        .name = "local administrator",
                                        .roles = {role::administrator}});
  if (!st.start.sites.empty())
    who.site = st.start.sites.front().id;
  return who;
}

void check_user(self_pointer self, const ask_login& x) {
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
        return x.then(refuse(error_reason::bad_credentials));
      }
      now.delay.succeeded(name, x.address);
      x.then(admit(now, make_principal(user->second)));
    });
}

void check_token(self_pointer self, const ask_login& x) {
  auto& st = self->state;
  const auto digest = st.start.hasher->digest(*x.asked.token);
  if (!st.start.local_administrator_digest.empty() && digest == st.start.local_administrator_digest)
    return x.then(admit(st, local_administrator(st)));
  const auto found = st.tokens_by_digest.find(digest);
  if (found == st.tokens_by_digest.end()) {
    st.delay.failed("", x.address, st.env->time->now());
    return x.then(refuse(error_reason::bad_credentials, "params.token"));
  }
  x.then(admit(st, make_principal(st.tokens.at(found->second))));
}

void log_in(self_pointer self, const ask_login& x) {
  auto& st = self->state;
  const bool by_password = x.asked.user && x.asked.password && !x.asked.token;
  const bool by_token = x.asked.token && !x.asked.user && !x.asked.password;
  if (by_password == by_token)
    return x.then(refuse(error_reason::invalid_params, "params", "user with password, or token",
                         "another set"));
  const auto& secret = by_token ? *x.asked.token : *x.asked.password;
  if (secret.size() > longest_password)
    return x.then(refuse(error_reason::invalid_params,
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

// --- users and tokens -------------------------------------------------------------

using command_reply = std::function<void(tl::expected<command_result, problem>)>;

void keep_user(self_pointer self, const door_command& x, user_record record) {
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

void put_login(self_pointer self, const door_command& x, const put_user& asked) {
  auto& st = self->state;
  if (auto refusal = not_here(st, asked.site, "params.site"))
    return x.then(tl::unexpected(std::move(*refusal)));
  if (asked.name.empty())
    return x.then(refuse(error_reason::invalid_params, "params.name", "a name", "nothing"));
  if (asked.roles.empty())
    return x.then(
      refuse(error_reason::invalid_params, "params.roles", "at least one role", "none"));
  const auto found = st.users.find(asked.id);
  if (found != st.users.end() && found->second.site != asked.site)
    return x.then(refuse(error_reason::already_exists, "params.id",
                         "a name that is free, or the site " + found->second.site.value,
                         asked.site.value));
  if (!asked.password && found == st.users.end())
    return x.then(refuse(error_reason::invalid_params, "params.password",
                         "a password for a new login", "nothing"));
  if (asked.password && (asked.password->size() < 8 || asked.password->size() > longest_password))
    return x.then(refuse(error_reason::invalid_params, "params.password", "8-1024 bytes",
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

change token_step(const accounts_state& st, const token_id& id, const door_command& x, event what) {
  return {.site = st.start.sites.front().id,
          .entity = {entity_kind::token, id.value},
          .at = st.env->time->now(),
          .events = {std::move(what)},
          .by = x.who.user};
}

void make_token(self_pointer self, const door_command& x, const add_token& asked) {
  auto& st = self->state;
  if (auto refusal = not_here(st, st.start.sites.front().id))
    return x.then(tl::unexpected(std::move(*refusal)));
  if (st.tokens.contains(asked.id))
    return x.then(
      refuse(error_reason::already_exists, "params.id", "an id that is free", asked.id.value));
  const auto sees = asked.sees.value_or(audience::public_);
  if (sees == audience::unknown)
    return x.then(refuse(error_reason::invalid_params, "params.sees",
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

void drop_token(self_pointer self, const door_command& x, const remove_token& asked) {
  auto& st = self->state;
  if (auto refusal = not_here(st, st.start.sites.front().id))
    return x.then(tl::unexpected(std::move(*refusal)));
  if (!st.tokens.contains(asked.token))
    return x.then(
      refuse(error_reason::unknown_user, "params.token", "the id of a token", asked.token.value));
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

// --- the door ----------------------------------------------------------------------

/// The rights of this moment: what the asker had at login may have been taken away since.
std::optional<principal> current(const accounts_state& st, const principal& who) {
  if (who.token) {
    const auto held = st.tokens.find(*who.token);
    return held == st.tokens.end() ? std::nullopt : std::optional{make_principal(held->second)};
  }
  if (!who.user)
    return who; // carries nothing out
  if (who.user->value == local_administrator_name)
    return local_administrator(st);
  const auto found = st.users.find(*who.user);
  return found == st.users.end() ? std::nullopt : std::optional{make_principal(found->second)};
}

std::optional<site_id> home_of(const accounts_state& st, entity_kind kind, const std::string& id) {
  const auto found = st.homes.find(home_key(kind, id));
  return found == st.homes.end() ? std::nullopt : std::optional{found->second};
}

/// Where the one is at home whose log this is; see owner_key().
std::optional<site_id> home_of_log(const accounts_state& st, const std::string& owner) {
  constexpr std::string_view of_user = "user:";
  if (!owner.starts_with(of_user))
    return home_of(st, entity_kind::employee, owner);
  const auto found = st.users.find(user_id{owner.substr(of_user.size())});
  return found == st.users.end() ? std::nullopt : std::optional{found->second.site};
}

/// The site that owns what the command changes. An id that nobody knows goes to the asker's own
/// site, which refuses it by name.
site_id site_for(const accounts_state& st, const command& what, const principal& who) {
  return std::visit(
    [&](const auto& x) -> site_id {
      using asked = std::decay_t<decltype(x)>;
      // What all share lives at the first site.
      if constexpr (std::is_same_v<asked, put_contact> || std::is_same_v<asked, remove_contact>)
        return x.shared ? st.start.sites.front().id : who.site;
      else if constexpr (requires { x.site; })
        return x.site;
      else if constexpr (requires { x.call; })
        return x.call ? site_of(*x.call).value_or(who.site) : who.site;
      else if constexpr (requires { employee_id{x.employee}; })
        return home_of(st, entity_kind::employee, x.employee.value).value_or(who.site);
      else
        return who.site;
    },
    what);
}

/// Whom a command calls by name rather than by number.
std::optional<employee_id> called_by_name(const command& what) {
  return std::visit(
    [](const auto& x) -> std::optional<employee_id> {
      if constexpr (requires { x.number->size(), x.employee->value; })
        return x.employee;
      else
        return std::nullopt;
    },
    what);
}

void dial(self_pointer self, door_command x, const employee_id& who, const site_id& caller_site,
          const std::string& number) {
  auto& st = self->state;
  if (number.empty())
    return x.then(
      refuse(error_reason::unknown_number, "params.employee", "a person with a phone", who.value));
  std::visit(
    [&](auto& body) {
      if constexpr (requires { body.number->size(), body.employee->value; }) {
        body.employee.reset();
        body.number = number;
      }
    },
    x.asked);
  if (auto refusal = not_here(st, caller_site))
    return x.then(tl::unexpected(std::move(*refusal)));
  self->send(st.sites.at(caller_site), std::move(x));
}

/// A person at another site is dialled by number, through the caller's own PBX.
void dial_elsewhere(self_pointer self, door_command x, const employee_id& who,
                    const site_id& caller_site, const site_id& person_site) {
  auto& st = self->state;
  const auto failed = [then = x.then](const caf::error&) { then(refuse(error_reason::try_later)); };
  if (is_elsewhere(st, person_site)) {
    self->request(st.nodes, caf::infinite, owner_extension{person_site, who})
      .then([self, x, who, caller_site](
              const extension_is& found) { dial(self, x, who, caller_site, found.number); },
            failed);
    return;
  }
  if (auto refusal = not_here(st, person_site))
    return x.then(tl::unexpected(std::move(*refusal)));
  self->request(st.sites.at(person_site), caf::infinite, who)
    .then([self, x, who, caller_site](
            const person_now& found) { dial(self, x, who, caller_site, found.who.extension); },
          failed);
}

void pass_on(self_pointer self, door_command x) {
  auto& st = self->state;
  const auto to = site_for(st, x.asked, x.who);
  if (auto refusal = not_here(st, to, "params.site"))
    return x.then(tl::unexpected(std::move(*refusal)));
  if (const auto* moved = std::get_if<put_employee>(&x.asked))
    if (const auto home = home_of(st, entity_kind::employee, moved->id.value); home && *home != to)
      return x.then(refuse(error_reason::already_exists, "params.id",
                           "an id that is free, or the site " + home->value, to.value));
  if (const auto who = called_by_name(x.asked))
    if (const auto home = home_of(st, entity_kind::employee, who->value); home && *home != to)
      return dial_elsewhere(self, x, *who, to, *home);
  self->send(st.sites.at(to), std::move(x));
}

/// The site at which the command is decided.
site_id owner_of(const accounts_state& st, const door_command& x) {
  const bool of_tokens =
    std::holds_alternative<add_token>(x.asked) || std::holds_alternative<remove_token>(x.asked);
  return of_tokens ? st.start.sites.front().id : site_for(st, x.asked, x.who);
}

void carry_out(self_pointer self, door_command x) {
  auto& st = self->state;
  auto who = current(st, x.who);
  if (!who)
    return x.then(refuse(error_reason::not_authenticated));
  x.who = std::move(*who);
  const auto needed = right_for(x.asked, x.who);
  // The owner judges the rest; who has no user has no site whose owner could.
  if (auto refusal = missing(x.who, needed);
      refusal && (needed == right::administer || !x.who.user))
    return x.then(tl::unexpected(*refusal));
  if (auto to = owner_of(st, x); is_elsewhere(st, to))
    return self->send(st.nodes, owner_command{std::move(to), std::move(x)});
  if (const auto* user = std::get_if<put_user>(&x.asked))
    return put_login(self, x, *user);
  if (const auto* token = std::get_if<add_token>(&x.asked))
    return make_token(self, x, *token);
  if (const auto* token = std::get_if<remove_token>(&x.asked))
    return drop_token(self, x, *token);
  pass_on(self, std::move(x));
}

// --- presence ----------------------------------------------------------------------

tl::expected<presence_reading, problem> reading_of(const accounts_state& st,
                                                   const presence_request& asked,
                                                   const time_window& window,
                                                   const presence_now& found) {
  if (found.who.id.empty())
    return refuse(error_reason::unknown_employee, "employee", "an employee", asked.who.value);
  return presence_reading{.who = found.who,
                          .taken = times_taken(found.who, found.agenda, *found.types, window),
                          .window = window,
                          .at = st.env->time->now()};
}

void read_presence(self_pointer self, const presence_wish& x) {
  auto& st = self->state;
  const auto who = current(st, x.who);
  if (!who)
    return x.then(refuse(error_reason::not_authenticated));
  if (auto refusal = missing(*who, right::read_people))
    return x.then(tl::unexpected(std::move(*refusal)));
  const auto window = window_asked(x.asked.from, x.asked.to, st.env->time->now());
  if (!window)
    return x.then(tl::unexpected(window.error()));
  const auto home = home_of(st, entity_kind::employee, x.asked.who.value);
  if (!home)
    return x.then(reading_of(st, x.asked, *window, {}));
  if (is_elsewhere(st, *home))
    return self->send(st.nodes, owner_presence{*home, x});
  if (auto refusal = not_here(st, *home))
    return x.then(tl::unexpected(std::move(*refusal)));
  self
    ->request(st.sites.at(*home), caf::infinite,
              ask_presence_of{x.asked.who, {who->sees, window->from, window->to}})
    .then([self, x, window = *window](
            const presence_now& found) { x.then(reading_of(self->state, x.asked, window, found)); },
          // She left, or is being started again.
          [then = x.then](const caf::error&) { then(refuse(error_reason::try_later)); });
}

// --- queries ------------------------------------------------------------------------

bool is_for_directory(const query& x) {
  return std::holds_alternative<search>(x) || std::holds_alternative<find_alternatives>(x) ||
         std::holds_alternative<read_imported>(x);
}

template <class Asked>
concept asks_for_calls = requires(const Asked& asked, const principal& who) {
  reading_for(asked, who);
};

/// Of calls that are over the journal knows.
template <asks_for_calls Asked>
void ask_journal(self_pointer self, const door_query& x, const Asked& asked) {
  auto reading = reading_for(asked, x.who);
  if (!reading)
    return x.then(tl::unexpected(std::move(reading.error())));
  self->request(self->state.env->journal, caf::infinite, read_calls{std::move(*reading)})
    .then(
      [x, asked](const calls_read& found) {
        x.then(found.calls ? answer_of(asked, x.who, *found.calls)
                           : tl::unexpected(found.calls.error()));
      },
      [then = x.then](const caf::error&) { then(refuse(error_reason::storage_unavailable)); });
}

void ask_messages_of(self_pointer self, const door_query& x, const read_messages& asked) {
  auto& st = self->state;
  if (!x.who.user || !is_site(st, x.who.site))
    return x.then(tl::unexpected(
      problem{.reason = error_reason::forbidden, .detail = "this login has no messages"}));
  if (is_elsewhere(st, x.who.site))
    return self->send(st.nodes, owner_query{x.who.site, x});
  if (auto refusal = not_here(st, x.who.site))
    return x.then(tl::unexpected(std::move(*refusal)));
  self->request(st.sites.at(x.who.site), caf::infinite, ask_messages{*x.who.user, asked})
    .then(
      [then = x.then](const messages_now& read) {
        if (read.found)
          then(query_result{*read.found});
        else
          then(tl::unexpected(read.found.error()));
      },
      [then = x.then](const caf::error&) { then(refuse(error_reason::try_later)); });
}

/// Nobody knows the person: a receiver without an id.
caf::result<message_receiver> find_receiver(self_pointer self, const ask_receiver& x) {
  const auto& st = self->state;
  const auto home = home_of(st, entity_kind::employee, x.who.value);
  if (!home)
    return message_receiver{};
  if (is_elsewhere(st, *home))
    return self->delegate(st.nodes, owner_receiver{*home, x.who});
  if (!st.sites.contains(*home))
    return caf::make_error(caf::sec::request_receiver_down); // the asker says to try later
  return self->delegate(st.sites.at(*home), x);
}

/// To whoever knows, with the rights of this moment.
void pass_query(self_pointer self, door_query x) {
  auto who = current(self->state, x.who);
  if (!who)
    return x.then(refuse(error_reason::not_authenticated));
  x.who = std::move(*who);
  if (auto refusal = missing(x.who, right_for(x.asked)))
    return x.then(tl::unexpected(std::move(*refusal)));
  if (is_for_directory(x.asked))
    return self->send(self->state.env->directory, std::move(x));
  if (const auto* asked = std::get_if<read_messages>(&x.asked))
    return ask_messages_of(self, x, *asked);
  std::visit(
    [&](const auto& asked) {
      if constexpr (asks_for_calls<std::decay_t<decltype(asked)>>)
        ask_journal(self, x, asked);
      else
        x.then(
          tl::unexpected(problem{.reason = error_reason::not_supported,
                                 .detail = std::string{std::decay_t<decltype(asked)>::method}}));
    },
    x.asked);
}

/// For another node: somebody of a site of this one.
caf::result<person_now> find_person(self_pointer self, const employee_id& who) {
  const auto& st = self->state;
  const auto home = home_of(st, entity_kind::employee, who.value);
  if (!home || !st.sites.contains(*home))
    return person_now{};
  return self->delegate(st.sites.at(*home), who);
}

// --- what other nodes' sites have -----------------------------------------------------

/// To the sites that have somebody whose log it belongs to.
void tell_call(self_pointer self, const call_news& x) {
  auto& st = self->state;
  for (const auto& [id, site] : st.sites)
    self->send(site, call_told{x});
  if (!st.nodes)
    return;
  std::map<site_id, call_news> elsewhere;
  for (const auto& own : x.log) {
    const auto home = home_of_log(st, own.owner);
    if (!home || !is_elsewhere(st, *home))
      continue;
    auto& news = elsewhere[*home];
    if (news.log.empty())
      news = {.call = x.call, .at = x.at, .reached = x.reached, .log = {}};
    news.log.push_back(own);
  }
  for (auto& [site, news] : elsewhere)
    self->send(st.nodes, owner_call_news{site, std::move(news)});
}

void know_tokens(accounts_state& st, const std::vector<token_record>& all) {
  st.tokens.clear();
  st.tokens_by_digest.clear();
  for (const auto& x : all) {
    st.tokens[x.id] = x;
    st.tokens_by_digest[x.secret_hash] = x.id;
  }
}

void note(accounts_state& st, const located& x) {
  for (const auto& entity : x.entities)
    x.gone ? void(st.homes.erase(home_key(entity.kind, entity.id)))
           : void(st.homes.insert_or_assign(home_key(entity.kind, entity.id), x.site));
}

/// What is kept of a site's logins is newer than what was known of them while others owned it.
site_noted note(accounts_state& st, const site_lives& x) {
  if (!x.handle) {
    st.sites.erase(x.site);
    return {};
  }
  st.sites[x.site] = x.handle;
  std::erase_if(st.users, [&](const auto& user) { return user.second.site == x.site; });
  for (const auto& user : x.users)
    st.users[user.id] = user;
  if (x.site == st.start.sites.front().id)
    know_tokens(st, x.tokens);
  return {};
}

void take_user(self_pointer self, const mirrored_row& x) {
  auto& st = self->state;
  const auto before = st.users.find(user_id{x.id});
  std::optional<user_record> record;
  if (x.state) {
    auto read = decode_text<user_record>(*x.state);
    if (!read)
      return spdlog::error("login {} of another node does not fit: {}", x.id,
                           message(read.error()));
    record = std::move(*read);
  }
  if (before != st.users.end() &&
      (!record || before->second.password_hash != record->password_hash ||
       !same_rights(make_principal(before->second), make_principal(*record))))
    self->send(st.env->board, rights_changed{make_principal(record ? *record : before->second)});
  if (record)
    st.users[record->id] = *record;
  else if (before != st.users.end())
    st.users.erase(before);
}

void take_token(self_pointer self, const mirrored_row& x) {
  auto& st = self->state;
  if (const auto before = st.tokens.find(token_id{x.id}); before != st.tokens.end()) {
    if (!x.state)
      self->send(st.env->board, rights_changed{make_principal(before->second)});
    st.tokens_by_digest.erase(before->second.secret_hash);
    st.tokens.erase(before);
  }
  if (!x.state)
    return;
  const auto record = decode_text<token_record>(*x.state);
  if (!record)
    return spdlog::error("token {} of another node does not fit: {}", x.id,
                         message(record.error()));
  st.tokens[record->id] = *record;
  st.tokens_by_digest[record->secret_hash] = record->id;
}

/// What is not among all rows of a site is gone.
void forget_missing(self_pointer self, const mirror_rows& x) {
  auto& st = self->state;
  std::set<std::pair<entity_kind, std::string>> there;
  for (const auto& row : x.rows)
    there.emplace(row.kind, row.id);
  std::vector<mirrored_row> gone;
  for (const auto& [id, user] : st.users)
    if (user.site == x.site && !there.contains({entity_kind::user, id.value}))
      gone.push_back({entity_kind::user, id.value});
  if (x.site == st.start.sites.front().id)
    for (const auto& [id, token] : st.tokens)
      if (!there.contains({entity_kind::token, id.value}))
        gone.push_back({entity_kind::token, id.value});
  for (const auto& row : gone)
    row.kind == entity_kind::user ? take_user(self, row) : take_token(self, row);
  std::erase_if(st.homes, [&](const auto& home) { return home.second == x.site; });
}

void take_rows(self_pointer self, const mirror_rows& x) {
  if (self->state.sites.contains(x.site))
    return; // it has become this node's own meanwhile, and says so itself
  if (x.whole)
    forget_missing(self, x);
  for (const auto& row : x.rows)
    if (row.kind == entity_kind::user)
      take_user(self, row);
    else if (row.kind == entity_kind::token)
      take_token(self, row);
    else if (row.kind == entity_kind::employee)
      note(self->state, located{x.site, {{row.kind, row.id}}, !row.state});
}

accounts_actor::behavior_type run(self_pointer self) {
  self->set_exit_handler([self](const caf::exit_msg& x) {
    self->send_exit(self->state.hasher, x.reason);
    self->quit(x.reason);
  });
  return {
    [self](const ask_login& x) { log_in(self, x); },
    [self](const door_command& x) { carry_out(self, x); },
    [self](const door_query& x) { pass_query(self, x); },
    [self](const presence_wish& x) { read_presence(self, x); },
    [self](const call_news& x) { tell_call(self, x); },
    [self](const ask_receiver& x) { return find_receiver(self, x); },
    [self](const located& x) { note(self->state, x); },
    [self](const site_lives& x) { return note(self->state, x); },
    [self](const nodes_are& x) { self->state.nodes = x.all; },
    [self](const mirror_rows& x) { take_rows(self, x); },
    [self](const owner_call_news& x) {
      if (const auto found = self->state.sites.find(x.site); found != self->state.sites.end())
        self->send(found->second, call_told{x.what});
    },
    [self](const employee_id& x) { return find_person(self, x); },
  };
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

} // namespace

std::optional<desk_record> desk_for(const user_record& x, const std::string& phone) {
  if (missing(make_principal(x), right::switchboard))
    return std::nullopt;
  desk_record result{
    .user = x.id, .site = x.site, .name = x.name, .phone = phone, .queues = x.queues};
  if (!x.queues.empty())
    result.chosen_queue = x.queues.front();
  return result;
}

accounts_actor spawn_accounts(caf::actor_system& system, environment_ptr env, accounts_start start,
                              std::map<site_id, site_actor> sites, bool own_thread) {
  const auto hasher = spawn_hasher(system, start.hasher, own_thread);
  return system.spawn([env = std::move(env), start = std::move(start), sites = std::move(sites),
                       hasher](self_pointer self) {
    auto& st = self->state;
    st.env = env;
    st.start = start;
    st.sites = sites;
    st.hasher = hasher;
    st.no_such_user = start.hasher->hash(start.hasher->new_secret());
    for (const auto& x : start.users)
      st.users[x.id] = x;
    know_tokens(st, start.tokens);
    return run(self);
  });
}

} // namespace omstilling
