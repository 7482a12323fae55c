#include "services/history/call_questions.hpp"

#include "protocol/codec.hpp"
#include "services/history/recent_log.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;

namespace {

const principal anna{.user = user_id{"anna"},
                     .name = "Anna",
                     .employee = employee_id{"a1"},
                     .rights = {right::own_calls}};
const principal desk{
  .user = user_id{"pia"}, .name = "Pia", .rights = {right::own_calls, right::switchboard}};

time_point second(std::int64_t x) { return time_point{std::chrono::seconds{x}}; }

own_call missed(const std::string& id, const std::string& number, std::int64_t at) {
  return {.owner = "a1",
          .number = number,
          .entry = {.id = call_id{id}, .log = log_kind::missed, .at = second(at)}};
}

found_call story(std::vector<std::string> owners) {
  call_history_entry entry{.call = call_id{"hq.1.1"}, .direction = call_direction::inbound};
  return {entry.call, encode_text(entry), second(9), std::move(owners)};
}

} // namespace

TEST_CASE("a call log is one's own: by person, else by login", "[history][S9.1][B4.1]") {
  CHECK(reading_for(read_call_log{}, anna)->key == "a1");
  CHECK(reading_for(read_call_log{}, desk)->key == "user:pia");
  CHECK(reading_for(read_call_log{}, desk)->limit == 101);
}

TEST_CASE("a limit out of range is refused by name", "[history][S6.1][S9.1]") {
  for (const std::int64_t limit : {0, -1, 501}) {
    CHECK(reading_for(read_call_log{.limit = limit}, anna).error().path == "params.limit");
    CHECK(reading_for(read_caller_history{.number = "1", .limit = limit}, desk).error().path ==
          "params.limit");
  }
  CHECK(reading_for(read_caller_history{.number = "20 30 40 50", .limit = 500}, desk)->key ==
        "20304050");
  CHECK(reading_for(read_caller_history{.number = "no"}, desk).error().path == "params.number");
}

TEST_CASE("a page says whether there are more", "[history][S9.1]") {
  std::vector<found_call> found;
  for (int i = 0; i < 3; ++i)
    found.push_back({call_id{std::to_string(i)}, encode_text(missed("x", "1", i).entry), {}, {}});
  const auto page = answer_of(read_call_log{.limit = 2}, anna, found);
  CHECK(std::get<call_log_result>(*page).entries.size() == 2);
  CHECK(std::get<call_log_result>(*page).more);
  CHECK_FALSE(std::get<call_log_result>(*answer_of(read_call_log{}, anna, found)).more);
}

TEST_CASE("a story is for those who took part and for reception", "[history][B1.8][B4.1]") {
  const read_call_story asked{.call = call_id{"hq.1.1"}};
  CHECK(answer_of(asked, anna, {story({"b", "a1"})}).has_value());
  CHECK(answer_of(asked, anna, {story({"b"})}).error().reason == error_reason::forbidden);
  CHECK(answer_of(asked, anna, {}).error().reason == error_reason::forbidden);
  CHECK(answer_of(asked, desk, {}).error().reason == error_reason::unknown_call);
  const auto told = answer_of(asked, desk, {story({"b"})});
  CHECK(std::get<call_story_result>(*told).entry.called_back == second(9));
}

TEST_CASE("the log of a login holds the latest hundred", "[history][S9.3]") {
  recent_log log;
  for (int i = 0; i < 100; ++i)
    CHECK_FALSE(log.add(missed(std::to_string(i), "1", i)));
  CHECK(log.add(missed("100", "1", 100)) == call_id{"0"});
  CHECK(log.size() == 100);
}

TEST_CASE("a missed call was called back by the first call since to its number",
          "[history][S6.2][S9.1]") {
  recent_log log;
  log.add(missed("a", "1", 1));
  log.add(missed("b", "2", 2));
  log.add(missed("c", "1", 3));
  auto answered = missed("d", "1", 2);
  answered.entry.log = log_kind::incoming;
  log.add(answered);
  CHECK(log.called_back("", second(9)).empty());
  const auto news = log.called_back("1", second(3));
  REQUIRE(news.size() == 1);
  CHECK(news[0].id == call_id{"a"});
  CHECK(news[0].called_back == second(3));
  CHECK(log.called_back("1", second(8)).size() == 1); // "c"; "a" keeps its first
}
