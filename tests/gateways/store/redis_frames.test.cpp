#include "gateways/store/redis/appending.hpp"
#include "gateways/store/redis/redis_store.hpp"
#include "gateways/store/redis/site_streams.hpp"
#include "tests/gateways/store/redis_server.hpp"
#include "tests/gateways/store/store_rules.hpp"

namespace omstilling::test {

namespace {

using namespace std::chrono_literals;
using bodies = std::vector<std::string>;

store_batch shown(std::string what, const site_id& site = aarhus) {
  return {.site = site, .frames = std::move(what)};
}

struct frames_fixture {
  redis_server server;
  std::unique_ptr<redis_store> kept = open();
  std::unique_ptr<site_streams> streams = make_redis_streams(way_to(server.where()));

  std::unique_ptr<redis_store> open(const char* node = "single") const {
    return must(open_redis_store({.where = way_to(server.where()), .node = node_id{node}}));
  }
  /// What follows, if there is something now.
  std::map<site_id, followed_frames> read(const std::map<site_id, std::string>& after) const {
    return must(streams->frames(after, 0ms));
  }
  more_frames more(const std::string& after, const site_id& site = aarhus) const {
    const auto found = read({{site, after}});
    REQUIRE(found.contains(site));
    REQUIRE(std::holds_alternative<more_frames>(found.at(site)));
    return std::get<more_frames>(found.at(site));
  }
  std::string end_told(const std::string& after, const site_id& site = aarhus) const {
    const auto found = read({{site, after}});
    REQUIRE(found.contains(site));
    REQUIRE(std::holds_alternative<frames_gone>(found.at(site)));
    return std::get<frames_gone>(found.at(site)).position;
  }
};

} // namespace

TEST_CASE_METHOD(frames_fixture, "frames are followed in their order", "[redis_frames]") {
  const auto begin = end_told(""); // of a site that nobody has opened yet
  must(kept->open_site(aarhus));
  must(kept->append({{.site = aarhus, .events = {event(1)}, .frames = "one"}}));
  must(kept->append({shown("two"), shown("three")}));             // nothing to keep
  must(kept->append({{.site = aarhus, .rows = {{anna, "{}"}}}})); // nothing to show
  const auto first = more(begin);
  CHECK(first.bodies == bodies{"one", "two", "three"});
  CHECK(read({{aarhus, first.position}}).empty());
  must(kept->append({shown("four")}));
  CHECK(more(first.position).bodies == bodies{"four"});
  CHECK(more(begin).bodies == bodies{"one", "two", "three", "four"}); // for others who follow
  CHECK(end_told("") == more(begin).position);
}

TEST_CASE_METHOD(frames_fixture, "of several sites those are told that have news",
                 "[redis_frames]") {
  must(kept->open_site(aarhus));
  must(kept->open_site(odense));
  must(kept->append({shown("a"), shown("o", odense)}));
  std::map<site_id, std::string> after{{aarhus, "0-0"}, {odense, "0-0"}};
  for (const auto& [site, found] : read(after))
    after[site] = std::get<more_frames>(found).position;
  must(kept->append({shown("o2", odense)}));
  const auto found = read(after);
  REQUIRE(found.size() == 1);
  CHECK(std::get<more_frames>(found.at(odense)).bodies == bodies{"o2"});
}

TEST_CASE_METHOD(frames_fixture, "many frames are read by the page, none twice", "[redis_frames]") {
  must(kept->open_site(aarhus));
  std::vector<store_batch> many;
  bodies expected;
  for (int i = 0; i < 1'234; ++i) {
    expected.push_back(std::to_string(i));
    many.push_back(shown(expected.back()));
  }
  must(kept->append(many));
  bodies all;
  std::string at = "0-0";
  for (auto found = read({{aarhus, at}}); !found.empty(); found = read({{aarhus, at}})) {
    const auto& page = std::get<more_frames>(found.at(aarhus));
    CHECK(page.bodies.size() <= 500);
    all.insert(all.end(), page.bodies.begin(), page.bodies.end());
    at = page.position;
  }
  CHECK(all == expected);
}

TEST_CASE_METHOD(frames_fixture, "who is too far behind is told and goes on from the end",
                 "[redis_frames]") {
  must(kept->open_site(aarhus));
  must(kept->append({shown("first")}));
  const auto behind = more("0-0").position;
  must(kept->append(std::vector(20'500, shown("x"))));
  const auto length = ask(server.where(), {"XLEN", "omstilling:{aarhus}:frames"}).number;
  CHECK(length >= 20'000);
  CHECK(length <= 20'200); // by the page
  const auto end = end_told(behind);
  CHECK(read({{aarhus, end}}).empty());
  must(kept->append({shown("next")}));
  CHECK(more(end).bodies == bodies{"next"});
}

TEST_CASE_METHOD(frames_fixture, "who has read what Redis lost is told", "[redis_frames]") {
  must(kept->open_site(aarhus));
  must(kept->append({shown("one")}));
  const auto one = more("0-0").position;
  SECTION("all, and nothing was shown since") {
    ask(server.where(), {"FLUSHALL"});
    CHECK(end_told(one) == "0-0");
  }
  SECTION("the end, and something was shown since") {
    ask(server.where(), {"XDEL", "omstilling:{aarhus}:frames", one});
    ask(server.where(), {"HSET", "omstilling:{aarhus}:meta", "frame", "0-0"});
    must(kept->append({shown("other")}));
    CHECK(end_told(one) == more("0-0").position);
  }
  SECTION("something between") {
    must(kept->append({shown("two")}));
    const auto two = more(one).position;
    must(kept->append({shown("three")}));
    ask(server.where(), {"XDEL", "omstilling:{aarhus}:frames", two});
    end_told(one);
    CHECK(more(two).bodies == bodies{"three"});
  }
}

TEST_CASE_METHOD(frames_fixture, "who has read what was undone is told; others miss nothing",
                 "[redis_frames]") {
  redis::link to{way_to(server.where())};
  redis::ownership sites{to, node_id{"single"}, false};
  must(sites.open(aarhus));
  const auto append = [&](const char* what) {
    must(redis::appending{to, sites, 0, 0ms}.write({shown(what)}));
  };
  append("one");
  const auto before = more("0-0").position;
  append("two");
  const auto seen = more(before).position;
  auto* const site = must(sites.find(aarhus));
  --site->appends; // as if it had no answer
  site->in_question = true;
  CHECK(must(sites.settle(aarhus, *site, redis::when_done::undo)) == redis::settled::undone);
  const auto end = end_told(seen); // before anything else is shown
  CHECK(more(before).bodies.empty());
  CHECK(more(before).position == end);
  append("two again");
  CHECK(more(before).bodies == bodies{"two again"});
  CHECK(more(end).bodies == bodies{"two again"});
  CHECK(more("0-0").bodies == bodies{"one", "two again"});
}

TEST_CASE_METHOD(frames_fixture, "what is refused at one site is shown at none", "[redis_frames]") {
  must(kept->open_site(aarhus));
  must(kept->open_site(odense));
  must(open("other")->open_site(odense));
  CHECK_FALSE(kept->append({shown("a"), shown("o", odense)}));
  CHECK(more("0-0").bodies.empty());
  CHECK(read({{odense, "0-0"}}).empty());
}

TEST_CASE_METHOD(frames_fixture, "a deposed owner shows nothing", "[redis_frames]") {
  must(kept->open_site(aarhus));
  must(kept->append({shown("old")}));
  auto other = open("other");
  must(other->open_site(aarhus));
  const auto late = kept->append({shown("late")});
  REQUIRE_FALSE(late);
  CHECK(late.error().detail == "site aarhus is held by other with token 2 (this one has token 1)");
  must(other->append({shown("new")}));
  CHECK(more("0-0").bodies == bodies{"old", "new"});
}

TEST_CASE_METHOD(frames_fixture, "a body may be any bytes and long, a site's name any text",
                 "[redis_frames]") {
  std::string every;
  for (int i = 0; i < 256; ++i)
    every += static_cast<char>(i);
  for (const site_id& site : {site_id{"a}b{%:frames"}, site_id{"\r\n*1\r\n"}, site_id{""}}) {
    must(kept->open_site(site));
    must(kept->append({shown(every, site), shown("after", site)}));
    CHECK(more("0-0", site).bodies == bodies{every, "after"});
  }
  must(kept->open_site(aarhus));
  const std::string huge(6'000'000, '\0'); // more than a page
  must(kept->append({shown("before"), shown(huge), shown("after")}));
  const auto first = more("0-0");
  CHECK((first.bodies == bodies{"before", huge}));
  CHECK(more(first.position).bodies == bodies{"after"});
}

TEST_CASE_METHOD(frames_fixture, "a position that is none is named", "[redis_frames]") {
  for (const auto* wrong :
       {"x", "-", "1", "1-", "1-1-1", "1-1 ", "-1-1", "$", "+", "99999999999999999999-1"}) {
    const auto said = streams->frames({{aarhus, wrong}}, 0ms);
    REQUIRE_FALSE(said);
    CHECK(said.error().reason == error_reason::invalid_params);
    CHECK(said.error().path == "after.aarhus");
    CHECK(said.error().got == wrong);
  }
}

TEST_CASE("who may not hear the channel is told so, and still writes", "[redis_frames]") {
  redis_server server;
  ask(server.where(), {"ACL", "SETUSER", "office", "on", ">s3cret", "~omstilling:*", "+@all"});
  auto way = way_to(server.where());
  way.user = "office";
  way.password = "s3cret";
  auto kept = must(open_redis_store({.where = way}));
  must(kept->open_site(aarhus));
  must(kept->append({shown("one")}));
  auto streams = make_redis_streams(way);
  auto said = streams->frames({{aarhus, "0-0"}}, 1h);
  if (said) // before it was refused
    said = streams->frames({{aarhus, std::get<more_frames>(said->at(aarhus)).position}}, 1h);
  REQUIRE_FALSE(said);
  CHECK(said.error().detail.starts_with("Redis refuses: NOPERM"));
}

} // namespace omstilling::test
