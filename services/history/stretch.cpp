#include "services/history/stretch.hpp"

#include "services/history/call_story.hpp"

#include <utility>

namespace omstilling {

namespace {

std::optional<party> ringing_alone(const call_record& x) {
  if (x.attempts.size() != 1)
    return std::nullopt;
  return where(x.attempts.front()).who;
}

bool same_who(const std::optional<party>& a, const std::optional<party>& b) {
  return a.has_value() == b.has_value() && (!a || same_party(*a, *b));
}

} // namespace

story_step stretch_of(const call_record& x, const call_tale& tale) {
  story_step step{.at = {}, .place = {}};
  const auto is = [&](story_kind kind, std::optional<party> who, std::optional<user_id> by) {
    step.kind = kind;
    step.who = std::move(who);
    step.by = std::move(by);
  };
  const auto other = x.other ? std::optional{x.other->who.who} : std::nullopt;
  switch (x.state) {
    case caller_state::initiated: is(story_kind::ringing, ringing_alone(x), x.holder); break;
    case caller_state::waiting:
      is(story_kind::waiting, std::nullopt, std::nullopt);
      step.queue = x.queue;
      step.returned = x.returned;
      break;
    case caller_state::offered:
      is(story_kind::ringing, ringing_alone(x), std::nullopt);
      step.queue = x.queue;
      break;
    case caller_state::talking:
      if (tale.left)
        is(story_kind::talking, x.caller, x.holder);
      else if (x.consulted && x.with == talk_partner::all)
        is(story_kind::talking, x.consulted->who.who, x.holder);
      else
        is(story_kind::talking, other, std::nullopt);
      break;
    case caller_state::held: is(story_kind::held, other, x.holder); break;
    case caller_state::parked:
      is(story_kind::parked, std::nullopt, x.sender);
      step.place = x.slot.value_or("");
      break;
    case caller_state::transferring:
      if (x.camped && x.attempts.empty() && !x.waits_for.empty())
        is(story_kind::camped, x.waits_for.front().who, x.sender);
      else
        is(story_kind::ringing, x.attempts.empty() ? x.target : ringing_alone(x), x.sender);
      break;
    case caller_state::returning: is(story_kind::ringing, ringing_alone(x), std::nullopt); break;
    case caller_state::unknown:
    case caller_state::gone: break;
  }
  return step;
}

bool same_stretch(const story_step& a, const story_step& b) {
  return a.kind == b.kind && same_who(a.who, b.who) && a.queue == b.queue && a.by == b.by &&
         a.returned == b.returned && a.place == b.place;
}

} // namespace omstilling
