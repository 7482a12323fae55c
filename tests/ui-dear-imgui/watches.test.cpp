#include "tests/ui-dear-imgui/overlay_fixture.hpp"

using namespace omstilling;
using namespace omstilling::testing;
using namespace std::chrono_literals;

namespace {

watch_view some_watch(std::string id, std::string who, std::string name) {
  watch_view x;
  x.id = watch_id{std::move(id)};
  x.employee = employee_id{std::move(who)};
  x.name = std::move(name);
  x.lamp_state = lamp::busy;
  x.lamp_since = t0;
  return x;
}

struct at_watch : overlay_fixture {
  at_watch() {
    window.chosen.person = employee_id{"bo"};
    settle();
    press_with(ImGui::GetIO().KeyCtrl, 'O');
    REQUIRE(open() == overlay_kind::watch_form);
    settle();
  }
};

} // namespace

TEST_CASE_METHOD(overlay_fixture, "[S17.1] an empty watch list says so, and how to fill it",
                 "[watches]") {
  settle();
  CHECK(says("You watch nobody."));
  click("add the first watch");
  CHECK(open() == overlay_kind::watch_form);
}

TEST_CASE_METHOD(overlay_fixture, "[S17.1] the watched are listed with phone, status and condition",
                 "[watches]") {
  auto first = some_watch("w1", "bo", "Bo Lindholm");
  first.status.type = "meeting";
  first.condition = {watch_kind::phone_status, {}, lamp::idle};
  first.once = true;
  view.watches = {first};
  settle();
  REQUIRE(control("watch w1"));
  CHECK(says("Bo Lindholm"));
  CHECK(says("Meeting · Busy"));
  CHECK(says("phone: Free · once"));
  click("stop watching w1");
  CHECK(last<remove_watch>()->watch == watch_id{"w1"});
}

TEST_CASE_METHOD(overlay_fixture, "[S17.1] what is not known of the watched is not guessed",
                 "[watches]") {
  view.watches = {some_watch("w1", "bo", "Bo Lindholm")};
  view.phase = link_phase::away;
  settle();
  const auto* row = control("watch w1");
  REQUIRE(row);
  const auto& all = window.seen().texts;
  const auto in_row = [&](const std::string& word) {
    return std::any_of(all.begin(), all.end(), [&](const auto& x) {
      return x.whole == word && x.x > row->x && x.y >= row->y && x.y < row->y + row->h;
    });
  };
  CHECK(in_row("Unknown"));
  CHECK_FALSE(in_row("Busy"));
  CHECK_FALSE(control("stop watching w1")->enabled);
  CHECK_FALSE(control("add watch")->enabled);
}

TEST_CASE_METHOD(overlay_fixture, "[S17.1] a double click on a watched person calls or transfers",
                 "[watches]") {
  view.watches = {some_watch("w1", "bo", "Bo Lindholm")};
  settle();
  click("watch w1");
  click("watch w1");
  CHECK(last<dial_call>()->employee == employee_id{"bo"});
}

TEST_CASE_METHOD(overlay_fixture, "[S17.1] two hundred watches cost what the visible ones cost",
                 "[watches]") {
  for (int i = 0; i < 200; ++i)
    view.watches.push_back(some_watch("w" + std::to_string(i), "bo", "Person with a long name"));
  settle();
  CHECK(vertices < 20'000);
  CHECK(control("watch w0"));
  CHECK_FALSE(control("watch w199"));
}

TEST_CASE_METHOD(at_watch, "[S18.2] Enter watches the chosen person for any change", "[watches]") {
  press(ImGuiKey_Enter);
  const auto order = last<add_watch>();
  REQUIRE(order);
  CHECK(order->employees == std::vector{employee_id{"bo"}});
  CHECK(order->condition.kind == watch_kind::any_change);
  CHECK_FALSE(order->once);
  CHECK(open() == overlay_kind::none);
}

TEST_CASE_METHOD(at_watch, "[S18.1] one press asks to be told once when somebody is free",
                 "[watches]") {
  click("when free");
  const auto order = last<add_watch>();
  REQUIRE(order);
  CHECK(order->condition == watch_condition{watch_kind::phone_status, {}, lamp::idle});
  CHECK(order->once);
  CHECK(open() == overlay_kind::none);
}

TEST_CASE_METHOD(at_watch, "[S18.1] a watch is for one status, or one state of the phone",
                 "[watches]") {
  click("person status");
  CHECK_FALSE(control("approve")->enabled);
  click("type available");
  click("once");
  click("approve");
  CHECK(last<add_watch>()->condition ==
        watch_condition{watch_kind::person_status, "available", {}});
  CHECK(last<add_watch>()->once);
}

TEST_CASE_METHOD(at_watch, "[S18.3] several people are watched at once", "[watches]") {
  type("anne");
  REQUIRE(control("more ag"));
  press(ImGuiKey_Enter);
  settle();
  CHECK(open() == overlay_kind::watch_form); // the first Enter added her
  CHECK(control("less ag"));
  press(ImGuiKey_Enter);
  const auto order = last<add_watch>();
  REQUIRE(order);
  CHECK(order->employees == std::vector{employee_id{"bo"}, employee_id{"ag"}});
}

TEST_CASE_METHOD(at_watch, "[S18.3] somebody is taken off again, and nobody cannot be watched",
                 "[watches]") {
  click("less bo");
  CHECK_FALSE(control("less bo"));
  CHECK_FALSE(control("approve")->enabled);
  CHECK_FALSE(control("when free")->enabled);
}

TEST_CASE_METHOD(overlay_fixture,
                 "[S18.3] among a hundred thousand the form finds the few it shows", "[watches]") {
  person_rows many;
  for (int i = 0; i < 100'000; ++i)
    many.push_back(entry(somebody("e" + std::to_string(i), "Person " + std::to_string(i), "4")));
  people(std::move(many));
  window.chosen.overlay = {overlay_kind::watch_form, {}, {}, {}};
  settle();
  type("person");
  CHECK(control("more e0"));
  CHECK_FALSE(control("more e9"));
  CHECK(vertices < 25'000);
}

TEST_CASE_METHOD(overlay_fixture, "without the right to watch nothing offers it", "[watches]") {
  std::erase(view.rights, right::own_watches);
  window.chosen.person = employee_id{"bo"};
  settle();
  press_with(ImGui::GetIO().KeyCtrl, 'O');
  CHECK(open() == overlay_kind::none);
  CHECK_FALSE(control("watch"));
  CHECK_FALSE(control("add watch")->enabled);
}

TEST_CASE_METHOD(at_watch, "[S18.1] a watch has an end", "[watches]") {
  click("rest of the day");
  click("approve");
  REQUIRE(last<add_watch>());
  CHECK(last<add_watch>()->until);
  CHECK(*last<add_watch>()->until > t0);
}

TEST_CASE_METHOD(at_watch, "[S18.1] a watch ends at a time of day", "[watches]") {
  click("until a time");
  settle();
  CHECK_FALSE(control("approve")->enabled);
  type("23:59");
  press(ImGuiKey_Enter);
  REQUIRE(last<add_watch>());
  CHECK(last<add_watch>()->until > t0);
}

TEST_CASE_METHOD(overlay_fixture, "[S17.1] the end of a watch stands in the list", "[watches]") {
  auto first = some_watch("w1", "bo", "Bo Lindholm");
  first.until = t0 + 24h * 30;
  view.watches = {first};
  settle();
  CHECK(says("any change · until 24 Dec"));
}

TEST_CASE_METHOD(overlay_fixture, "[S18.1] one key tells once when somebody is free", "[watches]") {
  window.chosen.person = employee_id{"bo"};
  settle();
  press_with(ImGui::GetIO().KeyAlt, 'O');
  const auto order = last<add_watch>();
  REQUIRE(order);
  CHECK(order->employees == std::vector{employee_id{"bo"}});
  CHECK(order->condition == watch_condition{watch_kind::phone_status, {}, lamp::idle});
  CHECK(order->once);
  CHECK(open() == overlay_kind::none);
  asked.clear();
  click("person ag", 1);
  click("when free");
  REQUIRE(last<add_watch>());
  CHECK(last<add_watch>()->employees == std::vector{employee_id{"ag"}});
}
