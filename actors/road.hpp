#pragma once

#include "actors/handles.hpp"
#include "protocol/codec.hpp"
#include "protocol/wire.hpp"

#include <caf/send.hpp>

#include <algorithm>
#include <string>

/// The road of a change, as every entity goes it: decide, keep, show, then act.
namespace omstilling {

/// Sends a step to the journal and waits: the entity handles nothing else until it is kept or
/// refused, so it never decides on something that may not come to be. `then` gets the revision or
/// the problem.
template <class Self, class Then>
void commit(Self* self, const journal_actor& journal, change step, Then then) {
  self->request(journal, caf::infinite, std::move(step))
    .await([then](const committed& x) mutable { then(x.revision); },
           [then](const caf::error&) mutable {
             then(tl::expected<std::int64_t, problem>{tl::unexpected(problem{
               .reason = error_reason::storage_unavailable, .detail = "the journal is gone"})});
           });
}

/// The end of a command's road: `step` is kept, then `act` does what it asks of others and `result`
/// is answered with its revision. A refusal puts `before` back as the entity's core and is
/// answered.
template <class Self, class Core, class Act>
caf::result<answer> answer_when_kept(Self* self, const ask& x, Core before, change step,
                                     command_result result, Act act) {
  step.by = x.who.user;
  step.mark = x.mark;
  if (step.mark)
    step.mark->result = result;
  auto asker = self->template make_response_promise<answer>();
  commit(self, self->state.env->journal, std::move(step),
         [self, asker, before = std::move(before), result = std::move(result),
          act](const tl::expected<std::int64_t, problem>& kept) mutable {
           if (!kept) {
             self->state.core = before;
             asker.deliver(answer{tl::unexpected(kept.error())});
             return;
           }
           act();
           result.revision = *kept;
           asker.deliver(answer{std::move(result)});
         });
  return asker;
}

/// Sends a live step, which cannot be refused and is not waited for.
inline void report(const journal_actor& journal, change step) {
  caf::anon_send(journal, std::move(step));
}

inline bool any_durable(const std::vector<event>& events) {
  return std::any_of(events.begin(), events.end(), is_durable);
}

/// One item as all audiences see it.
template <class View>
picture_change shown(std::string topic, std::string_view kind, std::string id, const View& view) {
  return {std::move(topic), std::move(id), picture_change::what::set,
          item_texts::same(write_item(kind, encode(view)))};
}

inline picture_change hidden(std::string topic, std::string id) {
  return {std::move(topic), std::move(id), picture_change::what::removed, {}};
}

/// Arms the entity's one timer. It may fire late or when it is no longer needed: the core ignores a
/// stale one.
template <class Self>
void arm(Self* self, const clock& time, const std::optional<time_point>& deadline,
         std::optional<time_point>& armed) {
  if (!deadline || deadline == armed)
    return;
  armed = deadline;
  self->delayed_send(self, std::max(*deadline - time.now(), duration{0}), wake{});
}

} // namespace omstilling
