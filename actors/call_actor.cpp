#include "actors/call_actor.hpp"

#include "actors/road.hpp"
#include "services/calls/call_reports.hpp"
#include "services/history/finished_call.hpp"

#include <caf/stateful_actor.hpp>
#include <caf/typed_event_based_actor.hpp>
#include <caf/typed_response_promise.hpp>
#include <spdlog/spdlog.h>

namespace omstilling {

namespace {

struct call_state {
  static inline const char* name = "omstilling.call";
  environment_ptr env;
  site_actor site;
  link_actor link;
  call core;
  std::vector<event> unsaved; // facts that the store refused; they go with the next step
  std::optional<time_point> armed;
  std::string reached;     // as far as others were told
  bool in_history = false; // its end is kept, and others were told
};

using self_pointer = call_actor::stateful_pointer<call_state>;

constexpr duration try_again_after = std::chrono::seconds{1};

std::vector<picture_change> pictures_of(const call_record& before, const call& after) {
  std::vector<picture_change> result;
  const auto topics = topics_showing(after.record());
  for (const auto& topic : topics_showing(before))
    if (std::find(topics.begin(), topics.end(), topic) == topics.end())
      result.push_back(hidden(topic, before.id.value));
  for (auto& x : shown_call(after))
    result.push_back(std::move(x));
  return result;
}

change step_of(const call_state& st, const call_record& before, const call_decision& done) {
  const auto& record = st.core.record();
  change step{.site = record.site,
              .entity = {entity_kind::call, record.id.value},
              .at = st.env->time->now(),
              .events = st.unsaved};
  step.events.insert(step.events.end(), done.events.begin(), done.events.end());
  // Kept until it is settled: a hang-up that was not sent must not be forgotten.
  if (st.core.settled())
    step.erased = true;
  else if (done.changed)
    step.state = encode_text(record);
  if (done.changed)
    step.pictures = pictures_of(before, st.core);
  if (st.core.over() && !st.in_history)
    step.finished = stored(finish(record));
  return step;
}

/// What the decision asks of others, once it is kept.
void act(self_pointer self, const call_record& before, const call_decision& done) {
  auto& st = self->state;
  if (!done.orders.empty())
    self->send(st.link, pbx_orders{done.orders});
  if (done.given)
    self->send(st.site, call_gives{*done.given});
  const auto& after = st.core.record();
  if (const auto stands = standing_of(after); stands != standing_of(before))
    self->send(st.site, call_stands{after.id, stands});
  if (const auto reached = reached_by(after, done.events, st.env->time->now()))
    self->send(st.site, *reached);
  for (auto& x : reports_to_queues(before, after, done))
    self->send(st.site, to_queue{std::move(x.queue), std::move(x.what)});
  if (done.changed)
    for (auto& desk : desks_to_tell(before, after))
      self->send(st.site, to_desk{std::move(desk), st.core.view()});
  arm(self, *st.env->time, st.core.deadline(), st.armed);
}

/// Once it is kept: whom it reached, and at its end in whose log it stands.
void tell_history(self_pointer self) {
  auto& st = self->state;
  const auto& record = st.core.record();
  call_news news{.call = record.id, .at = record.arrived, .reached = {}, .log = {}};
  if (auto reached = reached_by(record); reached != st.reached)
    news.reached = st.reached = std::move(reached);
  if (st.core.over() && !std::exchange(st.in_history, true))
    news.log = finish(record).log;
  if (!news.reached.empty() || !news.log.empty())
    self->send(st.site, std::move(news));
}

void leave(self_pointer self) {
  auto& st = self->state;
  self->send(st.site, call_over{st.core.record().id});
  self->quit();
}

/// Facts stand even when the store refuses them: the PBX goes on, so does the call. They are kept
/// with the next step.
void note(self_pointer self, const call_action& what) {
  auto& st = self->state;
  const auto before = st.core.record();
  const auto done = st.core.handle(what, st.env->time->now());
  if (!done.changed && done.events.empty() && st.unsaved.empty() && !st.core.settled())
    return act(self, before, done);
  auto step = step_of(st, before, done);
  commit(self, st.env->journal, step,
         [self, before, done, step](const tl::expected<std::int64_t, problem>& kept) {
           auto& now = self->state;
           now.unsaved = kept ? std::vector<event>{} : step.events;
           act(self, before, done);
           if (kept)
             tell_history(self);
           if (kept && now.core.settled())
             leave(self);
           else if (!kept)
             self->delayed_send(self, try_again_after, wake{});
         });
}

void say_where_it_stands(self_pointer self) {
  for (auto& x : standing_in_queue(self->state.core.record()))
    self->send(self->state.site, to_queue{std::move(x.queue), std::move(x.what)});
  const auto& record = self->state.core.record();
  self->send(self->state.site, call_stands{record.id, standing_of(record)});
  for (auto& desk : desks_to_tell(record, record))
    self->send(self->state.site, to_desk{std::move(desk), self->state.core.view()});
}

caf::result<answer> carry_out(self_pointer self, const ask_call& x) {
  auto& st = self->state;
  const auto id = st.core.record().id;
  if (auto refusal = missing(x.who, right::switchboard))
    return answer{tl::unexpected(*refusal)};
  const auto before = st.core;
  const auto done = st.core.handle(x.what, st.env->time->now());
  if (done.refused)
    return answer{tl::unexpected(*done.refused)};
  if (!done.changed && done.events.empty() && !x.mark)
    return answer{command_result{.call = id}};
  auto step = step_of(st, before.record(), done);
  step.by = x.who.user;
  step.mark = x.mark;
  if (step.mark)
    step.mark->result.call = id;
  auto asker = self->make_response_promise<answer>();
  commit(self, st.env->journal, std::move(step),
         [self, asker, before, done, id](const tl::expected<std::int64_t, problem>& kept) mutable {
           auto& now = self->state;
           if (!kept) {
             now.core = before;
             asker.deliver(answer{tl::unexpected(kept.error())});
             return;
           }
           now.unsaved.clear();
           act(self, before.record(), done);
           tell_history(self);
           asker.deliver(answer{command_result{.revision = *kept, .call = id}});
           if (now.core.settled())
             leave(self);
         });
  return asker;
}

call_actor::behavior_type run(self_pointer self) {
  return {
    [self](const ask_call& x) { return carry_out(self, x); },
    [self](const call_fact& x) { note(self, x.what); },
    [self](announce) { say_where_it_stands(self); },
    [self](const wake&) {
      self->state.armed.reset();
      note(self, call_input::wake{});
    },
  };
}

} // namespace

std::vector<picture_change> shown_call(const call& x) {
  std::vector<picture_change> result;
  for (const auto& topic : topics_showing(x.record()))
    result.push_back(shown(topic, "call", x.record().id.value, x.view()));
  return result;
}

call_actor spawn_call(caf::actor_system& system, environment_ptr env, site_actor site,
                      link_actor link, call_record kept) {
  return system.spawn([env = std::move(env), site = std::move(site), link = std::move(link),
                       kept = std::move(kept)](self_pointer self) {
    const call core{kept};
    self->state = {.env = env,
                   .site = site,
                   .link = link,
                   .core = core,
                   .unsaved = {},
                   .armed = {},
                   .reached = reached_by(kept),
                   .in_history = core.over()};
    return run(self);
  });
}

} // namespace omstilling
