#include "actors/site.hpp"

#include "actors/road.hpp"
#include "actors/site_state.hpp"

#include <caf/typed_response_promise.hpp>

#include <exception>

namespace omstilling {

namespace {

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

void hear_wishes(site_pointer self, const status_wishes& x) {
  auto& st = self->state;
  for (const auto& [user, login] : st.logins) {
    if (login.person != x.who.id)
      continue;
    if (const auto found = st.desks.find(user); x.order && found != st.desks.end())
      self->send(found->second, desk_order{*x.order});
    if (x.overran_at)
      self->send(watchlist_of(self, user), own_status_over{x.who, *x.overran_at});
  }
}

/// A name that nobody bears gives a person without a phone.
caf::result<person_now> find_person(site_pointer self, const employee_id& who) {
  const auto found = self->state.employees.find(who);
  if (found == self->state.employees.end())
    return person_now{};
  return self->delegate(found->second, ask_person{});
}

/// The same: a name that nobody bears gives a person without an id.
caf::result<presence_now> find_presence(site_pointer self, const ask_presence_of& x) {
  const auto found = self->state.employees.find(x.who);
  if (found == self->state.employees.end())
    return presence_now{};
  return self->delegate(found->second, x.what);
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
  const forget_messages old{st.env->time->now() - st.env->retention};
  self->send(st.outbox, old);
  self->send(st.promises, old);
  self->delayed_send(self, std::chrono::hours{24}, tidy{});
}

site_actor::behavior_type run(site_pointer self) {
  self->set_down_handler([self](const caf::down_msg& x) { mourn(self, x); });
  self->set_exit_handler([self](const caf::exit_msg& x) { end(self, x.reason); });
  self->set_exception_handler([self](std::exception_ptr& x) {
    end(self, caf::exit_reason::user_shutdown);
    return caf::scheduled_actor::default_exception_handler(self, x);
  });
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
    [self](const call_over& x) { forget_call(self, x); },
    [self](const call_gives& x) { hand_on(self, x); },
    [self](const call_stands& x) { hear_standing(self, x); },
    [self](const phones_are& x) {
      know_phones(self, x.who, x.phones);
      restate_phones_of(self, x.who);
    },
    [self](const agent_news& x) { hear_agent(self, x); },
    [self](const observe_people& x) { hear_observing(self, x); },
    [self](const login_is& x) { hear_login(self, x.user); },
    [self](const settings_are& x) { hear_settings(self, x); },
    [self](const status_wishes& x) { hear_wishes(self, x); },
    [self](const status_types_are& x) { hear_types(self, x); },
    [self](const calendar_is& x) { hear_calendar(self, x); },
    [self](const calendar_wished& x) { hear_calendar(self, x); },
    [self](const to_employee& x) { hear_feed(self, x); },
    [self](const employee_id& x) { return find_person(self, x); },
    [self](const ask_presence_of& x) { return find_presence(self, x); },
    [self](const call_news& x) { hear_news(self, x); },
    [self](const call_told& x) { log_call(self, x.what); },
    [self](const number_named& x) { hear_name(self, x); },
    [self](const ask_messages& x) { return self->delegate(self->state.outbox, x); },
    [self](const ask_receiver& x) { return find_receiver(self, x.who); },
    [self](const message_templates_are& x) { hear_message_templates(self, x); },
    [self](const promise_made& x) { self->send(self->state.promises, x); },
    [self](const promise_to_tell& x) { hear_promise_news(self, x); },
    [self](const call_reached& x) { self->send(self->state.promises, x); },
    [self](const pbx_happened& x) { hear_pbx(self, x.what); },
    [self](tidy) { self->state.ending ? end_when_alone(self) : tidy_up(self); },
    [self](const door_is& x) {
      self->state.door = x.door;
      say_where_all_are(self);
    },
  };
}

} // namespace

site_actor spawn_site(caf::actor_system& system, environment_ptr env, site_start start) {
  auto shared = std::make_shared<site_start>(std::move(start));
  return system.spawn([env = std::move(env), shared](site_pointer self) {
    self->state.env = env;
    begin(self, std::move(*shared));
    return run(self);
  });
}

} // namespace omstilling
