#include "services/watches/watchlist.hpp"

#include "protocol/codec.hpp"
#include "services/presence/status_types.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

#include <algorithm>
#include <map>

using namespace omstilling;
using namespace std::chrono_literals;

namespace {

const time_point t0 = from_rfc3339("2026-11-22T10:00:00Z").value();

person seen(const std::string& who, const std::string& type, lamp lamp_state) {
  person result{.id = employee_id{who}, .name = who, .lamp_state = lamp_state, .lamp_since = t0};
  result.status.type = type;
  return result;
}

const watch_condition any_change{.kind = watch_kind::any_change};

watch_condition becomes(const std::string& type) {
  return {.kind = watch_kind::person_status, .status_type = type};
}
watch_condition becomes(lamp x) { return {.kind = watch_kind::phone_status, .phone_lamp = x}; }

add_watch wish(std::vector<std::string> who, watch_condition condition, bool once = false) {
  add_watch result{.condition = std::move(condition), .once = once};
  for (auto& x : who)
    result.employees.emplace_back(std::move(x));
  return result;
}

watchlist_decision add(watchlist& x, const add_watch& what) {
  std::vector<person> known;
  for (const auto& who : what.employees)
    known.push_back(seen(who.value, "available", lamp::idle));
  return x.add(what, known, default_status_types(), t0);
}

std::size_t popups(watchlist& x, const person& who) { return x.seen(who, t0 + 1min).shown.size(); }

} // namespace

TEST_CASE("several people are watched at once, with status and lamp", "[watches][S17.1][S18.3]") {
  watchlist x;
  const auto added = add(x, wish({"anna", "bo"}, any_change));
  CHECK(added.changed);
  CHECK(added.added.size() == 2);
  CHECK(added.updated.size() == 2);
  CHECK(added.events.size() == 2);
  CHECK(added.observe == std::vector{employee_id{"anna"}, employee_id{"bo"}});
  CHECK(added.shown.empty());
  const auto list = x.view();
  REQUIRE(list.size() == 2);
  CHECK(list[0].name == "anna");
  CHECK(list[0].status.type == "available");
  CHECK(list[0].lamp_state == lamp::idle);
  CHECK(list[0].id != list[1].id);
  CHECK(x.observed() == added.observe);
}

TEST_CASE("any change of status or lamp shows one pop-up", "[watches][S17.2][S18.2]") {
  watchlist x;
  add(x, wish({"anna"}, any_change));
  CHECK(popups(x, seen("anna", "available", lamp::idle)) == 0);
  CHECK(popups(x, seen("anna", "meeting", lamp::idle)) == 1);
  CHECK(popups(x, seen("anna", "meeting", lamp::idle)) == 0);
  CHECK(popups(x, seen("anna", "meeting", lamp::busy)) == 1);
  CHECK(popups(x, seen("anna", "lunch", lamp::idle)) == 1);
  CHECK(popups(x, seen("bo", "sick", lamp::idle)) == 0);

  const auto shown = x.seen(seen("anna", "sick", lamp::offline), t0 + 5min);
  REQUIRE(shown.shown.size() == 1);
  CHECK(shown.shown[0].at == t0 + 5min);
  CHECK(shown.shown[0].name == "anna");
  CHECK(shown.shown[0].status.type == "sick");
  CHECK(shown.shown[0].lamp_state == lamp::offline);
  REQUIRE(shown.updated.size() == 1);
  CHECK(shown.updated[0].fired_at == t0 + 5min);
}

TEST_CASE("a watch for one status waits until it is reached", "[watches][S18.1][S17.2]") {
  watchlist x;
  add(x, wish({"anna"}, becomes("available")));
  CHECK(popups(x, seen("anna", "available", lamp::busy)) == 0);
  CHECK(popups(x, seen("anna", "meeting", lamp::idle)) == 0);
  CHECK(popups(x, seen("anna", "available", lamp::idle)) == 1);
  CHECK(popups(x, seen("anna", "available", lamp::alerting)) == 0);

  watchlist y;
  add(y, wish({"anna"}, becomes(lamp::idle)));
  CHECK(popups(y, seen("anna", "meeting", lamp::busy)) == 0);
  CHECK(popups(y, seen("anna", "meeting", lamp::idle)) == 1);
  CHECK(popups(y, seen("anna", "available", lamp::idle)) == 0);
}

TEST_CASE("a picture that changed without coming true is shown without a pop-up",
          "[watches][S17.1]") {
  watchlist x;
  add(x, wish({"anna"}, becomes("sick")));
  const auto saw = x.seen(seen("anna", "meeting", lamp::busy), t0);
  CHECK(saw.changed);
  CHECK(saw.shown.empty());
  REQUIRE(saw.updated.size() == 1);
  CHECK(saw.updated[0].status.type == "meeting");
  REQUIRE(saw.events.size() == 1);
  CHECK(std::holds_alternative<watch_seen>(saw.events[0]));
  const auto same = x.seen(seen("anna", "meeting", lamp::busy), t0);
  CHECK_FALSE(same.changed);
  CHECK(same.events.empty());
}

TEST_CASE("a lamp that is unknown for a while is no change of the person",
          "[watches][S17.2][B2.1]") {
  watchlist x;
  add(x, wish({"anna"}, any_change));
  add(x, wish({"anna"}, becomes(lamp::idle)));
  CHECK(popups(x, seen("anna", "available", lamp::unknown)) == 0);
  CHECK(x.view()[0].lamp_state == lamp::unknown);
  CHECK(popups(x, seen("anna", "available", lamp::idle)) == 0);
  CHECK(popups(x, seen("anna", "available", lamp::unknown)) == 0);
  CHECK(popups(x, seen("anna", "available", lamp::busy)) == 1);
  CHECK(popups(x, seen("anna", "available", lamp::unknown)) == 0);
  CHECK(popups(x, seen("anna", "available", lamp::idle)) == 2);
}

TEST_CASE("a watch for once goes after its pop-up", "[watches][S18.1]") {
  watchlist x;
  add(x, wish({"anna"}, becomes("meeting"), true));
  const auto fired = x.seen(seen("anna", "meeting", lamp::idle), t0);
  CHECK(fired.shown.size() == 1);
  CHECK(fired.removed == std::vector{watch_id{"w1"}});
  CHECK(fired.updated.empty());
  CHECK(fired.stop_observing == std::vector{employee_id{"anna"}});
  CHECK(x.view().empty());
  CHECK(x.record().popups.size() == 1);
}

TEST_CASE("watching twice for the same is watching once", "[watches][S18.3]") {
  watchlist x;
  const auto first = add(x, wish({"anna", "anna"}, any_change));
  CHECK(first.added.size() == 1);
  const auto again = add(x, wish({"anna"}, any_change));
  CHECK(again.added == first.added);
  CHECK_FALSE(again.changed);
  CHECK(again.observe.empty());
  CHECK(add(x, wish({"anna"}, becomes("sick"))).observe.empty());
  CHECK(x.view().size() == 2);
}

TEST_CASE("a watch is removed, and the person followed no longer", "[watches]") {
  watchlist x;
  add(x, wish({"anna"}, any_change));
  add(x, wish({"anna"}, becomes("sick")));
  CHECK(x.remove(watch_id{"w1"}).stop_observing.empty());
  const auto last = x.remove(watch_id{"w2"});
  CHECK(last.stop_observing == std::vector{employee_id{"anna"}});
  CHECK(last.removed == std::vector{watch_id{"w2"}});
  const auto gone = x.remove(watch_id{"w2"});
  REQUIRE(gone.refused);
  CHECK(gone.refused->reason == error_reason::unknown_watch);
  CHECK(gone.refused->path == "params.watch");
}

TEST_CASE("a pop-up stays until it is dismissed", "[watches][S17.2]") {
  watchlist x;
  add(x, wish({"anna"}, any_change));
  const auto popup = x.seen(seen("anna", "sick", lamp::idle), t0).shown.at(0).id;
  CHECK(x.record().popups.size() == 1);
  CHECK(x.dismiss(popup).dismissed == std::vector{popup});
  CHECK(x.record().popups.empty());
  const auto again = x.dismiss(popup);
  CHECK_FALSE(again.refused);
  CHECK_FALSE(again.changed);
}

TEST_CASE("of too many pop-ups the oldest go", "[watches]") {
  watchlist x;
  add(x, wish({"anna"}, any_change));
  for (int i = 0; i < 100; ++i)
    CHECK(x.seen(seen("anna", i % 2 ? "available" : "sick", lamp::idle), t0).dismissed.empty());
  const auto oldest = x.record().popups.front().id;
  CHECK(x.seen(seen("anna", "sick", lamp::idle), t0).dismissed == std::vector{oldest});
  CHECK(x.record().popups.size() == 100);
}

TEST_CASE("a watch that cannot be is refused by the field's name", "[watches]") {
  watchlist x;
  const auto refusal = [&](const add_watch& what) {
    const auto added = add(x, what);
    return added.refused ? message(*added.refused) : "none";
  };
  CHECK(refusal(wish({}, any_change)) ==
        "params.employees: at least one employee expected, got none");
  CHECK(refusal(wish({"anna"}, {.kind = watch_kind::unknown})) ==
        "params.condition.kind: one of any_change, person_status, phone_status expected, got "
        "\"unknown\"");
  CHECK(refusal(wish({"anna"}, becomes("fishing")))
          .starts_with("params.condition.status_type: one of available, "));
  CHECK(refusal(wish({"anna"}, {.kind = watch_kind::phone_status}))
          .starts_with("params.condition.phone_lamp: one of idle, "));
  const auto unknown = x.add(wish({"anna", "bo"}, any_change),
                             {seen("anna", "available", lamp::idle)}, default_status_types(), t0);
  REQUIRE(unknown.refused);
  CHECK(unknown.refused->reason == error_reason::unknown_employee);
  CHECK(unknown.refused->path == "params.employees[1]");
  CHECK(x.record() == watchlist_record{});

  std::vector<std::string> many;
  many.reserve(200);
  for (int i = 0; i < 200; ++i)
    many.push_back("e" + std::to_string(i));
  CHECK(refusal(wish(many, any_change)) == "none");
  CHECK(refusal(wish({"anna"}, any_change)) ==
        "params.employees: at most 200 watches expected, got 201");
  CHECK(x.view().size() == 200);
}

TEST_CASE("whatever is watched and seen, each real change shows once",
          "[watches][property][S17.2][S18.1][S18.2]") {
  const std::vector<watch_condition> conditions{any_change, becomes("available"),
                                                becomes(lamp::idle)};
  rc::prop("counted against the changes themselves, also over a restart", [&] {
    const auto condition = *rc::gen::inRange<std::size_t>(0, 3);
    watchlist x;
    add(x, wish({"anna"}, conditions[condition]));
    std::string type = "available";
    lamp light = lamp::idle;
    for (auto left = *rc::gen::inRange(0, 40); left > 0; --left) {
      const auto next = seen("anna", *rc::gen::element<std::string>("available", "sick", "lunch"),
                             *rc::gen::element(lamp::idle, lamp::busy, lamp::unknown));
      const bool type_changed = next.status.type != type;
      const bool lamp_changed = next.lamp_state != lamp::unknown && next.lamp_state != light;
      type = next.status.type;
      light = next.lamp_state == lamp::unknown ? light : next.lamp_state;
      const std::vector<bool> expected{type_changed || lamp_changed,
                                       type_changed && type == "available",
                                       lamp_changed && light == lamp::idle};
      if (*rc::gen::inRange(0, 4) == 0)
        x = watchlist{decode_text<watchlist_record>(encode_text(x.record())).value()};
      const auto before = x.record();
      const auto saw = x.seen(next, t0);
      RC_ASSERT(saw.shown.size() == (expected[condition] ? 1U : 0U));
      RC_ASSERT(saw.changed == (x.record() != before));
      RC_ASSERT(saw.changed || saw.events.empty());
    }
  });
  rc::prop("those who are followed are those who are watched", [&] {
    watchlist x;
    std::vector<employee_id> followed;
    const auto follow = [&](const watchlist_decision& y) {
      followed.insert(followed.end(), y.observe.begin(), y.observe.end());
      for (const auto& who : y.stop_observing)
        RC_ASSERT(std::erase(followed, who) == 1U);
    };
    for (auto left = *rc::gen::inRange(0, 30); left > 0; --left) {
      const auto who = *rc::gen::element<std::string>("anna", "bo", "eva");
      switch (*rc::gen::inRange(0, 3)) {
        case 0:
          follow(add(x, wish({who}, *rc::gen::elementOf(conditions), *rc::gen::arbitrary<bool>())));
          break;
        case 1: follow(x.remove(watch_id{"w" + std::to_string(*rc::gen::inRange(0, 20))})); break;
        default:
          follow(
            x.seen(seen(who, *rc::gen::element<std::string>("available", "sick"), lamp::busy), t0));
      }
      const auto observed = x.observed();
      RC_ASSERT(
        std::is_permutation(followed.begin(), followed.end(), observed.begin(), observed.end()));
    }
  });
}

TEST_CASE("who may see less loses the pop-ups that say more", "[watches][B2.3]") {
  watchlist x;
  add(x, wish({"anna", "bo"}, any_change));
  CHECK(popups(x, seen("anna", "sick", lamp::idle)) == 1);
  CHECK(popups(x, seen("bo", "vacation", lamp::idle)) == 1);
  const auto out = x.sees_less();
  CHECK(out.changed);
  CHECK(out.dismissed.size() == 2);
  CHECK(out.events.size() == 2);
  CHECK(x.record().popups.empty());
  CHECK(x.view().size() == 2);
  CHECK_FALSE(x.sees_less().changed);
}
