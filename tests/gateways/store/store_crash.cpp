#include "tests/gateways/store/store_rules.hpp"

#include <csignal>
#include <random>
#include <sys/wait.h>
#include <unistd.h>

namespace omstilling::test {

namespace {

const entity_ref counter{entity_kind::queue, "counter"};

/// The batch that follows `last`: each event says where its batch began and how long it is, each
/// row and the receipt where it ended.
store_batch next_batch(std::int64_t last, int length) {
  store_batch batch{.site = aarhus};
  for (std::int64_t n = last + 1; n <= last + length; ++n) {
    auto x = event(n);
    x.type = std::to_string(last + 1);
    x.body = std::to_string(length);
    batch.events.push_back(x);
  }
  const auto end = std::to_string(last + length);
  batch.rows = {{anna, end}, {bo, end}, {counter, end}};
  batch.receipts = {receipt_of("mette", end, last + length)};
  batch.calls = {{.call = call_id{end},
                  .at = second(last + length),
                  .number = "1",
                  .entry = end,
                  .log = {{"anna", second(last + length), log_kind::missed, "1", end}}}};
  return batch;
}

/// Appends for ever, and writes the last number of each append to the pipe once it is acknowledged.
[[noreturn]] void keep_appending(store_place& place, unsigned seed, int pipe_end) {
  std::mt19937 random{seed};
  const auto kept = place.open();
  const auto position = kept->open_site(aarhus);
  auto last = position ? position->last_number : 0;
  while (position) {
    const auto first = next_batch(last, static_cast<int>(random() % 40) + 1);
    const auto second = next_batch(first.events.back().number, static_cast<int>(random() % 5) + 1);
    if (!kept->append({first, second}))
      break;
    last = second.events.back().number;
    if (write(pipe_end, &last, sizeof last) != sizeof last)
      break;
  }
  _exit(1);
}

/// Kills the writer somewhere within its `appends`-th append or soon after; says what it had
/// acknowledged.
std::int64_t kill_a_writer(store_place& place, unsigned seed) {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const auto child = fork();
  REQUIRE(child >= 0);
  if (child == 0)
    keep_appending(place, seed, ends[1]);
  close(ends[1]);
  std::mt19937 random{seed};
  std::int64_t acknowledged = 0;
  for (auto appends = random() % 40; appends > 0; --appends)
    REQUIRE(read(ends[0], &acknowledged, sizeof acknowledged) == sizeof acknowledged);
  // A moment within the next append, by a count: nothing is waited for.
  for (auto spins = random() % 400'000; spins > 0; --spins)
    asm volatile("");
  kill(child, SIGKILL);
  // It may have acknowledged more, up to the end of the pipe.
  while (read(ends[0], &acknowledged, sizeof acknowledged) == sizeof acknowledged) {
  }
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  CHECK(WIFSIGNALED(status)); // it did not end by itself
  return acknowledged;
}

/// Every batch is there as a whole and once, and the rows are of the last one.
std::int64_t check_whole(store& kept) {
  const auto events = must(kept.history({.site = aarhus, .limit = 1'000'000}));
  std::vector<std::string> ends;
  for (std::size_t i = 0; i < events.size();) {
    const auto length = std::stoull(events[i].body);
    REQUIRE(i + length <= events.size());
    for (auto j = i; j < i + length; ++j) {
      REQUIRE(events[j].number == static_cast<std::int64_t>(j) + 1);
      REQUIRE(events[j].type == std::to_string(i + 1));
    }
    i += length;
    ends.push_back(std::to_string(i));
  }
  std::vector<std::string> done;
  for (const auto& x : must(kept.load_receipts(aarhus, second(0))))
    done.push_back(x.key.value);
  CHECK((done == ends));
  for (const auto asked : {call_query::what::with_number, call_query::what::log_of}) {
    std::vector<std::string> calls;
    const std::string key = asked == call_query::what::with_number ? "1" : "anna";
    for (const auto& x : must(kept.calls({.asked = asked, .key = key, .limit = 1'000'000})))
      calls.insert(calls.begin(), x.entry);
    CHECK((calls == ends));
  }
  CHECK(ends.size() % 2 == 0); // an append was of two batches
  for (const auto& entity : {anna, bo, counter})
    if (!ends.empty())
      CHECK(must(kept.load_one(aarhus, entity)) == ends.back());
  CHECK(must(kept.open_site(aarhus)).last_number == static_cast<std::int64_t>(events.size()));
  return static_cast<std::int64_t>(events.size());
}

void a_killed_writer(const place_maker& make) {
  const auto place = make();
  for (unsigned round = 0; round < 20; ++round) {
    const auto acknowledged = kill_a_writer(*place, round);
    const auto kept = place->open();
    INFO("round " << round);
    CHECK(check_whole(*kept) >= acknowledged);
  }
}

} // namespace

std::vector<store_rule> crash_rules() {
  return {{"what was acknowledged survives the death of the process", a_killed_writer}};
}

} // namespace omstilling::test
