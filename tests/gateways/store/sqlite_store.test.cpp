#include "gateways/store/sqlite/sqlite_store.hpp"

#include "gateways/store/sqlite/database.hpp"
#include "tests/gateways/store/store_rules.hpp"
#include "tests/gateways/store/temporary_directory.hpp"

#include <fstream>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace omstilling::test {

namespace {

class sqlite_place final : public store_place {
public:
  std::unique_ptr<store> open() override {
    return must(open_sqlite_store(directory_.path() / "site.db"));
  }

private:
  temporary_directory directory_;
};

const store_conformance sqlite_conformance{
  "sqlite", [] { return std::make_unique<sqlite_place>(); }, lasting::beyond_the_process};

/// Why `file` cannot be opened; the file is always named.
std::string refusal_of(const std::filesystem::path& file, const sqlite_options& options = {}) {
  const auto opened = open_sqlite_store(file, options);
  if (opened)
    return "opened";
  CHECK(opened.error().reason == error_reason::storage_unavailable);
  CHECK(opened.error().detail.starts_with(file.string()));
  return opened.error().detail.substr(file.string().size());
}

std::string contents(const std::filesystem::path& file) {
  std::ifstream in{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

/// Does what another program could do to the file.
void change_database(const std::filesystem::path& file, const std::string& script) {
  std::ofstream made{file, std::ios::app};
  auto db = must(sqlite::database::open(file));
  must(db.execute(script));
}

struct sqlite_fixture {
  temporary_directory directory;
  std::filesystem::path file = directory.path() / "site.db";
};

} // namespace

TEST_CASE_METHOD(sqlite_fixture, "a missing directory is named", "[sqlite_store]") {
  const auto lost = directory.path() / "not" / "there.db";
  CHECK(refusal_of(lost) == ": there is no directory " + lost.parent_path().string() +
                              ": create it for the service's user");
  std::ofstream{file} << "x";
  CHECK(refusal_of(file / "site.db") ==
        ": " + file.string() + " is not a directory: choose another place");
}

TEST_CASE_METHOD(sqlite_fixture, "a directory is not a store", "[sqlite_store]") {
  CHECK(refusal_of(directory.path()) == ": is a directory: name a file in it");
}

TEST_CASE_METHOD(sqlite_fixture, "a file that is no database stays as it was", "[sqlite_store]") {
  for (const auto* text : {"xy", "SQLite format 3", "a list of telephone numbers\n"}) {
    const auto large = std::string(text) + std::string(GENERATE(0U, 100'000U), '\n');
    std::ofstream{file} << large;
    CHECK(refusal_of(file) == ": is not a database: name another file");
    CHECK((contents(file) == large));
  }
}

TEST_CASE_METHOD(sqlite_fixture, "a database of another program stays as it was",
                 "[sqlite_store]") {
  change_database(file, GENERATE("CREATE TABLE songs (title)", "PRAGMA application_id = 7",
                                 "PRAGMA user_version = 1"));
  const auto before = contents(file);
  CHECK(refusal_of(file) == ": is a database of another program: name another file");
  CHECK((contents(file) == before));
}

TEST_CASE_METHOD(sqlite_fixture, "a newer version's database stays as it was", "[sqlite_store]") {
  must(open_sqlite_store(file)).reset();
  change_database(file, "PRAGMA user_version = 99");
  const auto before = contents(file);
  CHECK(refusal_of(file) == ": was written by a newer version (tables 99, this version knows 2): "
                            "start that version, or restore a copy from before");
  CHECK((contents(file) == before));
}

TEST_CASE_METHOD(sqlite_fixture, "an earlier version's database gets what it lacks",
                 "[sqlite_store]") {
  auto kept = must(open_sqlite_store(file));
  must(kept->open_site(aarhus));
  must(kept->append({{.site = aarhus, .events = {event(1)}, .rows = {{anna, "1"}}}}));
  kept.reset();
  change_database(file, "DROP TABLE calls; DROP TABLE call_log; PRAGMA user_version = 1");
  kept = must(open_sqlite_store(file));
  CHECK(must(kept->open_site(aarhus)).last_number == 1);
  CHECK(must(kept->load_one(aarhus, anna)) == "1");
  must(kept->append(
    {{.site = aarhus,
      .calls = {
        {.call = call_id{"a"}, .at = second(1), .number = "1", .entry = "{}", .log = {}}}}}));
  CHECK(must(kept->calls({.asked = call_query::what::with_number, .key = "1"})).size() == 1);
}

TEST_CASE_METHOD(sqlite_fixture, "an empty file becomes a store", "[sqlite_store]") {
  std::ofstream made{file};
  auto kept = must(open_sqlite_store(file));
  CHECK(must(kept->open_site(aarhus)).epochs == 1);
}

TEST_CASE_METHOD(sqlite_fixture, "one service at a time has the store", "[sqlite_store]") {
  auto first = must(open_sqlite_store(file));
  const auto taken = ": another running service has it (process " + std::to_string(getpid()) +
                     "): stop that one, or give this one a file of its own";
  CHECK(refusal_of(file) == taken);
  const auto other_name = directory.path() / "link.db";
  std::filesystem::create_symlink(file, other_name);
  CHECK(open_sqlite_store(other_name).error().detail == file.string() + taken);
  first.reset();
  CHECK(refusal_of(file) == "opened");
}

TEST_CASE_METHOD(sqlite_fixture, "another program that holds the file is an error",
                 "[sqlite_store]") {
  must(open_sqlite_store(file)).reset();
  auto other = must(sqlite::database::open(file));
  must(other.execute("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE"));
  CHECK(refusal_of(file, {.busy_timeout = duration{1}}) ==
        ": another program has locked it: stop that one");
}

TEST_CASE_METHOD(sqlite_fixture, "a file that may not be written is an error", "[sqlite_store]") {
  must(open_sqlite_store(file)).reset();
  const std::string no_permission =
    ": no permission: give the file and its directory to the service's user";
  // Root may write everything, so a process with less asks.
  const auto asked_by_nobody = [&](const std::string& answer) {
    const auto child = fork();
    if (child == 0)
      _exit((geteuid() != 0 || setuid(65534) == 0) && refusal_of(file) == answer ? 0 : 1);
    int status = 0;
    waitpid(child, &status, 0);
    return status == 0;
  };
  chmod(directory.path().c_str(), 0555);
  chmod(file.c_str(), 0444);
  CHECK(asked_by_nobody(no_permission));
  chmod(file.c_str(), 0666); // the file would do, but not what stands beside it
  std::filesystem::remove(file.string() + ".lock");
  CHECK(asked_by_nobody(".lock" + no_permission));
  chmod(directory.path().c_str(), 0755);
}

TEST_CASE_METHOD(sqlite_fixture, "only its user may read the store", "[sqlite_store]") {
  auto kept = must(open_sqlite_store(file));
  must(kept->open_site(aarhus));
  for (const auto* end : {"", "-wal", "-shm", ".lock"})
    CHECK((std::filesystem::status(file.string() + end).permissions() &
           (std::filesystem::perms::group_all | std::filesystem::perms::others_all)) ==
          std::filesystem::perms::none);
}

} // namespace omstilling::test
