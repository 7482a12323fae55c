#include "services/messages/promise.hpp"

#include "services/watches/watchlist.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

using namespace omstilling;
using namespace std::chrono_literals;

namespace {

const time_point t0{std::chrono::hours{490'000}};

callback_promise promise_due_in(duration ahead, std::optional<stand_in> deputy = std::nullopt) {
  return callback_promise{make_promise(site_id{"hq"},
                                       {.id = promise_id{"hq.1.p1"},
                                        .caller = {"+45 44 55 66 77", "Karen Holm"},
                                        .owner = employee_id{"anna"},
                                        .owner_name = "Anna Brandt",
                                        .by = user_id{"pia"},
                                        .by_name = "Pia Winther",
                                        .at = t0,
                                        .deadline = t0 + ahead},
                                       std::move(deputy))};
}

const stand_in bo{employee_id{"bo"}, "Bo Lindholm"};

call_reached call_by(std::string who, time_point at, std::string number = "44556677") {
  return {.by = employee_id{std::move(who)},
          .number = std::move(number),
          .call = call_id{"hq.1.9"},
          .at = at};
}

promise_state state_of(const callback_promise& x) { return x.record().shown.state; }

} // namespace

TEST_CASE("the owner is reminded a quarter before, at most 15 minutes", "[S0.6][messages]") {
  CHECK(promise_due_in(20min).record().remind_at == t0 + 15min);
  CHECK(promise_due_in(4h).record().remind_at == t0 + 4h - 15min);
  auto x = promise_due_in(20min);
  CHECK_FALSE(x.remind(t0 + 14min).changed);
  const auto done = x.remind(t0 + 15min);
  CHECK(state_of(x) == promise_state::reminded);
  REQUIRE(done.tell);
  CHECK(done.tell->what == popup_kind::promise_due);
  CHECK(done.tell->employee == employee_id{"anna"});
  CHECK_FALSE(x.remind(t0 + 16min).changed);
  CHECK(x.deadline() == t0 + 20min);
}

TEST_CASE("the owner is told of a promise that another made", "[S0.6][messages]") {
  const auto done = promise_due_in(1h).make();
  CHECK(done.tell == promise_news{.what = popup_kind::promise_made,
                                  .employee = employee_id{"anna"},
                                  .except = user_id{"pia"}});
}

TEST_CASE("at the deadline it goes on to the deputy, else back to who made it",
          "[S0.6][messages]") {
  auto x = promise_due_in(1h);
  CHECK_FALSE(x.escalate(bo, t0 + 59min).changed);
  const auto done = x.escalate(bo, t0 + 1h);
  CHECK(state_of(x) == promise_state::escalated);
  CHECK(x.record().shown.deputy == bo.id);
  CHECK(x.record().shown.deputy_name == "Bo Lindholm");
  CHECK(done.tell->employee == bo.id);
  CHECK_FALSE(x.late(t0 + 2h));
  CHECK_FALSE(x.deadline());
  auto alone = promise_due_in(1h);
  CHECK(alone.escalate(std::nullopt, t0 + 1h).tell->user == user_id{"pia"});
  auto own = promise_due_in(1h);
  CHECK(own.escalate(stand_in{employee_id{"anna"}, "Anna"}, t0 + 1h).tell->user == user_id{"pia"});
  CHECK_FALSE(own.record().shown.deputy);
}

TEST_CASE("an answered call of the owner or the deputy to the number keeps it",
          "[S0.6][messages]") {
  struct row {
    call_reached call;
    bool keeps;
  };
  const std::vector<row> rows{{call_by("anna", t0 + 1s), true},
                              {call_by("bo", t0 + 1s), true},
                              {call_by("anna", t0 + 1s, "004544556677"), true},
                              {call_by("anna", t0 + 1s, "044556677"), true},
                              {call_by("cecilie", t0 + 1s), false},
                              {call_by("anna", t0), false},
                              {call_by("anna", t0 + 1s, "44556678"), false},
                              {call_by("anna", t0 + 1s, "677"), false},
                              {call_by("anna", t0 + 1s, ""), false}};
  for (const auto& x : rows) {
    CAPTURE(x.call.by.value, x.call.number);
    auto y = promise_due_in(1h, bo);
    CHECK(y.reached(x.call, t0 + 2s).changed == x.keeps);
    CHECK((state_of(y) == promise_state::kept) == x.keeps);
    CHECK(y.over() == x.keeps);
    if (x.keeps)
      CHECK(y.record().shown.kept_by == call_id{"hq.1.9"});
  }
}

TEST_CASE("it is closed by who made it, owns it or got it, and nobody else",
          "[S0.6][B4.1][messages]") {
  const auto closed = [](const user_id& user, std::optional<employee_id> employee) {
    auto x = promise_due_in(1h);
    x.escalate(bo, t0 + 1h);
    return !x.close(user, employee, "Who", t0 + 2h).refused && x.over() &&
           x.record().shown.closed_by == "Who";
  };
  CHECK(closed(user_id{"pia"}, std::nullopt));
  CHECK(closed(user_id{"x"}, employee_id{"anna"}));
  CHECK(closed(user_id{"x"}, employee_id{"bo"}));
  CHECK_FALSE(closed(user_id{"x"}, employee_id{"cecilie"}));
  CHECK_FALSE(closed(user_id{"x"}, std::nullopt));
}

TEST_CASE("those that are over are shown for a day", "[S0.6][messages]") {
  auto x = promise_due_in(1h);
  CHECK(is_shown(x.record(), t0 + 48h));
  x.close(user_id{"pia"}, std::nullopt, "Pia", t0);
  CHECK(is_shown(x.record(), t0 + 23h));
  CHECK_FALSE(is_shown(x.record(), t0 + 24h));
}

TEST_CASE("news of a promise are told once, also after they were dismissed", "[S0.6][messages]") {
  watchlist list{{.user = user_id{"anna"}, .site = site_id{"hq"}, .watches = {}, .popups = {}}};
  const auto about = promise_due_in(1h).record().shown;
  const auto first = list.told(about, popup_kind::promise_made, t0);
  REQUIRE(first.shown.size() == 1);
  CHECK(first.shown[0].promise == about.id);
  CHECK(first.shown[0].caller == about.caller);
  CHECK(first.shown[0].by == "Pia Winther");
  CHECK(list.told(about, popup_kind::promise_due, t0).shown.size() == 1);
  list.dismiss(first.shown[0].id);
  CHECK_FALSE(list.told(about, popup_kind::promise_made, t0).changed);
  CHECK(list.record().popups.size() == 1);
}

TEST_CASE("a promise that is over stays so, and is told of once a kind",
          "[S0.6][property][messages]") {
  rc::prop("whatever comes in whatever order, with a clock that jumps", [] {
    auto x = promise_due_in(std::chrono::minutes{*rc::gen::inRange(1, 600)}, bo);
    auto now = t0;
    int told_due = 0;
    int told_escalated = 0;
    for (auto left = *rc::gen::inRange(0, 30); left > 0; --left) {
      const auto before = x.record();
      const bool was_over = x.over();
      now += std::chrono::minutes{*rc::gen::inRange(-30, 120)};
      promise_decision done;
      switch (*rc::gen::inRange(0, 5)) {
        case 0: done = x.remind(now); break;
        case 1:
          done = x.escalate(*rc::gen::arbitrary<bool>() ? std::optional{bo} : std::nullopt, now);
          break;
        case 2:
          done = x.reached(call_by(*rc::gen::element<std::string>("anna", "bo", "x"), now), now);
          break;
        case 3: x = callback_promise{x.record()}; break;
        default:
          done =
            x.close(user_id{*rc::gen::element<std::string>("pia", "x")}, std::nullopt, "P", now);
          break;
      }
      if (was_over) {
        RC_ASSERT(x.record() == before);
        RC_ASSERT(!done.tell);
      }
      told_due += done.tell && done.tell->what == popup_kind::promise_due;
      told_escalated += done.tell && done.tell->what == popup_kind::promise_escalated;
    }
    RC_ASSERT(told_due <= 1);
    RC_ASSERT(told_escalated <= 1);
  });
}
