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

TEST_CASE("a position that another node gave out lies within a frame, whose changes come again",
          "[topic]") {
  topic it{"people/hq", "5", 0, false};
  for (int i = 1; i <= 12; ++i) {
    it.apply(set_item("anna", i), i);
    if (i % 4 == 0)
      it.flush(); // frames end at 4, 8 and 12
  }
  const auto from = [&](std::int64_t revision) {
    return it.open(audience::reception, stream_position{"5", revision});
  };
  CHECK(from(6).outcome == resume_outcome::replayed);
  CHECK(from(6).frames.size() == 2);
  CHECK(from(7).frames.size() == 2);
  CHECK(from(8).frames.size() == 1);
  CHECK(from(11).frames.size() == 1);
  CHECK(from(12).outcome == resume_outcome::current);
}

TEST_CASE("a reader that is ahead of this node gets the picture", "[topic]") {
  topic it{"people/hq", "5", 0, false};
  it.apply(set_item("anna", 1), 1);
  it.flush();
  const auto opened = it.open(audience::reception, stream_position{"5", 3});
  CHECK(opened.outcome == resume_outcome::snapshot);
  CHECK(opened.revision == 1);
}

TEST_CASE("a position from before the first frame that is left gets the picture", "[topic]") {
  topic it{"people/hq", "5", 0, false};
  for (int i = 1; i <= 5000; ++i) {
    it.apply(set_item("anna", i), i);
    it.flush();
  }
  CHECK(it.open(audience::reception, stream_position{"5", 800}).outcome ==
        resume_outcome::snapshot);
  CHECK(it.open(audience::reception, stream_position{"5", 904}).outcome ==
        resume_outcome::replayed);
}

TEST_CASE("a topic that becomes another tells what differs", "[topic]") {
  topic it{"people/hq", "1", 10, false};
  for (const auto* id : {"anna", "bo", "cy"})
    it.apply(set_item(id, 1), 11);
  it.flush();
  it.become({{"anna", set_item("anna", 1).texts},
             {"bo", set_item("bo", 2).texts},
             {"dorte", set_item("dorte", 1).texts}},
            20);
  const auto frames = it.flush();
  REQUIRE(frames.size() == 1);
  CHECK(
    *frames[0].text ==
    R"({"jsonrpc":"2.0","method":"delta","params":{"topic":"people/hq","after":11,"revision":20,"set":[{"id":"bo","value":2},{"id":"dorte","value":1}],"removed":["cy"]}})");
  CHECK(it.size() == 3);
  it.become({{"anna", set_item("anna", 1).texts},
             {"bo", set_item("bo", 2).texts},
             {"dorte", set_item("dorte", 1).texts}},
            30);
  CHECK(it.flush().empty());
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
  CHECK(rc::check([](std::uint32_t seed) {
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
  }));
}

TEST_CASE("whoever moves from node to node ends with the same picture, wherever their frames end",
          "[topic]") {
  CHECK(rc::check([](std::uint32_t seed) {
    std::mt19937 dice{seed};
    std::vector<topic> nodes(3, topic{"people/hq", "1", 0, false});
    picture roams{.items = {}, .revision = 0};
    std::size_t at = 0;
    const auto take = [&](const std::string& text) {
      // What clients do: a frame that ends before their place is old, one that begins before it
      // fits.
      const auto frame = boost::json::parse(text);
      const auto& params = frame.at("params").as_object();
      if (frame.at("method") == "snapshot")
        return roams.take(text);
      if (params.at("revision").as_int64() <= roams.revision)
        return;
      RC_ASSERT(params.at("after").as_int64() <= roams.revision);
      roams.revision = params.at("after").as_int64();
      roams.take(text);
    };
    const auto move = [&](std::size_t to) {
      at = to;
      for (const auto& x : nodes[at].flush())
        static_cast<void>(x);
      for (const auto& x :
           nodes[at].open(audience::reception, stream_position{"1", roams.revision}).frames)
        take(*x);
    };
    std::vector<std::pair<picture_change, std::int64_t>> told;
    std::vector<std::size_t> heard(nodes.size(), 0);
    for (std::int64_t revision = 1; revision <= 150; ++revision) {
      const auto id = "e" + std::to_string(dice() % 12);
      told.emplace_back(dice() % 5 == 0 ? remove_item(id)
                                        : set_item(id, static_cast<int>(dice() % 1000)),
                        revision);
      for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (dice() % 2 == 0) // else it lags behind
          for (; heard[i] < told.size(); ++heard[i])
            nodes[i].apply(told[heard[i]].first, told[heard[i]].second);
        if (dice() % 3 == 0)
          for (const auto& x : nodes[i].flush())
            if (i == at)
              take(*x.text);
      }
      if (dice() % 8 == 0)
        move(dice() % nodes.size());
    }
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      for (; heard[i] < told.size(); ++heard[i])
        nodes[i].apply(told[heard[i]].first, told[heard[i]].second);
      move(i);
      picture stayed;
      for (const auto& x : nodes[i].open(audience::reception, std::nullopt).frames)
        stayed.take(*x);
      RC_ASSERT(roams.items == stayed.items);
      RC_ASSERT(roams.revision == stayed.revision);
    }
  }));
}
