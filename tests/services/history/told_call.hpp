#pragma once

#include "tests/services/calls/call_fixture.hpp"

namespace omstilling::test {

/// Somebody of the house, at a desk or not.
inline destination desk_of(const std::string& name) {
  return {
    .who = {"1" + name, name, employee_id{name}}, .endpoint = "1" + name, .user = user_id{name}};
}
inline destination person(const std::string& name) {
  return {.who = {"2" + name, name, employee_id{name}}, .endpoint = "2" + name};
}
inline const destination pia = desk_of("pia");
inline const destination tom = desk_of("tom");
inline const destination eva = person("eva");
inline const destination ole = person("ole");
inline const destination outside{.who = {"+45 20 30 40 50", "Carl"}, .endpoint = "20304050"};

inline destination not_disturbed(destination x) {
  x.do_not_disturb = true;
  return x;
}
inline destination forwarded(destination x, forwarding_type on, const destination& to) {
  x.detours.push_back({.on = on, .who = to.who, .endpoint = to.endpoint, .user = to.user});
  return x;
}

/// A call from outside, or one that a person dials, in the words of the table.
struct told_call : call_at_work {
  told_call& from_phone(const destination& who, call_direction direction) {
    subject = call{call_record{.id = call_id{"hq.1.7"},
                               .site = site_id{"hq"},
                               .direction = direction,
                               .caller = who.who,
                               .called = "1",
                               .queue = main_queue,
                               .caller_leg = caller_leg}};
    return *this;
  }
  told_call& dials(const destination& who, const destination& to, call_direction direction) {
    subject =
      call{call_record{.id = call_id{"hq.1.7"}, .site = site_id{"hq"}, .direction = direction}};
    give(call_input::dial{who, to});
    return *this;
  }
  told_call& start() {
    give(call_input::start{});
    return *this;
  }
  told_call& start_to(const destination& to) {
    give(call_input::start{to});
    return *this;
  }
  told_call& offer(const std::vector<destination>& to) {
    give(call_input::offer{to, 20s});
    return *this;
  }
  /// Whoever is rung now rings, and after that the one at this place does so.
  const ring_attempt& ringing(std::size_t at = 0) {
    const auto all = record().attempts;
    for (const auto& x : all)
      give(call_input::leg_ringing{x.leg});
    return record().attempts.at(at);
  }
  told_call& answers(std::size_t at = 0, duration after_ring = 5s) {
    const auto leg = ringing(at).leg;
    after(after_ring, call_input::leg_answered{leg});
    return *this;
  }
  told_call& fails(leg_cause why, duration after_ring = 20s) {
    const auto leg = ringing().leg;
    after(after_ring, call_input::leg_gone{leg, why});
    return *this;
  }
  told_call& rings() {
    ringing();
    return *this;
  }
  template <class Input>
  told_call& does(duration passed, Input x) {
    after(passed, std::move(x));
    return *this;
  }
  told_call& hangs_up_after(duration passed) {
    after(passed, call_input::leg_gone{record().caller_leg, leg_cause::hung_up});
    return *this;
  }
  told_call& other_leaves_after(duration passed) {
    after(passed, call_input::leg_gone{record().other.value().leg, leg_cause::hung_up});
    return *this;
  }
};

} // namespace omstilling::test
