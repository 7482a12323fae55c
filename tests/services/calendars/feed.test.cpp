#include "services/calendars/feed.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <random>

using namespace omstilling;
using namespace std::chrono_literals;

namespace {

const time_point t0 = std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + 7h;
const feed_options options{.interval = 5min, .ahead = 336h, .in_flight = 2};

feed_person person(const std::string& id) { return {employee_id{id}, id + "/work", "UTC"}; }

calendar_event meeting(const std::string& id, time_point start = t0 + 1h) {
  return {.id = id, .title = id, .start = start, .end = start + 1h};
}

calendar_reading whole(std::vector<calendar_event> events, std::string cursor = "c") {
  return {true, std::move(events), {}, std::move(cursor)};
}

tl::expected<calendar_reading, calendar_failure>
failed(calendar_failure::kind what, std::optional<duration> retry_after = std::nullopt) {
  return tl::unexpected(calendar_failure{what, "why", retry_after});
}

using kind = calendar_failure::kind;

/// Lets time pass to `until`, answering each order by `answer`; what was ordered when.
template <class Answer>
std::vector<time_point> live(calendar_feed& feed, feed_decision first, time_point from,
                             time_point until, Answer answer) {
  std::vector<time_point> asked;
  std::vector<feed_order> orders = first.orders;
  for (auto now = from;;) {
    while (!orders.empty()) {
      asked.push_back(now);
      const auto one = orders.front();
      orders.erase(orders.begin());
      const auto more = feed.answered(one.number, answer(one, now), now);
      orders.insert(orders.end(), more.orders.begin(), more.orders.end());
    }
    const auto next = feed.deadline();
    if (!next || *next > until)
      return asked;
    now = std::max(now, *next);
    orders = feed.wake(now).orders;
  }
}

} // namespace

TEST_CASE("who is new is read at once, then once an interval at a time of its own",
          "[S11.2][calendar_feed]") {
  calendar_feed feed{options, t0};
  const auto done = feed.put(person("anna"), t0);
  REQUIRE(done.orders.size() == 1);
  CHECK(done.orders[0].asked.calendar == "anna/work");
  CHECK(done.orders[0].asked.from == t0);
  CHECK(done.orders[0].asked.to == t0 + 336h);
  const auto asked = live(feed, done, t0, t0 + 61min, [](auto&, auto) { return whole({}); });
  REQUIRE(asked.size() >= 12);
  CHECK(asked[1] - asked[0] <= 5min);
  for (std::size_t i = 2; i < asked.size(); ++i)
    CHECK(asked[i] - asked[i - 1] == 5min);
}

TEST_CASE("many who come together are soon spread over the interval", "[B2.5][calendar_feed]") {
  calendar_feed feed{options, t0};
  feed_decision first;
  for (int i = 0; i < 1000; ++i)
    for (auto& x : feed.put(person("p" + std::to_string(i)), t0).orders)
      first.orders.push_back(x);
  CHECK(first.orders.size() == 2);
  std::map<std::int64_t, int> tenths;
  for (const auto at :
       live(feed, first, t0, t0 + 15min - 1ms, [](auto&, auto) { return whole({}); }))
    if (at >= t0 + 10min)
      ++tenths[(at - t0 - 10min) / 30s];
  CHECK(tenths.size() == 10);
  for (const auto& [tenth, count] : tenths) {
    CHECK(count > 60);
    CHECK(count < 140);
  }
}

TEST_CASE("only what became another is told", "[S11.2][calendar_feed]") {
  calendar_feed feed{options, t0};
  auto done = feed.put(person("anna"), t0);
  done = feed.answered(done.orders[0].number, whole({meeting("a"), meeting("b")}), t0);
  REQUIRE(done.news.size() == 1);
  CHECK(done.news[0].events == std::vector{meeting("a"), meeting("b")});
  auto now = *feed.deadline();
  auto orders = feed.wake(now).orders;
  CHECK(orders.at(0).asked.cursor == "c");
  CHECK(feed.answered(orders[0].number, calendar_reading{false, {}, {"never told"}, "d"}, now)
          .news.empty());
  now = *feed.deadline();
  orders = feed.wake(now).orders;
  CHECK(orders.at(0).asked.cursor == "d");
  done = feed.answered(orders[0].number, calendar_reading{false, {meeting("c")}, {"a"}, "e"}, now);
  REQUIRE(done.news.size() == 1);
  CHECK(done.news[0].events == std::vector{meeting("b"), meeting("c")});
  SECTION("who is started again hears all of it again, without a reading") {
    done = feed.put(person("anna"), now);
    CHECK(done.orders.empty());
    REQUIRE(done.news.size() == 1);
    CHECK(done.news[0].events == std::vector{meeting("b"), meeting("c")});
  }
  SECTION("another calendar is read anew at once") {
    auto moved = person("anna");
    moved.calendar = "anna/private";
    orders = feed.put(moved, now).orders;
    REQUIRE(orders.size() == 1);
    CHECK(orders[0].asked.calendar == "anna/private");
    CHECK(orders[0].asked.cursor.empty());
  }
}

TEST_CASE("the answer about a calendar that is no longer the person's is not told",
          "[S11.2][calendar_feed]") {
  calendar_feed feed{options, t0};
  const auto old = feed.put(person("anna"), t0).orders.at(0).number;
  auto moved = person("anna");
  moved.calendar = "anna/private";
  CHECK(feed.put(moved, t0).orders.size() == 1);
  CHECK(feed.answered(old, whole({meeting("a")}), t0).news.empty());
  feed.remove(employee_id{"anna"}, t0);
  CHECK(feed.in_flight() == 1);
}

TEST_CASE("a throttled link is left alone as long as it asked", "[B2.5][calendar_feed]") {
  calendar_feed feed{options, t0};
  const auto first = feed.put(person("anna"), t0).orders.at(0);
  const auto second = feed.put(person("bo"), t0).orders.at(0);
  CHECK(feed.put(person("cecilie"), t0).orders.empty());
  CHECK(feed.answered(first.number, failed(kind::throttled, 90s), t0).orders.empty());
  CHECK(feed.answered(second.number, whole({}), t0 + 1s).orders.empty());
  CHECK(feed.wake(t0 + 89s).orders.empty());
  CHECK(feed.deadline() == t0 + 90s);
  CHECK(feed.health().ok);
  const auto orders = feed.wake(t0 + 90s).orders;
  REQUIRE(orders.size() == 2);
  CHECK(orders[0].asked.calendar == "anna/work"); // has waited longest
}

TEST_CASE(
  "a calendar that cannot be read is asked for less and less often, down to once an interval",
  "[S11.2][calendar_feed]") {
  calendar_feed feed{options, t0};
  const auto asked = live(feed, feed.put(person("anna"), t0), t0, t0 + 1h,
                          [](auto&, auto) { return failed(kind::not_found); });
  std::vector<duration> waits;
  for (std::size_t i = 1; i < asked.size(); ++i)
    waits.push_back(asked[i] - asked[i - 1]);
  CHECK(std::is_sorted(waits.begin(), waits.end()));
  CHECK(waits.front() < 20s);
  CHECK(waits.back() == 5min);
  CHECK(feed.health() == feed_health{true, "calendars that cannot be read: 1; the last: why", t0});
}

TEST_CASE("who was not read for three intervals is silent since the last good reading",
          "[S8.4][calendar_feed]") {
  calendar_feed feed{options, t0};
  const auto order = feed.put(person("anna"), t0).orders.at(0);
  feed.answered(order.number, whole({meeting("a")}), t0 + 1s);
  auto now = *feed.deadline();
  auto asked = feed.wake(now).orders;
  while (now < t0 + 1s + 15min) {
    if (!asked.empty())
      CHECK(feed.answered(asked.at(0).number, failed(kind::malformed), now).news.empty());
    now = *feed.deadline();
    const auto done = feed.wake(now);
    asked = done.orders;
    if (now >= t0 + 1s + 15min) {
      REQUIRE(done.news.size() == 1);
      CHECK(done.news[0].silent_since == t0 + 1s);
      CHECK(now == t0 + 1s + 15min);
    } else {
      CHECK(done.news.empty());
    }
  }
  while (asked.empty()) {
    now = *feed.deadline();
    asked = feed.wake(now).orders;
  }
  const auto done = feed.answered(asked.at(0).number, whole({meeting("a")}), now);
  REQUIRE(done.news.size() == 1);
  CHECK(done.news[0].heard_again);
  CHECK(done.news[0].events == std::vector{meeting("a")});
}

TEST_CASE("a failing link makes all silent, is tried with one at a time, and comes back",
          "[S8.4][calendar_feed]") {
  calendar_feed feed{{.interval = 5min, .ahead = 336h, .in_flight = 4}, t0};
  std::vector<feed_order> orders;
  for (const auto* id : {"anna", "bo", "cecilie", "dan"})
    orders.push_back(feed.put(person(id), t0).orders.at(0));
  feed.answered(orders[3].number, whole({}), t0);
  CHECK(feed.answered(orders[0].number, failed(kind::unreachable), t0 + 1s).news.empty());
  CHECK(feed.answered(orders[1].number, failed(kind::unreachable), t0 + 1s).news.empty());
  CHECK(feed.health().ok);
  auto done = feed.answered(orders[2].number, failed(kind::unreachable), t0 + 2s);
  CHECK(done.health_changed);
  CHECK(feed.health() == feed_health{false, "why", t0 + 2s});
  CHECK(done.news.size() == 4);
  for (const auto& x : done.news)
    CHECK(x.silent_since == t0);
  const auto most = [&](time_point until) {
    std::size_t result = 0;
    auto now = t0 + 2s;
    while (*feed.deadline() < until) {
      now = *feed.deadline();
      for (auto& x : feed.wake(now).orders) {
        result = std::max(result, feed.in_flight());
        feed.answered(x.number, failed(kind::unreachable), now);
      }
    }
    return result;
  };
  CHECK(most(t0 + 1h) == 1);
  CHECK(feed.health().since == t0 + 2s);
  const auto now = *feed.deadline();
  orders = feed.wake(now).orders;
  REQUIRE(orders.size() == 1);
  done = feed.answered(orders[0].number, whole({}), now);
  CHECK(feed.health().ok);
  CHECK(done.health_changed);
  CHECK(done.news.at(0).heard_again);
  CHECK(done.orders.size() == 3); // the others at once
}

TEST_CASE("one dead feed among living ones is not the link's failure", "[S11.2][calendar_feed]") {
  calendar_feed feed{options, t0};
  feed_decision first;
  for (const auto* id : {"anna", "bo", "cecilie", "dan"})
    for (auto& x : feed.put(person(id), t0).orders)
      first.orders.push_back(x);
  live(feed, first, t0, t0 + 2h,
       [](const feed_order& x, time_point) -> tl::expected<calendar_reading, calendar_failure> {
         if (x.asked.calendar == "anna/work")
           return failed(kind::unreachable);
         return whole({});
       });
  CHECK(feed.health().ok);
}

TEST_CASE(
  "changes applied give what a whole reading would; never too many under way; nobody starves",
  "[S11.2][B2.5][calendar_feed][property]") {
  for (unsigned seed = 1; seed <= 200; ++seed) {
    INFO("seed " << seed);
    std::mt19937 dice{seed};
    const auto below = [&](std::uint32_t n) { return dice() % n; };
    calendar_feed feed{{.interval = 60s, .ahead = 336h, .in_flight = 3}, t0};
    struct truth {
      std::map<std::string, calendar_event> now;  // in the calendar
      std::map<std::string, calendar_event> then; // as of the cursor
      std::vector<calendar_event> heard;
      time_point read_at;
    };
    std::map<std::string, truth> people;
    std::vector<feed_order> under_way;
    const auto hear = [&](const feed_decision& done) {
      under_way.insert(under_way.end(), done.orders.begin(), done.orders.end());
      for (const auto& x : done.news)
        if (x.events)
          people.at(x.who.value).heard = *x.events;
    };
    for (int i = 0; i < 10; ++i) {
      const auto id = "p" + std::to_string(i);
      people[id].read_at = t0;
      hear(feed.put(person(id), t0));
    }
    auto now = t0;
    const auto answer = [&](std::size_t i) {
      const auto order = under_way[i];
      under_way.erase(under_way.begin() + static_cast<std::ptrdiff_t>(i));
      const auto id = order.asked.calendar.substr(0, order.asked.calendar.find('/'));
      auto& x = people.at(id);
      if (below(10) == 0)
        return hear(feed.answered(order.number, failed(kind::throttled, 1s), now));
      calendar_reading reading{.whole = order.asked.cursor.empty() || below(4) == 0, .cursor = "c"};
      for (const auto& [key, one] : x.now)
        if (reading.whole || !x.then.contains(key) || x.then.at(key) != one)
          reading.events.push_back(one);
      for (const auto& [key, one] : x.then)
        if (!reading.whole && !x.now.contains(key))
          reading.gone.push_back(key);
      x.then = x.now;
      x.read_at = now;
      hear(feed.answered(order.number, reading, now));
      std::vector<calendar_event> all;
      for (const auto& [key, one] : x.now)
        all.push_back(one);
      CHECK(x.heard == all);
    };
    for (int step = 0; step < 600; ++step) {
      now += 1s;
      auto& x = people.at("p" + std::to_string(below(10)));
      const auto key = "e" + std::to_string(below(5));
      if (below(2) == 0)
        x.now[key] = meeting(key, t0 + 24h + below(100) * 1min);
      else
        x.now.erase(key);
      if (feed.deadline() && *feed.deadline() <= now)
        hear(feed.wake(now));
      CHECK(feed.in_flight() <= 3);
      CHECK(feed.in_flight() == under_way.size());
      for (int i = 0; i < 3 && !under_way.empty(); ++i)
        answer(below(static_cast<std::uint32_t>(under_way.size())));
      for (const auto& [id, one] : people)
        CHECK(now - one.read_at <= 90s);
    }
  }
}
