#include "ui-dear-imgui/model/own_phone.hpp"

#include "tests/ui-dear-imgui/service_frames.hpp"
#include "ui-dear-imgui/model/actions.hpp"
#include "ui-dear-imgui/model/news.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace omstilling::testing;
using namespace std::chrono_literals;

namespace {

console_view with_phone(bool disturbed, settings_view settings) {
  console_view view;
  view.phase = link_phase::live;
  view.user = user_id{"lone"};
  view.employee = employee_id{"lo"};
  view.settings = std::move(settings);
  auto who = somebody("lo", "Lone", "2001");
  who.phones.front().do_not_disturb = disturbed;
  auto folded = searchable(who);
  view.people = std::make_shared<const people_list>(
    person_rows{std::make_shared<const person_entry>(person_entry{who, folded})});
  return view;
}

std::optional<bool> asked(const std::optional<command>& x) {
  return x ? std::get<set_phone>(*x).do_not_disturb : std::nullopt;
}

} // namespace

TEST_CASE("[S16.8] a lock puts do not disturb on, the unlock takes it off", "[own_phone]") {
  lock_rule rule;
  const settings_view on{.dnd_at_lock = true};
  CHECK_FALSE(rule.next(with_phone(false, on), t0));
  rule.locked(true);
  CHECK(asked(rule.next(with_phone(false, on), t0)) == true);
  CHECK_FALSE(rule.next(with_phone(false, on), t0)); // once
  rule.locked(false);
  SECTION("after the service has shown it") {
    CHECK(asked(rule.next(with_phone(true, on), t0)) == false);
  }
  SECTION("in one breath") { CHECK(asked(rule.next(with_phone(false, on), t0)) == false); }
}

TEST_CASE("[S16.8] what was on before the lock is left alone", "[own_phone]") {
  lock_rule rule;
  const settings_view on{.dnd_at_lock = true};
  rule.locked(true);
  CHECK_FALSE(rule.next(with_phone(true, on), t0));
  rule.locked(false);
  CHECK_FALSE(rule.next(with_phone(true, on), t0));
}

TEST_CASE("[S16.8] what somebody put on right after the unlock is theirs", "[own_phone]") {
  lock_rule rule;
  const settings_view on{.dnd_at_lock = true};
  rule.locked(true);
  CHECK(asked(rule.next(with_phone(false, on), t0)) == true);
  rule.locked(false);
  CHECK(asked(rule.next(with_phone(true, on), t0)) == false);
  // Off and on again came as one: off was never shown.
  CHECK_FALSE(rule.next(with_phone(true, on), t0 + 2s));
  rule.locked(true);
  CHECK_FALSE(rule.next(with_phone(true, on), t0 + 3s));
  rule.locked(false);
  CHECK_FALSE(rule.next(with_phone(true, on), t0 + 3s));
}

TEST_CASE("[S16.8] a lock while the service is away waits for it", "[own_phone]") {
  lock_rule rule;
  auto view = with_phone(false, {.dnd_at_lock = true});
  view.phase = link_phase::away;
  rule.locked(true);
  CHECK_FALSE(rule.next(view, t0));
  view.phase = link_phase::live;
  CHECK(asked(rule.next(view, t0)) == true);
}

TEST_CASE("[S16.8] without the setting a lock does nothing", "[own_phone]") {
  lock_rule rule;
  rule.locked(true);
  CHECK_FALSE(rule.next(with_phone(false, {}), t0));
}

TEST_CASE("[S16.9] the start takes do not disturb off once, where that is wanted", "[own_phone]") {
  const settings_view on{.dnd_off_at_start = true};
  start_rule rule;
  CHECK(asked(rule.next(with_phone(true, on))) == false);
  CHECK_FALSE(rule.next(with_phone(true, on)));
  start_rule other;
  CHECK_FALSE(other.next(with_phone(true, {})));
  CHECK_FALSE(other.next(with_phone(true, on))); // it is the start that counts
}

TEST_CASE("[S16.2] the own phone is the chosen one, or the primary one", "[own_phone]") {
  auto view = with_phone(false, {.call_phone = "2001"});
  CHECK(own_phone(view)->number == "2001");
  view.settings->call_phone = "gone";
  CHECK(own_phone(view)->number == "2001");
  view.employee.reset();
  CHECK_FALSE(own_phone(view));
}

TEST_CASE("[S17.2] each pop-up and each returned call is news once", "[news]") {
  news fresh;
  auto view = with_phone(false, {});
  view.popups.push_back({.id = popup_id{"p1"}, .at = t0, .employee = employee_id{"bo"}});
  auto back = caller("c1", caller_state::returning);
  back.returned = recall_reason::no_answer;
  back.offered_to = {user_id{"lone"}};
  view.calls.push_back(back);
  CHECK(fresh.take(view).size() == 2);
  CHECK(fresh.take(view).empty());
  view.calls.front().returned = recall_reason::pulled_back;
  view.popups.clear();
  CHECK(fresh.take(view).empty());
  CHECK(fresh.take_gone().size() == 2);
}

TEST_CASE("[S16.11] a marked number is found in any writing, and only a number", "[own_phone]") {
  auto view = with_phone(false, {});
  view.rights = {right::own_status};
  const auto number = [&](std::string_view text) {
    const auto order = dial_marked(view, text);
    return order ? std::get<dial_call>(*order).number.value_or("") : std::string{};
  };
  CHECK(number(" (+45) 37 00-14.52\n") == "+4537001452");
  CHECK(number("2001") == "2001");
  CHECK(number("Bo 2001").empty());
  CHECK(number("").empty());
  CHECK(number(std::string(4'000, '1')).empty());
}
