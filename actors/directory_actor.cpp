#include "actors/directory_actor.hpp"

#include "services/directory/directory.hpp"

#include <caf/stateful_actor.hpp>
#include <caf/typed_event_based_actor.hpp>
#include <spdlog/spdlog.h>

#include <exception>

namespace omstilling {

namespace {

struct directory_state {
  static inline const char* name = "omstilling.directory";
  std::unique_ptr<directory> core;
  bool settles = false; // a directory_settle is on its way
};

using self_pointer = directory_actor::stateful_pointer<directory_state>;
using query_answer = tl::expected<query_result, problem>;

/// Nobody keeps what the directory knows, so it outlives what it stumbles over.
template <class Do>
void guarded(Do what) {
  try {
    what();
  } catch (const std::exception& x) {
    spdlog::error("the directory stumbled: {}", x.what());
  }
}

template <class Do>
void learn(self_pointer self, Do what) {
  guarded([&] { what(*self->state.core); });
  if (!std::exchange(self->state.settles, true))
    self->send(self, directory_settle{}); // behind all that was told at once
}

query_answer answer_of(directory& core, const door_query& x) {
  if (const auto* asked = std::get_if<search>(&x.asked))
    return core.find(*asked, x.who).map([](auto found) { return query_result{std::move(found)}; });
  if (const auto* asked = std::get_if<find_alternatives>(&x.asked))
    return core.find(*asked, x.who).map([](auto found) { return query_result{std::move(found)}; });
  if (const auto* asked = std::get_if<read_imported>(&x.asked))
    return core.find(*asked);
  return tl::unexpected(problem{.reason = error_reason::not_supported});
}

void answer_query(self_pointer self, const door_query& x) {
  if (auto refusal = missing(x.who, right_for(x.asked)))
    return x.then(tl::unexpected(std::move(*refusal)));
  query_answer result = tl::unexpected(problem{.reason = error_reason::internal});
  guarded([&] { result = answer_of(*self->state.core, x); });
  x.then(std::move(result));
}

whose_numbers answer_whose(self_pointer self, const ask_whose& x) {
  whose_numbers result;
  for (const auto& number : x.numbers)
    guarded([&, &found = result.found.emplace_back()] {
      found = self->state.core->whose(number, x.user, x.site);
    });
  return result;
}

directory_actor::behavior_type run(self_pointer self) {
  return {
    [self](const directory_employee& x) { learn(self, [&](directory& core) { core.put(x.who); }); },
    [self](const directory_left& x) { learn(self, [&](directory& core) { core.remove(x.who); }); },
    [self](const directory_free& x) { guarded([&] { self->state.core->free(x.who, x.now); }); },
    [self](const directory_contacts& x) {
      learn(self, [&](directory& core) {
        core.put(x.of, x.put, x.whole);
        for (const auto& gone : x.removed)
          core.remove(x.of, gone);
      });
    },
    [self](const directory_called& x) {
      guarded([&] { self->state.core->called(x.user, x.with, x.at); });
    },
    [self](const ask_whose& x) { return answer_whose(self, x); },
    [self](const door_query& x) { answer_query(self, x); },
    [self](directory_settle) {
      self->state.settles = false;
      guarded([&] { self->state.core->settle(); });
    },
  };
}

} // namespace

directory_actor spawn_directory(caf::actor_system& system, const std::string& region,
                                bool own_thread) {
  const auto body = [region](self_pointer self) {
    self->state.core = std::make_unique<directory>(region);
    return run(self);
  };
  return own_thread ? system.spawn<caf::detached>(body) : system.spawn(body);
}

} // namespace omstilling
