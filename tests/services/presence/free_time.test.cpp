#include "services/presence/free_time.hpp"

#include "services/presence/status_types.hpp"
#include "tests/services/presence/people.hpp"

#include <rapidcheck/catch.h>

using namespace omstilling;
using namespace omstilling::people;

namespace {

const time_window day{t0, t0 + 24h};

agenda_entry planned(std::string type, duration start, duration end) {
  return {.id = "p",
          .source = claim_source::schedule,
          .type = std::move(type),
          .start = t0 + start,
          .end = t0 + end};
}

agenda_entry appointment(busy_type busy, duration start, duration end) {
  auto result = planned("meeting", start, end);
  result.source = claim_source::calendar;
  result.busy = busy;
  return result;
}

/// `0-60 busy`, in minutes from t0.
std::vector<std::string> taken(const std::vector<agenda_entry>& agenda, const person& who = {}) {
  std::vector<std::string> result;
  for (const auto& x : times_taken(who, agenda, default_status_types(), day)) {
    const auto minutes = [](time_point at) {
      return std::to_string(std::chrono::floor<std::chrono::minutes>(at - t0).count());
    };
    result.push_back(minutes(x.start) + '-' + minutes(x.end) + ' ' + word(x.busy));
  }
  return result;
}

using lines = std::vector<std::string>;

std::string refusal_of(std::optional<time_point> from, std::optional<time_point> to) {
  const auto x = window_asked(from, to, t0);
  return x ? "none" : message(x.error());
}

} // namespace

TEST_CASE("without a wish the window is 14 days from the last full hour", "[free_time]") {
  const auto x = window_asked({}, {}, t0 + 59min);
  REQUIRE(x);
  CHECK(x->from == t0);
  CHECK(x->to == t0 + 24h * 14);
  CHECK(window_asked(t0 + 1min, {}, t0)->to == t0 + 1min + 24h * 14);
  CHECK(window_asked(t0 + 1min, t0 + 2min, t0)->from == t0 + 1min);
}

TEST_CASE("a window has an end, of at most 62 days, after its start", "[free_time]") {
  CHECK(refusal_of(t0, t0 + 24h * 62) == "none");
  CHECK(refusal_of(t0, t0 + 24h * 62 + 1ms) ==
        "to: at most 62 days after 2026-11-22T10:00:00.000Z expected, got "
        "2027-01-23T10:00:00.001Z");
  CHECK(refusal_of(t0, t0).starts_with("to: a time after 2026-11-22T10:00:00.000Z expected"));
  CHECK(refusal_of({}, t0 - 1h).starts_with("to: a time after"));
}

TEST_CASE("plans take her by what their status means", "[free_time][S14.2]") {
  CHECK(taken({planned("meeting", 0min, 60min)}) == lines{"0-60 busy"});
  CHECK(taken({planned("vacation", 0min, 60min)}) == lines{"0-60 out_of_office"});
  CHECK(taken({planned("away", 0min, 60min)}) == lines{"0-60 out_of_office"});
  CHECK(taken({planned("available", 0min, 60min)}).empty());
  CHECK(taken({planned("works_from_home", 0min, 60min)}).empty());
  CHECK(taken({planned("nobody knows it", 0min, 60min)}) == lines{"0-60 busy"});
}

TEST_CASE("appointments take her as her calendar says", "[free_time][S11.2]") {
  CHECK(taken({appointment(busy_type::tentative, 0min, 60min)}) == lines{"0-60 tentative"});
  CHECK(taken({appointment(busy_type::out_of_office, 0min, 60min)}) == lines{"0-60 out_of_office"});
  CHECK(taken({appointment(busy_type::free, 0min, 60min)}).empty());
  CHECK(taken({appointment(busy_type::working_elsewhere, 0min, 60min)}).empty());
  CHECK(taken({appointment(busy_type::unknown, 0min, 60min)}) == lines{"0-60 busy"});
}

TEST_CASE("what overlaps is said once, the stronger first", "[free_time]") {
  CHECK(taken({planned("meeting", 0min, 60min), planned("busy", 30min, 90min)}) ==
        lines{"0-90 busy"});
  CHECK(taken({planned("meeting", 0min, 60min), planned("meeting", 60min, 90min)}) ==
        lines{"0-90 busy"});
  CHECK(
    taken({appointment(busy_type::tentative, 0min, 90min), planned("vacation", 30min, 60min)}) ==
    lines{"0-30 tentative", "30-60 out_of_office", "60-90 tentative"});
  CHECK(taken({planned("meeting", -60min, 30min), planned("meeting", 23h, 25h)}) ==
        lines{"0-30 busy", "1380-1440 busy"});
  CHECK(taken({planned("meeting", -60min, 0min), planned("meeting", 24h, 25h)}).empty());
}

TEST_CASE("a status counts to its end, and without one not at all", "[free_time]") {
  auto x = at_desk();
  x.set(status_for("sick", 3600), t0);
  CHECK(taken({}, x.view(audience::reception)) == lines{"0-60 out_of_office"});
  CHECK(taken({}, x.view(audience::public_)) == lines{"0-60 out_of_office"});
  x.set(status_for("meeting", 3600), t0);
  CHECK(taken({}, x.view(audience::reception)) == taken({}, x.view(audience::public_)));
  x.set(status("sick"), t0);
  CHECK(taken({}, x.view(audience::reception)).empty());
}

TEST_CASE("each minute is as the strongest that covers it", "[free_time]") {
  rc::prop("", [] {
    std::vector<agenda_entry> agenda;
    const auto count = *rc::gen::inRange(0, 12);
    for (int i = 0; i < count; ++i) {
      const auto start = *rc::gen::inRange(-20, 40);
      const auto busy = *rc::gen::element(busy_type::free, busy_type::tentative, busy_type::busy,
                                          busy_type::out_of_office);
      agenda.push_back(appointment(busy, std::chrono::minutes{start},
                                   std::chrono::minutes{start + *rc::gen::inRange(0, 20)}));
    }
    const time_window window{t0, t0 + 30min};
    const auto got = times_taken({}, agenda, default_status_types(), window);
    for (std::size_t i = 0; i < got.size(); ++i) {
      RC_ASSERT(got[i].start < got[i].end);
      if (i > 0)
        RC_ASSERT(got[i - 1].end < got[i].start ||
                  (got[i - 1].end == got[i].start && got[i - 1].busy != got[i].busy));
    }
    for (int minute = -2; minute < 33; ++minute) {
      const auto at = t0 + std::chrono::minutes{minute};
      const auto covers = [&](const auto& x) { return x.start <= at && at < x.end; };
      auto strongest = busy_type::free;
      for (const auto kind : {busy_type::tentative, busy_type::busy, busy_type::out_of_office})
        if (std::ranges::any_of(agenda, [&](const auto& x) { return x.busy == kind && covers(x); }))
          strongest = kind;
      if (minute < 0 || minute >= 30)
        strongest = busy_type::free;
      const auto found = std::ranges::find_if(got, covers);
      RC_ASSERT((found == got.end() ? busy_type::free : found->busy) == strongest);
    }
  });
}

TEST_CASE("times taken go out as VFREEBUSY without what by", "[free_time]") {
  auto entry = planned("vacation", 0min, 60min);
  entry.text = "zq_note_secret";
  const auto who = at_desk().view(audience::reception);
  const auto periods = times_taken(who, {entry}, default_status_types(), day);
  const auto text = write_times_taken(who, periods, day, t0);
  CHECK(text.find("BEGIN:VFREEBUSY\r\n") != text.npos);
  CHECK(text.find("UID:freebusy-pres:anna@aarhus\r\n") != text.npos);
  CHECK(text.find("FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20261122T100000Z/20261122T110000Z\r\n") !=
        text.npos);
  CHECK(text.find("DTEND:20261123T100000Z\r\n") != text.npos);
  CHECK(text.find("zq_note") == text.npos);
}
