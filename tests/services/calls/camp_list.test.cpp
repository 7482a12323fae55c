#include "services/calls/camp_list.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace std::chrono_literals;

namespace {

const time_point t0{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + 9h};
const call_id c1{"c1"};
const call_id c2{"c2"};

camping wants(const call_id& call, std::vector<std::string> numbers, duration later = 0s,
              camp_on kind = camp_on::ccbs) {
  return {.call = call, .kind = kind, .since = t0 + later, .numbers = std::move(numbers)};
}

struct phones : camp_list {
  std::optional<camp_turn> idle(const std::string& x) {
    return phone(x, phone_reach::registered, phone_activity::idle);
  }
  std::optional<camp_turn> alerts(const std::string& x) {
    return phone(x, phone_reach::registered, phone_activity::alerting);
  }
  std::optional<camp_turn> busy(const std::string& x) {
    return phone(x, phone_reach::registered, phone_activity::connected);
  }
};

} // namespace

TEST_CASE("who waits for a busy phone gets it when it is free", "[camp][B1.4]") {
  phones it;
  it.busy("1");
  CHECK_FALSE(it.wait(wants(c1, {"1"})));
  CHECK_FALSE(it.idle("2"));
  CHECK(it.idle("1") == camp_turn{c1, "1"});
}

TEST_CASE("who waits for a free phone gets it at once", "[camp][B1.4]") {
  phones it;
  it.idle("2");
  it.idle("1");
  CHECK(it.wait(wants(c1, {"1", "2"})) == camp_turn{c1, "1"}); // the first named
}

TEST_CASE("of several phones any that is free serves", "[camp][B1.4]") {
  phones it;
  it.busy("1");
  it.busy("2");
  it.wait(wants(c1, {"1", "2"}));
  CHECK(it.idle("2") == camp_turn{c1, "2"});
}

TEST_CASE("callers get a phone in the order in which they came", "[camp][B1.4]") {
  phones it;
  it.busy("1");
  it.wait(wants(c2, {"1"}, 5s));
  it.wait(wants(c1, {"1"}, 0s));
  CHECK(it.idle("1") == camp_turn{c1, "1"});
}

TEST_CASE("a free phone is given one caller, the next when it was used and is free again",
          "[camp][B1.4]") {
  phones it;
  it.busy("1");
  it.wait(wants(c1, {"1"}));
  it.wait(wants(c2, {"1"}, 1s));
  REQUIRE(it.idle("1") == camp_turn{c1, "1"});
  it.leave(c1);
  CHECK_FALSE(it.idle("1")); // said twice
  CHECK_FALSE(it.wait(wants(c2, {"1"}, 1s)));
  it.busy("1");
  CHECK(it.idle("1") == camp_turn{c2, "1"});
}

TEST_CASE("a phone that was given in vain and never seen at work is the next one's",
          "[camp][B1.4][B1.9]") {
  phones it;
  it.idle("1");
  REQUIRE(it.wait(wants(c1, {"1"})) == camp_turn{c1, "1"});
  CHECK(it.rings(c1, {}, true).empty()); // said before it heard of its turn
  CHECK_FALSE(it.wait(wants(c2, {"1"}, 1s)));
  it.leave(c1);
  CHECK(it.rings(c1, {"1"}, false).empty());
  CHECK_FALSE(it.idle("1"));
  SECTION("it does not answer at all, and the caller is back") {
    CHECK(it.rings(c1, {}, false) == std::vector{camp_turn{c2, "1"}});
  }
  SECTION("it says no, and the caller waits on behind the others") {
    CHECK(it.rings(c1, {}, true) == std::vector{camp_turn{c2, "1"}});
    CHECK_FALSE(it.wait(wants(c1, {"1"})));
  }
  SECTION("nobody waits meanwhile: the next to come gets it") {
    it.leave(c2);
    CHECK(it.rings(c1, {}, false).empty());
    CHECK(it.wait(wants(c2, {"1"}, 2s)) == camp_turn{c2, "1"});
  }
}

TEST_CASE("somebody was quicker: the caller has the first place when it is free again",
          "[camp][B1.4]") {
  phones it;
  it.busy("1");
  it.wait(wants(c1, {"1"}));
  it.wait(wants(c2, {"1"}, 1s));
  it.idle("1");
  it.leave(c1);
  it.busy("1");
  CHECK_FALSE(it.wait(wants(c1, {"1"})));
  CHECK(it.idle("1") == camp_turn{c1, "1"});
}

TEST_CASE("a caller who left is given nothing", "[camp][B1.4]") {
  phones it;
  it.busy("1");
  it.wait(wants(c1, {"1"}));
  it.leave(c1);
  CHECK_FALSE(it.idle("1"));
}

TEST_CASE("on no reply the phone must have been used first", "[camp][B1.4]") {
  phones it;
  it.idle("1");
  CHECK_FALSE(it.wait(wants(c1, {"1"}, 0s, camp_on::ccnr)));
  CHECK_FALSE(it.idle("1"));
  SECTION("a call was made there") {
    it.busy("1");
    CHECK(it.idle("1") == camp_turn{c1, "1"});
  }
  SECTION("switching it off and on is no use of it") {
    it.phone("1", phone_reach::unregistered, phone_activity::unknown);
    CHECK_FALSE(it.idle("1"));
  }
  SECTION("nor is a time of which nothing is known") {
    it.phone("1", phone_reach::registered, phone_activity::unknown);
    CHECK_FALSE(it.idle("1"));
  }
}

TEST_CASE("on no reply a phone in use when the wait begins is one that was used", "[camp][B1.4]") {
  phones it;
  it.busy("1");
  CHECK_FALSE(it.wait(wants(c1, {"1"}, 0s, camp_on::ccnr)));
  CHECK(it.idle("1") == camp_turn{c1, "1"});
}

TEST_CASE("a phone of which nothing is known is not free", "[camp][B1.4][B2.1]") {
  phones it;
  CHECK_FALSE(it.wait(wants(c1, {"1"})));
  CHECK_FALSE(it.phone("1", phone_reach::unknown, phone_activity::idle));
  CHECK_FALSE(it.phone("1", phone_reach::registered, phone_activity::unknown));
  CHECK(it.idle("1") == camp_turn{c1, "1"});
}

TEST_CASE("a phone that is free and says it is busy does not ring for ever", "[camp][B1.4]") {
  phones it;
  it.idle("1");
  const auto waits = wants(c1, {"1"});
  CHECK(it.wait(waits) == camp_turn{c1, "1"});
  it.leave(c1);
  it.alerts("1");
  CHECK_FALSE(it.wait(waits)); // it said no while it rang
  CHECK_FALSE(it.idle("1"));

  CHECK(it.wait(wants(c1, {"1"}, 1s)) == camp_turn{c1, "1"}); // she asks for it anew
  it.leave(c1);
  it.alerts("1");
  CHECK(it.wait(wants(c2, {"1"}, 2s)) == std::nullopt);
  CHECK(it.idle("1") == camp_turn{c2, "1"}); // it may say yes to another
  it.forget(c2);

  CHECK_FALSE(it.wait(wants(c1, {"1"}, 1s)));
  it.busy("1");
  CHECK(it.idle("1") == camp_turn{c1, "1"}); // it was used since
}
