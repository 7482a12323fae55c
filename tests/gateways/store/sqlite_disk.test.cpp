#include "gateways/store/sqlite/sqlite_store.hpp"
#include "tests/gateways/store/store_rules.hpp"
#include "tests/gateways/store/temporary_directory.hpp"

#include <csignal>
#include <fstream>
#include <sys/resource.h>

namespace omstilling::test {

namespace {

struct disk_fixture {
  temporary_directory directory;
  std::filesystem::path file = directory.path() / "site.db";
};

store_batch large_batch(std::int64_t first) {
  store_batch batch{.site = aarhus,
                    .rows = {{anna, std::to_string(first)}, {bo, std::string(20'000, 'x')}},
                    .receipts = {receipt_of("mette", std::to_string(first), first)}};
  for (std::int64_t n = first; n < first + 100; ++n)
    batch.events.push_back(event(n));
  return batch;
}

/// Appends until the store refuses; checks that the refused append left nothing, and says the
/// number that it began with.
std::int64_t fill(store& kept, const std::string& why) {
  for (std::int64_t first = 1; first < 1'000'000; first += 100) {
    const auto before = picture_of(kept, {aarhus});
    // Two batches: the first alone would often fit.
    const auto appended =
      kept.append({{.site = aarhus, .rows = {{anna, "half"}}}, large_batch(first)});
    if (appended)
      continue;
    CHECK(appended.error().reason == error_reason::storage_unavailable);
    CHECK(appended.error().detail.find(why) != std::string::npos);
    CHECK((picture_of(kept, {aarhus}) == before));
    return first;
  }
  FAIL("never full");
  return 0;
}

/// No file of this process may grow beyond this; goes with the object.
class file_size_limit {
public:
  explicit file_size_limit(rlim_t bytes) {
    getrlimit(RLIMIT_FSIZE, &before_);
    signal_ = std::signal(SIGXFSZ, SIG_IGN); // so that the write fails instead
    const rlimit limit{bytes, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  file_size_limit(const file_size_limit&) = delete;
  file_size_limit& operator=(const file_size_limit&) = delete;
  ~file_size_limit() {
    setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, signal_);
  }

private:
  rlimit before_{};
  void (*signal_)(int) = nullptr;
};

} // namespace

TEST_CASE_METHOD(disk_fixture, "a full disk refuses and leaves all as it was", "[sqlite_store]") {
  auto kept = must(open_sqlite_store(file, {.max_pages = 100}));
  must(kept->open_site(aarhus));
  const auto first = fill(*kept, "database or disk is full");
  REQUIRE(first > 1);
  CHECK(must(kept->forget(aarhus, second(first - 50))) == first - 51); // makes room
  must(kept->append({large_batch(first)}));
  kept.reset();
  kept = must(open_sqlite_store(file));
  CHECK(must(kept->open_site(aarhus)).last_number == first + 99);
  CHECK(must(kept->load_one(aarhus, anna)) == std::to_string(first));
}

TEST_CASE_METHOD(disk_fixture, "a disk that fails refuses, and later serves again",
                 "[sqlite_store]") {
  auto kept = must(open_sqlite_store(file));
  must(kept->open_site(aarhus));
  std::int64_t first = 0;
  {
    const file_size_limit limit{1'000'000};
    first = fill(*kept, "SQLite");
    CHECK_FALSE(kept->append({large_batch(first)}));
    CHECK(must(kept->load_one(aarhus, anna)) == std::to_string(first - 100));
  }
  must(kept->append({large_batch(first)}));
  kept.reset();
  kept = must(open_sqlite_store(file));
  CHECK(must(kept->open_site(aarhus)).last_number == first + 99);
}

TEST_CASE_METHOD(disk_fixture, "a damaged file is an error, not an end", "[sqlite_store]") {
  auto kept = must(open_sqlite_store(file));
  must(kept->open_site(aarhus));
  must(kept->append({large_batch(1)}));
  kept.reset();
  const auto size = std::filesystem::file_size(file);
  std::fstream damage{file, std::ios::in | std::ios::out | std::ios::binary};
  constexpr std::size_t intact = 8192; // the first two pages
  damage.seekp(intact);
  damage << std::string(size - intact, '\x5a');
  damage.close();
  kept = must(open_sqlite_store(file));
  const auto loaded = kept->history({.site = aarhus});
  REQUIRE_FALSE(loaded);
  CHECK(loaded.error().detail.find("malformed") != std::string::npos);
  CHECK_FALSE(kept->append({large_batch(101)}));
}

TEST_CASE_METHOD(disk_fixture, "the write-ahead log stays short under steady load",
                 "[sqlite_store]") {
  const auto log = file.string() + "-wal";
  auto kept = must(open_sqlite_store(file, {.checkpoint_pages = 20}));
  must(kept->open_site(aarhus));
  std::uintmax_t longest = 0;
  for (std::int64_t i = 0; i < 300; ++i) {
    must(kept->append({large_batch(i * 100 + 1)}));
    longest = std::max(longest, std::filesystem::file_size(log));
  }
  CHECK(longest < 5'000'000); // of over 20 MB that went through it
  CHECK(must(kept->history({.site = aarhus, .limit = 200'000})).size() == 30'000);
  kept.reset();
  CHECK_FALSE(std::filesystem::exists(log));
}

} // namespace omstilling::test
