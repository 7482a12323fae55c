#include "services/supervision/restart_budget.hpp"

#include "services/calls/call_ids.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace std::chrono_literals;

TEST_CASE("an actor that fails too often in a short time is not started again, until it was quiet",
          "[restart_budget][B4.6]") {
  restart_budget it{2, 60s};
  const time_point begin{};
  CHECK(it.may_restart(begin));
  CHECK(it.may_restart(begin + 1s));
  CHECK_FALSE(it.may_restart(begin + 2s));
  CHECK(it.may_restart(begin + 120s));
}

TEST_CASE("a call's id tells its site, and a leg's id its call", "[call_ids]") {
  const auto call = make_call_id(site_id{"north.1"}, 3, 17);
  CHECK(call == call_id{"north.1.3.17"});
  CHECK(site_of(call) == site_id{"north.1"});
  CHECK(call_of(leg_id{"north.1.3.17.2"}) == call);
  CHECK_FALSE(site_of(call_id{"17"}));
  CHECK_FALSE(site_of(call_id{"3.17"}));
  CHECK_FALSE(call_of(leg_id{"x"}));
}
