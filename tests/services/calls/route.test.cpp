#include "services/calls/route.hpp"

#include <catch2/catch.hpp>

#include <map>

using namespace omstilling;

namespace {

const party house{"+4570101010", "Huset"};

struct directory {
  std::map<std::string, number_facts> known;
  directory& phone(const std::string& number, std::vector<forwarding_rule> rules = {},
                   bool do_not_disturb = false) {
    known[number] = {.who = {number, "name of " + number},
                     .kind = endpoint_kind::phone,
                     .do_not_disturb = do_not_disturb,
                     .forwarding = std::move(rules)};
    return *this;
  }
  destination to(const std::string& number) const {
    const auto facts = [this](const std::string& x) {
      const auto at = known.find(x);
      return at == known.end() ? number_facts{.who = {.number = x}} : at->second;
    };
    return make_route(number, facts, house);
  }
};

/// `0 busy>2`: from the destination, when busy, to 2.
std::vector<std::string> detours(const destination& x) {
  std::vector<std::string> result;
  for (const auto& y : x.detours)
    result.push_back(std::to_string(y.from) +
                     (y.on == forwarding_type::immediate   ? " at once>"
                      : y.on == forwarding_type::busy      ? " busy>"
                      : y.on == forwarding_type::no_answer ? " no answer>"
                                                           : " dnd>") +
                     y.endpoint);
  return result;
}
using way = std::vector<std::string>;

} // namespace

TEST_CASE("a number without forwarding is rung as it is", "[route]") {
  const auto to = directory{}.phone("1", {}, true).to("1");
  CHECK(to.endpoint == "1");
  CHECK(to.who.name == "name of 1");
  CHECK(to.kind == endpoint_kind::phone);
  CHECK(to.do_not_disturb);
  CHECK_FALSE(to.shown);
  CHECK(to.detours.empty());
}

TEST_CASE("a number that nobody here has goes outside and presents the house", "[route]") {
  const auto to = directory{}.to("+4533221100");
  CHECK(to.kind == endpoint_kind::outside);
  CHECK(to.shown == house);
}

TEST_CASE("every forwarding is on the way, and those of where it leads to", "[route]") {
  const auto to = directory{}
                    .phone("1", {{forwarding_type::busy, "2"}, {forwarding_type::no_answer, "3"}})
                    .phone("2", {{forwarding_type::dnd, "4"}}, true)
                    .phone("3", {{forwarding_type::immediate, "+45"}})
                    .phone("4")
                    .to("1");
  CHECK(detours(to) == way{"0 busy>2", "0 no answer>3", "1 dnd>4", "2 at once>+45"});
  CHECK(to.detours[0].do_not_disturb);
  CHECK(to.detours[3].kind == endpoint_kind::outside);
  CHECK(to.detours[3].shown == house);
  CHECK_FALSE(to.detours[0].shown);
}

TEST_CASE("no forwarding is followed in a circle", "[route]") {
  directory it;
  SECTION("to itself") {
    it.phone("1", {{forwarding_type::immediate, "1"}});
    CHECK(detours(it.to("1")).empty());
  }
  SECTION("two to each other") {
    it.phone("1", {{forwarding_type::immediate, "2"}})
      .phone("2", {{forwarding_type::immediate, "1"}});
    CHECK(detours(it.to("1")) == way{"0 at once>2"});
  }
  SECTION("three in a ring") {
    it.phone("1", {{forwarding_type::busy, "2"}})
      .phone("2", {{forwarding_type::busy, "3"}})
      .phone("3", {{forwarding_type::busy, "1"}, {forwarding_type::no_answer, "2"}});
    CHECK(detours(it.to("1")) == way{"0 busy>2", "1 busy>3"});
  }
}

TEST_CASE("a long way is cut short", "[route]") {
  directory it;
  for (int i = 0; i < 50; ++i)
    it.phone(std::to_string(i), {{forwarding_type::immediate, std::to_string(i + 1)},
                                 {forwarding_type::busy, std::to_string(i + 2)},
                                 {forwarding_type::no_answer, std::to_string(i + 3)}});
  CHECK(it.to("0").detours.size() == 8);
}

TEST_CASE("a forwarding to nowhere is none", "[route]") {
  CHECK(detours(directory{}.phone("1", {{forwarding_type::busy, ""}}).to("1")).empty());
}

TEST_CASE("a phone is rung as its owner has set it, at the end of a way too",
          "[route][S16.3][S16.4]") {
  directory known;
  known.phone("1", {{forwarding_type::busy, "2"}}).phone("2");
  for (const auto* number : {"1", "2"}) {
    known.known[number].headset = false;
    known.known[number].address = std::string{"10.0.0."} + number;
  }
  const auto to = known.to("1");
  CHECK_FALSE(to.headset);
  CHECK(to.address == "10.0.0.1");
  REQUIRE(to.detours.size() == 1);
  CHECK_FALSE(to.detours[0].headset);
  CHECK(to.detours[0].address == "10.0.0.2");
}
