#include "protocol/codec.hpp"
#include "services/presence/status_types.hpp"
#include "services/watches/watchlist.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace std::chrono_literals;

/// Watches that end by themselves, what a restart must not forget, and what a user is told of her
/// own status.
namespace {

const time_point t0 = from_rfc3339("2026-11-22T10:00:00Z").value();

person seen(const std::string& who, const std::string& type, lamp lamp_state = lamp::idle) {
  person result{.id = employee_id{who}, .name = who, .lamp_state = lamp_state, .lamp_since = t0};
  result.status.type = type;
  return result;
}

add_watch wish(std::optional<time_point> until, watch_condition condition = {}) {
  return {.employees = {employee_id{"anna"}}, .condition = condition, .until = until};
}

watchlist_decision add(watchlist& x, const add_watch& what, time_point now = t0) {
  return x.add(what, {seen("anna", "available"), seen("bo", "available")}, default_status_types(),
               now);
}

watchlist kept_and_loaded(const watchlist& x) {
  return watchlist{decode_text<watchlist_record>(encode_text(x.record())).value()};
}

} // namespace

TEST_CASE("a watch with an end is gone at that instant", "[watches][S18.1]") {
  watchlist x;
  const auto added = add(x, wish(t0 + 1h));
  REQUIRE(added.updated.size() == 1);
  CHECK(added.updated[0].until == t0 + 1h);
  CHECK(x.deadline() == t0 + 1h);
  CHECK_FALSE(x.wake(t0 + 1h - 1ms).changed);
  CHECK(x.seen(seen("anna", "lunch"), t0 + 1h - 1ms).shown.size() == 1);
  const auto over = x.wake(t0 + 1h);
  CHECK(over.changed);
  CHECK(over.removed == added.added);
  CHECK(over.stop_observing == std::vector{employee_id{"anna"}});
  REQUIRE(over.events.size() == 1);
  CHECK(std::get<watch_removed>(over.events[0]).watch == added.added[0]);
  CHECK(x.view().empty());
  CHECK_FALSE(x.deadline());
  CHECK_FALSE(x.wake(t0 + 2h).changed);
}

TEST_CASE("a watch whose end is late to be noticed shows nothing more", "[watches][S17.2]") {
  watchlist x;
  add(x, wish(t0 + 1h));
  const auto late = x.seen(seen("anna", "sick"), t0 + 1h);
  CHECK(late.shown.empty());
  CHECK_FALSE(late.changed);
}

TEST_CASE("the earliest end is the next deadline, and the others stay", "[watches][S18.3]") {
  watchlist x;
  add(x, wish(t0 + 2h));
  add(x, wish(t0 + 1h, {.kind = watch_kind::person_status, .status_type = "sick"}));
  add(x, wish(std::nullopt, {.kind = watch_kind::phone_status, .phone_lamp = lamp::busy}));
  CHECK(x.deadline() == t0 + 1h);
  const auto first = x.wake(t0 + 1h);
  CHECK(first.removed == std::vector{watch_id{"w2"}});
  CHECK(first.stop_observing.empty());
  CHECK(x.deadline() == t0 + 2h);
  CHECK(x.wake(t0 + 3h).removed == std::vector{watch_id{"w1"}});
  CHECK(x.view().size() == 1);
  CHECK_FALSE(x.deadline());
}

TEST_CASE("watching anew for the same thing gives the watch another end", "[watches][S18.1]") {
  watchlist x;
  const auto first = add(x, wish(t0 + 1h));
  const auto longer = add(x, wish(t0 + 2h), t0 + 1min);
  CHECK(longer.added == first.added);
  CHECK(longer.changed);
  REQUIRE(longer.updated.size() == 1);
  CHECK(longer.updated[0].until == t0 + 2h);
  CHECK(longer.events.size() == 1);
  CHECK(longer.observe.empty());
  CHECK_FALSE(add(x, wish(t0 + 2h)).changed);
  CHECK(add(x, wish(std::nullopt)).changed);
  CHECK_FALSE(x.deadline());
  CHECK(x.view().size() == 1);
}

TEST_CASE("one-off and an end: whichever comes first", "[watches][S18.1]") {
  auto once = wish(t0 + 1h);
  once.once = true;
  watchlist fires;
  add(fires, once);
  CHECK(fires.seen(seen("anna", "lunch"), t0 + 1min).removed == std::vector{watch_id{"w1"}});
  CHECK_FALSE(fires.wake(t0 + 1h).changed);
  watchlist ends;
  add(ends, once);
  CHECK(ends.wake(t0 + 1h).removed == std::vector{watch_id{"w1"}});
  CHECK(ends.record().popups.empty());
}

TEST_CASE("an end that has passed or is years away is refused", "[watches][S18.1]") {
  watchlist x;
  for (const auto until : {t0 - 1s, t0, t0 + 366 * 24h + 1ms}) {
    const auto refused = add(x, wish(until));
    REQUIRE(refused.refused);
    CHECK(refused.refused->path == "params.until");
    CHECK(refused.refused->expected == "a time after now, at most 366 days ahead");
  }
  CHECK(x.record() == watchlist_record{});
  CHECK(add(x, wish(t0 + 366 * 24h)).changed);
}

TEST_CASE("a watch may wait for a kind of status that only this site has", "[watches][S18.1]") {
  watchlist x;
  const std::vector<status_type> types{{.id = "available"}, {.id = "in_court"}};
  const auto what = wish(std::nullopt, {watch_kind::person_status, "in_court", {}});
  CHECK(x.add(what, {seen("anna", "available")}, types, t0).changed);
  CHECK(x.seen(seen("anna", "in_court"), t0).shown.size() == 1);
  CHECK(add(x, what).refused->path == "params.condition.status_type");
}

TEST_CASE("what a watch waits for is kept as soon as it is over, so that it can come again",
          "[watches][S17.2][S18.1]") {
  watchlist x;
  add(x, wish(std::nullopt, {watch_kind::person_status, "available", {}}));
  add(x, wish(std::nullopt, {watch_kind::phone_status, {}, lamp::idle}));
  const auto away = x.seen(seen("anna", "lunch", lamp::idle), t0);
  CHECK(away.shown.empty());
  CHECK(away.must_keep);
  CHECK_FALSE(x.seen(seen("anna", "meeting", lamp::idle), t0).must_keep);
  CHECK_FALSE(x.seen(seen("anna", "meeting", lamp::unknown), t0).must_keep);
  CHECK(x.seen(seen("anna", "meeting", lamp::busy), t0).must_keep);
  CHECK_FALSE(x.seen(seen("anna", "meeting", lamp::alerting), t0).must_keep);
  // The service stops; meanwhile she comes back and hangs up.
  auto later = kept_and_loaded(x);
  CHECK(later.seen(seen("anna", "available", lamp::unknown), t0 + 1h).shown.size() == 1);
  CHECK(later.seen(seen("anna", "available", lamp::idle), t0 + 1h).shown.size() == 1);
  // And once more: nothing new has happened.
  auto again = kept_and_loaded(later);
  CHECK(again.seen(seen("anna", "available", lamp::idle), t0 + 2h).shown.empty());
}

TEST_CASE("a user is told who changed her own status or phone", "[watches][S13.2][S13.3]") {
  watchlist x;
  for (const auto kind : {popup_kind::status_by_other, popup_kind::phone_by_other}) {
    const auto told = x.told(seen("anna", "meeting", lamp::busy), kind, "Pia Winther", t0 + 1min);
    CHECK(told.changed);
    REQUIRE(told.shown.size() == 1);
    CHECK(told.shown[0].reason == kind);
    CHECK(told.shown[0].by == "Pia Winther");
    CHECK(told.shown[0].at == t0 + 1min);
    CHECK(told.shown[0].employee == employee_id{"anna"});
    CHECK(told.shown[0].status.type == "meeting");
    CHECK(told.shown[0].lamp_state == lamp::busy);
    CHECK_FALSE(told.shown[0].watch);
    REQUIRE(told.events.size() == 1);
    CHECK(std::get<change_told>(told.events[0]).popup == told.shown[0].id);
  }
  CHECK(kept_and_loaded(x).record().popups.size() == 2);
}

TEST_CASE("that the own status ran out is said once, also when it is told again",
          "[watches][S14.6][B1.6]") {
  watchlist x;
  CHECK(x.own_status_over(seen("pia", "lunch"), t0, t0).shown.size() == 1);
  auto again = kept_and_loaded(x);
  CHECK_FALSE(again.own_status_over(seen("pia", "lunch"), t0, t0 + 1h).changed);
  CHECK(again.own_status_over(seen("pia", "lunch"), t0 + 1h, t0 + 1h).shown.size() == 1);
}

TEST_CASE("a pop-up says why it is shown", "[watches][S14.6][S17.2]") {
  watchlist x;
  add(x, wish(std::nullopt));
  CHECK(x.seen(seen("anna", "lunch"), t0).shown.at(0).reason == popup_kind::watch);
  CHECK(x.own_status_over(seen("pia", "lunch"), t0, t0).shown.at(0).reason == popup_kind::overrun);
}
