#include "actors/desk_actor.hpp"

#include "actors/road.hpp"

#include <caf/stateful_actor.hpp>
#include <caf/typed_event_based_actor.hpp>
#include <caf/typed_response_promise.hpp>

#include <utility>

namespace omstilling {

namespace {

struct desk_state {
  static inline const char* name = "omstilling.desk";
  environment_ptr env;
  site_actor site;
  std::optional<employee_id> employee;
  desk core;
};

using self_pointer = desk_actor::stateful_pointer<desk_state>;

change step_of(const desk_state& st, const desk_decision& done) {
  change step{.site = st.core.record().site,
              .entity = {entity_kind::desk, st.core.record().user.value},
              .at = st.env->time->now(),
              .events = done.events};
  if (any_durable(done.events) || done.must_keep)
    step.state = encode_text(st.core.record());
  if (done.changed)
    step.pictures.push_back(shown_desk(st.core));
  return step;
}

destination own_phone(const desk& x, const std::optional<employee_id>& employee) {
  const auto& record = x.record();
  return {.who = {.number = record.phone, .name = record.name, .employee = employee},
          .endpoint = record.phone,
          .user = record.user};
}

void tell_queues(self_pointer self, const std::optional<queue_id>& left) {
  auto news = news_of(self->state.core, self->state.employee);
  if (left)
    news.left.push_back(*left);
  self->send(self->state.site, std::move(news));
}

void act(self_pointer self, const desk_decision& done) {
  if (done.agent_changed || done.left)
    tell_queues(self, done.left);
}

void note(self_pointer self, const desk_decision& done) {
  if (done.changed || !done.events.empty() || done.must_keep)
    report(self->state.env->journal, step_of(self->state, done));
  act(self, done);
}

caf::result<answer> carry_out(self_pointer self, const ask& x) {
  auto& st = self->state;
  if (auto refusal = missing(x.who, right_for(x.what, x.who)))
    return answer{tl::unexpected(*refusal)};
  const auto before = st.core;
  const auto now = st.env->time->now();
  const auto* chosen = std::get_if<choose_queue>(&x.what);
  const auto done = chosen ? st.core.choose(chosen->queue, now)
                           : st.core.set_agent(std::get<set_agent_state>(x.what).state, now);
  if (done.refused)
    return answer{tl::unexpected(*done.refused)};
  if (!done.changed && done.events.empty() && !x.mark)
    return answer{command_result{}};
  auto step = step_of(st, done);
  return answer_when_kept(self, x, before, std::move(step), {}, [self, done] { act(self, done); });
}

tl::expected<std::optional<call_id>, problem> meant_by(const desk& core, const command& what) {
  const auto some = [](const call_id& x) { return std::optional{x}; };
  if (std::holds_alternative<answer_call>(what))
    return core.offered();
  if (std::holds_alternative<pull_back_call>(what))
    return core.last_transferred().map(some);
  return core.current().map(some);
}

desk_actor::behavior_type run(self_pointer self) {
  return {
    [self](const ask& x) { return carry_out(self, x); },
    [self](const which_call& x) {
      const auto& st = self->state;
      return meant_call{meant_by(st.core, x.what), own_phone(st.core, st.employee),
                        st.core.record().chosen_queue};
    },
    [self](const to_desk& x) {
      note(self, self->state.core.call_changed(x.call, self->state.env->time->now()));
    },
    [self](const desk_order& x) {
      note(self, self->state.core.obey(x.what.kind, x.what.at, self->state.env->time->now()));
    },
    [self](const configure_desk& x) {
      const auto now = self->state.env->time->now();
      auto stated = x.stated;
      // What another's statuses asked for before is none of this desk's business.
      if (std::exchange(self->state.employee, x.employee) != x.employee)
        stated.ordered_at = now - duration{1};
      note(self, self->state.core.configure(stated, now));
    },
  };
}

} // namespace

agent_news news_of(const desk& x, const std::optional<employee_id>& employee) {
  const auto& record = x.record();
  agent_news news{.user = record.user,
                  .name = record.name,
                  .employee = employee,
                  .state = x.agent(),
                  .since = x.agent_since(),
                  .phone = own_phone(x, employee),
                  .ordered_at = record.ordered_at};
  if (record.chosen_queue)
    news.queues.push_back(*record.chosen_queue);
  return news;
}

picture_change shown_desk(const desk& x) {
  return shown("desk/" + x.record().user.value, "desk", x.record().user.value, x.view());
}

desk_actor spawn_desk(caf::actor_system& system, environment_ptr env, site_actor site,
                      desk_record kept, std::optional<employee_id> employee) {
  return system.spawn(
    [env = std::move(env), site, kept = std::move(kept), employee](self_pointer self) {
      self->state = {.env = env, .site = site, .employee = employee, .core = desk{kept}};
      return run(self);
    });
}

} // namespace omstilling
