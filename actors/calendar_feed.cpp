#include "actors/calendar_feed.hpp"

#include "actors/road.hpp"
#include "services/calendars/outbox.hpp"

#include <caf/send.hpp>
#include <caf/stateful_actor.hpp>
#include <caf/typed_event_based_actor.hpp>
#include <spdlog/spdlog.h>

#include <unordered_map>

namespace omstilling {

namespace {

struct feed_state {
  static inline const char* name = "omstilling.calendar_feed";
  environment_ptr env;
  calendar_link_options link;
  calendar_feed core;
  calendar_outbox outbox;
  std::unordered_map<employee_id, site_actor> sites;
  std::optional<time_point> armed;
};

using self_pointer = feed_actor::stateful_pointer<feed_state>;

void say_health(self_pointer self) {
  auto& st = self->state;
  const auto& x = st.core.health();
  self->send(st.env->board, health_news{{.id = "calendar:" + st.link.id,
                                         .name = st.link.name,
                                         .ok = x.ok,
                                         .problem = x.problem,
                                         .since = x.since}});
  if (x.ok)
    spdlog::info("calendars of {}: {}", st.link.id, x.problem.empty() ? "fine" : x.problem);
  else
    spdlog::warn("calendars of {} cannot be read: {}", st.link.id, x.problem);
}

/// A source lives no longer than its feed, and its answers reach nobody afterwards: they hold the
/// feed's address only.
void order(self_pointer self, const feed_order& x) {
  const auto me = caf::actor_cast<feed_actor>(self);
  self->state.link.source->read(x.asked,
                                [to = caf::actor_cast<caf::weak_actor_ptr>(me), number = x.number](
                                  tl::expected<calendar_reading, calendar_failure> answer) {
                                  if (const auto alive = caf::actor_cast<feed_actor>(to))
                                    caf::anon_send(alive, calendar_read{number, std::move(answer)});
                                });
}

void order(self_pointer self, const outbox_order& x) {
  const auto me = caf::actor_cast<feed_actor>(self);
  auto then = [to = caf::actor_cast<caf::weak_actor_ptr>(me),
               number = x.number](std::optional<calendar_failure> failure) {
    if (const auto alive = caf::actor_cast<feed_actor>(to))
      caf::anon_send(alive, calendar_written{number, std::move(failure)});
  };
  const auto& entry = x.what.entry;
  if (x.what.stands)
    self->state.link.source->write(entry, std::move(then));
  else
    self->state.link.source->erase(entry.calendar, entry.id, std::move(then));
}

void rearm(self_pointer self) {
  auto& st = self->state;
  const auto reads = st.core.deadline();
  const auto writes = st.outbox.deadline();
  const auto next = reads && writes ? std::min(*reads, *writes) : reads ? reads : writes;
  arm(self, *st.env->time, next, st.armed);
}

void perform(self_pointer self, const std::vector<outbox_order>& orders) {
  for (const auto& x : orders)
    order(self, x);
  rearm(self);
}

void perform(self_pointer self, feed_decision done) {
  auto& st = self->state;
  for (auto& x : done.news) {
    to_employee news{.who = x.who};
    if (x.silent_since || x.heard_again)
      news.silent = calendar_silent{x.silent_since};
    if (x.events)
      news.appointments = appointments_are{std::move(*x.events)};
    if (const auto site = st.sites.find(x.who); site != st.sites.end())
      self->send(site->second, std::move(news));
  }
  for (const auto& x : done.orders)
    order(self, x);
  if (done.health_changed)
    say_health(self);
  rearm(self);
}

void hear(self_pointer self, const calendar_person& x) {
  auto& st = self->state;
  const auto now = st.env->time->now();
  if (x.calendar.empty()) {
    st.sites.erase(x.who);
    return perform(self, st.core.remove(x.who, now));
  }
  st.sites[x.who] = x.site;
  perform(self, st.core.put({x.who, x.calendar, x.time_zone}, now));
}

void hear(self_pointer self, const calendar_written& x) {
  auto& st = self->state;
  if (x.failure)
    spdlog::warn("calendars of {}: a status is not written: {}", st.link.id, x.failure->text);
  perform(self, st.outbox.answered(x.number, x.failure, st.env->time->now()));
}

void wake_up(self_pointer self) {
  auto& st = self->state;
  st.armed.reset();
  const auto now = st.env->time->now();
  const auto writes = st.outbox.wake(now);
  perform(self, st.core.wake(now));
  perform(self, writes);
}

feed_actor::behavior_type run(self_pointer self) {
  say_health(self);
  return {
    [self](const calendar_person& x) { hear(self, x); },
    [self](const calendar_wish& x) {
      auto& st = self->state;
      perform(self, st.outbox.put(x, st.env->time->now()));
    },
    [self](const calendar_read& x) {
      auto& st = self->state;
      perform(self, st.core.answered(x.number, x.answer, st.env->time->now()));
    },
    [self](const calendar_written& x) { hear(self, x); },
    [self](const wake&) { wake_up(self); },
  };
}

} // namespace

feed_actor spawn_calendar_feed(caf::actor_system& system, environment_ptr env,
                               calendar_link_options link) {
  return system.spawn([env = std::move(env), link = std::move(link)](self_pointer self) {
    const auto now = env->time->now();
    self->state = {
      .env = env, .link = link, .core = calendar_feed{link.pace, now}, .outbox = calendar_outbox{}};
    return run(self);
  });
}

} // namespace omstilling
