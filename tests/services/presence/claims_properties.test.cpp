#include "services/presence/recurrence.hpp"
#include "tests/services/presence/employee_inputs.hpp"

#include <map>

using namespace omstilling;
using namespace omstilling::people;

namespace {

/// A word as this test has it: told once, without any of what the product keeps.
struct said {
  std::string type;
  time_point since;
  std::optional<time_point> until{};
  on_expiry then = on_expiry::fall_back;
  std::string forced;

  bool is_on(time_point now) const { return !until || now < *until || then == on_expiry::pop_up; }
};

/// Everything that was said, and from it, from scratch, what holds at an instant.
struct scratch {
  std::optional<said> by_hand{};
  std::map<int, said> plans; // by their number; a plan begins by its `since`
  std::vector<calendar_event> calendar;
  bool paused = false;
  bool talks = false;

  /// What was forced by an end is said by hand at that instant, in the order of the instants.
  void pass(time_point now) {
    for (;;) {
      const said* first = nullptr;
      int number = 0;
      const auto look = [&](const said& x, int of) {
        if (x.until && *x.until <= now && x.then != on_expiry::pop_up && x.since < *x.until &&
            (!first || *x.until < *first->until)) {
          first = &x;
          number = of;
        }
      };
      if (by_hand)
        look(*by_hand, 0);
      for (const auto& [of, x] : plans)
        look(x, of);
      if (!first)
        return;
      const auto over = *first;
      if (number == 0)
        by_hand.reset();
      else
        plans.erase(number);
      if (over.then == on_expiry::force_status)
        by_hand = said{over.forced, *over.until};
    }
  }

  std::string at(time_point now) const {
    if (by_hand)
      return by_hand->type;
    const said* latest = nullptr;
    for (const auto& [of, x] : plans)
      if (x.since <= now && x.is_on(now) && (!latest || x.since >= latest->since))
        latest = &x;
    if (latest)
      return latest->type;
    for (const auto& [busy, type] :
         {std::pair{busy_type::out_of_office, "away"}, std::pair{busy_type::busy, "meeting"},
          std::pair{busy_type::tentative, "busy"},
          std::pair{busy_type::working_elsewhere, "works_from_home"}})
      for (const auto& x : calendar)
        if (x.busy == busy && x.start <= now && now < x.end)
          return type;
    return paused ? "busy" : talks ? "on_the_phone" : "available";
  }
};

std::string type() { return *rc::gen::element<std::string>("lunch", "meeting", "sick", "course"); }

std::chrono::seconds some(int from, int to) {
  return std::chrono::seconds{*rc::gen::inRange(from, to)};
}

void say_by_hand(employee& x, scratch& all, time_point now) {
  auto wish = status(type());
  said told{wish.type, now};
  if (*rc::gen::arbitrary<bool>()) {
    const auto length = some(1, 60);
    wish.for_seconds = length.count();
    told.until = now + length;
    wish.expiry = told.then =
      *rc::gen::element(on_expiry::fall_back, on_expiry::force_status, on_expiry::pop_up);
    wish.forced_type = told.forced = type();
  }
  REQUIRE_FALSE(x.set(wish, now).refused);
  all.by_hand = told;
}

void say_plan(employee& x, scratch& all, int& made, time_point now) {
  const auto starts = now + some(0, 40);
  const auto ends = starts + some(1, 60);
  put_plan wish{.employee = employee_id{"anna"},
                .type = type(),
                .starts = on_the_wall(starts),
                .ends = on_the_wall(ends)};
  wish.expiry = *rc::gen::element(on_expiry::fall_back, on_expiry::force_status);
  wish.forced_type = type();
  REQUIRE_FALSE(x.put(wish, wall, now).refused);
  all.plans[++made] = said{wish.type, starts, ends, *wish.expiry, *wish.forced_type};
}

} // namespace

TEST_CASE("whatever comes and goes, the status is the one computed from scratch, and why says so",
          "[presence][property][B2.2]") {
  rc::prop("claims of every source", [] {
    auto x = at_desk();
    scratch all;
    int made = 0;
    auto now = t0;
    for (auto left = *rc::gen::inRange(0, 30); left > 0; --left) {
      now += some(0, 30);
      x.wake(now);
      all.pass(now);
      switch (*rc::gen::inRange(0, 6)) {
        case 0: say_by_hand(x, all, now); break;
        case 1:
          x.clear(by_hand_status, now);
          all.by_hand.reset();
          break;
        case 2: say_plan(x, all, made, now); break;
        case 3:
          all.calendar = any_calendar(now).events;
          x.appointments_are(all.calendar, now);
          break;
        case 4:
          all.paused = !all.paused;
          x.agent_seen(all.paused ? agent_state::not_ready : agent_state::ready, now);
          break;
        default:
          all.talks = !all.talks;
          x.phone_seen("21", phone_reach::registered,
                       all.talks ? phone_activity::connected : phone_activity::idle, now);
      }
      const auto shown = x.view(audience::reception).status;
      RC_ASSERT(shown.type == all.at(now));
      const auto why = x.claims(audience::reception);
      RC_ASSERT(why.empty() == (shown.source == claim_source::unknown));
      if (!why.empty()) {
        RC_ASSERT(why.front().type == shown.type);
        RC_ASSERT(why.front().source == shown.source);
        RC_ASSERT(why.front().since == shown.since);
        RC_ASSERT(why.front().until == shown.until);
      }
      for (const auto& one : why)
        RC_ASSERT(one.since <= now);
    }
  });
}
