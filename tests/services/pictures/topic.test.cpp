#include "services/pictures/topic.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <map>
#include <random>

using namespace omstilling;

namespace {

picture_change set_item(const std::string& id, int value) {
  return {"people/hq", id, picture_change::what::set,
          item_texts::same(R"({"id":")" + id + R"(","value":)" + std::to_string(value) + "}")};
}

picture_change remove_item(const std::string& id) {
  return {"people/hq", id, picture_change::what::removed, {}};
}

/// What a reader that follows the protocol shows.
struct picture {
  std::map<std::string, std::int64_t> items;
  std::int64_t revision = -1;

  void take(const std::string& text) {
    const auto frame = boost::json::parse(text);
    const auto& params = frame.at("params").as_object();
    if (frame.at("method") == "snapshot") {
      if (params.at("first").as_bool())
        items.clear();
      put_all(params.at("items"));
    } else {
      RC_ASSERT(params.at("after").as_int64() == revision);
      if (frame.at("method") == "delta") {
        put_all(params.at("set"));
        for (const auto& id : params.at("removed").as_array())
          items.erase(std::string{id.as_string()});
      }
    }
    revision = params.at("revision").as_int64();
  }
  void put_all(const boost::json::value& list) {
    for (const auto& x : list.as_array())
      items[std::string{x.at("id").as_string()}] = x.at("value").as_int64();
  }
};

} // namespace

TEST_CASE("changes gather until the flush, and the last value of an item wins", "[topic][B4.2]") {
  topic it{"people/hq", "1", 10, false};
  it.apply(set_item("anna", 1), 11);
  it.apply(set_item("bo", 1), 12);
  it.apply(set_item("anna", 2), 13);
  const auto frames = it.flush();
  REQUIRE(frames.size() == 1);
  CHECK(
    *frames[0].text ==
    R"({"jsonrpc":"2.0","method":"delta","params":{"topic":"people/hq","after":10,"revision":13,"set":[{"id":"anna","value":2},{"id":"bo","value":1}],"removed":[]}})");
  CHECK(it.flush().empty());
}

TEST_CASE("a report is told at once, after what was before it, and never merges", "[topic][B4.2]") {
  topic it{"watchlist/pia", "1", 0, false};
  it.apply({"watchlist/pia", "w1", picture_change::what::set,
            item_texts::same(R"({"id":"w1","value":1})")},
           1);
  it.apply({"watchlist/pia", "p1", picture_change::what::report,
            item_texts::same(R"({"id":"p1","value":1})")},
           2);
  it.apply({"watchlist/pia", "p2", picture_change::what::report,
            item_texts::same(R"({"id":"p2","value":1})")},
           3);
  const auto frames = it.flush();
  REQUIRE(frames.size() == 3);
  CHECK(frames[1].after == 1);
  CHECK(frames[1].text->find(R"("method":"popup")") != std::string::npos);
  CHECK(frames[2].after == 2);
}

TEST_CASE("audiences share one text where they see the same, and only there", "[topic][B2.3]") {
  topic it{"people/hq", "1", 0, true};
  it.apply(set_item("anna", 1), 1);
  auto frames = it.flush();
  REQUIRE(frames.size() == 3);
  CHECK(frames[0].text == frames[1].text);
  CHECK(frames[0].text == frames[2].text);
  auto secret = set_item("bo", 7);
  secret.texts.public_ = std::make_shared<const std::string>(R"({"id":"bo","value":0})");
  it.apply(secret, 2);
  frames = it.flush();
  CHECK(frames[0].text == frames[1].text);
  CHECK(frames[2].text->find("7") == std::string::npos);
  CHECK(it.open(audience::public_, std::nullopt).frames.front()->find(R"("value":7)") ==
        std::string::npos);
}

TEST_CASE("a reader that comes back gets one of three outcomes", "[topic][B4.2]") {
  topic it{"people/hq", "5", 0, false};
  for (int i = 1; i <= 10; ++i) {
    it.apply(set_item("anna", i), i);
    it.flush();
  }
  CHECK(it.open(audience::reception, stream_position{"5", 10}).outcome == resume_outcome::current);
  const auto replay = it.open(audience::reception, stream_position{"5", 7});
  CHECK(replay.outcome == resume_outcome::replayed);
  CHECK(replay.frames.size() == 3);
  CHECK(it.open(audience::reception, stream_position{"4", 7}).outcome == resume_outcome::snapshot);
  CHECK(it.open(audience::reception, stream_position{"5", 99}).outcome == resume_outcome::snapshot);
  CHECK(it.open(audience::reception, std::nullopt).outcome == resume_outcome::snapshot);
}

TEST_CASE("an empty topic has a snapshot of one chunk, a large one of several at one revision",
          "[topic][B4.2]") {
  topic it{"people/hq", "1", 0, false};
  CHECK(it.open(audience::reception, std::nullopt).frames.size() == 1);
  for (int i = 1; i <= 450; ++i)
    it.apply(set_item("e" + std::to_string(i), i), i);
  it.flush();
  const auto opened = it.open(audience::reception, std::nullopt);
  CHECK(opened.frames.size() == 3);
  picture seen;
  for (const auto& x : opened.frames)
    seen.take(*x);
  CHECK(seen.items.size() == 450);
  CHECK(seen.revision == 450);
}

TEST_CASE("whoever leaves and comes back at any time ends with the picture of one who stayed",
          "[topic][B4.2]") {
  rc::check([](std::uint32_t seed) {
    std::mt19937 dice{seed};
    topic it{"people/hq", "1", 0, false};
    picture stayed;
    picture roams;
    bool away = true;
    stayed.revision = 0;
    for (std::int64_t revision = 1; revision <= 200; ++revision) {
      const auto id = "e" + std::to_string(dice() % 12);
      dice() % 5 == 0 ? it.apply(remove_item(id), revision)
                      : it.apply(set_item(id, static_cast<int>(dice() % 1000)), revision);
      if (dice() % 3 != 0)
        continue;
      for (const auto& x : it.flush()) {
        stayed.take(*x.text);
        if (!away)
          roams.take(*x.text);
      }
      if (dice() % 4 == 0) {
        away = !away;
        if (!away)
          for (const auto& x :
               it.open(audience::reception,
                       stream_position{dice() % 6 == 0 ? "old" : "1", roams.revision})
                 .frames)
            roams.take(*x);
      }
    }
    it.flush();
    for (const auto& x : it.open(audience::reception, stream_position{"1", roams.revision}).frames)
      roams.take(*x);
    for (const auto& x : it.open(audience::reception, stream_position{"1", stayed.revision}).frames)
      stayed.take(*x);
    RC_ASSERT(roams.items == stayed.items);
    RC_ASSERT(roams.revision == stayed.revision);
  });
}
