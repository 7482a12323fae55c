#include "services/mirrors/picture_turns.hpp"

#include <catch2/catch.hpp>

#include <random>
#include <set>

using namespace omstilling;
using namespace std::chrono_literals;

namespace {

const instant t0{std::chrono::hours{1}};

std::string named(const std::vector<site_id>& sites) {
  std::string result;
  for (const auto& x : sites)
    result += (result.empty() ? "" : " ") + x.value;
  return result;
}

/// a to e are wanted, and two have their turn.
picture_turns two_of_five() {
  picture_turns it{2, 15s};
  for (const auto* site : {"a", "b", "c", "d", "e"})
    it.want(site_id{site});
  CHECK(named(it.begin_turns(t0)) == "a b");
  return it;
}

} // namespace

TEST_CASE("pictures are asked for a few at a time, in the order in which they were wanted",
          "[mirrors]") {
  auto it = two_of_five();
  CHECK(it.begin_turns(t0).empty());
  it.done(site_id{"b"});
  CHECK(named(it.begin_turns(t0 + 1s)) == "c");
  it.done(site_id{"c"});
  it.done(site_id{"a"});
  CHECK(named(it.begin_turns(t0 + 2s)) == "d e");
  it.done(site_id{"d"});
  it.done(site_id{"e"});
  CHECK(it.begin_turns(t0 + 3s).empty());
  CHECK_FALSE(it.deadline());
}

TEST_CASE("wanting what waits changes nothing; what was asked for is asked for anew, and last",
          "[mirrors]") {
  auto it = two_of_five();
  it.want(site_id{"d"});
  it.want(site_id{"a"});
  it.want(site_id{"a"});
  CHECK(named(it.begin_turns(t0)) == "c");
  it.done(site_id{"b"});
  it.done(site_id{"c"});
  CHECK(named(it.begin_turns(t0)) == "d e");
  it.done(site_id{"d"});
  CHECK(named(it.begin_turns(t0)) == "a");
}

TEST_CASE("what is not wanted any more has no turn", "[mirrors]") {
  auto it = two_of_five();
  it.forget(site_id{"a"});
  it.forget(site_id{"c"});
  it.forget(site_id{"unknown"});
  it.done(site_id{"unknown"});
  CHECK(named(it.begin_turns(t0)) == "d");
  it.done(site_id{"e"}); // waits for its turn still
  it.done(site_id{"b"});
  CHECK(named(it.begin_turns(t0)) == "e");
}

TEST_CASE("a turn ends when nothing has come for so long, and others have theirs", "[mirrors]") {
  auto it = two_of_five();
  CHECK(it.deadline() == t0 + 15s);
  it.heard(site_id{"b"}, t0 + 10s);
  it.heard(site_id{"c"}, t0 + 10s); // late, from an earlier question
  CHECK(it.end_late(t0 + 14999ms).empty());
  CHECK(named(it.end_late(t0 + 15s)) == "a");
  CHECK(it.end_late(t0 + 15s).empty());
  CHECK(it.deadline() == t0 + 25s);
  it.want(site_id{"a"});
  CHECK(named(it.begin_turns(t0 + 15s)) == "c");
  CHECK(named(it.end_late(t0 + 30s)) == "b c");
  CHECK(named(it.begin_turns(t0 + 30s)) == "d e");
  it.done(site_id{"d"});
  CHECK(named(it.begin_turns(t0 + 30s)) == "a");
}

TEST_CASE("whatever happens, no more than so many have a turn, and each that waits gets one",
          "[mirrors]") {
  const auto seed = GENERATE(range(0U, 50U));
  CAPTURE(seed);
  std::mt19937 chance{seed};
  const auto any = [&](int most) { return std::uniform_int_distribution<int>{0, most}(chance); };
  picture_turns it{3, 15s};
  std::set<site_id> wanted;
  std::set<site_id> asked;
  auto now = t0;
  const auto end = [&](const site_id& site) {
    asked.erase(site);
    wanted.erase(site);
  };
  const auto begin = [&] {
    for (const auto& site : it.begin_turns(now)) {
      CHECK(wanted.contains(site));
      CHECK(asked.insert(site).second);
    }
    CHECK(asked.size() == std::min<std::size_t>(3, wanted.size()));
  };
  for (int step = 0; step < 400; ++step) {
    const site_id site{std::string(1, static_cast<char>('a' + any(9)))};
    switch (any(4)) {
      case 0:
      case 1:
        it.want(site);
        wanted.insert(site);
        asked.erase(site);
        break;
      case 2:
        it.done(site);
        if (asked.contains(site))
          end(site);
        break;
      case 3:
        it.forget(site);
        end(site);
        break;
      default:
        now += 1s * any(10);
        for (const auto& late : it.end_late(now)) {
          CHECK(asked.contains(late));
          end(late);
        }
    }
    begin();
  }
  for (int turn = 0; turn < 20 && !wanted.empty(); ++turn) {
    for (const auto& site : std::set{asked}) {
      it.done(site);
      end(site);
    }
    begin();
  }
  CHECK(wanted.empty());
}
