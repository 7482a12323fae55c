#include "tests/actors/office.hpp"

#include <boost/json/parse.hpp>

#include <array>
#include <set>

using namespace omstilling;
using namespace omstilling::test;
using namespace std::chrono_literals;

namespace {

using std::chrono::sys_days;
using std::chrono::year;

/// A zone's year as its own authorities announce it, written down here and not looked up.
struct zone_rules {
  const char* name;
  duration standard;
  duration summer;
  // The instants of the year from 2026-11-23 on at which the clock changes, and to what.
  std::array<std::pair<const char*, bool>, 2> changes;
  bool begins_in_summer;

  bool is_summer(time_point at) const {
    auto result = begins_in_summer;
    for (const auto& [when, summer_then] : changes)
      if (at >= from_rfc3339(when).value())
        result = summer_then;
    return result;
  }
  /// RFC 5545: of two the first, in a gap the offset before it.
  time_point instant(time_point on_the_wall) const {
    if (const auto x = on_the_wall - summer; is_summer(x))
      return x;
    return on_the_wall - standard;
  }
};

const zone_rules copenhagen{"Europe/Copenhagen",
                            1h,
                            2h,
                            {{{"2027-03-28T01:00:00Z", true}, {"2027-10-31T01:00:00Z", false}}},
                            false};
const zone_rules new_york{"America/New_York",
                          -5h,
                          -4h,
                          {{{"2027-03-14T07:00:00Z", true}, {"2027-11-07T06:00:00Z", false}}},
                          false};
const zone_rules sydney{"Australia/Sydney",
                        10h,
                        11h,
                        {{{"2027-04-03T16:00:00Z", false}, {"2027-10-02T16:00:00Z", true}}},
                        true};

struct year_plan {
  employee_id who;
  put_plan asked;
  int weekday = -1; // 0 is Sunday
  int month_day = 0;
  std::chrono::minutes begins; // after midnight
  std::chrono::minutes length;
};

const char* const day_names[] = {"SU", "MO", "TU", "WE", "TH", "FR", "SA"};

/// Plans of every kind, at all hours, also those that the changes of the clock leave out or repeat.
std::vector<year_plan> plans(int count) {
  std::vector<year_plan> result;
  for (int i = 0; i < count; ++i) {
    year_plan x{
      .who = employee_id{"e" + std::to_string(i % 40)}, .asked = {}, .begins = {}, .length = {}};
    x.begins = std::chrono::minutes{(i * 37) % (24 * 60)};
    if (i % 7 == 0)
      x.begins = 2h + std::chrono::minutes{i % 60}; // the hour that comes and goes
    x.length = std::chrono::minutes{15 + (i * 11) % 600};
    std::string rule = "FREQ=DAILY";
    if (i % 12 != 0) {
      if (i % 3 == 0) {
        x.month_day = 1 + i % 28;
        rule = "FREQ=MONTHLY;BYMONTHDAY=" + std::to_string(x.month_day);
      } else {
        x.weekday = i % 7;
        rule = std::string{"FREQ=WEEKLY;BYDAY="} + day_names[x.weekday];
      }
    }
    const auto first = sys_days{year{2026} / 11 / 1};
    const auto local = [](time_point at) { return to_rfc3339(at).substr(0, 19); };
    // A first day that the rule names, else it would be a time too many.
    auto day = first;
    while ((x.weekday >= 0 && std::chrono::weekday{day}.c_encoding() != unsigned(x.weekday)) ||
           (x.month_day > 0 &&
            unsigned{std::chrono::year_month_day{day}.day()} != unsigned(x.month_day)))
      day += std::chrono::days{1};
    x.asked = {.employee = x.who,
               .type = i % 2 == 0 ? "meeting" : "lunch",
               .starts = local(day + x.begins),
               .ends = local(day + x.begins + x.length),
               .rule = rule};
    result.push_back(std::move(x));
  }
  return result;
}

/// Every start within the window, told day by day without any of what the product computes with.
std::vector<time_point> starts_of(const year_plan& x, const zone_rules& zone, time_point from,
                                  time_point to) {
  std::vector<time_point> result;
  for (auto day = sys_days{year{2026} / 11 / 21}; time_point{day} < to;
       day += std::chrono::days{1}) {
    if (x.weekday >= 0 && std::chrono::weekday{day}.c_encoding() != unsigned(x.weekday))
      continue;
    if (x.month_day > 0 &&
        unsigned{std::chrono::year_month_day{day}.day()} != unsigned(x.month_day))
      continue;
    const auto at = zone.instant(day + x.begins);
    if (at > from && at <= to)
      result.push_back(at);
  }
  return result;
}

/// What the journal has: by person and plan the instants, and when each was really done.
struct boundary {
  time_point at;
  time_point done;
};
std::map<std::string, std::vector<boundary>> journal(office& x, const std::string& type) {
  std::map<std::string, std::vector<boundary>> result;
  const auto events =
    x.kept.history({.site = site_id{"hq"}, .types = {type}, .limit = 10'000'000}).value();
  for (const auto& one : events) {
    const auto body = boost::json::parse(one.body);
    result[one.entity.id + '/' + std::string{body.at("plan").as_string()}].push_back(
      {from_rfc3339(body.at("at").as_string()).value(), one.at});
  }
  return result;
}

void live_a_year(office& x, const zone_rules& zone, int count) {
  x.time_zone = zone.name;
  x.start();
  for (int i = 0; i < 40; ++i)
    x.add_person("e" + std::to_string(i), "Person " + std::to_string(i), std::to_string(300 + i));
  const auto all = plans(count);
  const auto administrator = x.administrator();
  std::vector<std::string> keys;
  for (const auto& one : all) {
    const auto done = x.run(administrator, one.asked);
    INFO((done ? "" : message(done.error())));
    REQUIRE(done);
    keys.push_back(one.who.value + '/' + done->plan->value);
  }
  const auto began_at = x.now();
  x.advance(365 * 24h);
  const auto began = journal(x, "plan_began");
  const auto ended = journal(x, "plan_ended");
  std::size_t boundaries = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    INFO(zone.name << ", " << keys[i] << ": " << encode_text(all[i].asked));
    std::vector<time_point> seen;
    for (const auto& one : began.at(keys[i])) {
      CHECK(one.done - one.at < 1s); // by the clock on the wall when it was written down
      if (one.at > began_at)
        seen.push_back(one.at);
    }
    CHECK(seen == starts_of(all[i], zone, began_at, x.now()));
    const auto found = ended.find(keys[i]);
    const auto ends = found == ended.end() ? 0 : found->second.size();
    boundaries += seen.size() + ends;
    // Each that began has ended once, but for one that is on.
    CHECK((ends == began.at(keys[i]).size() || ends + 1 == began.at(keys[i]).size()));
    if (found != ended.end())
      for (const auto& one : found->second)
        CHECK(one.done - one.at < 1s);
  }
  CHECK(boundaries > 10'000);
}

} // namespace

// 500 plans in three zones, a year each.
TEST_CASE_METHOD(office, "a year of plans in Copenhagen: every boundary once, at its instant",
                 "[presence][S14.2][S14.4]") {
  live_a_year(*this, copenhagen, 168);
}

TEST_CASE_METHOD(office, "a year of plans in New York: every boundary once, at its instant",
                 "[presence][S14.4]") {
  live_a_year(*this, new_york, 166);
}

TEST_CASE_METHOD(office, "a year of plans in Sydney: every boundary once, at its instant",
                 "[presence][S14.4]") {
  live_a_year(*this, sydney, 166);
}
