#include "actors/accounts.hpp"
#include "actors/road.hpp"
#include "actors/settings_actor.hpp"
#include "actors/site_state.hpp"

#include <utility>

namespace omstilling {

namespace {

known_login login_of(const user_record& x) {
  return {
    .name = x.name, .sees = make_principal(x).sees, .person = x.employee, .desk = desk_for(x, {})};
}

/// Where the phone for this login's calls may be rung only, whoever rings it.
void know_lock(site_state& st, const user_id& user) {
  std::erase_if(st.locked_phones, [&](const auto& known) { return known.second.by == user; });
  const auto& address = settings_of(st, user).locked_address;
  if (const auto number = own_phone_of(st, user); !address.empty() && !number.empty())
    st.locked_phones[number] = {user, address};
}

/// A desk of which nothing is kept: it obeys what statuses ask for from now on.
desk_record new_desk(const site_state& st, desk_record stated) {
  stated.ordered_at = st.env->time->now() - duration{1};
  return stated;
}

/// The desk and the ways to it, by the login, its phones and its settings as they are now.
void furnish(site_pointer self, const user_id& user) {
  auto& st = self->state;
  know_lock(st, user);
  const auto& login = st.logins.at(user);
  if (!login.desk)
    return;
  auto stated = *login.desk;
  stated.phone = own_phone_of(st, user);
  if (const auto found = st.desks.find(user); found != st.desks.end())
    return self->send(found->second, configure_desk{std::move(stated), login.person});
  add_desk(self, new_desk(st, std::move(stated)), login.person);
}

} // namespace

std::vector<std::string> topics_of(const user_id& user) {
  std::vector<std::string> result;
  for (const auto* kind :
       {"desk/", "watchlist/", "settings/", "templates/", "log/", "messages/", "promises/"})
    result.push_back(kind + user.value);
  if (const auto book = own_book(user))
    result.push_back(phone_book_topic(*book));
  return result;
}

void add_logins(site_pointer self, site_start& start) {
  auto& st = self->state;
  for (const auto& x : start.users)
    st.logins[x.id] = login_of(x);
  std::map<user_id, settings_record> chosen;
  for (auto& x : start.settings)
    chosen.emplace(x.chosen.id, std::move(x));
  std::map<user_id, desk_record> desks;
  for (auto& x : start.desks)
    desks.emplace(x.user, std::move(x));
  for (const auto& [user, login] : st.logins) {
    const auto found = chosen.find(user);
    add_settings(self, found == chosen.end() ? first_settings(st, user) : found->second);
    know_lock(st, user);
  }
  // After all settings: another login may have locked the same phone.
  for (const auto& [user, login] : st.logins)
    if (login.desk) {
      const auto found = desks.find(user);
      auto kept = found == desks.end() ? new_desk(st, *login.desk) : found->second;
      add_desk(self, restated(st, std::move(kept)), login.person);
    }
}

void hear_login(site_pointer self, const user_record& x) {
  auto& st = self->state;
  declare(self, topics_of(x.id));
  const auto before = st.logins.find(x.id);
  const bool fresh = before == st.logins.end();
  auto login = login_of(x);
  // The audiences stand in the order of who sees most.
  const bool narrower = !fresh && login.sees > before->second.sees;
  st.logins[x.id] = std::move(login);
  if (const auto list = st.watchlists.find(x.id); narrower && list != st.watchlists.end())
    self->send(list->second, sees_less{});
  const auto watched = st.watchers; // the original may lose entries on the way
  for (const auto& [who, users] : watched)
    if (users.contains(x.id))
      tell_employee_watchers(self, who);
  if (const auto found = st.settings.find(x.id); found != st.settings.end())
    self->send(found->second, login_named{x.name});
  else
    add_settings(self, first_settings(st, x.id));
  furnish(self, x.id);
  if (fresh)
    show_first_defaults(self, x.id);
  restate_promise_readers(self);
}

desk_record restated(const site_state& st, desk_record kept) {
  const auto found = st.logins.find(kept.user);
  if (found == st.logins.end() || !found->second.desk)
    return kept;
  auto stated = *found->second.desk;
  stated.phone = own_phone_of(st, kept.user);
  desk core{std::move(kept)};
  core.configure(stated, st.env->time->now());
  return core.record();
}

void add_settings(site_pointer self, settings_record kept) {
  auto& st = self->state;
  const auto user = kept.chosen.id;
  if (const auto login = st.logins.find(user); login != st.logins.end())
    kept.chosen.name = login->second.name;
  st.chosen[user] = kept.chosen;
  show(self, {shown_settings(kept)});
  const auto own = caf::actor_cast<site_actor>(self);
  st.settings[user] = supervise(self, spawn_settings(self->system(), st.env, own, std::move(kept)),
                                {entity_kind::settings, user.value});
}

settings_record first_settings(const site_state& st, const user_id& user) {
  return {.site = st.site.id, .chosen = {.id = user}};
}

void hear_settings(site_pointer self, const settings_are& x) {
  auto& st = self->state;
  const auto& user = x.chosen.id;
  st.chosen[user] = x.chosen;
  furnish(self, user);
  // Her queues ring her from now on as she has it.
  if (const auto known = st.agents.find(user); known != st.agents.end())
    hear_agent(self, agent_news{known->second});
}

void restate_phones_of(site_pointer self, const employee_id& who) {
  const auto& logins = self->state.logins;
  for (const auto& [user, login] : logins)
    if (login.person == who)
      furnish(self, user);
}

const settings_view& settings_of(const site_state& st, const std::optional<user_id>& user) {
  static const settings_view first;
  const auto found = user ? st.chosen.find(*user) : st.chosen.end();
  return found == st.chosen.end() ? first : found->second;
}

own_numbers numbers_of(const site_state& st, const std::optional<user_id>& user) {
  const auto found = user ? st.logins.find(*user) : st.logins.end();
  if (found == st.logins.end() || !found->second.person)
    return {};
  return {st.directory.all(*found->second.person)};
}

std::string own_phone_of(const site_state& st, const std::optional<user_id>& user) {
  return call_number(settings_of(st, user), numbers_of(st, user).numbers);
}

} // namespace omstilling
