#include "gateways/store/redis/address.hpp"
#include "gateways/store/redis/durability.hpp"
#include "gateways/store/redis/keys.hpp"
#include "gateways/store/redis/outage.hpp"
#include "gateways/store/redis/packing.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

// The parts that need no server.
namespace omstilling::test {

namespace {

using namespace redis;
using namespace std::string_literals;
using namespace std::chrono_literals;

std::string read_back(const char* text) {
  const auto x = read_address(text);
  return x ? text_of(*x) : "nothing";
}

const outage::instant t0{1000s};

} // namespace

TEST_CASE("what is packed comes back as it was", "[redis_parts]") {
  const auto property = [](const std::string& text, std::uint8_t times) {
    std::string long_one;
    for (int i = 0; i < times; ++i)
      long_one += text;
    RC_ASSERT(unpacked(packed(long_one), long_one.size()) == long_one);
    RC_ASSERT(long_one.empty() || !unpacked(packed(long_one), long_one.size() - 1));
  };
  CHECK(rc::check("any text, once or often", property));
  const std::string much(16 << 20, 'x');
  const auto little = packed(much);
  CHECK(little.size() < much.size() / 200);
  CHECK(unpacked(little, much.size()) == much);
  CHECK_FALSE(unpacked(little, 1 << 20));
}

TEST_CASE("what was not packed, or not all of it, is nothing", "[redis_parts]") {
  const std::string text = "Borgerkontakt, Borgerkontakt, Borgerkontakt";
  const auto whole = packed(text);
  REQUIRE(whole.size() < text.size());
  for (std::size_t length = 0; length < whole.size(); ++length)
    CHECK_FALSE(unpacked(whole.substr(0, length), 1000));
  CHECK_FALSE(unpacked(whole + "x", 1000));
  CHECK_FALSE(unpacked(text, 1000));
  auto broken = whole;
  broken.back() = static_cast<char>(broken.back() ^ 1); // its check sum
  CHECK_FALSE(unpacked(broken, 1000));
}

TEST_CASE("addresses are read as people write them", "[redis_parts]") {
  CHECK(read_back("redis.example.org") == "redis.example.org:6379");
  CHECK(read_back("redis://10.0.0.2:7000") == "10.0.0.2:7000");
  CHECK(read_back("redis://10.0.0.2:7000/0") == "10.0.0.2:7000");
  CHECK(read_back("[::1]:7000") == "[::1]:7000");
  CHECK(read_back("[::1]") == "[::1]:6379");
  CHECK(read_back("unix:/run/redis.sock") == "unix:/run/redis.sock");
  CHECK(read_back("unix:///run/redis.sock") == "unix:/run/redis.sock");
  for (const auto* wrong : {"", "redis://", ":6379", "host:", "host:0", "host:70000", "host:6379x",
                            "redis://user:word@host", "redis://host/3", "::1:6379", "[::1",
                            "[::1]x", "unix:run.sock", "ho st"})
    CHECK(read_back(wrong) == "nothing");
}

TEST_CASE("a cluster says where a slot is", "[redis_parts]") {
  const address asked{"10.0.0.1", 7000};
  CHECK(read_redirection("MOVED 3999 10.0.0.2:7001", asked) ==
        redirection{.slot = 3999, .to = {"10.0.0.2", 7001}});
  CHECK(read_redirection("ASK 16383 ::1:7001", asked) ==
        redirection{.once = true, .slot = 16383, .to = {"::1", 7001}});
  CHECK(read_redirection("MOVED 1 :7001", asked) ==
        redirection{.slot = 1, .to = {"10.0.0.1", 7001}});
  for (const auto* wrong : {"", "MOVED", "MOVED ", "MOVED 1", "MOVED 1 host", "MOVED 16384 h:1",
                            "MOVED x h:1", "ERR MOVED 1 h:1", "MOVED -1 h:1"})
    CHECK_FALSE(read_redirection(wrong, asked));
}

TEST_CASE("a key's slot is that of its hash tag", "[redis_parts]") {
  CHECK(slot_of("123456789") == 0x31c3); // the specification's own example
  CHECK(slot_of("foo{hash_tag}bar") == slot_of("hash_tag"));
  CHECK(slot_of("{}x") != slot_of(""));
  for (const auto* name : {"aarhus", "", "a}b", "{", "%", "x{y}z"}) {
    const auto all = site_keys{site_id{name}}.all();
    for (const auto& key : all)
      CHECK(slot_of(key) == slot_of(all[0]));
  }
  CHECK(site_keys{site_id{"a}b"}}.meta != site_keys{site_id{"a%7db"}}.meta);
  CHECK(site_keys{site_id{""}}.meta != site_keys{site_id{"%"}}.meta);
}

TEST_CASE("escaping keeps order and says nothing twice", "[redis_parts]") {
  const auto any =
    rc::gen::container<std::string>(rc::gen::element('\0', '\1', '\2', '\3', 'a', '\xff'));
  CHECK(rc::check("escaped text", [&] {
    const auto a = *any;
    const auto b = *any;
    RC_ASSERT(unescaped(escaped(a)) == a);
    RC_ASSERT(escaped(a).find_first_of("\0\2"s) == std::string::npos);
    RC_ASSERT((escaped(a) + '\0' < escaped(b) + '\0') == (a < b));
  }));
}

TEST_CASE("times sort as text", "[redis_parts]") {
  CHECK(rc::check("sortable times", [](std::int64_t a, std::int64_t b) {
    RC_ASSERT((sortable(redis::instant(a)) < sortable(redis::instant(b))) == (a < b));
    RC_ASSERT(instant_in(sortable(redis::instant(a))) == redis::instant(a));
  }));
  CHECK(hour_of(redis::instant(-1)) == -1);
  CHECK(hour_of(redis::instant(3'600'000)) == 1);
}

TEST_CASE("whoever asks at the beginning of an outage waits, later nobody does", "[redis_parts]") {
  using enum outage::advice;
  outage x{{.patience = 1s, .first_delay = 100ms, .longest_delay = 400ms}};
  CHECK(x.ask(t0) == try_now);
  x.failed(t0);
  CHECK(x.ask(t0) == try_now); // it may be there again
  x.failed(t0);
  CHECK(x.ask(t0) == wait);
  CHECK(x.next_try() == t0 + 100ms);
  CHECK(x.ask(t0 + 100ms) == try_now);
  x.failed(t0 + 100ms);
  CHECK(x.next_try() == t0 + 300ms);
  x.failed(t0 + 300ms);
  CHECK(x.next_try() == t0 + 700ms);
  x.failed(t0 + 700ms);
  CHECK(x.next_try() == t0 + 1100ms); // not further apart than that
  CHECK(x.ask(t0 + 800ms) == refuse);
  CHECK(x.ask(t0 + 1100ms) == try_now);
  x.over();
  CHECK(x.ask(t0 + 1100ms) == try_now);
  x.failed(t0 + 2s);
  x.failed(t0 + 2s);
  CHECK(x.ask(t0 + 2s) == wait); // patience begins anew
}

TEST_CASE("each setting that promises too little is named", "[redis_parts]") {
  const durability_settings good{
    {"appendonly", "yes"}, {"appendfsync", "always"},          {"aof-load-truncated", "no"},
    {"maxmemory", "0"},    {"maxmemory-policy", "noeviction"}, {"min-replicas-to-write", "1"}};
  CHECK(doubts(good, 1, true).empty());
  CHECK(doubts(good, 0, false).empty());
  CHECK(doubts(good, 0, true).size() == 1);
  CHECK(doubts({}, 1, true).size() == 1);
  const std::pair<const char*, const char*> worse[] = {{"appendonly", "no"},
                                                       {"appendfsync", "everysec"},
                                                       {"no-appendfsync-on-rewrite", "yes"},
                                                       {"aof-load-truncated", "yes"},
                                                       {"min-replicas-to-write", "0"}};
  for (const auto& [name, value] : worse) {
    auto bad = good;
    bad[name] = value;
    const auto said = doubts(bad, 1, true);
    REQUIRE(said.size() == 1);
    CHECK(said[0].find(std::string{name} + ' ' + value) != std::string::npos);
  }
  auto full = good;
  full["maxmemory"] = "100000000";
  full["maxmemory-policy"] = "allkeys-lru";
  CHECK(doubts(full, 1, true).size() == 1);
}

} // namespace omstilling::test
