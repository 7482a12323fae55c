#include "actors/nodes_state.hpp"

#include <caf/send.hpp>
#include <spdlog/spdlog.h>

#include <utility>

namespace omstilling {

namespace {

template <class T>
told told_of(tl::expected<T, problem> x) {
  return x ? told{std::move(*x)} : told{std::move(x.error())};
}

told told_of(const presence_reading& x) {
  return presence_told{x.who, x.taken, x.window.from, x.window.to, x.at};
}

principal user_named(const std::string& name) {
  principal who;
  who.user = user_id{name};
  return who;
}

/// Nobody else needs to answer it any more.
void answer_question(const question_of_node& asker, told what) {
  caf::anon_send(asker.writer, put_answer{asker.node, encode_node_answer(
                                                        {asker.id, asker.site, std::move(what)})});
  caf::anon_send(asker.writer, put_done{asker.site, asker.token, asker.position});
}

void carry_out(nodes_pointer self, const question_of_node& asker, const picture_wanted&) {
  const auto own = caf::actor_cast<nodes_actor>(self);
  self->send(self->state.env->board,
             ask_site_picture{asker.site, [own, asker](std::optional<site_picture> all) {
                                caf::anon_send(own, picture_ready{asker, std::move(all)});
                              }});
}

void carry_out(nodes_pointer self, const question_of_node& asker, command_wanted& x) {
  self->send(self->state.with.accounts,
             door_command{user_named(x.user), std::move(x.what), std::move(x.key),
                          [asker](tl::expected<command_result, problem> result) {
                            answer_question(asker, told_of(std::move(result)));
                          }});
}

void carry_out(nodes_pointer self, const question_of_node& asker, query_wanted& x) {
  self->send(self->state.with.accounts,
             door_query{user_named(x.user), std::move(x.what),
                        [asker](tl::expected<query_result, problem> result) {
                          answer_question(asker, told_of(std::move(result)));
                        }});
}

void carry_out(nodes_pointer self, const question_of_node& asker, presence_wanted& x) {
  auto who = user_named(x.user);
  if (!x.token.empty())
    who = {.user = {}, .token = token_id{x.token}};
  self->send(self->state.with.accounts,
             presence_wish{std::move(who),
                           {x.who, x.from, x.to},
                           [asker](const tl::expected<presence_reading, problem>& read) {
                             answer_question(asker, read ? told_of(*read) : told{read.error()});
                           }});
}

void carry_out(nodes_pointer self, const question_of_node& asker, const extension_wanted& x) {
  self->request(self->state.with.accounts, caf::infinite, x.who)
    .then(
      [asker](const person_now& found) {
        answer_question(asker, extension_told{found.who.extension, found.who.name});
      },
      [asker](const caf::error&) { answer_question(asker, extension_told{}); });
}

void carry_out(nodes_pointer self, const question_of_node& asker, const receiver_wanted& x) {
  self->request(self->state.with.accounts, caf::infinite, ask_receiver{x.who})
    .then(
      [asker](const message_receiver& found) {
        receiver_told result{.id = found.id,
                             .site = found.site,
                             .name = found.name,
                             .email = found.email,
                             .sms_number = found.sms_number};
        if (found.deputy) {
          result.deputy = found.deputy->id;
          result.deputy_name = found.deputy->name;
        }
        answer_question(asker, std::move(result));
      },
      [asker](const caf::error&) {
        answer_question(asker, problem{.reason = error_reason::try_later});
      });
}

void carry_out(nodes_pointer self, const question_of_node& asker, call_log_told& x) {
  call_news news{.call = x.call, .at = x.at, .reached = std::move(x.reached), .log = {}};
  for (auto& one : x.log)
    news.log.push_back({std::move(one.owner), std::move(one.number), std::move(one.entry)});
  self->send(self->state.with.accounts, owner_call_news{asker.site, std::move(news)});
  caf::anon_send(asker.writer, put_done{asker.site, asker.token, asker.position});
}

} // namespace

void hear(nodes_pointer self, const commands_came& x) {
  const auto& st = self->state;
  for (const auto& asked : x.what) {
    const auto own = st.own.find(asked.site);
    if (own == st.own.end())
      continue; // the next owner is given it
    question_of_node asker{st.writer, asked.asker, asked.site, own->second, asked.id, {}};
    auto read = decode_node_question(asked.body);
    if (!read) {
      spdlog::error("what node {} asks does not fit: {}", asked.asker.value, message(read.error()));
      answer_question(asker, read.error());
      continue;
    }
    asker.id = read->id;
    // Who asked has been told that it is not known; nothing is to happen out of the blue.
    if (asked.waited > std::chrono::duration_cast<duration>(patience_with_nodes)) {
      answer_question(asker, problem{.reason = error_reason::timeout});
      continue;
    }
    std::visit([&](auto& what) { carry_out(self, asker, what); }, read->what);
  }
}

void hear(const picture_ready& x) {
  if (!x.all)
    return answer_question(x.asker, problem{.reason = error_reason::try_later});
  const auto parts = encode_site_picture(*x.all);
  for (std::size_t i = 0; i + 1 < parts.size(); ++i)
    caf::anon_send(x.asker.writer,
                   put_answer{x.asker.node, encode_node_answer(
                                              {x.asker.id, x.asker.site, picture_part{parts[i]}})});
  answer_question(x.asker, picture_part{parts.back()});
}

} // namespace omstilling
