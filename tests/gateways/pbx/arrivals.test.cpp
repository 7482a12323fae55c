#include "gateways/pbx/simulator/arrivals.hpp"

#include <catch2/catch.hpp>

#include <map>

using namespace omstilling;
using namespace std::chrono_literals;

namespace {

const time_point t0{std::chrono::hours{500'000}};

caller_profile profile(std::vector<double> calls_per_hour) {
  caller_profile result;
  result.calls_per_hour = std::move(calls_per_hour);
  result.numbers = {{"70200100", 3, {"Hovednummer"}}, {"70200200", 1, {}}};
  result.people = {{"+4510112233", "Ida Holm"}};
  return result;
}

int callers_until(arrivals& x, time_point end) {
  int count = 0;
  for (; x.next() && *x.next() < end; ++count)
    x.take(leg_id{"l"});
  return count;
}

} // namespace

TEST_CASE("callers come at the rate of the half hour", "[arrivals]") {
  arrivals x{profile({600, 60, 0, 1200}), {}, 3};
  x.start(t0);
  CHECK(callers_until(x, t0 + 30min) == Approx(300).epsilon(0.2));
  CHECK(callers_until(x, t0 + 60min) == Approx(30).epsilon(0.5));
  CHECK(callers_until(x, t0 + 90min) == 0);
  CHECK(callers_until(x, t0 + 5h) == Approx(4200).epsilon(0.06)); // the last rate goes on
}

TEST_CASE("nobody comes after the stop", "[arrivals]") {
  arrivals x{profile({600}), 10min, 3};
  x.start(t0);
  CHECK(callers_until(x, t0 + 10min) > 50);
  CHECK_FALSE(x.next());
}

TEST_CASE("a day begins with several callers at once", "[arrivals]") {
  auto busy = profile({60});
  busy.at_once = 6;
  arrivals x{busy, {}, 3};
  x.start(t0);
  std::vector<bool> soon;
  for (int i = 0; i < 6; ++i) {
    REQUIRE(*x.next() <= t0 + 3s);
    x.take(leg_id{"l"});
    soon.push_back(x.patience() <= 9s);
  }
  CHECK(soon == std::vector<bool>{false, false, false, false, true, true});
  CHECK(*x.next() > t0 + 3s);
}

TEST_CASE("without numbers, or at rate 0, nobody calls", "[arrivals]") {
  arrivals quiet{profile({0}), {}, 3};
  quiet.start(t0);
  CHECK_FALSE(quiet.next());
  arrivals none{caller_profile{}, {}, 3};
  none.start(t0);
  CHECK_FALSE(none.next());
}

TEST_CASE("numbers are called as often as they weigh", "[arrivals]") {
  arrivals x{profile({1000}), {}, 3};
  x.start(t0);
  std::map<std::string, int> called;
  for (int i = 0; i < 4000; ++i)
    ++called[x.take(leg_id{"l"}).called];
  CHECK(called["70200100"] == Approx(3000).epsilon(0.05));
  CHECK(called["70200200"] == Approx(1000).epsilon(0.1));
}

TEST_CASE("a caller brings name, number and what the switchboard shows", "[arrivals]") {
  arrivals x{profile({60}), {}, 3};
  x.start(t0);
  const auto caller = x.take(leg_id{"sim.1"});
  CHECK(caller.leg == leg_id{"sim.1"});
  CHECK(caller.caller.name == "Ida Holm");
  CHECK(caller.caller.number == "+4510112233");
  CHECK(caller.show_in_switchboard == (caller.called == "70200100" ? "Hovednummer" : ""));
}

TEST_CASE("the impatient give up within seconds, the others later", "[arrivals]") {
  auto all = profile({60});
  arrivals patient{all, {}, 3};
  all.impatient = 1;
  arrivals impatient{all, {}, 3};
  for (int i = 0; i < 100; ++i) {
    CHECK(patient.patience() >= 10s);
    CHECK(impatient.patience() <= 9s);
  }
}
