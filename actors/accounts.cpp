#include "actors/accounts_state.hpp"
#include "services/calls/call_ids.hpp"

#include <algorithm>
#include <utility>

namespace omstilling {

std::string home_key(entity_kind kind, const std::string& id) {
  return std::to_string(static_cast<int>(kind)) + '/' + id;
}

tl::unexpected<problem> refuse_asker(error_reason why, std::string path, std::string expected,
                                     std::string got) {
  return tl::unexpected(problem{.reason = why,
                                .path = std::move(path),
                                .expected = std::move(expected),
                                .got = std::move(got)});
}

bool is_site(const accounts_state& st, const site_id& site) {
  return std::any_of(st.start.sites.begin(), st.start.sites.end(),
                     [&](const auto& x) { return x.id == site; });
}

bool is_elsewhere(const accounts_state& st, const site_id& site) {
  return st.nodes && !st.sites.contains(site) && is_site(st, site);
}

std::optional<problem> not_here(const accounts_state& st, const site_id& site, std::string path) {
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

namespace {

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

void dial(accounts_pointer self, door_command x, const employee_id& who, const site_id& caller_site,
          colleague_elsewhere found) {
  auto& st = self->state;
  const auto& number = found.who.number;
  if (number.empty())
    return x.then(refuse_asker(error_reason::unknown_number, "params.employee",
                               "a person with a phone", who.value));
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
  x.to = std::move(found);
  self->send(st.sites.at(caller_site), std::move(x));
}

/// A person at another site is dialled by number, through the caller's own PBX.
void dial_elsewhere(accounts_pointer self, door_command x, const employee_id& who,
                    const site_id& caller_site, const site_id& person_site) {
  auto& st = self->state;
  const auto failed = [then = x.then](const caf::error&) {
    then(refuse_asker(error_reason::try_later));
  };
  const auto then_dial = [=](const std::string& number, const std::string& name) {
    dial(self, x, who, caller_site,
         {person_site, {.number = number, .name = name, .named_by = name_source::employee}});
  };
  if (is_elsewhere(st, person_site)) {
    self->request(st.nodes, caf::infinite, owner_extension{person_site, who})
      .then([then_dial](const extension_is& found) { then_dial(found.number, found.name); },
            failed);
    return;
  }
  if (auto refusal = not_here(st, person_site))
    return x.then(tl::unexpected(std::move(*refusal)));
  self->request(st.sites.at(person_site), caf::infinite, who)
    .then([then_dial](const person_now& found) { then_dial(found.who.extension, found.who.name); },
          failed);
}

void pass_on(accounts_pointer self, door_command x) {
  auto& st = self->state;
  const auto to = site_for(st, x.asked, x.who);
  if (auto refusal = not_here(st, to, "params.site"))
    return x.then(tl::unexpected(std::move(*refusal)));
  if (const auto* moved = std::get_if<put_employee>(&x.asked))
    if (const auto home = home_of(st, entity_kind::employee, moved->id.value); home && *home != to)
      return x.then(refuse_asker(error_reason::already_exists, "params.id",
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

void carry_out(accounts_pointer self, door_command x) {
  auto& st = self->state;
  auto who = current(st, x.who);
  if (!who)
    return x.then(refuse_asker(error_reason::not_authenticated));
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

accounts_actor::behavior_type run(accounts_pointer self) {
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
                       hasher](accounts_pointer self) {
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