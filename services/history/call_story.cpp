#include "services/history/call_story.hpp"

#include "services/history/call_parts.hpp"
#include "services/history/stretch.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace omstilling {

namespace {

/// These rings are for one person; who does not answer has missed a call.
bool for_one(attempt_purpose x) {
  return x == attempt_purpose::direct || x == attempt_purpose::transfer ||
         x == attempt_purpose::overflow || x == attempt_purpose::consult ||
         x == attempt_purpose::dial;
}

const ring_attempt* ringing_at(const call_record& x, const party& who) {
  const auto at = std::find_if(x.attempts.begin(), x.attempts.end(), [&](const ring_attempt& y) {
    return same_party(where(y).who, who);
  });
  return at == x.attempts.end() ? nullptr : &*at;
}

bool rings(const call_record& x, bool (*which)(attempt_purpose)) {
  return std::any_of(x.attempts.begin(), x.attempts.end(),
                     [&](const ring_attempt& y) { return which(y.purpose); });
}

/// A clock that was put back does not turn a story round.
time_point not_before(const call_tale& tale, time_point now) {
  if (tale.steps.empty())
    return now;
  const auto& last = tale.steps.back();
  return std::max(now, last.until.value_or(last.at));
}

/// One step of a call at work on its tale.
class teller {
public:
  teller(call_tale& tale, const call_record& before, const call_record& after,
         const std::vector<event>& events, time_point now)
    : tale_(tale),
      before_(before),
      after_(after),
      events_(events),
      now_(not_before(tale, now)),
      parts_(tale, now_) {}

  bool tell() {
    if (before_.state == caller_state::gone || after_.state == caller_state::unknown)
      return false;
    if (tale_.steps.empty())
      begin();
    parts_.learn_names(after_);
    for (const auto& x : events_)
      std::visit([&](const auto& body) { hear(body); }, static_cast<const event_body&>(x));
    set(tale_.returned, after_.returned ? after_.returned : tale_.returned);
    if (!before_.was_answered && after_.was_answered && after_.target &&
        after_.direction != call_direction::inbound)
      set(tale_.reached, true);
    after_.state == caller_state::gone ? end() : go_on();
    parts_.run_clocks(after_);
    if (bystanders_)
      parts_.drop_bystanders();
    return parts_.changed();
  }

private:
  template <class T, class U>
  void set(T& member, U value) {
    parts_.set(member, std::move(value));
  }

  void begin() {
    parts_.change();
    tale_.from = after_.caller;
    for (const auto& x : events_)
      if (const auto* const made = std::get_if<originated>(&x))
        tale_.from = made->caller;
    tale_.to = after_.target.value_or(party{.number = after_.called, .name = {}});
    const bool calls_out = after_.dialled || after_.direction == call_direction::outbound;
    tale_.with = calls_out ? tale_.to : after_.caller;
    if (!tale_.from.employee && !after_.dialled)
      return;
    auto& caller = parts_.of(tale_.from, after_.dialled ? after_.holder : std::nullopt);
    caller.called = true;
  }

  std::optional<party> asker() const {
    return after_.other ? std::optional{after_.other->who.who} : std::nullopt;
  }

  void ask_part(call_part& x) {
    if (!x.talked)
      set(x.with, asker());
  }

  // --- what is heard of it -----------------------------------------------------------
  template <class Other>
  void hear(const Other&) {}

  void hear(const originated&) { for_one_ = true; }
  void hear(const service_initiated&) {
    for_one_ = true;
    asking_ = before_.state != caller_state::unknown;
  }
  void hear(const transferred&) { for_one_ = true; }
  void hear(const queued&) { for_one_ = false; }
  void hear(const recalled& x) {
    for_one_ = false;
    recalled_ = x.reason;
  }
  void hear(const overflowed& x) {
    for_one_ = true;
    moment({.kind = story_kind::overflowed,
            .at = now_,
            .queue = x.queue,
            .overflow = x.reason,
            .place = x.to});
  }

  void hear(const delivered& x) {
    const auto* const ring = ringing_at(after_, x.device);
    if (!ring || !(ring->purpose == attempt_purpose::offer || for_one(ring->purpose)))
      return;
    auto& hers = parts_.of(x.device, where(*ring).user);
    set(ring->purpose == attempt_purpose::offer ? hers.offered : hers.wanted, true);
    if (ring->purpose == attempt_purpose::consult)
      ask_part(hers);
  }

  /// Also a phone that is busy or not to be disturbed: the call was for her.
  void hear(const failed& x) {
    if (!for_one_)
      return;
    auto& hers = parts_.of(x.device, std::nullopt);
    set(hers.wanted, true);
    if (asking_)
      ask_part(hers);
    if (!ringing_at(before_, x.device))
      moment({.kind = story_kind::ringing,
              .at = now_,
              .who = x.device,
              .by = after_.sender ? after_.sender : after_.holder,
              .place = {}});
  }

  void hear(const picked_up&) {
    recalled_.reset();
    picked_up_ = true;
    // A colleague takes it: it is no more hers than one that rang at several.
    for (const auto& ring : before_.attempts)
      if (auto* const hers = parts_.find(where(ring).who);
          hers && hers->wanted && ring.purpose != attempt_purpose::consult) {
        set(hers->wanted, false);
        set(hers->offered, true);
      }
  }

  void hear(const established& x) {
    const auto* const ring = ringing_at(before_, x.device);
    if (ring && ring->purpose == attempt_purpose::consult) {
      auto& hers = parts_.of(x.device, x.user);
      set(hers.asked, true);
      return ask_part(hers);
    }
    parts_.of(x.device, x.user);
    if (!tale_.answered)
      set(tale_.answered, now_);
    for (auto& other : tale_.parts)
      set(other.offered, false);
    bystanders_ = true;
  }

  void hear(const connection_cleared& x) {
    if (after_.state == caller_state::talking && same_party(x.device, tale_.with) &&
        !same_party(after_.caller, tale_.with))
      set(tale_.left, true);
  }

  void hear(const call_cleared& x) { outcome_ = x.outcome; }

  // --- the way ----------------------------------------------------------------------
  void close() {
    if (!tale_.steps.empty() && !tale_.steps.back().until)
      tale_.steps.back().until = now_;
  }

  void push(story_step x) {
    close();
    tale_.steps.push_back(std::move(x));
    parts_.change();
    constexpr auto first_ones = static_cast<std::ptrdiff_t>(most_steps / 4);
    while (tale_.steps.size() > most_steps) {
      const auto at = tale_.steps.begin() + first_ones;
      at->until = std::next(at)->until;
      tale_.steps.erase(std::next(at));
    }
  }

  void moment(story_step x) {
    x.until = now_;
    push(std::move(x));
  }

  void go_on() {
    auto next = stretch_of(after_, tale_);
    next.at = now_;
    const auto* const last = tale_.steps.empty() ? nullptr : &tale_.steps.back();
    if (after_.state == caller_state::returning) {
      const bool still = before_.state == caller_state::returning && !picked_up_ && last &&
                         last->kind == story_kind::returned;
      if (recalled_ || still) {
        next.kind = story_kind::returned;
        next.returned = recalled_ ? recalled_ : last->returned;
      } else {
        next.by = after_.holder; // who fetches it
      }
    }
    if (!last && before_.state != caller_state::unknown)
      next.at = std::min(after_.arrived, now_); // of a call that an earlier version began
    if (!last || last->until || !same_stretch(*last, next))
      push(std::move(next));
  }

  void end() {
    push({.kind = story_kind::ended, .at = now_, .until = now_, .outcome = outcome_, .place = {}});
  }

  call_tale& tale_;
  const call_record& before_;
  const call_record& after_;
  const std::vector<event>& events_;
  time_point now_;
  call_parts parts_;
  bool for_one_ = rings(before_, for_one);
  bool asking_ = rings(before_, [](attempt_purpose x) { return x == attempt_purpose::consult; });
  std::optional<recall_reason> recalled_;
  bool picked_up_ = false;
  bool bystanders_ = false;
  std::optional<call_outcome> outcome_;
};

} // namespace

bool same_party(const party& a, const party& b) {
  return a.employee && b.employee ? a.employee == b.employee : a.number == b.number;
}

bool tell(call_tale& tale, const call_record& before, const call_record& after,
          const std::vector<event>& events, time_point now) {
  return teller{tale, before, after, events, now}.tell();
}

} // namespace omstilling
