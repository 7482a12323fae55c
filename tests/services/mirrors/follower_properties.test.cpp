#include "services/mirrors/follower.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <map>
#include <random>
#include <sstream>

using namespace omstilling;

namespace {

constexpr std::uint64_t seed = 20261130;

using shown_items = std::map<std::string, std::string>;
using at = std::pair<std::int64_t, std::int64_t>; // epoch and number

/// An owner after the other, and all that any of them ever showed.
struct owners {
  std::mt19937& dice;
  std::int64_t epoch = 1;
  std::int64_t number = 0;
  shown_items items{};
  std::map<at, shown_items> history{{{1, 0}, {}}};

  picture_change change() {
    const std::string id(1, static_cast<char>('a' + dice() % 6));
    if (dice() % 4 == 0) {
      items.erase(id);
      return {"t", id, picture_change::what::removed, {}};
    }
    const auto text = std::to_string(dice() % 1000);
    items[id] = text;
    return {"t", id, picture_change::what::set, item_texts::same(text)};
  }
  frame_entry step() {
    frame_entry done{.epoch = epoch, .from = number + 1};
    for (auto left = 1 + dice() % 3; left > 0; --left)
      done.changes.push_back({++number, {change()}});
    number += dice() % 3 == 0 ? 1 : 0; // something of which nothing is shown
    done.to = number;
    history[{epoch, number}] = items;
    return done;
  }
  frame_entry beat() const { return beat_at(epoch, number); }
  /// What was only shown is not known to the next one, whose numbers may begin lower.
  void next_owner() {
    ++epoch;
    number -= number > 2 ? static_cast<std::int64_t>(dice() % 3) : 0;
    if (!items.empty() && dice() % 2 == 0)
      items.erase(items.begin());
    history[{epoch, number}] = items;
  }
  site_picture picture() const {
    site_picture all{.epoch = epoch, .number = number, .topics = {{.name = "t"}}};
    for (const auto& [id, text] : items)
      all.topics[0].items.push_back({id, item_texts::same(text)});
    return all;
  }
};

/// What a node does for its follower; it must always show what an owner showed.
struct screen {
  const owners& of;
  shown_items items{};
  std::optional<at> place{};
  std::optional<instant> silent{};
  int asked = 0;

  void carry_out(follower_orders orders, const follower& it) {
    for (auto& order : orders) {
      std::visit([this](auto& x) { handle(x); }, order);
      judge();
    }
    if (it.shown())
      place = at{it.shown()->epoch, it.shown()->number};
    judge();
  }
  void judge() const {
    if (!place)
      return;
    const auto found = of.history.find(*place);
    RC_ASSERT(found != of.history.end());
    RC_ASSERT(found->second == items);
  }
  void rise(const at& to) {
    if (place)
      RC_ASSERT(*place < to);
    place = to;
  }
  void handle(const load_picture&) { ++asked; }
  void handle(const declare_picture& x) {
    rise({x.all.epoch, x.all.number});
    items.clear();
    for (const auto& item : x.all.topics.at(0).items)
      items[item.id] = *item.texts.reception;
  }
  void handle(const show_entry& x) {
    RC_ASSERT(place.has_value());
    RC_ASSERT(place->first == x.what.epoch);
    rise({x.what.epoch, x.what.to});
    for (const auto& step : x.what.changes)
      for (const auto& change : step.pictures) {
        if (change.kind == picture_change::what::removed)
          items.erase(change.id);
        else
          items[change.id] = *change.texts.reception;
      }
  }
  void handle(const silent_since& x) {
    RC_ASSERT(!silent);
    silent = x.last_word;
  }
  void handle(const heard_again&) {
    RC_ASSERT(silent.has_value());
    silent.reset();
  }
};

/// One life of a follower between things that go wrong.
struct life {
  std::mt19937 dice;
  owners owner{dice};
  follower it{};
  screen shown{owner};
  instant now{std::chrono::hours{1}};
  std::vector<frame_entry> stream{};   // on its way
  std::vector<site_picture> answers{}; // likewise
  int answered = 0;
  bool link = true;

  explicit life(std::uint32_t x) : dice(x) { shown.carry_out(it.start(now), it); }

  bool one_in(std::uint32_t n) { return dice() % n == 0; }
  void hear(frame_entry x) { shown.carry_out(it.heard(std::move(x), now), it); }
  void pass(std::uint64_t milliseconds) {
    const auto until = now + span_of_time{static_cast<std::int64_t>(milliseconds)};
    for (auto due = it.deadline(); due && *due <= until; due = it.deadline()) {
      now = std::max(now, *due);
      shown.carry_out(it.wake(now), it);
      RC_ASSERT(!it.deadline() || *it.deadline() > now);
    }
    now = until;
  }
  void answer_pictures() {
    for (; answered < shown.asked; ++answered)
      if (!one_in(5))
        answers.push_back(owner.picture());
  }
  void deliver_entry() {
    if (stream.empty())
      return;
    // Mostly in order.
    const auto which = one_in(6) ? dice() % stream.size() : 0;
    auto x = stream[which];
    if (!one_in(8)) // else it comes again
      stream.erase(stream.begin() + static_cast<std::ptrdiff_t>(which));
    if (!one_in(10)) // else it is lost
      hear(std::move(x));
  }
  void deliver_picture() {
    if (answers.empty())
      return;
    const auto which = dice() % answers.size();
    auto x = answers[which];
    if (!one_in(8))
      answers.erase(answers.begin() + static_cast<std::ptrdiff_t>(which));
    shown.carry_out(it.pictured(std::move(x), now), it);
  }
  void step() {
    switch (dice() % 16) {
      case 0:
      case 1:
      case 2:
      case 3: stream.push_back(owner.step()); break;
      case 4: stream.push_back(owner.beat()); break;
      case 5:
        if (one_in(4))
          owner.next_owner();
        break;
      case 6: pass(dice() % 4000); break;
      case 7: shown.carry_out(it.picture_failed(now), it); break;
      case 8:
        link = !link;
        shown.carry_out(link ? it.link_back(now) : it.link_lost(now), it);
        break;
      case 9:
      case 10: answer_pictures(); break;
      case 11:
      case 12: deliver_picture(); break;
      default: deliver_entry();
    }
  }
  /// From now on nothing is lost, and the owner's beats come.
  void settle() {
    for (auto& x : stream)
      hear(std::move(x));
    shown.carry_out(it.link_back(now), it);
    answered = shown.asked;
    shown.carry_out(it.picture_failed(now), it); // what was asked before is lost, and known to be
    for (int second = 0; second < 17; ++second) {
      hear(owner.beat());
      for (; answered < shown.asked; ++answered)
        shown.carry_out(it.pictured(owner.picture(), now), it);
      hear(owner.step());
      pass(1000);
    }
  }
};

} // namespace

TEST_CASE("whatever is lost, doubled, late or out of order, what is shown is what an owner showed",
          "[mirrors]") {
  std::size_t epochs = 0;
  std::size_t pictures = 0;
  std::size_t silences = 0;
  rc::detail::TestParams params;
  params.seed = seed;
  params.maxSuccess = 20'000;
  const auto property = [&] {
    life world{*rc::gen::resize(rc::kNominalSize, rc::gen::arbitrary<std::uint32_t>())};
    for (int i = 0; i < 120; ++i) {
      world.step();
      silences += world.shown.silent ? 1U : 0U;
    }
    world.settle();
    RC_ASSERT(world.shown.place == at(world.owner.epoch, world.owner.number));
    RC_ASSERT(world.shown.items == world.owner.items);
    RC_ASSERT(!world.shown.silent);
    epochs += static_cast<std::size_t>(world.owner.epoch);
    pictures += static_cast<std::size_t>(world.shown.asked);
  };
  const auto result = rc::detail::checkTestable(property, rc::detail::TestMetadata{}, params);
  std::ostringstream text;
  rc::detail::printResultMessage(result, text);
  INFO("seed " << seed << ": " << text.str());
  REQUIRE(result.is<rc::detail::SuccessResult>());
  // It was not for want of trying.
  CAPTURE(epochs, pictures, silences);
  CHECK(epochs > 40'000);
  CHECK(pictures > 100'000);
  CHECK(silences > 20'000);
}
