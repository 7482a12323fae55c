#include "actors/nodes_state.hpp"

#include <spdlog/spdlog.h>

#include <utility>

namespace omstilling {

namespace {

problem unknown_outcome(const site_id& site) {
  return {.reason = error_reason::timeout,
          .detail = "the node of site " + site.value +
                    " has not answered: it is not known whether this was done"};
}

void answer_question(nodes_pointer self, const std::string& id, told what) {
  auto found = self->state.open.extract(id);
  if (found)
    found.mapped().then(std::move(what));
}

} // namespace

std::string next_question(nodes_state& st) { return st.life + '.' + std::to_string(++st.asked); }

void write_question(nodes_pointer self, const site_id& site, node_question what,
                    std::function<void(const problem&)> failed) {
  self
    ->request(self->state.writer, caf::infinite, stream_question{site, encode_node_question(what)})
    .then(
      [failed](const stream_asked& x) {
        if (!x.done)
          failed(x.done.error());
      },
      [failed](const caf::error&) { failed({.reason = error_reason::try_later}); });
}

void ask_owner_of(nodes_pointer self, const site_id& site, wanted what,
                  std::function<void(told)> then) {
  auto& st = self->state;
  auto id = next_question(st);
  if (auto* const asked = std::get_if<command_wanted>(&what); asked && !asked->key)
    asked->key = idempotency_key{id}; // an owner that takes over may be given it once more
  st.open[id] = {site, st.env->time->steady() + patience_with_nodes, std::move(then)};
  write_question(self, site, {id, std::move(what)},
                 [self, id](const problem& why) { answer_question(self, id, why); });
  arm(self);
}

void hear(nodes_pointer self, const answers_came& x) {
  for (const auto& body : x.bodies) {
    auto read = decode_node_answer(body);
    if (!read) {
      spdlog::error("the answer of another node does not fit: {}", message(read.error()));
      continue;
    }
    const auto mirror = self->state.mirrors.find(read->site);
    if (mirror == self->state.mirrors.end() || mirror->second.question != read->id)
      answer_question(self, read->id, std::move(read->what));
    else if (const auto* const part = std::get_if<picture_part>(&read->what))
      hear_picture(self, read->site, *part);
    else
      hear_no_picture(self, read->site);
  }
}

void give_up_late(nodes_pointer self) {
  auto& st = self->state;
  const auto now = st.env->time->steady();
  std::vector<std::pair<std::string, site_id>> late;
  for (const auto& [id, x] : st.open)
    if (x.until <= now)
      late.emplace_back(id, x.site);
  for (const auto& [id, site] : late)
    answer_question(self, id, unknown_outcome(site));
}

} // namespace omstilling
