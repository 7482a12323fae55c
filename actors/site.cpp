#include "actors/site.hpp"

#include "actors/accounts.hpp"
#include "actors/call_actor.hpp"
#include "actors/desk_actor.hpp"
#include "actors/employee_actor.hpp"
#include "actors/pbx_link.hpp"
#include "actors/queue_actor.hpp"
#include "actors/queue_day.hpp"
#include "actors/road.hpp"
#include "actors/site_state.hpp"
#include "actors/watchlist_actor.hpp"
#include "services/calls/call_reports.hpp"

#include <caf/typed_response_promise.hpp>
#include <malloc.h>
#include <spdlog/spdlog.h>

namespace omstilling {

namespace {

/// Watches over a new actor: if it fails, it is started again from what is kept of it.
template <class Handle>
Handle supervise(site_pointer self, Handle x, entity_ref ref) {
  self->monitor(x);
  self->state.refs[x.address()] = std::move(ref);
  return x;
}

void say_where(site_pointer self, std::vector<entity_ref> entities, bool gone = false) {
  if (self->state.door)
    self->send(self->state.door, located{self->state.site.id, std::move(entities), gone});
}

/// What is kept is shown at a start as it stands, at the revision where the numbering stood; later,
/// as a step like any other, so that no revision is used twice.
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
  self->send(st.env->board,
             declare_topics{std::move(topics), std::to_string(st.epoch), st.last_number});
}

// --- starting again -------------------------------------------------------------

template <class Record, class Add>
void restart(site_pointer self, const entity_ref& ref, Add add) {
  self->request(self->state.env->journal, caf::infinite, load_row{self->state.site.id, ref})
    .then([self, ref, add](const loaded_row& row) {
      if (!row.state || !*row.state)
        return spdlog::error("{} {} is not started again: {}", word(ref.kind), ref.id,
                             row.state ? "nothing is kept of it" : message(row.state.error()));
      auto kept = decode_text<Record>(**row.state);
      if (!kept)
        return spdlog::error("{} {} is not started again: {}", word(ref.kind), ref.id,
                             message(kept.error()));
      spdlog::warn("{} {} is started again", word(ref.kind), ref.id);
      add(std::move(*kept));
    });
}

/// The queue counts its day anew from the journal, and hears again who waits and who answers.
void restart_queue(site_pointer self, queue_record kept) {
  const auto& st = self->state;
  const auto query = counted_events(st.site.id, st.site.time_zone, st.env->time->now());
  self->request(st.env->journal, caf::infinite, read_history{query})
    .then([self, kept](const history_read& read) {
      const auto& now = self->state;
      add_queue(self, count_day(kept, now.site.time_zone,
                                read.events.value_or(std::vector<stored_event>{})));
      for (const auto& [user, news] : now.agents)
        self->send(self, news);
      for (const auto& [call, actor] : now.calls)
        self->send(actor, announce{});
    });
}

void start_again(site_pointer self, const entity_ref& ref) {
  auto& st = self->state;
  switch (ref.kind) {
    case entity_kind::employee:
      return restart<employee_record>(self, ref, [self](employee_record x) {
        const auto id = x.id;
        add_employee(self, std::move(x));
        tell_employee_watchers(self, id);
      });
    case entity_kind::queue:
      return restart<queue_record>(self, ref,
                                   [self](queue_record x) { restart_queue(self, std::move(x)); });
    case entity_kind::call:
      return restart<call_record>(self, ref,
                                  [self](call_record x) { add_call(self, std::move(x)); });
    case entity_kind::desk:
      return restart<desk_record>(self, ref, [self](desk_record x) {
        const auto person = self->state.desk_people[x.user];
        add_desk(self, std::move(x), person);
      });
    case entity_kind::watchlist:
      return restart<watchlist_record>(
        self, ref, [self](watchlist_record x) { add_watchlist(self, std::move(x)); });
    default: spdlog::error("{} {} failed at site {}", word(ref.kind), ref.id, st.site.id.value);
  }
}

void forget(site_pointer self, const entity_ref& ref) {
  auto& st = self->state;
  if (ref.kind == entity_kind::employee) {
    st.employees.erase(employee_id{ref.id});
    st.directory.remove(employee_id{ref.id});
  } else if (ref.kind == entity_kind::call) {
    st.calls.erase(call_id{ref.id});
  }
  say_where(self, {ref}, true);
}

void mourn(site_pointer self, const caf::down_msg& x) {
  auto& st = self->state;
  const auto found = st.refs.find(x.source);
  if (found == st.refs.end())
    return;
  const auto ref = found->second;
  st.refs.erase(found);
  if (!x.reason || x.reason == caf::exit_reason::user_shutdown)
    return forget(self, ref); // it left because its entity is over
  spdlog::error("{} {} failed: {}", word(ref.kind), ref.id, self->system().render(x.reason));
  if (st.budgets[ref].may_restart(st.env->time->now()))
    return start_again(self, ref);
  spdlog::critical("{} {} fails too often and stays away", word(ref.kind), ref.id);
  self->send(st.env->board, health_news{{.id = word(ref.kind) + ":" + ref.id,
                                         .name = ref.id,
                                         .ok = false,
                                         .problem = "fails too often",
                                         .since = st.env->time->now()}});
}

/// The lamp of the person behind a desk (U5).
void tell_person(site_pointer self, const agent_news& x) {
  const auto& people = self->state.employees;
  if (const auto found = x.employee ? people.find(*x.employee) : people.end();
      found != people.end())
    self->send(found->second, agent_seen{x.state});
}

void say_ready(site_pointer self) {
  const auto& st = self->state;
  self->send(st.env->board, health_news{{.id = "site:" + st.site.id.value,
                                         .name = st.site.name,
                                         .ok = true,
                                         .problem = "",
                                         .since = st.env->time->now()}});
}

// --- the first start --------------------------------------------------------------

/// Deadlines that passed while the service was away are done one after the other, in their order,
/// before anything else happens.
void wake_overdue(site_pointer self, std::size_t next) {
  auto& st = self->state;
  if (next < st.overdue.size()) {
    const auto found = st.employees.find(st.overdue[next]);
    if (found == st.employees.end())
      return wake_overdue(self, next + 1);
    self->request(found->second, caf::infinite, wake_now{})
      .then([self, next](awake) { wake_overdue(self, next + 1); },
            [self, next](const caf::error&) { wake_overdue(self, next + 1); });
    return;
  }
  st.overdue = {};
  st.awake = true;
  say_ready(self);
  // Loading takes as much again as living: what it took goes back to the system.
  malloc_trim(0);
  for (const auto& [user, news] : st.agents)
    tell_person(self, news);
  if (st.link)
    self->send(st.link, open_link{});
}

void collect_overdue(site_pointer self, const std::vector<employee_record>& employees,
                     time_point now) {
  std::vector<std::pair<time_point, employee_id>> due;
  for (const auto& x : employees)
    if (const auto deadline = employee{x}.deadline(); deadline && *deadline <= now)
      due.emplace_back(*deadline, x.id);
  std::sort(due.begin(), due.end());
  for (auto& [deadline, id] : due)
    self->state.overdue.push_back(std::move(id));
}

std::vector<std::string> first_topics(const site_start& start) {
  std::vector<std::string> topics{"people/" + start.site.id.value, "queues/" + start.site.id.value};
  for (const auto& x : start.queues)
    topics.push_back("queue/" + x.record().id.value);
  for (const auto& x : start.users) {
    topics.push_back("desk/" + x.id.value);
    topics.push_back("watchlist/" + x.id.value);
  }
  return topics;
}

/// Kept desks, and those of logins that have not sat at one yet.
void add_desks(site_pointer self, site_start& start) {
  std::map<user_id, desk_record> kept;
  for (auto& x : start.desks)
    kept.emplace(x.user, std::move(x));
  for (const auto& user : start.users)
    self->state.logins[user.id] = {make_principal(user).sees, user.employee};
  for (const auto& user : start.users)
    if (auto stated = desk_for(user, own_phone_of(self, user.employee))) {
      const auto found = kept.find(user.id);
      add_desk(self, found == kept.end() ? std::move(*stated) : std::move(found->second),
               user.employee);
    }
}

void begin(site_pointer self, site_start start) {
  auto& st = self->state;
  st.site = start.site;
  st.epoch = start.epoch;
  st.last_number = start.last_number;
  st.pbx = start.pbx;
  for (auto& x : start.receipts)
    st.done.add(std::move(x));
  declare(self, first_topics(start));
  const auto now = st.env->time->now();
  collect_overdue(self, start.employees, now);
  for (auto& x : start.employees)
    add_employee(self, std::move(x), now);
  for (auto& x : start.queues)
    add_queue(self, std::move(x));
  if (st.pbx)
    st.link =
      spawn_link(self->system(), st.env, st.site, st.pbx, caf::actor_cast<site_actor>(self));
  // Before the calls: a queue must know who answers before it judges that nobody does.
  add_desks(self, start);
  for (auto& x : start.calls)
    self->send(add_call(self, std::move(x)), announce{});
  for (auto& x : start.watchlists)
    add_watchlist(self, std::move(x));
  st.living = true;
  wake_overdue(self, 0);
}

// --- what the site is told -----------------------------------------------------------

void hear_observing(site_pointer self, const observe_people& x) {
  auto& st = self->state;
  for (const auto& who : x.begin)
    st.watchers[who].insert(x.watcher);
  for (const auto& who : x.end)
    st.watchers[who].erase(x.watcher);
  for (const auto& who : x.begin)
    tell_employee_watchers(self, who);
  for (const auto& who : x.end)
    tell_employee_watchers(self, who);
}

void hear_login(site_pointer self, const user_record& x) {
  auto& st = self->state;
  declare(self, {"desk/" + x.id.value, "watchlist/" + x.id.value});
  st.logins[x.id] = {make_principal(x).sees, x.employee};
  const auto watched = st.watchers; // the original may lose entries on the way
  for (const auto& [who, users] : watched)
    if (users.contains(x.id))
      tell_employee_watchers(self, who);
  // Her phone is the one of the employee behind the login (S16.1).
  auto stated = desk_for(x, own_phone_of(self, x.employee));
  if (!stated)
    return;
  st.desk_people[x.id] = x.employee;
  if (const auto found = st.desks.find(x.id); found != st.desks.end())
    return self->send(found->second, configure_desk{std::move(*stated), x.employee});
  add_desk(self, std::move(*stated), x.employee);
}

void hear_wishes(site_pointer self, const status_wishes& x) {
  auto& st = self->state;
  for (const auto& [user, login] : st.logins) {
    if (login.person != x.who.id)
      continue;
    if (const auto found = st.desks.find(user); found != st.desks.end())
      for (const auto& order : x.agent_orders)
        self->send(found->second,
                   desk_order{order.kind == status_action_kind::agent_pause ? agent_state::not_ready
                                                                            : agent_state::ready});
    if (x.overrun)
      self->send(watchlist_of(self, user), own_status_over{x.who});
  }
}

/// A name that nobody bears gives a person without a phone.
caf::result<person_now> find_person(site_pointer self, const employee_id& who) {
  const auto found = self->state.employees.find(who);
  if (found == self->state.employees.end())
    return person_now{};
  return self->delegate(found->second, ask_person{});
}

void say_where_all_are(site_pointer self) {
  const auto& st = self->state;
  std::vector<entity_ref> all;
  all.reserve(st.employees.size());
  for (const auto& [id, actor] : st.employees)
    all.push_back({entity_kind::employee, id.value});
  say_where(self, std::move(all));
}

void tidy_up(site_pointer self) {
  const auto& st = self->state;
  self->send(st.env->journal, forget_before{st.site.id, st.env->time->now() - st.env->retention});
  self->delayed_send(self, std::chrono::hours{24}, tidy{});
}

/// A site that ends takes all that lives at it along.
void end(site_pointer self, const caf::exit_msg& x) {
  auto& st = self->state;
  self->set_down_handler([](const caf::down_msg&) {});
  const auto end_all = [&](const auto& actors) {
    for (const auto& [id, actor] : actors)
      self->send_exit(actor, x.reason);
  };
  end_all(st.employees);
  end_all(st.calls);
  end_all(st.queues);
  end_all(st.desks);
  end_all(st.watchlists);
  if (st.link)
    self->send_exit(st.link, x.reason);
  self->quit(x.reason);
}

site_actor::behavior_type run(site_pointer self) {
  self->set_down_handler([self](const caf::down_msg& x) { mourn(self, x); });
  self->set_exit_handler([self](const caf::exit_msg& x) { end(self, x); });
  self->send(self, tidy{});
  return {
    [self](const door_command& x) { carry_out(self, x); },
    [self](const to_call& x) {
      if (const auto found = self->state.calls.find(x.call); found != self->state.calls.end())
        self->send(found->second, call_fact{x.what});
    },
    [self](const to_queue& x) {
      if (const auto found = self->state.queues.find(x.queue); found != self->state.queues.end())
        self->send(found->second, queue_news{x.what});
    },
    [self](const to_desk& x) {
      if (const auto found = self->state.desks.find(x.desk); found != self->state.desks.end())
        self->send(found->second, x);
    },
    [self](const overflow_call& x) { send_on(self, x.order); },
    [self](const call_over& x) { self->state.caller_legs.erase(x.caller_leg); },
    [self](const agent_news& x) { hear_agent(self, x); },
    [self](const observe_people& x) { hear_observing(self, x); },
    [self](const login_is& x) { hear_login(self, x.user); },
    [self](const status_wishes& x) { hear_wishes(self, x); },
    [self](const employee_id& x) { return find_person(self, x); },
    [self](const pbx_happened& x) { hear_pbx(self, x.what); },
    [self](tidy) { tidy_up(self); },
    [self](const door_is& x) {
      self->state.door = x.door;
      say_where_all_are(self);
    },
  };
}

} // namespace

employee_actor adopt_employee(site_pointer self, employee_record kept, time_point woken_until) {
  auto& st = self->state;
  const auto id = kept.id;
  return st.employees[id] =
           supervise(self,
                     spawn_employee(self->system(), st.env, caf::actor_cast<site_actor>(self),
                                    std::move(kept), woken_until),
                     {entity_kind::employee, id.value});
}

void add_employee(site_pointer self, employee_record kept, time_point woken_until) {
  self->state.directory.put(kept.id, kept.name, kept.phones);
  show(self, {shown_person(employee{kept, self->state.env->time->now()})});
  adopt_employee(self, std::move(kept), woken_until);
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
  st.desk_people[user] = employee;
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

void hear_agent(site_pointer self, const agent_news& x) {
  auto& st = self->state;
  st.agents[x.user] = x;
  const auto tell = [&](const queue_id& queue, agent_state state) {
    if (const auto found = st.queues.find(queue); found != st.queues.end())
      self->send(found->second,
                 queue_news{queue_input::agent{x.user, x.name, state, x.since, x.phone}});
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

std::string own_phone_of(site_pointer self, const std::optional<employee_id>& employee) {
  const auto* number = employee ? self->state.directory.primary(*employee) : nullptr;
  return number ? *number : std::string{};
}

site_actor spawn_site(caf::actor_system& system, environment_ptr env, site_start start) {
  auto shared = std::make_shared<site_start>(std::move(start));
  return system.spawn([env = std::move(env), shared](site_pointer self) {
    self->state.env = env;
    begin(self, std::move(*shared));
    return run(self);
  });
}

} // namespace omstilling
