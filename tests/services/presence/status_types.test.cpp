#include "services/presence/status_types.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace omstilling;

TEST_CASE("every status type names an alias that hides nothing more", "[presence][S8.3][B2.3]") {
  std::set<std::string> ids;
  for (const auto& x : default_status_types()) {
    CHECK(ids.insert(x.id).second);
    CHECK_FALSE(x.label_da.empty());
    CHECK_FALSE(x.label_en.empty());
    CHECK(x.activity != rpid_activity::unknown);
    CHECK(x.basic != basic_status::unknown);
    const auto* alias = find_status_type(default_status_types(), x.public_alias);
    REQUIRE(alias);
    CHECK(alias->public_alias == alias->id);
  }
  CHECK(ids == std::set<std::string>{"available", "busy", "on_the_phone", "meeting", "lunch",
                                     "do_not_disturb", "gone_home", "vacation", "sick",
                                     "works_from_home", "course", "away"});
}

TEST_CASE("a type is found by its id", "[presence]") {
  const auto& types = default_status_types();
  REQUIRE(find_status_type(types, "sick"));
  CHECK(find_status_type(types, "sick")->label_da == "Syg");
  CHECK(find_status_type(types, "sick")->public_alias == "away");
  CHECK(find_status_type(types, "Sick") == nullptr);
  CHECK(find_status_type(types, "") == nullptr);
}
