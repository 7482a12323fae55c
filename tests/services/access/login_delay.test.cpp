#include "services/access/login_delay.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

using namespace omstilling;
using namespace std::chrono_literals;

namespace {

const time_point t0 = from_rfc3339("2026-11-22T10:00:00Z").value();

void fail(login_delay& x, int times, const std::string& user = "eva",
          const std::string& address = "10.0.0.1", time_point at = t0) {
  for (; times > 0; --times)
    x.failed(user, address, at);
}

} // namespace

TEST_CASE("after three failures each further one doubles the wait", "[access][S22.2]") {
  login_delay x;
  for (const auto expected : {0s, 0s, 0s, 1s, 2s, 4s, 8s, 16s, 32s, 60s, 60s, 60s}) {
    CHECK(x.wait("eva", "10.0.0.1", t0) == expected);
    x.failed("eva", "10.0.0.1", t0);
  }
  CHECK(x.wait("eva", "10.0.0.1", t0 + 59s) == 1s);
  CHECK(x.wait("eva", "10.0.0.1", t0 + 60s) == 0s);
}

TEST_CASE("a guesser elsewhere does not lock the account", "[access]") {
  login_delay x;
  fail(x, 20);
  CHECK(x.wait("eva", "10.0.0.2", t0) == 0s);
  CHECK(x.wait("bo", "10.0.0.1", t0) == 0s);
}

TEST_CASE("an address that guesses at many accounts is slowed too", "[access]") {
  login_delay x;
  for (int i = 0; i < 29; ++i)
    x.failed("user" + std::to_string(i), "10.0.0.1", t0);
  CHECK(x.wait("new", "10.0.0.1", t0) == 0s);
  x.failed("user29", "10.0.0.1", t0);
  CHECK(x.wait("new", "10.0.0.1", t0) == 1s);
}

TEST_CASE("a wrong token slows its address only as much as one wrong login", "[access]") {
  login_delay x;
  fail(x, 29, "");
  CHECK(x.wait("", "10.0.0.1", t0) == 0s);
  CHECK(x.wait("eva", "10.0.0.1", t0) == 0s);
  x.succeeded("", "10.0.0.1"); // says nothing of who guesses
  fail(x, 1, "");
  CHECK(x.wait("", "10.0.0.1", t0) == 1s);
  CHECK(x.wait("eva", "10.0.0.1", t0) == 1s);
}

TEST_CASE("wrong passwords do not keep tokens out", "[access]") {
  login_delay x;
  fail(x, 20);
  CHECK(x.wait("", "10.0.0.1", t0) == 0s);
}

TEST_CASE("a success or a quiet quarter forgets", "[access]") {
  login_delay x;
  fail(x, 5);
  x.succeeded("eva", "10.0.0.1");
  CHECK(x.wait("eva", "10.0.0.1", t0) == 0s);
  fail(x, 3);
  CHECK(x.wait("eva", "10.0.0.1", t0) == 1s);

  fail(x, 20, "bo");
  CHECK(x.wait("bo", "10.0.0.1", t0 + 15min) == 0s);
  x.failed("bo", "10.0.0.1", t0 + 15min);
  CHECK(x.wait("bo", "10.0.0.1", t0 + 15min) == 0s);
}

TEST_CASE("one's own success does not excuse guesses at others", "[access]") {
  login_delay x;
  for (int i = 0; i < 30; ++i) {
    x.failed("user" + std::to_string(i), "10.0.0.1", t0);
    x.succeeded("mallory", "10.0.0.1");
  }
  CHECK(x.wait("new", "10.0.0.1", t0) == 1s);
  // But a colleague's own slips are taken back.
  login_delay y;
  for (int i = 0; i < 40; ++i) {
    y.failed("eva", "10.0.0.1", t0);
    y.succeeded("eva", "10.0.0.1");
  }
  CHECK(y.wait("bo", "10.0.0.1", t0) == 0s);
}

TEST_CASE("a flood of names is bounded; the quietest are forgotten first", "[access]") {
  login_delay x;
  fail(x, 12, "quiet", "10.0.0.1", t0);
  fail(x, 12, "busy", "10.0.0.2", t0 + 2s);
  for (int i = 0; i < 10'000; ++i)
    x.failed("user" + std::to_string(i), "10.0.0.3", t0 + 1s);
  CHECK(x.wait("quiet", "10.0.0.1", t0 + 2s) == 0s);
  CHECK(x.wait("busy", "10.0.0.2", t0 + 2s) == 60s);
}

TEST_CASE("the wait is never below nothing nor above a minute", "[access][property]") {
  rc::prop("whoever fails when", [] {
    login_delay x;
    auto now = t0;
    for (auto left = *rc::gen::inRange(0, 100); left > 0; --left) {
      now += std::chrono::seconds{*rc::gen::inRange(0, 100)};
      const auto user = std::to_string(*rc::gen::inRange(0, 3));
      const auto address = std::to_string(*rc::gen::inRange(0, 2));
      *rc::gen::inRange(0, 5) == 0 ? x.succeeded(user, address) : x.failed(user, address, now);
      const auto wait = x.wait(user, address, now);
      RC_ASSERT(wait >= duration::zero());
      RC_ASSERT(wait <= duration{60s});
    }
  });
}
