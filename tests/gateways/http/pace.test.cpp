#include "gateways/http/pace.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace std::chrono_literals;

TEST_CASE("no more requests are under way than a provider is to have at a time [B2.5]",
          "[calendars]") {
  pace requests{2, 1000};
  const pace::instant t0{};
  requests.started(t0);
  CHECK(requests.wait(t0 + 1s) == 0ms);
  requests.started(t0);
  CHECK_FALSE(requests.wait(t0 + 1h));
  requests.ended();
  CHECK(requests.wait(t0 + 1s) == 0ms);
}

TEST_CASE("requests start no faster than so many a second, and a rest is not saved up [B2.5]",
          "[calendars]") {
  pace requests{100, 4};
  pace::instant now{1h};
  for (int i = 0; i < 20; ++i) {
    CHECK(requests.wait(now) == 0ms);
    requests.started(now);
    CHECK(requests.wait(now) == 250ms);
    CHECK(requests.wait(now + 249ms) == 1ms);
    now += 250ms;
  }
  now += 1h;
  requests.started(now);
  CHECK(requests.wait(now) == 250ms);
}
