#include "gateways/websocket/frame_head.hpp"
#include "gateways/websocket/lag_watch.hpp"
#include "gateways/websocket/outbox.hpp"
#include "gateways/websocket/pace.hpp"
#include "gateways/websocket/pages.hpp"
#include "gateways/websocket/topic_log.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <array>
#include <map>

using namespace omstilling;
using namespace std::chrono_literals;

namespace {

shared_text shared(std::string text) {
  return std::make_shared<const std::string>(std::move(text));
}

std::string framed(std::string_view text) {
  return std::string{frame_head{text.size()}.view()} + std::string{text};
}

/// All that goes out when the socket takes `part` bytes at a time.
std::string drain(outbox& box, std::size_t part = 1'000'000, std::size_t pieces_at_once = 64) {
  std::string result;
  std::vector<std::string_view> pieces(pieces_at_once);
  while (const auto count = box.gather(pieces)) {
    std::string now;
    for (std::size_t i = 0; i < count; ++i)
      now += pieces[i];
    now.resize(std::min(part, now.size()));
    result += now;
    box.sent(now.size());
  }
  return result;
}

/// The payloads of a stream of whole text frames; throws when it is not one.
std::vector<std::string> payloads(std::string_view stream) {
  std::vector<std::string> result;
  while (!stream.empty()) {
    const auto size = static_cast<unsigned char>(stream.at(1));
    if (stream.at(0) != '\x81' || size > 125 || stream.size() < size + 2U)
      throw std::runtime_error("not a whole frame");
    result.emplace_back(stream.substr(2, size));
    stream.remove_prefix(size + 2U);
  }
  return result;
}

} // namespace

TEST_CASE("a frame's head has the shortest form of its length", "[websocket]") {
  using namespace std::string_view_literals;
  CHECK(frame_head{0}.view() == "\x81\x00"sv);
  CHECK(frame_head{125}.view() == "\x81\x7D"sv);
  CHECK(frame_head{126}.view() == "\x81\x7E\x00\x7E"sv);
  CHECK(frame_head{65535}.view() == "\x81\x7E\xFF\xFF"sv);
  CHECK(frame_head{65536}.view() == "\x81\x7F\x00\x00\x00\x00\x00\x01\x00\x00"sv);
}

TEST_CASE("a log keeps what a place in it still needs", "[websocket]") {
  topic_log log;
  log.append("one", 1);
  const auto after_one = log.end();
  log.append("two", 2);
  CHECK(after_one == topic_log::place{5, 1});
  CHECK(log.since(after_one.offset) == framed("two"));
  CHECK(log.frame_end(5) == after_one);
  CHECK(log.frame_end(6) == log.end());
  CHECK(log.frame_end(10) == log.end());
  log.trim(after_one);
  CHECK(log.begin() == after_one);
  CHECK(log.since(5) == framed("two"));
  CHECK(log.revision() == 2);
  log.trim(log.end());
  CHECK(log.begin() == log.end());
  log.append("three", 3);
  CHECK(log.end() == topic_log::place{17, 3});
  CHECK(log.since(10) == framed("three"));
}

TEST_CASE("a log gives memory back after a burst", "[websocket]") {
  topic_log log;
  for (int i = 0; i < 1000; ++i)
    log.append(std::string(10'000, 'x'), i);
  CHECK(log.capacity() >= 10'000'000);
  log.trim(log.end());
  log.append("small", 1001);
  CHECK(log.capacity() < 1'000'000);
}

TEST_CASE("own frames go before the logs, and held places wait", "[websocket]") {
  topic_log log;
  log.append("before", 1);
  outbox box;
  box.follow(log);
  log.append("after", 2);
  CHECK(box.empty());
  CHECK(box.log_bytes() == 7);
  box.push(shared("answer"), outbox::matter::answer);
  box.push(shared("snapshot"), outbox::matter::picture);
  box.release();
  CHECK(payloads(drain(box)) == std::vector<std::string>{"answer", "snapshot", "after"});
  CHECK(box.totals().frames == 3);
  CHECK(box.empty());
}

TEST_CASE("a place that was followed anew begins there", "[websocket]") {
  topic_log log;
  outbox box;
  box.follow(log);
  box.release();
  log.append("old", 1);
  box.follow(log);
  log.append("new", 2);
  box.release();
  CHECK(payloads(drain(box)) == std::vector<std::string>{"new"});
}

TEST_CASE("a frame of which a part was sent is ended before anything else", "[websocket]") {
  topic_log log;
  outbox box;
  box.follow(log);
  box.release();
  log.append("one", 1);
  log.append("two", 2);
  std::array<std::string_view, 4> pieces;
  REQUIRE(box.gather(pieces) == 1);
  box.sent(7); // into "two"
  log.append("three", 3);
  CHECK(box.discard_pictures() == 7); // "three"
  box.push(shared("resync"), outbox::matter::answer);
  CHECK(drain(box) == framed("two").substr(2) + framed("resync"));
  CHECK(box.totals().frames == 3);
}

TEST_CASE("nothing follows a close frame", "[websocket]") {
  topic_log log;
  outbox box;
  box.follow(log);
  box.release();
  log.append("late", 1);
  box.push(shared("answer"), outbox::matter::answer);
  box.push_last("\x88\x02\x03\xE8");
  box.push(shared("later"), outbox::matter::answer);
  box.follow(log);
  box.release();
  log.append("latest", 2);
  CHECK(drain(box) == framed("answer") + "\x88\x02\x03\xE8");
}

TEST_CASE("however it is cut, every reader gets whole frames in order", "[websocket][B4.2]") {
  CHECK(rc::check([] {
    std::array<topic_log, 3> logs;
    outbox box;
    for (auto& log : logs)
      box.follow(log);
    box.release();
    std::string stream;
    std::map<char, int> written;
    const auto steps = *rc::gen::inRange(1, 60);
    for (int i = 0; i < steps; ++i) {
      const auto who = *rc::gen::inRange(0, 4);
      const auto name = static_cast<char>('a' + who);
      const auto padding = std::string(static_cast<std::size_t>(*rc::gen::inRange(0, 90)), '.');
      const auto text = name + std::to_string(++written[name]) + padding;
      who == 3 ? box.push(shared(text), outbox::matter::answer)
               : logs.at(static_cast<std::size_t>(who)).append(text, i);
      std::array<std::string_view, 3> pieces;
      const auto count = box.gather(pieces);
      std::string now;
      for (std::size_t k = 0; k < count; ++k)
        now += pieces.at(k);
      now.resize(static_cast<std::size_t>(*rc::gen::inRange(0, 60)) % (now.size() + 1));
      box.sent(now.size());
      stream += now;
      for (auto& log : logs)
        log.trim(box.oldest(log));
    }
    stream += drain(box, 17, 3);
    std::map<char, int> read;
    for (const auto& x : payloads(stream))
      RC_ASSERT(std::stoi(x.substr(1)) == ++read[x[0]]);
    RC_ASSERT(read == written);
    RC_ASSERT(box.empty());
  }));
}

TEST_CASE("a reader behind the limit gets the latest state, and is closed when that is no help",
          "[websocket]") {
  using verdict = lag_watch::verdict;
  const lag_watch::time_point t0{};
  lag_watch watch{1000, 10s};
  CHECK(watch.judge(1000, 0, false, t0) == verdict::ok);
  CHECK(watch.judge(1001, 0, false, t0) == verdict::latest_only);
  CHECK(watch.judge(0, 10, false, t0 + 5s) == verdict::ok);
  CHECK(watch.behind_since() == t0);
  SECTION("it catches up") {
    CHECK(watch.judge(0, 20, true, t0 + 9s) == verdict::ok);
    CHECK_FALSE(watch.behind_since());
    CHECK(watch.judge(1001, 30, false, t0 + 20s) == verdict::latest_only);
  }
  SECTION("it falls behind again") {
    CHECK(watch.judge(2000, 20, false, t0 + 9s) == verdict::latest_only);
    CHECK(watch.judge(0, 30, false, t0 + 11s) == verdict::close);
  }
}

TEST_CASE("a reader that takes nothing is closed", "[websocket]") {
  using verdict = lag_watch::verdict;
  const lag_watch::time_point t0{};
  lag_watch watch{1000, 10s};
  CHECK(watch.judge(5, 100, false, t0) == verdict::ok);
  CHECK(watch.judge(5, 100, false, t0 + 10s) == verdict::ok);
  CHECK(watch.judge(5, 101, false, t0 + 11s) == verdict::ok);
  CHECK(watch.judge(5, 101, false, t0 + 22s) == verdict::close);
}

TEST_CASE("who asks too fast waits", "[websocket]") {
  const pace::time_point t0{};
  pace x{100, 3, t0};
  for (int i = 0; i < 3; ++i)
    CHECK(x.take(1, t0) == 0ms);
  CHECK(x.take(1, t0) == 10ms);
  CHECK(x.take(1, t0) == 20ms);
  CHECK(x.take(1, t0 + 20ms) == 10ms);
  CHECK(x.take(3, t0 + 10s) == 0ms);
}

TEST_CASE("only the server's own pages and allowed ones may open a session", "[websocket][B4.1]") {
  const std::vector<std::string> allowed{"https://intranet.example"};
  CHECK(origin_allowed("", "desk:8080", allowed));
  CHECK(origin_allowed("http://desk:8080", "desk:8080", allowed));
  CHECK(origin_allowed("https://Desk", "desk", allowed));
  CHECK(origin_allowed("https://intranet.example", "desk", allowed));
  for (const auto* foreign :
       {"http://desk", "http://desk:8081", "https://evil.example", "null", "desk:8080", "http://",
        "https://intranet.example.evil", "ftp://desk:8080", "http://desk:8080/"})
    CHECK_FALSE(origin_allowed(foreign, "desk:8080", allowed));
  CHECK_FALSE(origin_allowed("http://", "", allowed));
}
