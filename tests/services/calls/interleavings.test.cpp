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
constexpr int longest = 100; // moves, before the run is drained
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

// Scripts of up to 100 moves by three receptionists, the queue, phones and the exchange, with news
// that comes late, out of order or never; RapidCheck shrinks one that breaks a rule to a short one.
//
// Tried once: a pull_back that forgets to take down the ringing leg (no cancel_attempt in recall())
// was caught by the 7th script, and shrunk to "start, offer, answers, hear, transfer, pull back:
// no leg goes on that the call does not know". So were, each within 20 scripts: an answer of a
// cancelled leg that is not hung up, an offer of a call that is not waiting, a deadline that is not
// acted on, a second take that is let through, a return that is not marked as one.
TEST_CASE("a call keeps its invariants under random interleavings",
          "[call][S0.4][S0.5][S4.2][B1.2][B1.6][B1.9]") {
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
