#include "actors/accounts.hpp"
#include "actors/call_actor.hpp"
#include "actors/pbx_link.hpp"
#include "actors/road.hpp"
#include "actors/site_state.hpp"

#include <malloc.h>

namespace omstilling {

namespace {

void say_ready(site_pointer self) {
  const auto& st = self->state;
  self->send(st.env->board, health_news{{.id = "site:" + st.site.id.value,
                                         .name = st.site.name,
                                         .ok = true,
                                         .problem = "",
                                         .since = st.env->time->now()}});
}

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
    topics.push_back("settings/" + x.id.value);
  }
  return topics;
}

} // namespace

void begin(site_pointer self, site_start start) {
  auto& st = self->state;
  st.site = start.site;
  st.epoch = start.epoch;
  st.last_number = start.last_number;
  st.pbx = start.pbx;
  st.plan = start.plan;
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
  add_logins(self, start);
  for (auto& x : start.calls) {
    show(self, shown_call(call{x}));
    self->send(add_call(self, std::move(x)), announce{});
  }
  for (auto& x : start.watchlists)
    add_watchlist(self, std::move(x));
  st.living = true;
  wake_overdue(self, 0);
}

} // namespace omstilling
