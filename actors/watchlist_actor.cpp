#include "actors/watchlist_actor.hpp"

#include "actors/road.hpp"

#include <caf/stateful_actor.hpp>
#include <caf/typed_event_based_actor.hpp>
#include <caf/typed_response_promise.hpp>

namespace omstilling {

namespace {

struct watchlist_state {
  static inline const char* name = "omstilling.watchlist";
  environment_ptr env;
  site_actor site;
  watchlist core;
  std::optional<time_point> armed;
};

using self_pointer = watchlist_actor::stateful_pointer<watchlist_state>;

constexpr duration try_again_after = std::chrono::seconds{1};

std::string topic_of(const watchlist& x) { return "watchlist/" + x.record().user.value; }

std::vector<picture_change> pictures_of(const watchlist& core, const watchlist_decision& done) {
  std::vector<picture_change> result;
  const auto topic = topic_of(core);
  for (const auto& x : done.updated)
    result.push_back(shown(topic, "watch", x.id.value, x));
  for (const auto& x : done.removed)
    result.push_back(hidden(topic, x.value));
  for (const auto& x : done.dismissed)
    result.push_back(hidden(topic, x.value));
  for (const auto& x : done.shown) {
    result.push_back(shown(topic, "popup", x.id.value, x));
    auto report = result.back();
    report.kind = picture_change::what::report;
    result.push_back(std::move(report));
  }
  return result;
}

change step_of(const watchlist_state& st, const watchlist_decision& done) {
  const auto& record = st.core.record();
  change step{.site = record.site,
              .entity = {entity_kind::watchlist, record.user.value},
              .at = st.env->time->now(),
              .events = done.events,
              .pictures = pictures_of(st.core, done)};
  if (any_durable(done.events) || done.must_keep)
    step.state = encode_text(record);
  return step;
}

void rearm(self_pointer self) {
  arm(self, *self->state.env->time, self->state.core.deadline(), self->state.armed);
}

void act(self_pointer self, const watchlist_decision& done) {
  rearm(self);
  if (!done.observe.empty() || !done.stop_observing.empty())
    self->send(self->state.site,
               observe_people{self->state.core.record().user, done.observe, done.stop_observing});
}

/// A pop-up that the store refuses is not shown: the watch stands as
/// before, and fires at the next change.
void note(self_pointer self, const watchlist& before, const watchlist_decision& done,
          const std::optional<user_id>& by = std::nullopt) {
  auto& st = self->state;
  if (!done.changed && done.events.empty())
    return;
  auto step = step_of(st, done);
  step.by = by;
  commit(self, st.env->journal, std::move(step),
         [self, before, done](const tl::expected<std::int64_t, problem>& kept) {
           if (kept)
             act(self, done);
           else
             self->state.core = before;
         });
}

/// Of a promise she hears once, and does: what the store refuses is tried again.
void tell(self_pointer self, const promise_popup& x) {
  auto& st = self->state;
  const auto before = st.core;
  const auto done = st.core.told(x.about, x.what, st.env->time->now());
  if (!done.changed)
    return;
  auto step = step_of(st, done);
  step.by = x.about.by;
  commit(self, st.env->journal, std::move(step),
         [self, before, done, x](const tl::expected<std::int64_t, problem>& kept) {
           if (kept)
             return act(self, done);
           self->state.core = before;
           self->delayed_send(self, try_again_after, x);
         });
}

/// Ends the watches that are due. What the store refuses is tried again.
void end_due(self_pointer self) {
  auto& st = self->state;
  st.armed.reset();
  const auto before = st.core;
  const auto done = st.core.wake(st.env->time->now());
  if (!done.changed)
    return rearm(self);
  commit(self, st.env->journal, step_of(st, done),
         [self, before, done](const tl::expected<std::int64_t, problem>& kept) {
           if (kept)
             return act(self, done);
           self->state.core = before;
           self->delayed_send(self, try_again_after, wake{});
         });
}

watchlist_decision decide(watchlist& core, const ask& x, const watch_basis& basis, time_point now) {
  if (const auto* add = std::get_if<add_watch>(&x.what))
    return core.add(*add, basis.people, *basis.known.types, now);
  if (const auto* remove = std::get_if<remove_watch>(&x.what))
    return core.remove(remove->watch);
  return core.dismiss(std::get<dismiss_popup>(x.what).popup);
}

caf::result<answer> carry_out(self_pointer self, const ask& x, const watch_basis& basis) {
  auto& st = self->state;
  if (auto refusal = missing(x.who, right_for(x.what, x.who)))
    return answer{tl::unexpected(*refusal)};
  const auto before = st.core;
  const auto done = decide(st.core, x, basis, st.env->time->now());
  if (done.refused)
    return answer{tl::unexpected(*done.refused)};
  if (!done.changed && done.events.empty() && !x.mark)
    return answer{command_result{}};
  auto step = step_of(st, done);
  return answer_when_kept(self, x, before, std::move(step), {.watches = done.added},
                          [self, done] { act(self, done); });
}

watchlist_actor::behavior_type run(self_pointer self) {
  if (const auto people = self->state.core.observed(); !people.empty())
    self->send(self->state.site, observe_people{self->state.core.record().user, people, {}});
  rearm(self);
  return {
    [self](const ask& x) { return carry_out(self, x, {}); },
    [self](const ask& x, const watch_basis& basis) { return carry_out(self, x, basis); },
    [self](const person_seen& x) {
      const auto before = self->state.core;
      note(self, before, self->state.core.seen(x.who, self->state.env->time->now()));
    },
    [self](const own_status_over& x) {
      const auto before = self->state.core;
      note(self, before,
           self->state.core.own_status_over(x.who, x.overran_at, self->state.env->time->now()));
    },
    [self](const changed_by_other& x) {
      const auto before = self->state.core;
      note(self, before,
           self->state.core.told(x.who, x.what, x.by_name, self->state.env->time->now()), x.by);
    },
    [self](const promise_popup& x) { tell(self, x); },
    [self](wake) { end_due(self); },
    [self](sees_less) {
      const auto before = self->state.core;
      note(self, before, self->state.core.sees_less());
    },
  };
}

} // namespace

std::vector<picture_change> shown_watchlist(const watchlist& x) {
  std::vector<picture_change> result;
  for (const auto& item : x.view())
    result.push_back(shown(topic_of(x), "watch", item.id.value, item));
  for (const auto& item : x.record().popups)
    result.push_back(shown(topic_of(x), "popup", item.id.value, item));
  return result;
}

watchlist_actor spawn_watchlist(caf::actor_system& system, environment_ptr env, site_actor site,
                                watchlist_record kept) {
  return system.spawn([env = std::move(env), site, kept = std::move(kept)](self_pointer self) {
    self->state = {.env = env, .site = site, .core = watchlist{kept}};
    return run(self);
  });
}

} // namespace omstilling
