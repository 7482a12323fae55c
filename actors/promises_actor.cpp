#include "actors/promises_actor.hpp"

#include "actors/road.hpp"

#include <caf/stateful_actor.hpp>
#include <caf/typed_event_based_actor.hpp>
#include <caf/typed_response_promise.hpp>

#include <set>

namespace omstilling {

namespace {

struct promises_state {
  static inline const char* name = "omstilling.promises";
  environment_ptr env;
  site_actor site;
  site_id of;
  logins_are logins;
  std::map<promise_id, callback_promise> all;
  std::set<promise_id> asked; // whose deputy is being looked up
  std::optional<time_point> armed;
};

using self_pointer = promises_actor::stateful_pointer<promises_state>;

constexpr duration try_again_after = std::chrono::seconds{1};

// --- who sees them ----------------------------------------------------------------------

std::set<std::string> topics_of(const promise_view& x, const logins_are& logins) {
  std::set<std::string> result{"promises/" + x.by.value};
  const auto add = [&](const employee_id& who) {
    if (const auto found = logins.of.find(who); found != logins.of.end())
      for (const auto& user : found->second)
        result.insert("promises/" + user.value);
  };
  add(x.owner);
  if (x.deputy)
    add(*x.deputy);
  return result;
}

std::set<std::string> topics_of(const callback_promise& x, const logins_are& logins,
                                time_point now) {
  return is_shown(x.record(), now) ? topics_of(x.record().shown, logins) : std::set<std::string>{};
}

/// What becomes of its pictures when it was shown in `before`.
std::vector<picture_change> pictures_of(const callback_promise& x,
                                        const std::set<std::string>& before,
                                        const std::set<std::string>& after) {
  std::vector<picture_change> result;
  const auto& view = x.record().shown;
  for (const auto& topic : before)
    if (!after.contains(topic))
      result.push_back(hidden(topic, view.id.value));
  for (const auto& topic : after)
    result.push_back(shown(topic, item_kind<promise_view>, view.id.value, view));
  return result;
}

// --- steps --------------------------------------------------------------------------------

void rearm(self_pointer self) {
  auto& st = self->state;
  std::optional<time_point> first;
  for (const auto& [id, x] : st.all)
    if (const auto at = st.asked.contains(id) ? std::nullopt : x.deadline();
        at && (!first || *at < *first))
      first = at;
  arm(self, *st.env->time, first, st.armed);
}

change step_of(const promises_state& st, const callback_promise& before,
               const callback_promise& after, std::vector<event> events) {
  const auto now = st.env->time->now();
  const auto& record = after.record();
  return {.site = st.of,
          .entity = {entity_kind::promise, record.shown.id.value},
          .at = now,
          .events = std::move(events),
          .state = encode_text(record),
          .pictures = pictures_of(after, topics_of(before, st.logins, now),
                                  topics_of(after, st.logins, now))};
}

void act(self_pointer self, const promise_id& id, const promise_decision& done) {
  auto& st = self->state;
  if (done.tell)
    self->send(st.site, promise_to_tell{*done.tell, st.all.at(id).record().shown});
  rearm(self);
}

/// A fact about a promise: what the store refuses is as it was, and `again` comes a second later.
template <class Step, class Again>
void take_step(self_pointer self, const promise_id& id, Step step, Again again) {
  auto& st = self->state;
  const auto before = st.all.at(id);
  const auto done = step(st.all.at(id));
  if (!done.changed)
    return;
  commit(self, st.env->journal, step_of(st, before, st.all.at(id), done.events),
         [self, id, before, done, again](const tl::expected<std::int64_t, problem>& kept) {
           if (kept)
             return act(self, id, done);
           self->state.all.insert_or_assign(id, before);
           self->delayed_send(self, try_again_after, again);
         });
}

/// It goes on to the owner's deputy as she is now.
void send_on(self_pointer self, const promise_id& id) {
  auto& st = self->state;
  if (!st.asked.insert(id).second)
    return;
  const auto go = [self, id](const std::optional<stand_in>& deputy) {
    auto& now = self->state;
    now.asked.erase(id);
    if (now.all.contains(id))
      take_step(
        self, id, [&](auto& x) { return x.escalate(deputy, now.env->time->now()); }, wake{});
    rearm(self);
  };
  self->request(st.site, std::chrono::seconds{30}, ask_receiver{st.all.at(id).record().shown.owner})
    .then([go](const message_receiver& owner) { go(owner.deputy); },
          [go](const caf::error&) { go(std::nullopt); });
}

void do_due(self_pointer self) {
  auto& st = self->state;
  st.armed.reset();
  const auto now = st.env->time->now();
  std::vector<promise_id> late;
  for (const auto& [id, x] : st.all)
    if (x.late(now))
      late.push_back(id);
    else
      take_step(
        self, id, [now](auto& y) { return y.remind(now); }, wake{});
  for (const auto& id : late)
    send_on(self, id);
  rearm(self);
}

void keep_new(self_pointer self, const promise_made& x) {
  auto& st = self->state;
  const auto& id = x.what.shown.id;
  if (st.all.contains(id))
    return;
  const auto& made = st.all.emplace(id, callback_promise{x.what}).first->second;
  const auto done = made.make();
  auto step = step_of(st, callback_promise{}, made, done.events);
  step.by = x.what.shown.by;
  commit(self, st.env->journal, std::move(step),
         [self, id, x, done](const tl::expected<std::int64_t, problem>& kept) {
           if (kept)
             return act(self, id, done);
           self->state.all.erase(id);
           self->delayed_send(self, try_again_after, x);
         });
}

void hear_call(self_pointer self, const call_reached& x) {
  auto& st = self->state;
  for (const auto& [id, known] : st.all)
    take_step(
      self, id, [&](auto& y) { return y.reached(x, st.env->time->now()); }, x);
}

void hear_logins(self_pointer self, const logins_are& x) {
  auto& st = self->state;
  const auto now = st.env->time->now();
  std::vector<picture_change> pictures;
  for (const auto& [id, known] : st.all) {
    const auto before = topics_of(known, st.logins, now);
    const auto after = topics_of(known, x, now);
    if (before != after)
      for (auto& picture : pictures_of(known, before, after))
        pictures.push_back(std::move(picture));
  }
  st.logins = x;
  if (!pictures.empty())
    report(st.env->journal, change{.site = st.of, .at = now, .pictures = std::move(pictures)});
}

/// Those that retention takes go; those that were over yesterday are no longer shown.
void forget(self_pointer self, const forget_messages& x) {
  auto& st = self->state;
  const auto now = st.env->time->now();
  for (auto it = st.all.begin(); it != st.all.end();) {
    const bool gone = it->second.record().shown.at < x.before;
    const auto& view = it->second.record().shown;
    change step{.site = st.of,
                .entity = {entity_kind::promise, view.id.value},
                .at = now,
                .events = {},
                .erased = gone};
    if (gone || !is_shown(it->second.record(), now))
      for (const auto& topic : topics_of(view, st.logins))
        step.pictures.push_back(hidden(topic, view.id.value));
    if (gone || !step.pictures.empty())
      report(st.env->journal, std::move(step));
    it = gone ? st.all.erase(it) : std::next(it);
  }
}

// --- commands -----------------------------------------------------------------------------

caf::result<answer> close(self_pointer self, const ask& x) {
  auto& st = self->state;
  if (auto refusal = missing(x.who, right_for(x.what, x.who)))
    return answer{tl::unexpected(*refusal)};
  const auto& id = std::get<close_promise>(x.what).promise;
  const auto found = st.all.find(id);
  const auto before = found == st.all.end() ? callback_promise{} : found->second;
  auto after = before;
  const auto done =
    after.close(x.who.user.value_or(user_id{}), x.who.employee, x.who.name, st.env->time->now());
  if (found == st.all.end() || done.refused)
    return answer{tl::unexpected(problem{.reason = error_reason::unknown_promise,
                                         .path = "params.promise",
                                         .expected = "a promise of one's own",
                                         .got = id.value})};
  if (!done.changed && !x.mark)
    return answer{command_result{.promise = id}};
  found->second = after;
  auto step = step_of(st, before, after, done.events);
  step.by = x.who.user;
  step.mark = x.mark;
  if (step.mark)
    step.mark->result = {.promise = id};
  auto asker = self->make_response_promise<answer>();
  commit(self, st.env->journal, std::move(step),
         [self, asker, id, before](const tl::expected<std::int64_t, problem>& kept) mutable {
           if (!kept) {
             self->state.all.insert_or_assign(id, before);
             asker.deliver(answer{tl::unexpected(kept.error())});
             return;
           }
           rearm(self);
           asker.deliver(answer{command_result{.revision = *kept, .promise = id}});
         });
  return asker;
}

promises_actor::behavior_type run(self_pointer self) {
  // What was told last, once more: it may not have been heard.
  for (const auto& [id, x] : self->state.all)
    if (const auto news = x.told_last())
      self->send(self->state.site, promise_to_tell{*news, x.record().shown});
  rearm(self);
  return {
    [self](const ask& x) { return close(self, x); },
    [self](const promise_made& x) { keep_new(self, x); },
    [self](const call_reached& x) { hear_call(self, x); },
    [self](const logins_are& x) { hear_logins(self, x); },
    [self](const forget_messages& x) { forget(self, x); },
    [self](const wake&) { do_due(self); },
  };
}

} // namespace

std::vector<picture_change> shown_promises(const promises_start& x, time_point now) {
  std::vector<picture_change> result;
  for (const auto& kept : x.kept) {
    const callback_promise core{kept};
    for (auto& picture : pictures_of(core, {}, topics_of(core, x.logins, now)))
      result.push_back(std::move(picture));
  }
  return result;
}

promises_actor spawn_promises(caf::actor_system& system, environment_ptr env, site_actor site,
                              promises_start start) {
  auto shared = std::make_shared<promises_start>(std::move(start));
  return system.spawn([env = std::move(env), site, shared](self_pointer self) {
    self->state.env = env;
    self->state.site = site;
    self->state.of = shared->site;
    self->state.logins = shared->logins;
    for (auto& x : shared->kept) {
      const auto id = x.shown.id;
      self->state.all.emplace(id, callback_promise{std::move(x)});
    }
    return run(self);
  });
}

} // namespace omstilling
