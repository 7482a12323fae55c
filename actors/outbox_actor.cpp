#include "actors/outbox_state.hpp"
#include "actors/road.hpp"
#include "services/messages/make_message.hpp"

#include <caf/typed_response_promise.hpp>

namespace omstilling {

namespace {

problem no_carrier(message_kind channel) {
  return {.reason = error_reason::not_supported,
          .path = "params.channel",
          .expected = "a channel that is set up",
          .got = word(channel),
          .detail =
            channel == message_kind::sms ? "no SMS gateway is set up" : "no mail server is set up"};
}

/// Keeps a step of a command; what the store refuses is as it was.
template <class Act>
caf::result<answer> answer_kept(outbox_pointer self, const ask& x, const message_id& id,
                                std::optional<message_record> before, change step,
                                command_result result, Act act) {
  step.by = x.who.user;
  step.mark = x.mark;
  if (step.mark)
    step.mark->result = result;
  auto asker = self->make_response_promise<answer>();
  commit(self, self->state.env->journal, std::move(step),
         [self, asker, id, before = std::move(before), result = std::move(result),
          act](const tl::expected<std::int64_t, problem>& kept) mutable {
           if (!kept) {
             self->state.core.put_back(id, std::move(before));
             asker.deliver(answer{tl::unexpected(kept.error())});
             return;
           }
           act();
           result.revision = *kept;
           asker.deliver(answer{std::move(result)});
           go_on(self);
         });
  return asker;
}

/// The one that is no longer among the newest, if a new one took its place.
void make_room(const outbox_state& st, const std::vector<message_id>& before, change& step) {
  for (const auto& id : before)
    if (!st.core.is_shown(id))
      step.pictures.push_back(hidden("messages/" + step.by->value, id.value));
}

caf::result<answer> post(outbox_pointer self, const post_message& x) {
  auto& st = self->state;
  if (auto refusal = missing(x.asked.who, right::send_messages))
    return answer{tl::unexpected(*refusal)};
  const auto& asked = std::get<send_message>(x.asked.what);
  auto made = make_message(asked, x.id, x.from, x.to, st.env->time->now());
  if (!made)
    return answer{tl::unexpected(made.error())};
  if (!st.core.of(asked.channel).there)
    return answer{tl::unexpected(no_carrier(asked.channel))};
  const auto shown_before = st.core.latest(x.from.user);
  const auto& kept = st.core.add(std::move(*made));
  auto step = step_of(st, x.id, {message_changed{asked.channel, message_state::queued, 0, ""}});
  make_room(st, shown_before, step);
  return answer_kept(self, x.asked, x.id, std::nullopt, std::move(step),
                     {.message = x.id, .promise = kept.shown.promise},
                     [self, promised = kept.promised] {
                       if (promised)
                         self->send(self->state.site, promise_made{*promised});
                     });
}

caf::result<answer> cancel(outbox_pointer self, const ask& x) {
  auto& st = self->state;
  if (auto refusal = missing(x.who, right_for(x.what, x.who)))
    return answer{tl::unexpected(*refusal)};
  const auto& id = std::get<cancel_message>(x.what).message;
  const auto* known = st.core.find(id);
  if (!known || known->record().shown.by != x.who.user)
    return answer{tl::unexpected(problem{.reason = error_reason::unknown_message,
                                         .path = "params.message",
                                         .expected = "a message of one's own",
                                         .got = id.value})};
  const auto before = known->record();
  auto done = st.core.change(id, [now = st.env->time->now()](auto& y) { return y.cancel(now); });
  if (done.refused)
    return answer{tl::unexpected(*done.refused)};
  if (!done.changed && !x.mark)
    return answer{command_result{.message = id}};
  return answer_kept(self, x, id, before, step_of(st, id, std::move(done.events)), {.message = id},
                     [] {});
}

messages_now read(const outbox_state& st, const ask_messages& x) {
  if (auto wrong = wrong_page(x.what))
    return {tl::unexpected(std::move(*wrong))};
  return {st.core.page(x.user, x.what)};
}

void forget(outbox_pointer self, const forget_messages& x) {
  auto& st = self->state;
  for (const auto& id : st.core.older(x.before)) {
    change step{.site = st.of,
                .entity = {entity_kind::message, id.value},
                .at = st.env->time->now(),
                .events = {},
                .erased = true};
    if (st.core.is_shown(id))
      step.pictures.push_back(
        hidden("messages/" + st.core.find(id)->record().shown.by.value, id.value));
    report(st.env->journal, std::move(step));
    st.core.forget(id);
  }
}

outbox_actor::behavior_type run(outbox_pointer self, std::vector<message_record> kept) {
  auto& st = self->state;
  const auto now = st.env->time->now();
  for (auto& x : kept) {
    // The service may have died before it was made. What retention takes is not made again.
    if (x.promised && x.shown.at > now - st.env->retention)
      self->send(st.site, promise_made{*x.promised});
    st.core.load(std::move(x));
  }
  st.interrupted = st.core.interrupted();
  self->send(self, wake{});
  return {
    [self](const post_message& x) { return post(self, x); },
    [self](const ask& x) { return cancel(self, x); },
    [self](const ask_messages& x) { return read(self->state, x); },
    [self](const forget_messages& x) { forget(self, x); },
    [self](const delivery_came& x) { hear(self, x); },
    [self](const receipt_came& x) { hear(self, x); },
    [self](const wake&) {
      self->state.armed.reset();
      go_on(self);
    },
  };
}

} // namespace

std::vector<picture_change> shown_messages(const std::vector<message_record>& kept) {
  outbox core;
  for (const auto& x : kept)
    core.load(x);
  std::vector<picture_change> result;
  for (const auto& user : core.users())
    for (const auto& id : core.latest(user))
      result.push_back(shown_message(core.find(id)->record().shown));
  return result;
}

outbox_actor spawn_outbox(caf::actor_system& system, environment_ptr env, site_actor site,
                          outbox_start start) {
  auto shared = std::make_shared<outbox_start>(std::move(start));
  return system.spawn([env = std::move(env), site, shared](outbox_pointer self) {
    const carrier email{.there = shared->by.mail != nullptr};
    const carrier sms{.there = shared->by.sms != nullptr,
                      .knows_copies = shared->by.sms && shared->by.sms->knows_copies()};
    self->state.env = env;
    self->state.site = site;
    self->state.of = shared->site;
    self->state.by = shared->by;
    self->state.core = outbox{email, sms};
    return run(self, std::move(shared->kept));
  });
}

} // namespace omstilling
