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

/// What is kept of the desk of this person, if there is one.
std::optional<agent_seen> agent_of(const site_state& st, const employee_id& who) {
  for (const auto& [user, news] : st.agents)
    if (news.employee == who)
      return agent_seen{news.state, news.ordered_at};
  return std::nullopt;
}

/// Deadlines that passed while the service was away are done one after the other, in their order,
/// before anything else happens.
void wake_overdue(site_pointer self, std::size_t next) {
  auto& st = self->state;
  if (st.ending)
    return;
  if (next < st.overdue.size()) {
    const auto found = st.employees.find(st.overdue[next]);
    if (found == st.employees.end())
      return wake_overdue(self, next + 1);
    self->request(found->second, caf::infinite, wake_now{agent_of(st, found->first)})
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
  open_calendars(self);
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
  const auto& site = start.site.id.value;
  std::vector<std::string> topics{"people/" + site, "statuses/" + site, "queues/" + site,
                                  "message_book/" + site};
  for (const auto& x : start.queues)
    topics.push_back("queue/" + x.record().id.value);
  if (start.has_shared_book)
    topics.push_back(phone_book_topic(std::string{shared_book}));
  for (const auto& x : start.users)
    for (auto& topic : topics_of(x.id))
      topics.push_back(std::move(topic));
  return topics;
}

void add_books(site_pointer self, std::vector<status_book_record> kept) {
  const auto own = std::find_if(kept.begin(), kept.end(), [](const auto& x) { return !x.user; });
  add_book(self, own == kept.end() ? first_status_book(self->state.site.id) : *own);
  for (auto& x : kept)
    if (x.user)
      add_book(self, std::move(x));
}

/// After the logins and their watch lists: promises are told to them.
void add_correspondence(site_pointer self, site_start& start) {
  auto& st = self->state;
  st.carried_by = start.carried_by;
  add_message_books(self, std::move(start.message_books));
  for (const auto& [user, login] : st.logins)
    show_first_defaults(self, user);
  add_promises(self, std::move(start.promises));
  add_outbox(self, std::move(start.messages));
}

} // namespace

void begin(site_pointer self, site_start start) {
  auto& st = self->state;
  st.site = start.site;
  st.time_zone = std::make_shared<const std::string>(start.site.time_zone);
  st.epoch = start.epoch;
  st.last_number = start.last_number;
  st.pbx = start.pbx;
  st.plan = start.plan;
  st.feeds = std::move(start.feeds);
  for (const auto& [link, feed] : st.feeds)
    self->monitor(feed);
  for (auto& x : start.receipts)
    st.done.add(std::move(x));
  declare(self, first_topics(start));
  const auto now = st.env->time->now();
  // Before the people: what they are is said in the site's kinds of status.
  add_books(self, std::move(start.books));
  collect_overdue(self, start.employees, now);
  for (const auto& x : start.employees)
    repeat_wishes(self, x);
  for (auto& x : start.employees)
    add_employee(self, std::move(x), now);
  for (auto& x : start.queues)
    add_queue(self, std::move(x));
  if (st.pbx)
    st.link = supervise(self,
                        spawn_link(self->system(), st.env, st.site, st.pbx,
                                   caf::actor_cast<site_actor>(self), start.acts_until),
                        {entity_kind::unknown, "pbx"});
  // Before the calls: a queue must know who answers before it judges that nobody does.
  add_logins(self, start);
  add_phone_books(self, std::move(start.phone_books), start.has_shared_book);
  for (auto& x : start.calls) {
    show(self, shown_call(call{x}));
    self->send(add_call(self, std::move(x)), announce{});
  }
  for (auto& x : start.watchlists)
    add_watchlist(self, std::move(x));
  add_correspondence(self, start);
  st.living = true;
  self->send(st.env->board, site_stands{st.site.id});
  wake_overdue(self, 0);
}

} // namespace omstilling
