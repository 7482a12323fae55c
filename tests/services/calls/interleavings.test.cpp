#include "protocol/codec.hpp"
#include "tests/services/calls/call_world.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <sstream>

using namespace omstilling;
using namespace omstilling::test;

namespace {

using script = std::vector<std::uint32_t>;
constexpr int interleavings = 100'000;
constexpr int longest = 200; // moves, before the run is drained
constexpr std::uint64_t seed = 20261122;

void play_one(const script& numbers, visits& seen) {
  try {
    call_world world{seen, numbers.empty() ? 0 : numbers.front() / 7};
    for (const auto number : numbers)
      world.play(number);
    world.drain();
    world.close();
  } catch (const broken_rule& x) {
    RC_FAIL(x.what);
  }
}

template <class Map>
void require_visited(const Map& seen, std::initializer_list<typename Map::key_type> wanted) {
  for (const auto x : wanted) {
    INFO(word(x));
    CHECK(seen.count(x) == 1);
    if (seen.count(x) == 1)
      CHECK(seen.at(x) > 100);
  }
}

} // namespace

// Scripts of up to 200 moves by three receptionists, the queue, phones and the exchange, with news
// that comes late, out of order or never, and a link that breaks and takes orders with it;
// RapidCheck shrinks one that breaks a rule to a short one.
//
// Tried once, each caught within 160 scripts: a recall that forgets to take down what rings
// ("offer, answers, hear, transfer key, hear, pull back: no leg goes on that the call does not
// know"), an answer of a cancelled leg that is not hung up, others who ring on after the first
// answer, orders that are not given again after the link was away, one consulted who is bridged
// with music still on, a parking slot that outlives the return, a pull-back that rings whoever had
// the call last.
TEST_CASE("a call keeps its invariants under random interleavings",
          "[call][S0.4][S0.5][S1.3][S4.2][S4.3][B1.1][B1.2][B1.3][B1.4][B1.5][B1.6][B1.9]") {
  visits seen;
  const auto property = [&] {
    const auto number = rc::gen::resize(
      rc::kNominalSize, rc::gen::inRange<std::uint32_t>(0, call_world::script_range()));
    play_one(*rc::gen::resize(longest, rc::gen::container<script>(number)), seen);
  };
  rc::detail::TestParams params;
  params.seed = seed;
  params.maxSuccess = interleavings;
  const auto result = rc::detail::checkTestable(property, rc::detail::TestMetadata{}, params);
  std::ostringstream text;
  rc::detail::printResultMessage(result, text);
  INFO("seed " << seed << ": " << text.str());
  REQUIRE(result.is<rc::detail::SuccessResult>());

  using enum caller_state;
  require_visited(seen.beginnings,
                  {beginning::to_queue, beginning::direct_from_outside,
                   beginning::direct_from_inside, beginning::dialled, beginning::dialled_at_phone});
  require_visited(seen.states, {initiated, waiting, offered, talking, held, parked, transferring,
                                returning, gone});
  require_visited(seen.returns,
                  {recall_reason::no_answer, recall_reason::busy, recall_reason::rejected,
                   recall_reason::unreachable, recall_reason::timeout, recall_reason::pulled_back});
  require_visited(seen.ends, {call_outcome::answered, call_outcome::abandoned,
                              call_outcome::rejected, call_outcome::lost});
  for (const auto name : call_world::move_names()) {
    INFO(name);
    CHECK(seen.moves[name] > 100);
  }
  CHECK(seen.takes_refused > 100);
  CHECK(seen.answered_while_ending > 100);
  CHECK(seen.put_right > 100);
}
