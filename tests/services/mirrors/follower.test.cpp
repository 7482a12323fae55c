#include "services/mirrors/follower.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace std::chrono_literals;

namespace {

const instant t0{std::chrono::hours{1}};

frame_entry entry(std::int64_t epoch, std::int64_t from, std::int64_t to) {
  return {.epoch = epoch,
          .from = from,
          .to = to,
          .changes = {{.revision = to, .pictures = {{.topic = "people/hq", .id = "anna"}}}}};
}
site_picture picture(std::int64_t epoch, std::int64_t number) {
  return {.epoch = epoch, .number = number};
}

/// One word an order, with its place.
std::string said(const follower_orders& orders) {
  std::string result;
  for (const auto& order : orders) {
    result += result.empty() ? "" : ", ";
    if (std::holds_alternative<load_picture>(order))
      result += "load";
    if (const auto* x = std::get_if<declare_picture>(&order))
      result += "declare " + std::to_string(x->all.epoch) + ':' + std::to_string(x->all.number);
    if (const auto* x = std::get_if<show_entry>(&order))
      result += "show " + std::to_string(x->what.from) + '-' + std::to_string(x->what.to);
    if (const auto* x = std::get_if<silent_since>(&order))
      result += "silent since " + std::to_string((x->last_word - t0).count());
    if (std::holds_alternative<heard_again>(order))
      result += "heard";
  }
  return result;
}

/// Shows what the owner of epoch 7 showed at 10.
follower following() {
  follower it;
  it.start(t0);
  it.pictured(picture(7, 10), t0);
  return it;
}

} // namespace

TEST_CASE("a follower begins with the picture and goes on with the entries", "[mirrors]") {
  follower it;
  CHECK(said(it.start(t0)) == "load");
  CHECK(said(it.heard(entry(7, 11, 12), t0)).empty());
  CHECK(said(it.heard(entry(7, 13, 13), t0)).empty());
  CHECK_FALSE(it.shown());
  CHECK(said(it.pictured(picture(7, 10), t0)) == "declare 7:10, show 11-12, show 13-13");
  CHECK(said(it.heard(entry(7, 14, 20), t0)) == "show 14-20");
  CHECK(it.shown() == follower::place{7, 20});
}

TEST_CASE("what the picture holds already is not shown again", "[mirrors]") {
  follower it;
  it.start(t0);
  it.heard(entry(7, 11, 12), t0);
  it.heard(entry(7, 13, 15), t0);
  CHECK(said(it.pictured(picture(7, 12), t0)) == "declare 7:12, show 13-15");
  CHECK(said(it.heard(entry(7, 11, 12), t0)).empty());
  CHECK(said(it.heard(entry(7, 13, 15), t0)).empty());
}

TEST_CASE("after a gap the picture is asked for once, and what came early is kept", "[mirrors]") {
  auto it = following();
  CHECK(said(it.heard(entry(7, 12, 12), t0 + 2s)) == "load");
  CHECK(said(it.heard(entry(7, 13, 13), t0 + 2s)).empty());
  CHECK(it.shown() == follower::place{7, 10});
  SECTION("the picture closes it") {
    CHECK(said(it.pictured(picture(7, 12), t0 + 2s)) == "declare 7:12, show 13-13");
  }
  SECTION("so does the entry that was missing, and an older picture is of no use then") {
    CHECK(said(it.heard(entry(7, 11, 11), t0 + 2s)) == "show 11-11, show 12-12, show 13-13");
    CHECK(said(it.pictured(picture(7, 12), t0 + 2s)).empty());
    CHECK(it.shown() == follower::place{7, 13});
  }
  SECTION("a picture from before the gap does not, and another is asked for after a while") {
    CHECK(said(it.pictured(picture(7, 10), t0 + 2s)).empty());
    CHECK(said(it.wake(t0 + 2900ms)).empty());
    CHECK(it.deadline() == t0 + 3s);
    CHECK(said(it.wake(t0 + 3s)) == "silent since 0, load");
  }
  SECTION("a picture that fails is asked for again, a second after it was asked for") {
    CHECK(said(it.picture_failed(t0 + 2100ms)).empty());
    CHECK(said(it.wake(t0 + 3s)) == "silent since 0, load");
    CHECK(said(it.heard(entry(7, 14, 14), t0 + 60s)).empty());
    CHECK_FALSE(it.deadline());
    CHECK(said(it.picture_failed(t0 + 61s)) == "load");
  }
}

TEST_CASE("an entry that begins before what is shown and ends after it asks for the picture",
          "[mirrors]") {
  auto it = following();
  CHECK(said(it.heard(entry(7, 9, 11), t0 + 2s)) == "load");
  CHECK(said(it.heard(entry(7, 12, 12), t0 + 2s)).empty());
  CHECK(said(it.pictured(picture(7, 11), t0 + 2s)) == "declare 7:11, show 12-12");
}

TEST_CASE("a beat shows that something is missing", "[mirrors]") {
  auto it = following();
  CHECK(said(it.heard(beat_at(7, 10), t0 + 1s)).empty());
  CHECK(said(it.heard(beat_at(7, 9), t0 + 1s)).empty());
  CHECK(said(it.heard(beat_at(7, 11), t0 + 1s)) == "load");
  CHECK(said(it.pictured(picture(7, 11), t0 + 1s)) == "declare 7:11");
  CHECK(said(it.heard(entry(7, 12, 12), t0 + 1s)) == "show 12-12");
}

TEST_CASE("what beats say before the picture comes is not lost, and the latest counts",
          "[mirrors]") {
  const auto beat = [](std::string part, bool ok) {
    auto x = beat_at(7, 10);
    if (!part.empty())
      x.health.push_back({.id = std::move(part), .ok = ok});
    return x;
  };
  const auto told = [](const follower_orders& orders) {
    std::string result;
    for (const auto& order : orders)
      if (const auto* x = std::get_if<show_entry>(&order))
        for (const auto& part : x->what.health)
          result += part.id + (part.ok ? "+ " : "- ");
    return result;
  };
  follower it;
  it.start(t0);
  it.heard(beat("", true), t0);
  it.heard(beat("site:hq", false), t0);
  it.heard(beat("site:hq", true), t0);
  CHECK(told(it.pictured(picture(7, 10), t0)) == "site:hq- site:hq+ ");
  follower another;
  another.start(t0);
  another.heard(beat("site:hq", false), t0);
  auto next = entry(7, 11, 11);
  next.health.push_back({.id = "site:hq", .ok = true});
  another.heard(next, t0);
  another.heard(beat("pbx:hq", true), t0);
  CHECK(told(another.pictured(picture(7, 10), t0)) == "site:hq- site:hq+ pbx:hq+ ");
}

TEST_CASE("a later epoch begins with its picture, and the earlier one is over", "[mirrors]") {
  auto it = following();
  it.heard(entry(7, 12, 12), t0); // early, and of no use any more
  CHECK(said(it.heard(entry(8, 40, 41), t0)) == "load");
  CHECK(said(it.heard(entry(7, 11, 11), t0)).empty());
  CHECK(said(it.pictured(picture(7, 11), t0)).empty());
  CHECK(it.shown() == follower::place{7, 10});
  CHECK(said(it.pictured(picture(8, 39), t0)) == "declare 8:39, show 40-41");
  CHECK(said(it.heard(entry(7, 42, 42), t0)).empty());
}

TEST_CASE("numbers may begin lower in a later epoch", "[mirrors]") {
  auto it = following();
  it.heard(beat_at(8, 4), t0);
  CHECK(said(it.pictured(picture(8, 4), t0)) == "declare 8:4");
}

TEST_CASE("owners before the first epoch of interest are not heard", "[mirrors]") {
  follower it{9};
  it.start(t0);
  CHECK(said(it.pictured(picture(8, 4), t0)).empty());
  CHECK(said(it.heard(entry(8, 5, 5), t0)).empty());
  CHECK(said(it.pictured(picture(9, 2), t0)) == "declare 9:2");
}

TEST_CASE("after three seconds without a word that fits the site is unknown since the last one",
          "[mirrors]") {
  auto it = following();
  it.heard(beat_at(7, 10), t0 + 1s);
  CHECK(it.deadline() == t0 + 4s);
  CHECK(said(it.wake(t0 + 3999ms)).empty());
  CHECK(said(it.wake(t0 + 4s)) == "silent since 1000");
  CHECK_FALSE(it.deadline());
  CHECK(said(it.wake(t0 + 5s)).empty());
  SECTION("until it is heard again") {
    CHECK(said(it.heard(beat_at(7, 10), t0 + 60s)) == "heard");
    CHECK(it.deadline() == t0 + 63s);
  }
  SECTION("which the same word once more is not") {
    CHECK(said(it.heard(entry(7, 9, 10), t0 + 6s)).empty());
    CHECK(it.is_silent());
  }
  SECTION("nor one that does not follow, until the picture has come") {
    CHECK(said(it.heard(entry(7, 12, 12), t0 + 6s)) == "load");
    CHECK(it.is_silent());
    CHECK(said(it.pictured(picture(7, 12), t0 + 7s)) == "declare 7:12, heard");
  }
}

TEST_CASE("a site that was never heard of is unknown since the follower began", "[mirrors]") {
  follower it;
  it.start(t0);
  CHECK(said(it.wake(t0 + 3s)) == "silent since 0");
  CHECK_FALSE(it.deadline()); // the answer is still to come
  CHECK(said(it.picture_failed(t0 + 15s)) == "load");
}

TEST_CASE("without a link nothing is asked; when it is back it goes on where it was", "[mirrors]") {
  auto it = following();
  CHECK(said(it.link_lost(t0 + 1s)).empty());
  CHECK(said(it.link_back(t0 + 2s)).empty());
  CHECK(said(it.heard(entry(7, 11, 11), t0 + 2s)) == "show 11-11");
  SECTION("or asks for the picture that did not come") {
    CHECK(said(it.heard(entry(7, 13, 13), t0 + 2s)) == "load");
    CHECK(said(it.link_lost(t0 + 3s)).empty());
    CHECK(it.deadline() == t0 + 5s);
    CHECK(said(it.wake(t0 + 5s)) == "silent since 2000");
    CHECK_FALSE(it.deadline());
    CHECK(said(it.link_back(t0 + 8s)) == "load");
  }
}

TEST_CASE("what comes early is kept to a limit, the newest of it", "[mirrors]") {
  follower it;
  it.start(t0);
  for (std::int64_t i = 1; i <= 5000; ++i)
    it.heard(entry(7, i, i), t0);
  const auto done = it.pictured(picture(7, 4000), t0);
  CHECK(done.size() == 1001);
  CHECK(it.shown() == follower::place{7, 5000});
}
