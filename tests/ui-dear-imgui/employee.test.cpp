#include "tests/ui-dear-imgui/places_fixture.hpp"

using namespace omstilling;
using namespace omstilling::testing;
using namespace omstilling::testing::places;

TEST_CASE_METHOD(console, "[S16.6] without a switchboard the ordinary client is shown",
                 "[employee]") {
  size(420, 760);
  auto view = an_employee();
  show(view);
  CHECK(control("quick meeting 30"));
  CHECK(control("tab colleagues"));
  CHECK_FALSE(control("answer"));
  CHECK(rows().size() == 3);
  CHECK(stays_inside());
}

TEST_CASE_METHOD(console, "[S16.6] a receptionist who switches the switchboard off sees it too",
                 "[employee]") {
  size(1'280, 720);
  auto view = a_receptionist();
  show(view);
  CHECK_FALSE(control("quick meeting 30"));
  view.settings = settings_view{};
  view.settings->switchboard = false;
  show(view);
  CHECK(control("quick meeting 30"));
  view.settings->switchboard = true;
  show(view);
  CHECK_FALSE(control("quick meeting 30"));
  size(880, 720); // too narrow for three columns
  show(view);
  CHECK(control("quick meeting 30"));
}

TEST_CASE_METHOD(console, "[S14.1] [S14.3] one press changes the own status for so long",
                 "[employee]") {
  size(420, 760);
  const auto view = an_employee();
  const auto half_hour = click(view, "quick meeting 30");
  const auto* meeting = only<set_status>(half_hour);
  REQUIRE(meeting);
  CHECK(meeting->employee == employee_id{"ag"});
  CHECK(meeting->type == "meeting");
  CHECK(meeting->for_seconds == 1'800);
  const auto hour = click(view, "quick meeting 60");
  REQUIRE(only<set_status>(hour));
  CHECK(only<set_status>(hour)->for_seconds == 3'600);
  const auto lunch = click(view, "quick lunch");
  REQUIRE(only<set_status>(lunch));
  CHECK(only<set_status>(lunch)->type == "lunch");
  const auto home = click(view, "quick home");
  REQUIRE(only<set_status>(home));
  CHECK(only<set_status>(home)->type == "works_from_home");
  CHECK_FALSE(only<set_status>(home)->for_seconds);
}

TEST_CASE_METHOD(console, "[S14.5] do not disturb silences the phone as well, until it ends",
                 "[employee]") {
  size(420, 760);
  const auto wishes = click(an_employee(), "quick do not disturb");
  const auto* order = only<set_status>(wishes);
  REQUIRE(order);
  REQUIRE(order->start_actions.size() == 1);
  CHECK(order->start_actions[0].kind == status_action_kind::set_do_not_disturb);
  REQUIRE(order->stop_actions.size() == 1);
  CHECK(order->stop_actions[0].kind == status_action_kind::clear_do_not_disturb);
}

TEST_CASE_METHOD(console, "gone home ends on the morning of the next day of work", "[employee]") {
  size(420, 760);
  const auto view = an_employee();
  now = *from_rfc3339("2026-11-27T15:00:00.000Z"); // a Friday
  const auto wishes = click(view, "quick gone home");
  const auto* order = only<set_status>(wishes);
  REQUIRE((order && order->until));
  CHECK(*order->until - now > 48h);
  CHECK(*order->until - now < 72h);
}

TEST_CASE_METHOD(console, "a status of one's own choice can be ended, and only that",
                 "[employee]") {
  size(420, 760);
  auto view = an_employee();
  show(view);
  REQUIRE(control("end status"));
  CHECK_FALSE(control("end status")->enabled);
  CHECK(click(view, "end status").empty());
  auto anne = with_status("ag", "Anne Aagaard", "meeting");
  anne.status.since = t0 - 10min;
  anne.status.until = t0 + 20min;
  give_people(view, {anne});
  const auto wishes = click(view, "end status");
  REQUIRE(only<clear_status>(wishes));
  CHECK(only<clear_status>(wishes)->employee == employee_id{"ag"});
  CHECK(says("20 min left"));
  CHECK(control("quick meeting 30")->on);
  CHECK_FALSE(control("quick meeting 60")->on);
}

TEST_CASE_METHOD(console, "[S16.6] a login without an employee says so", "[employee]") {
  size(420, 760);
  auto view = an_employee();
  view.employee.reset();
  show(view);
  CHECK(is_whole("This login belongs to no employee."));
  CHECK_FALSE(control("quick meeting 30"));
  CHECK(rows().size() == 3);
}

TEST_CASE_METHOD(console, "[S16.6] colleagues are chosen with the arrows and called with Enter",
                 "[employee]") {
  size(420, 760);
  const auto view = an_employee();
  press(view, ImGuiKey_DownArrow);
  press(view, ImGuiKey_DownArrow);
  CHECK(window.chosen.person == employee_id{"bo"});
  const auto wishes = press(view, ImGuiKey_Enter);
  const auto* call = only<dial_call>(wishes);
  CHECK((call && call->employee == employee_id{"bo"}));
  const auto twice = click(view, "person ca", 2);
  const auto* other = only<dial_call>(twice);
  CHECK((other && other->employee == employee_id{"ca"}));
}

TEST_CASE_METHOD(console, "[S16.6] Alt and a number chooses a tab; a search brings colleagues back",
                 "[employee]") {
  size(420, 760);
  auto view = an_employee();
  view.rights.insert(view.rights.end(), {right::own_calls, right::own_contacts});
  press(view, '3', false, true);
  CHECK(control("tab log")->on);
  CHECK(is_whole("Reading …"));
  press(view, '4', false, true);
  CHECK(control("tab contacts")->on);
  CHECK(is_whole("No contacts yet."));
  press(view, '2', false, true);
  CHECK(control("tab watches")->on);
  CHECK(rows().empty());
  window.chosen.query = "lind";
  show(view);
  CHECK(control("tab colleagues")->on);
  CHECK(rows() == std::vector<std::string>{"Bo Lindholm"});
}

TEST_CASE_METHOD(console, "while the service is away nothing can be changed, and the lamps say so",
                 "[employee]") {
  size(420, 760);
  auto view = an_employee();
  view.phase = link_phase::away;
  show(view);
  CHECK_FALSE(control("quick meeting 30")->enabled);
  CHECK(click(view, "quick meeting 30").empty());
  CHECK(says("Unknown since"));
  CHECK(says("No connection to the service since"));
  const auto wishes = click(view, "retry now");
  CHECK((wishes.size() == 1 && std::holds_alternative<retry_wish>(wishes[0])));
}

TEST_CASE_METHOD(console, "a call in hand never hides in a narrow window", "[employee]") {
  size(700, 760);
  auto view = a_receptionist();
  sort_calls(view, {caller("c", caller_state::talking)}, {});
  show(view);
  CHECK(says("Karen Holm"));
  CHECK(control("quick meeting 30"));
}

TEST_CASE_METHOD(console, "the ordinary client holds at every width, with odd names and with many",
                 "[employee]") {
  auto view = an_employee();
  std::vector<person> people{somebody("ag", "Anne", "4")};
  for (const auto& name : odd_words())
    people.push_back(somebody("e" + std::to_string(people.size()), name, "4"));
  for (int i = 0; i < 100'000; ++i)
    people.push_back(somebody("m" + std::to_string(i), "Person " + std::to_string(i), "4"));
  give_people(view, people);
  for (const auto theme : {theme_name::light, theme_name::dark, theme_name::contrast})
    for (const auto width : {360.0F, 420.0F, 860.0F, 1'280.0F, 3'840.0F}) {
      window.chosen.colours = theme;
      size(width, 760);
      show(view);
      CHECK(stays_inside());
      CHECK(vertices < 20'000);
      CHECK(rows().size() > 3);
    }
  view.people = std::make_shared<people_list>();
  show(view);
  CHECK(is_whole("Nobody here."));
}

TEST_CASE_METHOD(console, "[S16.6] [S11.1] [S19.1] one's own agenda, plans and templates",
                 "[employee]") {
  size(420, 760);
  auto view = an_employee();
  view.templates = {
    {.id = template_id{"t1"}, .name = "Meeting 45 min", .type = "meeting", .for_seconds = 2'700}};
  auto& known = view.presence[employee_id{"ag"}];
  known.known = true;
  known.agenda = {{.id = "a1",
                   .source = claim_source::schedule,
                   .type = "lunch",
                   .text = "Canteen",
                   .start = t0 + 1h,
                   .end = t0 + 2h}};
  press(view, '5', false, true);
  CHECK(control("tab ahead")->on);
  CHECK(is_whole("Lunch · Canteen"));
  CHECK(stays_inside());
  const auto wishes = click(view, "template t1");
  const auto* order = only<set_status>(wishes);
  REQUIRE(order);
  CHECK(order->employee == employee_id{"ag"});
  CHECK(order->for_seconds == 2'700);
  click(view, "plans");
  CHECK(window.chosen.overlay.kind == overlay_kind::plans);
}
