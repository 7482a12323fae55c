#include "actors/queue_actor.hpp"

#include "actors/road.hpp"

#include <caf/stateful_actor.hpp>
#include <caf/typed_event_based_actor.hpp>
#include <caf/typed_response_promise.hpp>

namespace omstilling {

namespace {

struct queue_state {
  static inline const char* name = "omstilling.queue";
  environment_ptr env;
  site_actor site;
  queue core;
  std::optional<time_point> armed;
};

using self_pointer = queue_actor::stateful_pointer<queue_state>;

change step_of(const queue_state& st, std::vector<event> events) {
  const auto now = st.env->time->now();
  return {.site = st.core.record().site,
          .entity = {entity_kind::queue, st.core.record().id.value},
          .at = now,
          .events = std::move(events),
          .pictures = {shown_queue(st.core, now)}};
}

void act(self_pointer self, const queue_decision& done) {
  auto& st = self->state;
  for (const auto& order : done.orders) {
    if (const auto* x = std::get_if<offer_order>(&order))
      self->send(st.site, to_call{x->call, call_input::offer{x->to, x->ring_for}});
    else
      self->send(st.site, overflow_call{std::get<overflow_order>(order)});
  }
  arm(self, *st.env->time, st.core.deadline(), st.armed);
}

void note(self_pointer self, const queue_action& what) {
  auto& st = self->state;
  const auto done = st.core.handle(what, st.env->time->now());
  if (done.changed)
    report(st.env->journal, step_of(st, {queue_changed{}}));
  act(self, done);
}

caf::result<answer> configure(self_pointer self, const ask& x) {
  auto& st = self->state;
  if (auto refusal = missing(x.who, right_for(x.what, x.who)))
    return answer{tl::unexpected(*refusal)};
  auto record = make_queue(std::get<put_queue>(x.what));
  if (!record)
    return answer{tl::unexpected(record.error())};
  const auto before = st.core;
  const auto done = st.core.handle(queue_input::configured{*record}, st.env->time->now());
  auto step = step_of(st, {queue_put{record->name}});
  step.state = encode_text(*record);
  return answer_when_kept(self, x, before, std::move(step), {}, [self, done] { act(self, done); });
}

queue_actor::behavior_type run(self_pointer self) {
  return {
    [self](const ask& x) { return configure(self, x); },
    [self](const queue_news& x) { note(self, x.what); },
    [self](const ask_next_call&) { return next_call{self->state.core.next()}; },
    [self](const wake&) {
      self->state.armed.reset();
      note(self, queue_input::wake{});
    },
  };
}

} // namespace

picture_change shown_queue(const queue& x, time_point now) {
  return shown("queues/" + x.record().site.value, "queue", x.record().id.value, x.view(now));
}

queue_actor spawn_queue(caf::actor_system& system, environment_ptr env, site_actor site,
                        queue core) {
  return system.spawn([env = std::move(env), site, core = std::move(core)](self_pointer self) {
    self->state = {.env = env, .site = site, .core = core, .armed = {}};
    return run(self);
  });
}

} // namespace omstilling
