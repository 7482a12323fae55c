#include "actors/nodes_actor.hpp"

#include "actors/nodes_state.hpp"

#include <caf/send.hpp>

#include <algorithm>
#include <utility>

namespace omstilling {

namespace {

/// What was asked, or why there is no answer.
template <class T>
tl::expected<T, problem> in(told& x) {
  if (auto* const found = std::get_if<T>(&x))
    return std::move(*found);
  if (auto* const why = std::get_if<problem>(&x))
    return tl::unexpected(std::move(*why));
  return tl::unexpected(
    problem{.reason = error_reason::internal, .detail = "another node answered something else"});
}

std::string name_of(const principal& who) { return who.user.value_or(user_id{}).value; }

void ask(nodes_pointer self, const owner_command& x) {
  ask_owner_of(self, x.site, command_wanted{name_of(x.what.who), x.what.asked, x.what.key},
               [then = x.what.then](told said) { then(in<command_result>(said)); });
}

void ask(nodes_pointer self, const owner_query& x) {
  ask_owner_of(self, x.site, query_wanted{name_of(x.what.who), x.what.asked},
               [then = x.what.then](told said) { then(in<query_result>(said)); });
}

void ask(nodes_pointer self, const owner_presence& x) {
  const auto& asked = x.what.asked;
  presence_wanted wish{.user = name_of(x.what.who),
                       .token = x.what.who.token.value_or(token_id{}).value,
                       .who = asked.who,
                       .from = asked.from,
                       .to = asked.to};
  ask_owner_of(self, x.site, std::move(wish), [then = x.what.then](told said) {
    then(in<presence_told>(said).map([](presence_told read) {
      return presence_reading{
        std::move(read.who), std::move(read.taken), {read.from, read.to}, read.at};
    }));
  });
}

caf::result<extension_is> ask(nodes_pointer self, const owner_extension& x) {
  auto asker = self->make_response_promise<extension_is>();
  ask_owner_of(self, x.site, extension_wanted{x.who}, [asker](told said) mutable {
    auto found = in<extension_told>(said);
    found ? asker.deliver(extension_is{std::move(found->number), std::move(found->name)})
          : asker.deliver(caf::make_error(caf::sec::request_timeout));
  });
  return asker;
}

caf::result<message_receiver> ask(nodes_pointer self, const owner_receiver& x) {
  auto asker = self->make_response_promise<message_receiver>();
  ask_owner_of(self, x.site, receiver_wanted{x.who}, [asker](told said) mutable {
    auto found = in<receiver_told>(said);
    if (!found) {
      asker.deliver(caf::make_error(caf::sec::request_timeout));
      return;
    }
    message_receiver result{.id = found->id,
                            .site = found->site,
                            .name = found->name,
                            .email = found->email,
                            .sms_number = found->sms_number};
    if (found->deputy)
      result.deputy = stand_in{*found->deputy, found->deputy_name};
    asker.deliver(std::move(result));
  });
  return asker;
}

void tell(nodes_pointer self, const owner_call_news& x) {
  call_log_told news{.call = x.what.call, .at = x.what.at, .reached = x.what.reached, .log = {}};
  for (const auto& one : x.what.log)
    news.log.push_back({one.owner, one.number, one.entry});
  write_question(self, x.site, {next_question(self->state), std::move(news)},
                 [](const problem&) {}); // a line in a log is not worth more
}

void answer_for(nodes_pointer self, const site_answers& x) {
  auto& st = self->state;
  st.own[x.site] = x.token;
  st.with.streams.wishes->own(x.site, x.token);
  st.with.streams.of->wake();
}

void leave(nodes_pointer self, const site_left& x) {
  auto& st = self->state;
  st.own.erase(x.site);
  st.with.streams.wishes->disown(x.site);
  follow(self, x.site, x.epoch);
  go_on(self);
}

void end(nodes_pointer self, const caf::error& why) {
  auto& st = self->state;
  for (const auto& x : st.readers)
    self->send_exit(x, why);
  self->send_exit(st.writer, why);
  st.with.streams.of->wake();
  self->quit(why);
}

nodes_actor::behavior_type run(nodes_pointer self) {
  self->set_exit_handler([self](const caf::exit_msg& x) { end(self, x.reason); });
  for (const auto& x : self->state.with.sites)
    follow(self, x.id, 0);
  go_on(self);
  return {
    [self](const owner_command& x) { ask(self, x); },
    [self](const owner_query& x) { ask(self, x); },
    [self](const owner_presence& x) { ask(self, x); },
    [self](const owner_extension& x) { return ask(self, x); },
    [self](const owner_receiver& x) { return ask(self, x); },
    [self](const owner_call_news& x) { tell(self, x); },
    [self](const site_taken& x) {
      follow_no_more(self, x.site);
      go_on(self);
      return site_taken_noted{};
    },
    [self](const site_answers& x) { answer_for(self, x); },
    [self](const site_left& x) { leave(self, x); },
    [self](const frames_came& x) {
      hear(self, x);
      go_on(self);
    },
    [self](const commands_came& x) { hear(self, x); },
    [self](const answers_came& x) {
      hear(self, x);
      go_on(self);
    },
    [self](const streams_are& x) {
      hear(self, x);
      go_on(self);
    },
    [](const picture_ready& x) { hear(x); },
    [self](const wake&) {
      auto& st = self->state;
      if (st.armed && st.env->time->steady() >= *st.armed)
        st.armed.reset();
      give_up_late(self);
      wake_mirrors(self);
      go_on(self);
    },
  };
}

} // namespace

void arm(nodes_pointer self) {
  auto& st = self->state;
  std::optional<instant> next;
  const auto at = [&](const std::optional<instant>& x) {
    if (x && (!next || *x < *next))
      next = x;
  };
  for (const auto& [site, of] : st.mirrors)
    if (of.begun)
      at(of.core.deadline());
  at(st.turns.deadline());
  for (const auto& [id, x] : st.open)
    at(x.until);
  if (!next || (st.armed && *st.armed <= *next))
    return;
  st.armed = next;
  self->delayed_send(self, std::max(*next - st.env->time->steady(), span_of_time{0}), wake{});
}

void go_on(nodes_pointer self) {
  ask_for_pictures(self);
  arm(self);
}

nodes_actor spawn_nodes(caf::actor_system& system, environment_ptr env, nodes_start start,
                        bool own_thread) {
  const auto body = [env, start, own_thread](nodes_pointer self) {
    auto& st = self->state;
    st.env = env;
    st.with = start;
    st.life =
      start.streams.node.value + '.' + std::to_string(env->time->now().time_since_epoch().count());
    st.writer = spawn_stream_writer(self->system(), start.streams, own_thread);
    st.readers = spawn_stream_readers(self->system(), start.streams,
                                      caf::actor_cast<nodes_actor>(self), own_thread);
    return run(self);
  };
  return own_thread ? system.spawn<caf::detached>(body) : system.spawn(body);
}

} // namespace omstilling
