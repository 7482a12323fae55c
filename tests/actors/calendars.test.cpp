#include "tests/actors/office.hpp"

using namespace omstilling;
using namespace omstilling::test;
using namespace std::chrono_literals;

namespace {

/// A provider whose calendars the test writes; answers at once.
class scripted_source final : public calendar_source {
public:
  std::map<std::string, std::vector<calendar_event>> calendars;
  std::map<std::string, calendar_entry> written; // by id
  std::optional<calendar_failure> failure;
  int reads = 0;
  int writes = 0;

  void read(calendar_request asked,
            std::function<void(tl::expected<calendar_reading, calendar_failure>)> then) override {
    ++reads;
    if (failure)
      return then(tl::unexpected(*failure));
    then(calendar_reading{true, calendars[asked.calendar], {}, ""});
  }
  void write(calendar_entry what,
             std::function<void(std::optional<calendar_failure>)> then) override {
    ++writes;
    if (!failure)
      written[what.id] = what;
    then(failure);
  }
  void erase(std::string, std::string id,
             std::function<void(std::optional<calendar_failure>)> then) override {
    ++writes;
    if (!failure)
      written.erase(id);
    then(failure);
  }
};

/// The office with a link "cal", read every minute, where anna has a calendar.
struct calendar_office : office {
  std::shared_ptr<scripted_source> source = std::make_shared<scripted_source>();

  calendar_office() {
    calendars = {{.id = "cal", .name = "Kalendere", .source = source, .pace = {.interval = 60s}}};
  }
  /// A start with anna, pia looking on.
  void open() {
    start();
    furnish();
    must(administrator(), with_calendar("cal"));
    look();
  }
  void look() {
    watch(user("pia"), "people/hq");
    watch(administrator(), "health");
    watch(user("pia"), "presence/anna");
  }
  static put_employee with_calendar(const std::string& link) {
    return {.id = employee_id{"anna"},
            .site = site_id{"hq"},
            .name = "Anna Brandt",
            .groups = {},
            .phones = {{"201"}},
            .calendar = calendar_link{link, "anna/work"}};
  }
  void meets(time_point start, duration length) {
    source->calendars["anna/work"] = {
      {.id = "m", .title = "Budget", .start = start, .end = start + length}};
  }
  boost::json::value status() const { return seen.item("people/hq", "anna").at("status"); }
  /// The item of anna's calendar in her topic, or null.
  boost::json::value calendar_claim() const {
    for (const auto& [id, item] : seen.items("presence/anna"))
      if (const auto* source_of = item.as_object().if_contains("source");
          source_of && *source_of == "calendar")
        return item;
    return {};
  }
  set_status vacation() const {
    return {.employee = employee_id{"anna"},
            .type = "vacation",
            .note = "Kreta",
            .for_seconds = 3600,
            .start_actions = {},
            .stop_actions = {},
            .to_calendar = true};
  }
};

} // namespace

TEST_CASE_METHOD(calendar_office, "a calendar's change is seen within one interval",
                 "[S8.4][S11.2][presence]") {
  open();
  CHECK(status().at("type") == "available");
  meets(now() + 10min, 30min);
  advance(60s);
  CHECK(status().at("type") == "available");
  advance(9min + 1s);
  CHECK(status().at("type") == "meeting");
  CHECK(status().at("source") == "calendar");
  source->calendars.clear();
  advance(61s);
  CHECK(status().at("type") == "available");
}

TEST_CASE_METHOD(calendar_office,
                 "a silent provider stands in health and on the claim, and comes back",
                 "[S8.4][B2.5][presence]") {
  open();
  meets(now() - 1min, 3h);
  advance(61s);
  CHECK(status().at("type") == "meeting");
  CHECK(seen.item("health", "calendar:cal").at("ok") == true);
  CHECK_FALSE(calendar_claim().as_object().contains("stale_since"));
  source->failure = {calendar_failure::kind::unreachable, "nobody answers", std::nullopt};
  advance(61s);
  CHECK(seen.item("health", "calendar:cal").at("ok") == false);
  CHECK(seen.item("health", "calendar:cal").at("problem") == "nobody answers");
  CHECK(calendar_claim().as_object().contains("stale_since"));
  CHECK(status().at("type") == "meeting"); // what was known stays, marked old
  source->failure.reset();
  advance(61s);
  CHECK(seen.item("health", "calendar:cal").at("ok") == true);
  CHECK_FALSE(calendar_claim().as_object().contains("stale_since"));
}

TEST_CASE_METHOD(calendar_office, "a restart keeps what the calendar said, and reads it again",
                 "[S8.4][B2.5][presence]") {
  open();
  meets(now() - 1min, 3h);
  advance(61s);
  source->failure = {calendar_failure::kind::unreachable, "nobody answers", std::nullopt};
  restart();
  look();
  advance(1s);
  CHECK(status().at("type") == "meeting");
  CHECK(calendar_claim().as_object().contains("stale_since"));
  source->failure.reset();
  source->calendars.clear();
  advance(61s);
  CHECK(status().at("type") == "available");
}

TEST_CASE_METHOD(calendar_office, "a throttled provider is not asked before it said so",
                 "[B2.5][presence]") {
  open();
  advance(61s);
  source->failure = {calendar_failure::kind::throttled, "slow down", 10min};
  advance(61s);
  const auto reads = source->reads;
  advance(8min);
  CHECK(source->reads == reads);
  CHECK(seen.item("health", "calendar:cal").at("ok") == true);
  source->failure.reset();
  advance(2min);
  CHECK(source->reads > reads);
}

TEST_CASE_METHOD(calendar_office,
                 "a status goes to the calendar, and is taken away when cleared early",
                 "[B2.5][presence]") {
  open();
  must(user("pia"), vacation());
  advance(1s);
  REQUIRE(source->written.size() == 1);
  const auto entry = source->written.begin()->second;
  CHECK(entry.calendar == "anna/work");
  CHECK(entry.title == "Ferie");
  CHECK(entry.busy == busy_type::out_of_office);
  CHECK(entry.end - entry.start == 1h);
  must(user("pia"), clear_status{employee_id{"anna"}});
  advance(1s);
  CHECK(source->written.empty());
  must(user("pia"), vacation());
  advance(61min);
  CHECK(status().at("type") == "available");
  CHECK(source->written.size() == 1); // history
}

TEST_CASE_METHOD(calendar_office,
                 "what could not be written is written later, also after a restart",
                 "[B2.5][presence]") {
  open();
  source->failure = {calendar_failure::kind::unreachable, "nobody answers", std::nullopt};
  must(user("pia"), vacation());
  advance(1min);
  CHECK(source->written.empty());
  CHECK(source->writes > 1);
  SECTION("later") {}
  SECTION("after a restart") { restart(); }
  source->failure.reset();
  advance(5min);
  CHECK(source->written.size() == 1);
}

TEST_CASE_METHOD(calendar_office, "a link that is not in the settings is refused by name",
                 "[B2.5][presence]") {
  open();
  const auto refused = run(administrator(), with_calendar("typo"));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().path == "params.calendar.link");
  CHECK(refused.error().expected == "one of cal");
  CHECK(refused.error().got == "typo");
}
