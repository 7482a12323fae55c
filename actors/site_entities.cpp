#include "actors/desk_actor.hpp"
#include "actors/employee_actor.hpp"
#include "actors/presence_pictures.hpp"
#include "actors/queue_actor.hpp"
#include "actors/road.hpp"
#include "actors/site_state.hpp"
#include "actors/status_book_actor.hpp"
#include "actors/watchlist_actor.hpp"

#include <algorithm>

namespace omstilling {

void say_where(site_pointer self, std::vector<entity_ref> entities, bool gone) {
  if (self->state.door)
    self->send(self->state.door, located{self->state.site.id, std::move(entities), gone});
}

void show(site_pointer self, std::vector<picture_change> pictures) {
  const auto& st = self->state;
  if (st.living)
    return report(
      st.env->journal,
      change{.site = st.site.id, .at = st.env->time->now(), .pictures = std::move(pictures)});
  for (auto& x : pictures)
    x.kind = picture_change::what::kept;
  self->send(st.env->board, shown_batch{st.site.id, {{st.last_number, std::move(pictures)}}});
}

void declare(site_pointer self, std::vector<std::string> topics) {
  const auto& st = self->state;
  self->send(st.env->board, declare_topics{st.site.id, std::move(topics), std::to_string(st.epoch),
                                           st.last_number});
}

void tell_person(site_pointer self, const agent_news& x) {
  const auto& people = self->state.employees;
  if (const auto found = x.employee ? people.find(*x.employee) : people.end();
      found != people.end())
    self->send(found->second, agent_seen{x.state, x.ordered_at});
}

employee_actor adopt_employee(site_pointer self, employee_record kept, time_point woken_until) {
  auto& st = self->state;
  const auto id = kept.id;
  const auto actor =
    supervise(self,
              spawn_employee(self->system(), st.env, caf::actor_cast<site_actor>(self),
                             {st.time_zone, st.types.types}, std::move(kept), woken_until),
              {entity_kind::employee, id.value});
  return st.employees[id] = actor;
}

void add_employee(site_pointer self, employee_record kept, time_point woken_until) {
  self->state.directory.put(kept.id, kept.name, kept.phones);
  know_phones(self, kept.id, kept.phones);
  self->send(self->state.env->directory, directory_employee{listing_of(kept)});
  self->send(self->state.env->directory, directory_free{kept.id, {}});
  const auto now = self->state.env->time->now();
  employee core{kept, now};
  core.use(self->state.types.types);
  auto pictures = presence_changes(employee{}, core, now);
  pictures.push_back(shown_person(core));
  show(self, std::move(pictures));
  const auto record = kept;
  adopt_employee(self, std::move(kept), woken_until);
  meet_calendar(self, record);
}

void repeat_wishes(site_pointer self, const employee_record& kept) {
  if (!kept.ordered && !kept.overran_at)
    return;
  employee core{kept};
  core.use(self->state.types.types);
  auto wishes = wishes_of(core);
  // Of one that was ended since there is nothing to tell.
  if (std::none_of(kept.claims.begin(), kept.claims.end(),
                   [](const claim& x) { return x.overrun; }))
    wishes.overran_at.reset();
  if (wishes.order || wishes.overran_at)
    self->send(self, std::move(wishes));
}

void add_queue(site_pointer self, queue core) {
  auto& st = self->state;
  const auto id = core.record().id;
  st.directory.put(id, core.record().name, core.record().number);
  st.queue_records[id] = core.record();
  declare(self, {"queue/" + id.value});
  show(self, {shown_queue(core, st.env->time->now())});
  const auto own = caf::actor_cast<site_actor>(self);
  st.queues[id] = supervise(self, spawn_queue(self->system(), st.env, own, std::move(core)),
                            {entity_kind::queue, id.value});
}

void add_desk(site_pointer self, desk_record kept, std::optional<employee_id> employee) {
  auto& st = self->state;
  const auto user = kept.user;
  const desk core{kept};
  show(self, {shown_desk(core)});
  hear_agent(self, news_of(core, employee));
  const auto own = caf::actor_cast<site_actor>(self);
  st.desks[user] =
    supervise(self, spawn_desk(self->system(), st.env, own, std::move(kept), std::move(employee)),
              {entity_kind::desk, user.value});
}

void add_watchlist(site_pointer self, watchlist_record kept) {
  auto& st = self->state;
  const auto user = kept.user;
  show(self, shown_watchlist(watchlist{kept}));
  const auto own = caf::actor_cast<site_actor>(self);
  st.watchlists[user] =
    supervise(self, spawn_watchlist(self->system(), st.env, own, std::move(kept)),
              {entity_kind::watchlist, user.value});
}

void add_book(site_pointer self, status_book_record kept) {
  auto& st = self->state;
  const auto id = status_book_id(kept);
  if (!kept.user)
    hear_types(self, {std::make_shared<const std::vector<status_type>>(kept.types)});
  show(self, shown_book(kept));
  const auto own = caf::actor_cast<site_actor>(self);
  st.books[id] = supervise(self, spawn_status_book(self->system(), st.env, own, std::move(kept)),
                           {entity_kind::status_book, id});
}

status_book_actor book_of(site_pointer self, const user_id& user) {
  const status_book_record first{
    .site = self->state.site.id, .user = user, .types = {}, .templates = {}};
  const auto id = status_book_id(first);
  if (!self->state.books.contains(id))
    add_book(self, first);
  return self->state.books.at(id);
}

void hear_types(site_pointer self, const status_types_are& x) {
  auto& st = self->state;
  st.types = x;
  for (const auto& [id, person] : st.employees)
    self->send(person, x);
}

void hear_agent(site_pointer self, const agent_news& x) {
  auto& st = self->state;
  st.agents[x.user] = x;
  std::erase_if(st.desk_phones, [&](const auto& known) { return known.second == x.user; });
  st.desk_phones[x.phone.endpoint] = x.user;
  const auto tell = [&](const queue_id& queue, agent_state state) {
    if (const auto found = st.queues.find(queue); found != st.queues.end())
      self->send(found->second, queue_news{queue_input::agent{x.user, x.name, state, x.since,
                                                              own_route(st, x.phone)}});
  };
  for (const auto& queue : x.left)
    tell(queue, agent_state::logged_off);
  for (const auto& queue : x.queues)
    tell(queue, x.state);
  if (st.awake)
    tell_person(self, x);
}

watchlist_actor watchlist_of(site_pointer self, const user_id& user) {
  auto& st = self->state;
  if (!st.watchlists.contains(user))
    add_watchlist(self, {.user = user, .site = st.site.id});
  return st.watchlists.at(user);
}

void tell_employee_watchers(site_pointer self, const employee_id& who) {
  auto& st = self->state;
  const auto found = st.employees.find(who);
  const auto watchers = st.watchers.find(who);
  if (found == st.employees.end() || watchers == st.watchers.end())
    return;
  watched_by all;
  for (const auto& user : watchers->second)
    if (const auto list = st.watchlists.find(user); list != st.watchlists.end())
      all.watchers.push_back(
        {list->second, st.logins.contains(user) ? st.logins.at(user).sees : audience::colleague});
  if (all.watchers.empty())
    st.watchers.erase(watchers);
  self->send(found->second, std::move(all));
}

} // namespace omstilling
