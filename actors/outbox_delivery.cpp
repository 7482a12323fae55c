#include "actors/outbox_state.hpp"
#include "actors/road.hpp"

namespace omstilling {

namespace {

constexpr duration try_again_after = std::chrono::seconds{1};

// --- what is due ---------------------------------------------------------------------

/// A message goes one step, then `act` does what follows and the next is looked for. What the store
/// refuses is as it was, and `again` comes a second later.
template <class Step, class Act, class Again>
void take_step(outbox_pointer self, const message_id& id, Step step, Act act, Again again) {
  auto& st = self->state;
  if (!st.core.find(id))
    return go_on(self);
  const auto before = st.core.find(id)->record();
  auto done = st.core.change(id, step);
  if (!done.changed)
    return go_on(self);
  commit(self, st.env->journal, step_of(st, id, std::move(done.events)),
         [self, id, before, act, again](const tl::expected<std::int64_t, problem>& kept) {
           if (!kept) {
             self->state.core.put_back(id, before);
             self->delayed_send(self, try_again_after, again);
             return;
           }
           act();
           go_on(self);
         });
}

/// Answers reach this outbox or nobody: they hold its address only.
template <class Message>
std::function<void(Message)> mailed_to(outbox_pointer self) {
  const auto me = caf::actor_cast<outbox_actor>(self);
  return [to = caf::actor_cast<caf::weak_actor_ptr>(me)](Message x) {
    if (const auto alive = caf::actor_cast<outbox_actor>(to))
      caf::anon_send(alive, std::move(x));
  };
}

void give_away(outbox_pointer self, const message_record& x) {
  auto& st = self->state;
  auto then = [tell = mailed_to<delivery_came>(self), id = x.shown.id,
               attempt = x.shown.attempts](delivery_answer answer) {
    tell({id, attempt, std::move(answer)});
  };
  st.core.begun(x.shown.channel, st.env->time->now());
  if (x.shown.channel == message_kind::sms)
    return st.by.sms->send({x.shown.id.value, x.shown.to, x.shown.text}, std::move(then));
  st.by.mail->send(
    {x.shown.id.value, x.shown.to, x.shown.name, x.shown.subject, x.shown.text, x.reply_to},
    std::move(then));
}

void begin(outbox_pointer self, const message_id& id) {
  take_step(
    self, id, [now = self->state.env->time->now()](auto& x) { return x.begin(now); },
    [self, id] { give_away(self, self->state.core.find(id)->record()); }, wake{});
}

void settle(outbox_pointer self, const message_id& id, const std::string& why) {
  auto& st = self->state;
  const auto* known = st.core.find(id);
  const bool copies = known && st.core.of(known->record().shown.channel).knows_copies;
  take_step(
    self, id,
    [copies, why, now = st.env->time->now()](auto& x) { return x.unanswered(copies, why, now); },
    [] {}, wake{});
}

void ask_for_receipt(outbox_pointer self, const message_id& id) {
  auto& st = self->state;
  st.core.change(id, [now = st.env->time->now()](auto& x) {
    x.receipt_asked(now);
    return message_decision{};
  });
  if (st.by.sms && st.core.find(id)->record().shown.channel == message_kind::sms)
    st.by.sms->ask_receipt(st.core.find(id)->record().reference,
                           [tell = mailed_to<receipt_came>(self), id](delivery_receipt x) {
                             tell({id, std::move(x)});
                           });
  go_on(self);
}

void rearm(outbox_pointer self) {
  auto& st = self->state;
  arm(self, *st.env->time, st.core.deadline(), st.armed);
}

void say_health(outbox_pointer self, message_kind channel, const channel_health& x) {
  const auto& env = *self->state.env;
  self->send(env.board, health_news{{.id = channel == message_kind::sms ? "sms" : "mail",
                                     .name = "",
                                     .ok = x.ok,
                                     .problem = x.problem,
                                     .since = env.time->now()}});
}

} // namespace

picture_change shown_message(const message_view& x) {
  return shown("messages/" + x.by.value, item_kind<message_view>, x.id.value, x);
}

change step_of(const outbox_state& st, const message_id& id, std::vector<event> events) {
  const auto& record = st.core.find(id)->record();
  change step{.site = st.of,
              .entity = {entity_kind::message, id.value},
              .at = st.env->time->now(),
              .events = std::move(events),
              .state = encode_text(record),
              .by = record.shown.by};
  if (st.core.is_shown(id))
    step.pictures.push_back(shown_message(record.shown));
  return step;
}

void go_on(outbox_pointer self) {
  auto& st = self->state;
  while (!st.interrupted.empty() && !st.core.is_sending(st.interrupted.back()))
    st.interrupted.pop_back();
  if (!st.interrupted.empty())
    return settle(self, st.interrupted.back(), "the service stopped before the answer came");
  const auto next = st.core.next(st.env->time->now());
  if (!next)
    return rearm(self);
  switch (next->second) {
    case message_task::give_away: return begin(self, next->first);
    case message_task::give_up: return settle(self, next->first, "no answer came");
    default: return ask_for_receipt(self, next->first);
  }
}

// --- what comes back -------------------------------------------------------------------

void hear(outbox_pointer self, const delivery_came& x) {
  auto& st = self->state;
  const auto* known = st.core.find(x.message);
  if (!known)
    return;
  const auto channel = known->record().shown.channel;
  const auto now = st.env->time->now();
  if (const auto health = st.core.heard(channel, x.answer, now))
    say_health(self, channel, *health);
  const bool copies = st.core.of(channel).knows_copies;
  take_step(
    self, x.message,
    [x, copies, now](auto& y) { return y.answered(x.attempt, x.answer, copies, now); }, [] {}, x);
}

void hear(outbox_pointer self, const receipt_came& x) {
  take_step(
    self, x.message,
    [x, now = self->state.env->time->now()](auto& y) { return y.receipt(x.receipt, now); }, [] {},
    x);
}

} // namespace omstilling
