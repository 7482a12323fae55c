#include "actors/settings_actor.hpp"

#include "actors/road.hpp"

#include <caf/stateful_actor.hpp>
#include <caf/typed_event_based_actor.hpp>
#include <caf/typed_response_promise.hpp>

namespace omstilling {

namespace {

struct settings_state {
  static inline const char* name = "omstilling.settings";
  environment_ptr env;
  site_actor site;
  user_settings core;
};

using self_pointer = settings_actor::stateful_pointer<settings_state>;

change step_of(const settings_state& st, const settings_decision& done) {
  const auto& record = st.core.record();
  change step{.site = record.site,
              .entity = {entity_kind::settings, record.chosen.id.value},
              .at = st.env->time->now(),
              .events = done.events};
  if (any_durable(done.events))
    step.state = encode_text(record);
  if (done.changed)
    step.pictures.push_back(shown_settings(record));
  return step;
}

caf::result<answer> carry_out(self_pointer self, const ask& x, const own_numbers& own) {
  auto& st = self->state;
  if (auto refusal = missing(x.who, right_for(x.what, x.who)))
    return answer{tl::unexpected(*refusal)};
  const auto before = st.core;
  const auto done = st.core.change(std::get<set_settings>(x.what), own.numbers);
  if (done.refused)
    return answer{tl::unexpected(*done.refused)};
  if (!done.changed && !x.mark)
    return answer{command_result{}};
  auto step = step_of(st, done);
  return answer_when_kept(self, x, before, std::move(step), {}, [self] {
    self->send(self->state.site, settings_are{self->state.core.record().chosen});
  });
}

settings_actor::behavior_type run(self_pointer self) {
  return {
    [self](const ask& x, const own_numbers& own) { return carry_out(self, x, own); },
    [self](const login_named& x) {
      if (const auto done = self->state.core.rename(x.name); done.changed)
        report(self->state.env->journal, step_of(self->state, done));
    },
  };
}

} // namespace

picture_change shown_settings(const settings_record& x) {
  const auto& user = x.chosen.id.value;
  return shown("settings/" + user, "settings", user, x.chosen);
}

settings_actor spawn_settings(caf::actor_system& system, environment_ptr env, site_actor site,
                              settings_record kept) {
  return system.spawn([env = std::move(env), site, kept = std::move(kept)](self_pointer self) {
    self->state = {.env = env, .site = site, .core = user_settings{kept}};
    return run(self);
  });
}

} // namespace omstilling
