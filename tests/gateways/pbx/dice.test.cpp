#include "gateways/pbx/simulator/dice.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace std::chrono_literals;

TEST_CASE("a seed gives these throws on every platform", "[dice]") {
  dice x{42};
  CHECK(x.below(1000) == 406);
  CHECK(x.unit() == Approx(0.6390313939).epsilon(1e-9));
  CHECK(x.between(2s, 10s) == 3615ms);
  CHECK(x.exponential(90s) == 12264ms);
  CHECK(x.weighted({1, 5, 1}) == 0);
}

TEST_CASE("throws are spread as they should be", "[dice]") {
  dice x{7};
  constexpr int throws = 20'000;
  double waits = 0;
  int heads = 0;
  int heavy = 0;
  for (int i = 0; i < throws; ++i) {
    waits += static_cast<double>(x.exponential(90s).count());
    heads += x.chance(0.3);
    heavy += x.weighted({1, 3}) == 1;
    const auto within = x.between(2s, 3s);
    REQUIRE((within >= 2s && within <= 3s));
  }
  CHECK(waits / throws == Approx(90'000).epsilon(0.03));
  CHECK(heads == Approx(0.3 * throws).epsilon(0.05));
  CHECK(heavy == Approx(0.75 * throws).epsilon(0.05));
}

TEST_CASE("there is no chance in an empty range", "[dice]") {
  dice x{1};
  CHECK(x.between(5s, 5s) == 5s);
  CHECK(x.between(5s, 2s) == 5s);
  CHECK(x.weighted({0, 0}) == 0);
  CHECK_FALSE(x.chance(0));
  CHECK(x.chance(1));
}
