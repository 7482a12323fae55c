#include "services/access/receipts.hpp"

#include "protocol/codec.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace std::chrono_literals;

namespace {

const time_point t0 = from_rfc3339("2026-11-22T10:00:00Z").value();

receipt done(const std::string& key, time_point at, std::int64_t revision = 1) {
  return {.user = user_id{"eva"},
          .key = idempotency_key{key},
          .asked = "answer_call {}",
          .at = at,
          .result = {.revision = revision}};
}

/// The revision that was answered, or -1 if the key is new.
std::int64_t answered(const receipts& x, const std::string& key, time_point now,
                      const std::string& user = "eva") {
  const auto found = x.find(user_id{user}, idempotency_key{key}, "answer_call {}", now);
  REQUIRE(found);
  return *found ? (*found)->revision : -1;
}

} // namespace

TEST_CASE("a command asked twice is answered as it was", "[access][B1.6]") {
  receipts x;
  CHECK(answered(x, "k", t0) == -1);
  x.add(done("k", t0, 7));
  CHECK(answered(x, "k", t0 + 1h) == 7);
  CHECK(answered(x, "other", t0) == -1);
  CHECK(answered(x, "k", t0, "bo") == -1);
}

TEST_CASE("a key that was used for something else is refused", "[access][B1.6]") {
  receipts x;
  x.add(done("k", t0));
  const auto found = x.find(user_id{"eva"}, idempotency_key{"k"}, "end_call {}", t0);
  REQUIRE_FALSE(found);
  CHECK(found.error().reason == error_reason::idempotency_key_reused);
  CHECK(message(found.error()) ==
        "params.idempotency_key: a new key expected, got \"k\": it was used for another command");
}

TEST_CASE("a receipt is kept for a day", "[access]") {
  receipts x;
  x.add(done("k", t0));
  CHECK(answered(x, "k", t0 + 24h - 1ms) == 1);
  CHECK(answered(x, "k", t0 + 24h) == -1);
  x.add(done("k", t0 + 25h, 2));
  x.add(done("l", t0 + 26h));
  CHECK(answered(x, "k", t0 + 26h) == 2);
}

TEST_CASE("a receipt that is added again is one, and counts as new", "[access]") {
  receipts x;
  x.add(done("k", t0, 1));
  x.add(done("l", t0));
  x.add(done("k", t0 + 1h, 2));
  x.add(done("m", t0 + 24h));
  CHECK(answered(x, "l", t0 + 24h) == -1);
  CHECK(answered(x, "k", t0 + 24h) == 2);
  x.add(done("n", t0 + 50h));
  CHECK(answered(x, "k", t0 + 50h) == -1);
}

TEST_CASE("of too many receipts the oldest go", "[access]") {
  receipts x;
  for (std::size_t i = 0; i <= receipts::most; ++i)
    x.add(done("k" + std::to_string(i), t0));
  CHECK(answered(x, "k0", t0) == -1);
  CHECK(answered(x, "k1", t0) == 1);
  CHECK(answered(x, "k" + std::to_string(receipts::most), t0) == 1);
}
