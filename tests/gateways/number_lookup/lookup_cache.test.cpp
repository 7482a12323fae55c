#include "gateways/number_lookup/lookup_cache.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace omstilling::lookup;
using namespace std::chrono_literals;

TEST_CASE("names are kept long, that there is nobody shorter, failures shortest [S9.2]",
          "[lookup]") {
  cache kept{{.count = 10, .found_for = 10h, .nobody_for = 2h, .failed_for = 1min}};
  const time_point t0{1h};
  kept.keep("1", {.result = lookup_result::found, .name = "Anna"}, t0);
  kept.keep("2", {.result = lookup_result::nobody}, t0);
  kept.keep("3", {.problem = "away"}, t0);
  CHECK(kept.find("3", t0 + 59s)->problem == "away");
  CHECK_FALSE(kept.find("3", t0 + 1min));
  CHECK(kept.find("2", t0 + 119min)->result == lookup_result::nobody);
  CHECK_FALSE(kept.find("2", t0 + 2h));
  CHECK(kept.find("1", t0 + 9h)->name == "Anna");
  CHECK_FALSE(kept.find("1", t0 + 10h));
  CHECK(kept.size() == 0);
}

TEST_CASE("the number asked for longest ago makes room [S9.2]", "[lookup]") {
  cache kept{{.count = 2}};
  const time_point t0{1h};
  kept.keep("1", {.result = lookup_result::nobody}, t0);
  kept.keep("2", {.result = lookup_result::nobody}, t0);
  CHECK(kept.find("1", t0));
  kept.keep("3", {.result = lookup_result::nobody}, t0);
  CHECK(kept.find("1", t0));
  CHECK_FALSE(kept.find("2", t0));
  CHECK(kept.find("3", t0));
}
