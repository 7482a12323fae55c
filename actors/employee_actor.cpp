#include "actors/employee_actor.hpp"

#include "actors/presence_pictures.hpp"
#include "actors/road.hpp"
#include "services/presence/calendar_wishes.hpp"

#include <caf/stateful_actor.hpp>
#include <caf/typed_event_based_actor.hpp>
#include <caf/typed_response_promise.hpp>
#include <spdlog/spdlog.h>

namespace omstilling {

namespace {

struct employee_state {
  static inline const char* name = "omstilling.employee";
  environment_ptr env;
  site_actor site;
  site_words words;
  employee core;
  std::int64_t revision = 0; // of its last change
  std::vector<watcher> watchers;
  std::optional<time_point> armed;
  free_for told_free; // to the directory
};

using self_pointer = employee_actor::stateful_pointer<employee_state>;

constexpr duration try_again_after = std::chrono::seconds{1};

std::string topic_of(const employee& x) { return "people/" + x.record().site.value; }

change step_of(const employee_state& st, const employee& before, const employee_decision& done) {
  const auto& record = st.core.record();
  change step{.site = record.site,
              .entity = {entity_kind::employee, record.id.value},
              .at = st.env->time->now(),
              .events = done.events};
  if (any_durable(done.events))
    step.state = encode_text(record);
  if (done.changed) {
    step.pictures = presence_changes(before, st.core, st.env->time->now());
    step.pictures.push_back(shown_person(st.core));
  }
  return step;
}

/// What she is found by may be another than before.
void tell_listing(self_pointer self, const employee_record& before) {
  auto& st = self->state;
  if (auto listing = listing_of(st.core.record()); listing != listing_of(before))
    self->send(st.env->directory, directory_employee{std::move(listing)});
}

/// The directory hears of it when she begins or ends to be somebody who can take a call.
void tell_directory(self_pointer self) {
  auto& st = self->state;
  const auto now = freedom_of(st.core);
  if (now != std::exchange(st.told_free, now))
    self->send(st.env->directory, directory_free{st.core.record().id, now});
}

void tell_watchers(self_pointer self) {
  for (const auto& x : self->state.watchers)
    self->send(x.list, person_seen{self->state.core.view(x.sees)});
  tell_directory(self);
}

void rearm(self_pointer self) {
  arm(self, *self->state.env->time, self->state.core.deadline(), self->state.armed);
}

/// Whether calls to these phones are to go another way than before.
bool set_otherwise(const std::vector<phone>& before, const std::vector<phone>& after) {
  return !std::equal(before.begin(), before.end(), after.begin(), after.end(),
                     [](const phone& x, const phone& y) {
                       return x.number == y.number && x.do_not_disturb == y.do_not_disturb &&
                              x.forwarding == y.forwarding;
                     });
}

void tell_calendar(self_pointer self, const employee_record& before, const employee_record& after) {
  auto& st = self->state;
  if (before.calendar != after.calendar)
    self->send(st.site, calendar_is{after.id, after.calendar});
  for (auto& x : calendar_wishes(before, after, *st.words.types, st.env->time->now()))
    self->send(st.site, calendar_wished{std::move(x.link), std::move(x.what)});
}

/// What a status that began or ended asks of the person's desk and screens, and what the site must
/// know of the phones and the calendar.
void act(self_pointer self, const employee& before, const employee_decision& done) {
  auto& st = self->state;
  const auto& record = st.core.record();
  if (set_otherwise(before.record().phones, record.phones))
    self->send(st.site, phones_are{record.id, record.phones});
  tell_calendar(self, before.record(), record);
  auto wishes = wishes_of(st.core);
  if (done.agent_orders.empty())
    wishes.order.reset();
  if (!done.overrun_popup)
    wishes.overran_at.reset();
  if (wishes.order || wishes.overran_at)
    self->send(st.site, std::move(wishes));
}

/// Goes down the road with a decision already taken on `st.core`; a refusal puts `before` back.
template <class Then>
void keep(self_pointer self, employee before, const employee_decision& done, change step,
          Then then) {
  commit(self, self->state.env->journal, std::move(step),
         [self, before = std::move(before), done,
          then](const tl::expected<std::int64_t, problem>& kept) mutable {
           auto& st = self->state;
           if (kept) {
             st.revision = *kept;
             tell_listing(self, before.record());
             tell_watchers(self);
             act(self, before, done);
           } else {
             st.core = before;
           }
           st.armed.reset();
           rearm(self);
           then(kept);
         });
}

/// A fact from a phone or a desk: live, unless a status comes due with it, which must be kept. If
/// that is refused, the fact is told again.
template <class Message, class Decide>
void note(self_pointer self, const Message& x, Decide decide) {
  auto& st = self->state;
  auto before = st.core;
  const employee_decision done = decide(st.core, st.env->time->now());
  if (!done.changed && done.events.empty())
    return;
  auto step = step_of(st, before, done);
  if (any_durable(done.events))
    return keep(self, std::move(before), done, std::move(step),
                [self, x](const tl::expected<std::int64_t, problem>& kept) {
                  if (!kept)
                    self->delayed_send(self, try_again_after, x);
                });
  report(st.env->journal, std::move(step));
  tell_watchers(self);
}

employee_decision decide(employee& core, const command& what, const std::string& time_zone,
                         time_point now) {
  if (const auto* x = std::get_if<set_status>(&what))
    return core.set(*x, now);
  if (const auto* x = std::get_if<clear_status>(&what))
    return core.clear(*x, now);
  if (const auto* x = std::get_if<set_phone>(&what))
    return core.set(*x, now);
  if (const auto* x = std::get_if<put_plan>(&what))
    return core.put(*x, time_zone, now);
  if (const auto* x = std::get_if<remove_plan>(&what))
    return core.remove(*x, now);
  return core.put(std::get<put_employee>(what), now);
}

/// Whether the asker's picture of this person is too old for what was asked.
std::optional<problem> stale(const command& what, std::int64_t revision) {
  const auto* x = std::get_if<set_status>(&what);
  if (!x || !x->expected_revision || *x->expected_revision >= revision)
    return std::nullopt;
  return problem{.reason = error_reason::stale_revision,
                 .path = "params.expected_revision",
                 .expected = std::to_string(revision) + " or later",
                 .got = std::to_string(*x->expected_revision)};
}

/// The employee leaves: row and picture go, then the actor.
caf::result<answer> leave(self_pointer self, const ask& x) {
  auto& st = self->state;
  const auto& record = st.core.record();
  change step{.site = record.site,
              .entity = {entity_kind::employee, record.id.value},
              .at = st.env->time->now(),
              .events = {employee_removed{}},
              .erased = true,
              .pictures = presence_changes(st.core, employee{}, st.env->time->now()),
              .by = x.who.user,
              .mark = x.mark};
  step.pictures.push_back(hidden(topic_of(st.core), record.id.value));
  auto asker = self->make_response_promise<answer>();
  commit(self, st.env->journal, std::move(step),
         [self, asker](const tl::expected<std::int64_t, problem>& kept) mutable {
           asker.deliver(answer{
             kept.map([](std::int64_t revision) { return command_result{.revision = revision}; })});
           if (kept) {
             tell_calendar(self, self->state.core.record(), employee_record{});
             self->send(self->state.env->directory, directory_left{self->state.core.record().id});
             self->quit();
           }
         });
  return asker;
}

caf::result<answer> carry_out(self_pointer self, const ask& x) {
  auto& st = self->state;
  auto refusal = missing(x.who, right_for(x.what, x.who));
  if (!refusal)
    refusal = stale(x.what, st.revision);
  if (refusal)
    return answer{tl::unexpected(*refusal)};
  if (std::holds_alternative<remove_employee>(x.what))
    return leave(self, x);
  auto before = st.core;
  const auto done = decide(st.core, x.what, *st.words.time_zone, st.env->time->now());
  if (done.refused) {
    // What came due before it was refused is done when its timer fires.
    st.core = std::move(before);
    return answer{tl::unexpected(*done.refused)};
  }
  if (!done.changed && done.events.empty() && !x.mark)
    return answer{command_result{}};
  command_result result{.plan = done.plan};
  auto step = step_of(st, before, done);
  step.by = x.who.user;
  step.mark = x.mark;
  if (step.mark)
    step.mark->result = result;
  auto asker = self->make_response_promise<answer>();
  keep(self, std::move(before), done, std::move(step),
       [asker, result](const tl::expected<std::int64_t, problem>& kept) mutable {
         asker.deliver(answer{kept.map([&](std::int64_t revision) {
           result.revision = revision;
           return result;
         })});
       });
  return asker;
}

/// Ends what is due. What the store refuses is tried again: a status must not stay beyond its end
/// for want of a disk.
template <class Then>
void end_due(self_pointer self, Then then) {
  auto& st = self->state;
  st.armed.reset();
  auto before = st.core;
  const auto done = st.core.wake(st.env->time->now());
  if (!done.changed && done.events.empty()) {
    rearm(self);
    return then();
  }
  auto step = step_of(st, before, done);
  keep(self, std::move(before), done, std::move(step),
       [self, then](const tl::expected<std::int64_t, problem>& kept) mutable {
         if (!kept) {
           self->state.armed =
             self->state.env->time->now(); // the due deadline is not armed at once again
           self->delayed_send(self, try_again_after, wake{});
         }
         then();
       });
}

employee_actor::behavior_type run(self_pointer self, time_point woken_until) {
  if (self->state.core.deadline() > woken_until)
    rearm(self);
  tell_directory(self);
  return {
    [self](const ask& x) { return carry_out(self, x); },
    [self](const phone_seen& x) {
      note(self, x, [&](employee& core, time_point now) {
        return core.phone_seen(x.number, x.reach, x.activity, now);
      });
    },
    [self](const phones_unknown& x) {
      note(self, x, [](employee& core, time_point now) { return core.phones_unknown(now); });
    },
    [self](const agent_seen& x) {
      note(self, x, [&](employee& core, time_point now) {
        return core.agent_seen(x.state, now, x.carried_out);
      });
    },
    [self](const appointments_are& x) {
      note(self, x,
           [&](employee& core, time_point now) { return core.appointments_are(x.events, now); });
    },
    [self](const calendar_silent& x) {
      note(self, x, [&](employee& core, time_point) { return core.calendar_silent(x.since); });
    },
    [self](const watched_by& x) {
      self->state.watchers = x.watchers;
      tell_watchers(self);
    },
    [self](const status_types_are& x) {
      self->state.words.types = x.types;
      note(self, x, [&](employee& core, time_point) { return core.use(x.types); });
    },
    [self](const ask_person& x) { return person_now{self->state.core.view(x.sees)}; },
    [self](const ask_presence& x) {
      const auto& core = self->state.core;
      return presence_now{core.view(x.sees), core.agenda(x.sees, x.from, x.to), core.types()};
    },
    [self](const wake_now& x) {
      if (x.agent)
        self->state.core.agent_was(x.agent->state, x.agent->carried_out);
      auto asker = self->make_response_promise<awake>();
      end_due(self, [asker]() mutable { asker.deliver(awake{}); });
      return asker;
    },
    [self](const wake&) { end_due(self, [] {}); },
  };
}

} // namespace

status_wishes wishes_of(const employee& x) {
  return {x.view(audience::reception), x.record().ordered, x.record().overran_at};
}

picture_change shown_person(const employee& x) {
  const auto text_for = [&](audience who) {
    return std::make_shared<const std::string>(write_item("person", encode(x.view(who))));
  };
  item_texts texts{text_for(audience::reception), text_for(audience::colleague),
                   text_for(audience::public_)};
  // Most people look the same to all: then they share one text.
  if (*texts.colleague == *texts.reception)
    texts.colleague = texts.reception;
  if (*texts.public_ == *texts.colleague)
    texts.public_ = texts.colleague;
  return {topic_of(x), x.record().id.value, picture_change::what::set, std::move(texts)};
}

employee_actor spawn_employee(caf::actor_system& system, environment_ptr env, site_actor site,
                              site_words words, employee_record kept, time_point woken_until) {
  return system.spawn([env = std::move(env), site, words = std::move(words), kept = std::move(kept),
                       woken_until](self_pointer self) {
    self->state.env = env;
    self->state.site = site;
    self->state.words = words;
    self->state.core = employee{kept, env->time->now()};
    self->state.core.use(words.types);
    return run(self, woken_until);
  });
}

} // namespace omstilling
