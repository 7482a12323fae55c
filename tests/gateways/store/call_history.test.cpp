#include "gateways/store/sqlite/sqlite_store.hpp"
#include "services/history/call_questions.hpp"
#include "services/history/finished_call.hpp"
#include "tests/gateways/store/store_rules.hpp"
#include "tests/gateways/store/temporary_directory.hpp"

#include <chrono>
#include <iostream>

namespace omstilling::test {

namespace {

const party carl{.number = "20304050", .name = "Carl Caller"};
const party pia{.number = "101", .name = "Pia Winther", .employee = employee_id{"pia"}};
const party eva{.number = "201", .name = "Eva Brandt", .employee = employee_id{"eva"}};
const principal desk{.user = user_id{"pia"},
                     .name = "Pia",
                     .employee = employee_id{"pia"},
                     .rights = {right::own_calls, right::switchboard}};
constexpr std::int64_t minute = 60;

/// As a call is that waited, was answered, sent on and came back; every tenth one of the house's.
finished_call usual_call(std::int64_t n) {
  const auto at = second(n * minute);
  const bool ours = n % 10 == 9;
  finished_call x{.entry = {.call = call_id{"hq.1." + std::to_string(n)},
                            .site = aarhus,
                            .direction = ours ? call_direction::outbound : call_direction::inbound,
                            .at = at,
                            .caller = carl,
                            .called = "7000",
                            .show_in_switchboard = "Hovednummer",
                            .outcome = call_outcome::answered,
                            .talked_to = {pia, eva},
                            .talk_seconds = 60,
                            .wait_seconds = 9},
                  .number = number_key(carl.number),
                  .reached = ours ? number_key(carl.number) : "",
                  .log = {}};
  const auto told = [&](story_kind kind, std::int64_t from, std::int64_t until,
                        std::optional<party> who) {
    x.entry.story.push_back({.kind = kind,
                             .at = at + std::chrono::seconds{from},
                             .until = at + std::chrono::seconds{until},
                             .who = std::move(who),
                             .place = {}});
  };
  told(story_kind::waiting, 0, 5, std::nullopt);
  told(story_kind::ringing, 5, 9, pia);
  told(story_kind::talking, 9, 30, pia);
  told(story_kind::ringing, 30, 50, eva);
  told(story_kind::returned, 50, 55, pia);
  told(story_kind::talking, 55, 90, pia);
  told(story_kind::ended, 90, 90, std::nullopt);
  for (const auto& who : {pia, eva})
    x.log.push_back({.owner = who.employee->value,
                     .number = x.number,
                     .entry = {.id = x.entry.call,
                               .site = aarhus,
                               .log = who == eva ? log_kind::missed : log_kind::incoming,
                               .at = at,
                               .with = carl}});
  return x;
}

template <class Asked>
query_result open_page(store& kept, const Asked& asked, const principal& who,
                       std::string_view what) {
  const auto begun = std::chrono::steady_clock::now();
  const auto page = answer_of(asked, who, must(kept.calls(must(reading_for(asked, who)))));
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begun;
  std::cout << what << ": " << took.count() << " ms\n";
  return must(page);
}

} // namespace

// Prints how long the pages take; see docs/performance.md. The time decides nothing.
TEST_CASE("a caller with ten thousand calls has a history that opens by the page",
          "[history][S6.1][S6.2][S9.1]") {
  const temporary_directory directory;
  const auto kept = must(open_sqlite_store(directory.path() / "site.db"));
  must(kept->open_site(aarhus));
  constexpr std::int64_t calls = 10'000;
  for (std::int64_t n = 0; n < calls;) {
    store_batch batch{.site = aarhus};
    for (int i = 0; i < 500; ++i, ++n)
      batch.calls.push_back(stored(usual_call(n)));
    must(kept->append({batch}));
  }

  read_caller_history asked{.number = "+45 20 30 40 50"};
  std::int64_t seen = 0;
  for (const auto* what : {"the first page of the history", "the second"}) {
    const auto page = std::get<caller_history_result>(open_page(*kept, asked, desk, what));
    REQUIRE(page.entries.size() == 50);
    CHECK(page.more);
    for (const auto& x : page.entries) {
      CHECK(x.call.value == "hq.1." + std::to_string(calls - ++seen));
      const bool ours = x.direction == call_direction::outbound;
      CHECK(x.called_back.has_value() == (!ours && seen > 1));
    }
    asked.before = page.entries.back().at;
  }

  const principal employee{
    .user = user_id{"eva"}, .name = "Eva", .employee = employee_id{"eva"}, .rights = {}};
  const auto log = std::get<call_log_result>(
    open_page(*kept, read_call_log{.only = log_kind::missed}, employee, "the first page of a log"));
  CHECK(log.entries.size() == 100);
  CHECK(log.entries.back().called_back.has_value());
}

} // namespace omstilling::test
