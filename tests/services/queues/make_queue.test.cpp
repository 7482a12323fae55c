#include "services/queues/queue.hpp"

#include <catch2/catch.hpp>

#include <limits>

using namespace omstilling;

namespace {

put_queue stated() {
  return {.id = queue_id{"main"}, .site = site_id{"hq"}, .name = "Hovednummer", .number = "8000"};
}

struct wrong_queue {
  const char* path;
  void (*spoil)(put_queue&);
};

} // namespace

TEST_CASE("a queue that is stated in few words gets the defaults", "[queue]") {
  const auto made = make_queue(stated());
  REQUIRE(made);
  CHECK(made->short_name == "Hovednummer");
  CHECK(made->offering == offering_mode::manual);
  CHECK(made->ring_seconds == 20);
  CHECK(made->max_wait_seconds == 120);
  CHECK(made->target_seconds == 30);
  CHECK(made->level_target == Approx(0.8));
  CHECK(made->short_abandon_seconds == 5);
}

TEST_CASE("a wrong queue is refused with the field that is wrong", "[queue]") {
  constexpr auto huge = std::numeric_limits<std::int64_t>::max();
  using reason = overflow_reason;
  const auto wrong = GENERATE(
    wrong_queue{"params.name", [](put_queue& x) { x.name.clear(); }},
    wrong_queue{"params.name", [](put_queue& x) { x.name.assign(101, 'x'); }},
    wrong_queue{"params.short_name", [](put_queue& x) { x.short_name = ""; }},
    wrong_queue{"params.number", [](put_queue& x) { x.number.clear(); }},
    wrong_queue{"params.number", [](put_queue& x) { x.number = "switchboard"; }},
    wrong_queue{"params.priority", [](put_queue& x) { x.priority = -1; }},
    wrong_queue{"params.ring_seconds", [](put_queue& x) { x.ring_seconds = 0; }},
    wrong_queue{"params.ring_seconds", [](put_queue& x) { x.ring_seconds = 301; }},
    wrong_queue{"params.max_wait_seconds", [](put_queue& x) { x.max_wait_seconds = -1; }},
    wrong_queue{"params.target_seconds", [](put_queue& x) { x.target_seconds = -1; }},
    wrong_queue{"params.level_target", [](put_queue& x) { x.level_target = 1.01; }},
    wrong_queue{"params.level_target",
                [](put_queue& x) { x.level_target = std::numeric_limits<double>::quiet_NaN(); }},
    wrong_queue{"params.short_abandon_seconds", [](put_queue& x) { x.short_abandon_seconds = -5; }},
    wrong_queue{"params.overflow[0].limit",
                [](put_queue& x) {
                  x.overflow = {{reason::max_wait, -1, "0"}};
                }},
    wrong_queue{"params.overflow[0].limit",
                [](put_queue& x) {
                  x.overflow = {{reason::max_wait, huge, "0"}};
                }},
    wrong_queue{"params.overflow[0].reason",
                [](put_queue& x) {
                  x.overflow = {{reason::unknown, 1, "0"}};
                }},
    wrong_queue{"params.overflow[0].reason",
                [](put_queue& x) {
                  x.overflow = {{reason::closed, 1, "0"}};
                }},
    wrong_queue{"params.overflow[1].to",
                [](put_queue& x) {
                  x.overflow = {{reason::max_wait, 1, "0"}, {reason::max_calls, 1, ""}};
                }},
    wrong_queue{"params.overflow[0].to", [](put_queue& x) {
                  x.overflow = {{reason::max_calls, 1, "main"}};
                }});
  auto x = stated();
  wrong.spoil(x);
  const auto made = make_queue(x);
  REQUIRE_FALSE(made);
  CHECK(made.error().reason == error_reason::invalid_params);
  CHECK(made.error().path == wrong.path);
  CHECK_FALSE(made.error().expected.empty());
}

TEST_CASE("a refused number says what was expected", "[queue]") {
  auto x = stated();
  x.ring_seconds = 900;
  CHECK(message(make_queue(x).error()) == "params.ring_seconds: 1 to 300 expected, got 900");
}
