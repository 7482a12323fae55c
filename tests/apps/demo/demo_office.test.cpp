#include "apps/omstillingd/demo/demo_office.hpp"

#include "services/presence/employee.hpp"
#include "services/presence/status_types.hpp"
#include "services/queues/queue.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

using namespace omstilling;
namespace fs = std::filesystem;

namespace {

std::string text_of(const fs::path& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

/// A copy of the demo's files that a test may spoil.
class folder {
public:
  folder() : path_(fs::temp_directory_path() / ("demo-" + std::to_string(std::random_device{}()))) {
    fs::create_directory(path_);
    for (const auto* name : {"office.toml", "employees.csv", "callers.csv"})
      fs::copy_file(fs::path{DEMO_FOLDER} / name, path_ / name);
  }
  ~folder() { fs::remove_all(path_); }
  folder(const folder&) = delete;
  folder& operator=(const folder&) = delete;

  const fs::path& path() const { return path_; }
  /// Replaces the first `from`, which must be there, and says on which line it stood.
  std::size_t replace(const std::string& name, const std::string& from, const std::string& to) {
    auto text = text_of(path_ / name);
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
    std::ofstream{path_ / name, std::ios::binary} << text;
    return 1 + static_cast<std::size_t>(
                 std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
  }

private:
  fs::path path_;
};

struct bad_file {
  std::string name;
  std::string from;
  std::string to;
  std::string path; // below the line
  std::string expected;
  std::string got;
};

void check_refusal(const bad_file& x) {
  INFO(x.name << ": " << x.from << " -> " << x.to);
  folder files;
  const auto line = files.replace(x.name, x.from, x.to);
  const auto office = read_demo_office(files.path(), {});
  REQUIRE_FALSE(office);
  const auto where = x.name + ':' + std::to_string(line) + (x.path.empty() ? "" : ": " + x.path);
  CHECK(office.error().path == where);
  CHECK_THAT(office.error().expected, Catch::StartsWith(x.expected));
  CHECK(office.error().got == x.got);
}

} // namespace

TEST_CASE("the demo office is as large as it says, and the services accept it", "[demo]") {
  const auto office = read_demo_office(DEMO_FOLDER, {});
  INFO((office ? "" : message(office.error())));
  REQUIRE(office);
  CHECK(office->sites.size() == 2);
  CHECK(office->employees.size() == 121);
  CHECK(office->queues.size() == 4);
  CHECK(std::ranges::count_if(office->users, [](const put_user& x) {
          return x.roles == std::vector{role::receptionist};
        }) == 6);
  for (const auto& x : office->employees)
    CHECK(make_employee(x, nullptr));
  for (const auto& x : office->queues) {
    CHECK(make_queue(x));
    CHECK_FALSE(x.greeting.value_or("").empty());
  }
  for (const auto& x : office->statuses.kinds)
    CHECK(find_status_type(default_status_types(), x.type));
}

TEST_CASE("the demo on several nodes has a site for each of three, with a queue and a desk",
          "[demo][B4.3]") {
  const auto office = read_demo_office(std::string{DEMO_FOLDER} + "/three_sites", {});
  INFO((office ? "" : message(office.error())));
  REQUIRE(office);
  REQUIRE(office->sites.size() == 3);
  for (const auto& x : office->sites) {
    INFO(x.site.id.value);
    const auto is_here = [&](const auto& one) { return one.site == x.site.id; };
    CHECK(std::any_of(office->queues.begin(), office->queues.end(), is_here));
    CHECK(std::any_of(office->users.begin(), office->users.end(), is_here));
    CHECK(std::count_if(office->employees.begin(), office->employees.end(), is_here) >= 10);
  }
}

TEST_CASE("every site has its own phones, callers and life", "[demo]") {
  const auto office = read_demo_office(DEMO_FOLDER, {.calls_per_hour = 1000});
  REQUIRE(office);
  std::set<std::string> numbers;
  double first_half_hour = 0;
  for (const auto& x : office->sites) {
    CHECK(x.pbx.name == x.site.id.value);
    CHECK(x.pbx.callers.numbers.size() == 2);
    CHECK(x.pbx.callers.at_once > 3);
    first_half_hour += x.pbx.callers.calls_per_hour.at(0);
    for (const auto& phone : x.pbx.phones)
      CHECK(numbers.insert(phone.number).second);
  }
  CHECK(numbers.size() > 150);
  CHECK(first_half_hour == Approx(700));
  CHECK(office->sites[0].pbx.seed != office->sites[1].pbx.seed);
}

TEST_CASE("receptionists' phones answer by themselves, the hard to reach never", "[demo]") {
  const auto office = read_demo_office(DEMO_FOLDER, {});
  REQUIRE(office);
  const auto phone = [&](const employee_id& who) {
    const auto person = std::ranges::find(office->employees, who, &put_employee::id);
    const auto site = std::ranges::find_if(
      office->sites, [&](const demo_site& x) { return x.site.id == person->site; });
    return *std::ranges::find(site->pbx.phones, person->phones.at(0).number, &phone_habit::number);
  };
  for (const auto& user : office->users)
    if (!user.queues.empty())
      CHECK((phone(*user.employee).auto_answers && phone(*user.employee).answers > 0.9));
  REQUIRE_FALSE(office->hard_to_reach.empty());
  for (const auto& who : office->hard_to_reach)
    CHECK((phone(who).answers == 0 && phone(who).rejects == 1));
}

TEST_CASE("a quiet start has nobody waiting at the door", "[demo]") {
  const auto office = read_demo_office(DEMO_FOLDER, {.busy_start = false});
  REQUIRE(office);
  for (const auto& x : office->sites)
    CHECK(x.pbx.callers.at_once == 0);
}

TEST_CASE("a wrong office.toml is refused with its line and what was expected", "[demo]") {
  const std::string file = "office.toml";
  const auto x = GENERATE_COPY(values<bad_file>({
    {file, "organisation =", "organisation = =", "", "TOML", ""},
    {file, "organisation = \"Fjordby Kommune\"", "organisation = 7", "organisation", "text", "7"},
    {file, "offering = \"manual\"", "offering = \"random\"", "queues[0].offering",
     "one of manual, longest_idle", "\"random\""},
    {file, "priority = 10", "prioritet = 10", "queues[0].prioritet", "one of id, site, name",
     "an unknown key"},
    {file, "ring_seconds = 12", "ring_seconds = \"12\"", "queues[1].ring_seconds", "whole number",
     "\"12\""},
    {file, "site = \"raadhuset\"", "site = \"skolen\"", "queues[0].site", "one of the sites",
     "\"skolen\""},
    {file, "id = \"borgerservice\"", "id = \"hovednummer\"", "queues[1].id",
     "an id that no other has", "\"hovednummer\""},
    {file, "id = \"havnegade\"", "id = \"havne gade\"", "sites[1].id", "id of 1-64",
     "\"havne gade\""},
    {file, "roles = [\"receptionist\"]", "roles = [\"chef\"]", "users[0].roles[0]", "one of",
     "\"chef\""},
    {file, "queues = [\"hovednummer\", \"borgerservice\"]", "queues = [\"post\"]",
     "users[0].queues[0]", "one of the queues", "\"post\""},
    {file, "employee = \"rili\"", "employee = \"nobody\"", "users[0].employee",
     "an id of employees.csv", "\"nobody\""},
    {file, "calls_per_hour = 360", "calls_per_hour = -1", "callers.calls_per_hour", "0 to ", "-1"},
    {file, "queue = \"hovednummer\"", "queue = \"post\"", "callers.numbers[0].queue",
     "one of the queues", "\"post\""},
    {file, "answers = 0.72", "answers = 1.5", "phones.everybody.answers", "0 to ", "1.5"},
    {file, "parks = 0.03", "parks = 0.95", "receptionists.parks", "0 to 0.92", "0.95"},
    {file, "notes = 0.06", "notes = -1", "receptionists.notes", "0 to 1", "-1"},
    {file, "talk_seconds = { from = 20, to = 150 }", "talk_seconds = { from = 20, to = 15 }",
     "phones.everybody.talk_seconds.to", "20 to ", "15"},
    {file, "never_answer = [\"olla\"", "never_answer = [\"nobody\"", "phones.never_answer[0]",
     "an id of employees.csv", "\"nobody\""},
    {file, "by_hand = [\"lone\"", "by_hand = [\"nobody\"", "receptionists.by_hand[0]",
     "one of the users", "\"nobody\""},
    {file, "as_user = \"henrik\"", "as_user = \"nobody\"", "statuses.as_user", "one of the users",
     "\"nobody\""},
    {file, "do_not_disturb = true", "do_not_disturb = 1", "statuses.kinds[0].do_not_disturb",
     "true or false", "1"},
  }));
  if (x.expected != "TOML")
    return check_refusal(x);
  folder files;
  const auto line = files.replace(x.name, x.from, x.to);
  const auto office = read_demo_office(files.path(), {});
  REQUIRE_FALSE(office);
  CHECK(office.error().path == "office.toml:" + std::to_string(line));
  CHECK(office.error().expected == "TOML");
}

TEST_CASE("a wrong people file is refused with its line and what was expected", "[demo]") {
  const std::string employees = "employees.csv";
  check_refusal(GENERATE_COPY(values<bad_file>({
    {employees, "rili,raadhuset", "ri li,raadhuset", "id", "id of 1-64", "\"ri li\""},
    {employees, "asov,raadhuset", "rili,raadhuset", "id", "an id that no other row has",
     "\"rili\""},
    {employees, "rili,raadhuset", "rili,skolen", "site", "a site of the office", "\"skolen\""},
    {employees, "Rikke Lindberg", "", "name", "a name", "\"\""},
    {employees, ",4101", ",", "phones", "at least one phone", "\"\""},
    {employees, ",4101", ",41x1", "phones", "a number of digits", "\"41x1\""},
    {employees, ",4101", ",4101:fax", "phones[0].kind", "one of desk, mobile", "\"fax\""},
    {employees, ",4102", ",4101", "phones", "a number that no other row has", "\"4101\""},
    {"callers.csv", "+45", "45 x", "number", "a number of digits", "\"45 x10767892\""},
  })));
}

TEST_CASE("a queue gives its calls out in any of the four ways", "[demo]") {
  const auto [word, offering] = GENERATE(table<std::string, offering_mode>({
    {"manual", offering_mode::manual},
    {"longest_idle", offering_mode::longest_idle},
    {"ring_one", offering_mode::ring_one},
    {"ring_all", offering_mode::ring_all},
  }));
  folder files;
  files.replace("office.toml", "offering = \"manual\"", "offering = \"" + word + '"');
  const auto office = read_demo_office(files.path(), {});
  REQUIRE(office);
  CHECK(office->queues[0].offering == offering);
  CHECK(make_queue(office->queues[0]));
}

TEST_CASE("a missing file is named", "[demo]") {
  const auto* name = GENERATE("office.toml", "employees.csv", "callers.csv");
  folder files;
  fs::remove(files.path() / name);
  const auto office = read_demo_office(files.path(), {});
  REQUIRE_FALSE(office);
  CHECK(office.error().path == (files.path() / name).string());
  CHECK(office.error().expected == "a readable file");
}
