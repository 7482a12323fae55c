#include "tests/services/ownership/lease_world.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <sstream>

using namespace omstilling;
using namespace omstilling::test;

namespace {

constexpr std::uint64_t seed = 20261129;

template <class Property>
void hold(const Property& property, int schedules) {
  rc::detail::TestParams params;
  params.seed = seed;
  params.maxSuccess = schedules;
  const auto result = rc::detail::checkTestable(property, rc::detail::TestMetadata{}, params);
  std::ostringstream text;
  rc::detail::printResultMessage(result, text);
  INFO("seed " << seed << ": " << text.str());
  REQUIRE(result.template is<rc::detail::SuccessResult>());
}

std::vector<std::uint32_t> any_schedule() {
  return *rc::gen::resize(12, rc::gen::container<std::vector<std::uint32_t>>(rc::gen::resize(
                                rc::kNominalSize, rc::gen::arbitrary<std::uint32_t>())));
}

std::uint32_t mixed(const std::vector<std::uint32_t>& schedule) {
  std::uint32_t result = 2166136261U;
  for (const auto x : schedule)
    result = (result ^ x) * 16777619U;
  return result;
}

/// One thing that goes wrong, after a while.
void play(lease_world& world, std::uint32_t x, std::size_t nodes) {
  world.run_for((x >> 8U) % 3000);
  const auto node = (x >> 4U) % nodes;
  const moment span = 200 + (x >> 20U) % 90 * 100; // up to 9.1 s, longer than a lease
  switch (x % 11) {
    case 0: return world.cut(node, true, true, span);
    case 1: return world.cut(node, true, false, span);
    case 2: return world.cut(node, false, true, span);
    case 3: return world.pause(node, span, false);
    case 4: return world.pause(node, span, true);
    case 5: return world.crash(node, span / 2);
    case 6: return world.leave(node, span / 2);
    case 7: return world.lose_and_delay(node, span);
    case 8: return world.cannot_act(node);
    case 9: // all at once, as when the store itself is away
      for (std::size_t i = 0; i < nodes; ++i)
        world.cut(i, true, true, span);
      return;
    default: return world.tell(node);
  }
}

world_options rough(const std::vector<std::uint32_t>& schedule) {
  const auto mix = mixed(schedule);
  world_options result{
    .nodes = 2 + mix % 3, .sites = 2, .preferred = {0, std::nullopt}, .seed = mix};
  // Hand-overs within a schedule.
  result.times.stable = span_of_time{3000};
  return result;
}

void expect_right(lease_world& world) {
  world.judge_log();
  if (!world.wrong.empty())
    RC_FAIL(world.wrong);
}

} // namespace

TEST_CASE("whatever is cut, paused, killed or lost, a site has at most one owner, and soon has one",
          "[ownership]") {
  std::size_t refused = 0;
  std::size_t begins = 0;
  std::size_t written = 0;
  hold(
    [&] {
      const auto schedule = any_schedule();
      auto options = rough(schedule);
      const auto nodes = options.nodes;
      lease_world world{std::move(options)};
      world.run_for(2000);
      for (const auto x : schedule)
        play(world, x, nodes);
      world.run_for(10'000);
      expect_right(world);
      refused += world.refused_writes;
      begins += world.begins.size();
      written += world.store.log().size();
    },
    20'000);
  // It was not for want of trying.
  CAPTURE(refused, begins, written);
  CHECK(refused > 1000);
  CHECK(begins > 60'000);
  CHECK(written > 1'000'000);
}

TEST_CASE("when all is well again, each site is where it is preferred, and stays there",
          "[ownership]") {
  hold(
    [] {
      const auto schedule = any_schedule();
      auto options = rough(schedule);
      const auto nodes = options.nodes;
      const auto preferred = options.preferred;
      lease_world world{std::move(options)};
      for (const auto x : schedule)
        if (x % 11 != 8) // one that cannot act may rest for longer than this
          play(world, x, nodes);
      world.run_for(35'000);
      const auto begun = world.begins.size();
      for (std::size_t site = 0; site < preferred.size(); ++site) {
        RC_ASSERT(world.owner_of(site).has_value());
        if (preferred[site])
          RC_ASSERT(*world.owner_of(site) == *preferred[site]);
      }
      world.run_for(20'000);
      RC_ASSERT(world.begins.size() == begun);
      expect_right(world);
    },
    1'000);
}

TEST_CASE("when nothing goes wrong no site changes hands, however slow the store is",
          "[ownership]") {
  hold(
    [] {
      const auto latency = *rc::gen::inRange<moment>(1, 450);
      const auto nodes = *rc::gen::inRange<std::size_t>(1, 5);
      const auto sites = *rc::gen::inRange<std::size_t>(1, 6);
      lease_world world{{.nodes = nodes,
                         .sites = sites,
                         .seed = *rc::gen::arbitrary<std::uint32_t>(),
                         .latency = latency,
                         .writes = false}};
      world.run_for(60'000);
      expect_right(world);
      RC_ASSERT(world.begins.size() == sites); // each once
      RC_ASSERT(world.ends.empty());
    },
    1'000);
}

TEST_CASE("a clean stop hands every site over in less than a second", "[ownership]") {
  const bool tells = GENERATE(true, false);
  hold(
    [tells] {
      const auto nodes = *rc::gen::inRange<std::size_t>(2, 5);
      const auto sites = *rc::gen::inRange<std::size_t>(1, 6);
      lease_world world{{.nodes = nodes,
                         .sites = sites,
                         .seed = *rc::gen::arbitrary<std::uint32_t>(),
                         .latency = 20,
                         .late_timer = 20,
                         .slow_ending = 200,
                         .in_order = true, // one connection to the store
                         .tells = tells}};
      world.run_for(12'000 + *rc::gen::inRange<moment>(0, 2000));
      const auto leaver = world.owner_of(0);
      RC_ASSERT(leaver.has_value());
      std::vector<std::size_t> owned;
      for (std::size_t i = 0; i < sites; ++i)
        if (world.owner_of(i) == leaver)
          owned.push_back(i);
      const auto left_at = world.now();
      const auto begun = world.begins.size();
      world.leave(*leaver, 100'000);
      world.run_for(999);
      expect_right(world);
      for (const auto site : owned)
        RC_ASSERT(world.owner_of(site).has_value() && world.owner_of(site) != leaver);
      RC_ASSERT(world.begins.size() == begun + owned.size()); // and nobody else was disturbed
      RC_ASSERT(world.begins.back().at - left_at < 1000);
    },
    1'000);
}
