#include "tests/ui-dear-imgui/places_fixture.hpp"

using namespace omstilling;
using namespace omstilling::testing;
using namespace omstilling::testing::places;

using names = std::vector<std::string>;

TEST_CASE_METHOD(console, "[S8.1] [S8.3] everybody is shown with lamp, number and status",
                 "[overview]") {
  show(a_receptionist());
  CHECK(rows() == names{"Anne Aagaard", "Bo Lindholm", "Carl Bro"});
  for (const auto* text : {"4108", "4107", "Meeting", "Sick", "Free"})
    CHECK(is_whole(text));
}

TEST_CASE_METHOD(console, "[S8.2] [S22.1] every state of a phone has its word", "[overview]") {
  auto view = a_receptionist();
  const std::vector<std::pair<lamp, const char*>> states{{lamp::idle, "Free"},
                                                         {lamp::busy, "Busy"},
                                                         {lamp::alerting, "Ringing"},
                                                         {lamp::initiated, "Dialling"},
                                                         {lamp::paused, "Paused"},
                                                         {lamp::do_not_disturb, "Do not disturb"},
                                                         {lamp::offline, "Offline"},
                                                         {lamp::unmonitored, "Not monitored"},
                                                         {lamp::unknown, "Unknown since"}};
  std::vector<person> people;
  for (const auto& [state, word] : states) {
    people.push_back(somebody(word, word + std::string{"er"}, "4"));
    people.back().lamp_state = state;
  }
  people.push_back(somebody("f", "Forwarded person", "4"));
  people.back().lamp_state = lamp::forwarded;
  people.back().forwarded_to = "2344";
  give_people(view, people);
  show(view);
  for (const auto& one : states)
    CHECK(says(one.second));
  CHECK(says("Fwd. \xE2\x86\x92 2344")); // for the whole word there is no room
  size(1'920, 1'080);
  show(view);
  CHECK(says("Forwarded \xE2\x86\x92 2344"));
}

TEST_CASE_METHOD(console, "[S8.4] a status from the calendar says so", "[overview]") {
  size(1'920, 1'080);
  auto view = a_receptionist();
  auto bo = with_status("bo", "Bo", "meeting");
  give_people(view, {bo});
  show(view);
  CHECK_FALSE(says("in calendar"));
  bo.status.source = claim_source::calendar;
  bo.status.until = t0 + 1h;
  give_people(view, {bo});
  window.chosen.person = employee_id{"bo"};
  show(view);
  CHECK(says("in calendar until "));
  CHECK(is_whole("busy in the calendar"));
}

TEST_CASE_METHOD(console, "[S20.1] chips filter by person status, several at once", "[overview]") {
  const auto view = a_receptionist();
  show(view);
  CHECK(control("status all")->text == "All  3");
  CHECK(control("status sick")->text == "Sick  1");
  click(view, "status sick");
  CHECK(rows() == names{"Carl Bro"});
  CHECK(control("status sick")->on);
  CHECK_FALSE(control("status all")->on);
  click(view, "status meeting");
  CHECK(rows() == names{"Bo Lindholm", "Carl Bro"});
  click(view, "status sick");
  CHECK(rows() == names{"Bo Lindholm"});
  click(view, "status all");
  CHECK(rows().size() == 3);
}

TEST_CASE_METHOD(console, "[S20.1] who is off sick no more leaves the list, and the chip stays",
                 "[overview]") {
  auto view = a_receptionist();
  click(view, "status sick");
  ImGui::GetIO().MousePos = {-1, -1};
  give_people(view, {somebody("ca", "Carl Bro", "911")});
  show(view);
  CHECK(rows().empty());
  REQUIRE(control("status sick"));
  CHECK(control("status sick")->text == "Sick  0");
  CHECK(is_whole("Nobody here."));
}

TEST_CASE_METHOD(console, "[S20.1] no chip moves away from under the mouse", "[overview]") {
  auto view = a_receptionist();
  show(view);
  const auto before = *control("status sick");
  ImGui::GetIO().MousePos = middle_of(before);
  show(view);
  give_people(view, {with_status("an", "Anne", "busy"), with_status("bo", "Bo", "vacation"),
                     with_status("ca", "Carl", "sick")});
  show(view);
  CHECK(control("status sick")->x == before.x);
  CHECK(control("status vacation")->x > before.x);
  CHECK(control("status meeting")->text == "Meeting  0"); // and none goes
  ImGui::GetIO().MousePos = {-1, -1};
  show(view);
  CHECK(control("status vacation")->x < control("status sick")->x);
  CHECK_FALSE(control("status meeting"));
}

TEST_CASE_METHOD(console, "[S20.1] statuses without room are in a list", "[overview]") {
  auto view = a_receptionist();
  std::vector<person> people;
  for (const auto* type : {"available", "busy", "meeting", "lunch", "do_not_disturb", "gone_home",
                           "vacation", "sick", "works_from_home", "course", "own_kind"})
    people.push_back(with_status(type, std::string{"Of "} + type, type));
  give_people(view, people);
  show(view);
  CHECK_FALSE(control("status own_kind"));
  click(view, "status more");
  REQUIRE(control("status own_kind"));
  CHECK(control("status own_kind")->kind == "choice");
  click(view, "status own_kind");
  CHECK(rows() == names{"Of own_kind"});
  CHECK(says("Own kind"));
  press(view, ImGuiKey_Escape);
  show(view);
  CHECK_FALSE(control("status own_kind")); // the list is closed; its button says what is chosen
  CHECK(control("status more")->on);
  CHECK(rows() == names{"Of own_kind"});
}

TEST_CASE_METHOD(console, "[S21.1] the overview is filtered by place, group and department",
                 "[overview]") {
  auto view = a_receptionist();
  click(view, "site b");
  CHECK(rows() == names{"Carl Bro"});
  click(view, "place all");
  CHECK(rows().size() == 3);
  click(view, "place more");
  draw(view); // they are counted once somebody looks
  REQUIRE(control("group Building"));
  CHECK(control("group Harbour team"));
  CHECK(control("group Archive"));
  click(view, "group Building");
  CHECK(rows() == names{"Bo Lindholm"});
  click(view, "group Harbour team");
  CHECK(rows() == names{"Bo Lindholm", "Carl Bro"});
  CHECK(says("Building, Harbour team"));
  mouse(view, {640, 700}); // beside it
  CHECK_FALSE(control("group Building"));
  CHECK(rows().size() == 2);
}

TEST_CASE_METHOD(console, "[S21.1] with one place there are its groups", "[overview]") {
  auto view = a_receptionist();
  view.sites.resize(1);
  show(view);
  CHECK(control("place all")->text == "All groups  3");
  CHECK_FALSE(control("site main"));
  CHECK(control("place more"));
}

TEST_CASE_METHOD(console, "counts are not known while the service is away", "[overview]") {
  auto view = a_receptionist();
  view.phase = link_phase::away;
  show(view);
  CHECK(control("status all")->text == "All  \xE2\x80\x93");
  CHECK(control("status sick")->text == "Sick  \xE2\x80\x93");
}

TEST_CASE_METHOD(console, "[B4.5] chips are one stop of the Tab key, with arrows inside",
                 "[overview]") {
  const auto view = a_receptionist();
  window.chosen.person = employee_id{"ag"};
  press(view, key::tab);
  CHECK(window.chosen.focused == "status");
  press(view, ImGuiKey_RightArrow);
  CHECK(press(view, ImGuiKey_Enter).empty()); // it chooses, and calls nobody
  CHECK(rows() == names{"Anne Aagaard"});
  press(view, key::tab);
  CHECK(window.chosen.focused == "place");
  press(view, key::tab, false, false, true);
  CHECK(window.chosen.focused == "status");
  press(view, ImGuiKey_Space);
  CHECK(rows().size() == 3);
  press(view, ImGuiKey_Escape);
  CHECK(window.chosen.focused.empty());
  CHECK(only<dial_call>(press(view, ImGuiKey_Enter)));
}

TEST_CASE_METHOD(console, "[S8.5] Enter that is held calls once", "[overview]") {
  const auto view = a_receptionist();
  window.chosen.person = employee_id{"ag"};
  draw(view);
  auto& io = ImGui::GetIO();
  io.KeysDown[ImGuiKey_Enter] = true;
  CHECK(only<dial_call>(draw(view)));
  io.DeltaTime = io.KeyRepeatDelay; // far longer than a key is held before it repeats
  for (int i = 0; i < 4; ++i)
    CHECK(draw(view).empty());
  io.KeysDown[ImGuiKey_Enter] = false;
  draw(view);
  CHECK(only<dial_call>(press(view, ImGuiKey_Enter)));
}

TEST_CASE_METHOD(console, "[B4.5] a list that drops down is worked by keys", "[overview]") {
  const auto view = a_receptionist();
  press(view, key::tab);
  press(view, key::tab);
  for (int i = 0; i < 4; ++i)
    press(view, ImGuiKey_RightArrow);
  press(view, ImGuiKey_Space);
  draw(view);
  REQUIRE(control("group Archive"));
  press(view, ImGuiKey_DownArrow);
  press(view, ImGuiKey_Space);
  CHECK(rows() == names{"Bo Lindholm"}); // Archive, Building, Harbour team
  press(view, ImGuiKey_Escape);
  CHECK_FALSE(control("group Archive"));
}

TEST_CASE_METHOD(console, "heads sort, and turn round", "[overview]") {
  const auto view = a_receptionist();
  click(view, "sort extension");
  CHECK(rows() == names{"Carl Bro", "Bo Lindholm", "Anne Aagaard"});
  click(view, "sort extension");
  CHECK(rows() == names{"Anne Aagaard", "Bo Lindholm", "Carl Bro"});
  click(view, "sort status");
  CHECK(rows() == names{"Anne Aagaard", "Bo Lindholm", "Carl Bro"});
  click(view, "sort status");
  CHECK(rows() == names{"Carl Bro", "Bo Lindholm", "Anne Aagaard"});
  click(view, "sort name");
  CHECK(rows() == names{"Anne Aagaard", "Bo Lindholm", "Carl Bro"});
  size(1'920, 1'080);
  click(view, "sort department");
  CHECK(rows() == names{"Anne Aagaard", "Carl Bro", "Bo Lindholm"});
}

TEST_CASE_METHOD(console, "sorting follows the phones", "[overview]") {
  auto view = a_receptionist();
  click(view, "sort phone");
  ImGui::GetIO().MousePos = {-1, -1};
  auto changed = view.people->operator[](0)->who;
  changed.lamp_state = lamp::busy;
  view.people = std::make_shared<people_list>(view.people->with({{0, entry(changed)}}));
  show(view);
  CHECK(rows() == names{"Bo Lindholm", "Carl Bro", "Anne Aagaard"});
}

TEST_CASE_METHOD(console, "rows stand still for two seconds after an arrow key", "[overview]") {
  auto view = a_receptionist();
  click(view, "sort phone");
  ImGui::GetIO().MousePos = {-1, -1};
  press(view, ImGuiKey_DownArrow);
  auto changed = view.people->operator[](0)->who;
  changed.lamp_state = lamp::busy;
  view.people = std::make_shared<people_list>(view.people->with({{0, entry(changed)}}));
  now += 1s;
  show(view);
  CHECK(rows().front() == "Anne Aagaard");
  now += 1s;
  show(view);
  CHECK(rows().front() == "Bo Lindholm");
}

TEST_CASE_METHOD(console, "rows stand still under the mouse", "[overview]") {
  auto view = a_receptionist();
  click(view, "sort phone");
  show(view);
  const auto* first = control("person ag");
  REQUIRE(first);
  ImGui::GetIO().MousePos = {static_cast<float>(first->x + 20), static_cast<float>(first->y + 5)};
  show(view);
  auto changed = view.people->operator[](0)->who;
  changed.lamp_state = lamp::busy;
  view.people = std::make_shared<people_list>(view.people->with({{0, entry(changed)}}));
  show(view);
  CHECK(rows().front() == "Anne Aagaard");
  CHECK(says("Busy")); // what it shows is true all the same
  ImGui::GetIO().MousePos = {-1, -1};
  show(view);
  CHECK(rows().front() == "Bo Lindholm");
}

TEST_CASE_METHOD(console, "a hundred thousand people are filtered and sorted", "[overview]") {
  auto view = a_receptionist();
  std::vector<person> people;
  for (int i = 0; i < 100'000; ++i) {
    people.push_back(with_status("e" + std::to_string(i), "Person " + std::to_string(i),
                                 i % 1'000 == 0 ? "sick" : "available"));
    people.back().extension = std::to_string(200'000 - i);
    people.back().department = "Department " + std::to_string(i % 700);
  }
  give_people(view, people);
  click(view, "status sick");
  CHECK(window.chosen.shown.size() == 100);
  click(view, "status all");
  click(view, "sort extension");
  CHECK(rows().front() == "Person 99999");
  click(view, "place more");
  draw(view);
  CHECK(control("group Department 0"));
  CHECK(vertices < 20'000);
}

TEST_CASE_METHOD(console,
                 "[S10.1] [S10.2] the chosen one's status shows start, end and what is left",
                 "[overview]") {
  auto view = a_receptionist();
  auto bo = with_status("bo", "Bo Lindholm", "meeting");
  bo.status.since = t0 - 12min;
  bo.status.until = t0 + 48min;
  give_people(view, {bo});
  window.chosen.person = employee_id{"bo"};
  show(view);
  CHECK(is_whole("48 min left"));
  CHECK(std::any_of(window.seen().texts.begin(), window.seen().texts.end(), [](const auto& x) {
    return x.whole.size() == 13 && x.whole.substr(5, 3) == "\xE2\x80\x93"; // 09:30–10:30
  }));
  now = t0 + 47min;
  show(view);
  CHECK(is_whole("1 min left"));
}

TEST_CASE_METHOD(console, "[S10.3] [S10.4] start action, end action and description are shown",
                 "[overview]") {
  size(1'920, 1'080);
  auto view = a_receptionist();
  auto bo = with_status("bo", "Bo Lindholm", "meeting");
  bo.status.start_actions = {{status_action_kind::set_forwarding, "2344"}};
  bo.status.stop_actions = {{status_action_kind::clear_forwarding, {}}};
  bo.status.note = "In the harbour";
  give_people(view, {bo});
  show(view);
  CHECK_FALSE(says("In the harbour"));
  window.chosen.person = employee_id{"bo"};
  show(view);
  CHECK(is_whole("Forwarded \xE2\x86\x92 2344"));
  CHECK(is_whole("Forwarding off"));
  CHECK(is_whole("In the harbour"));
}

TEST_CASE_METHOD(console, "with very many people a change is counted over several frames",
                 "[overview]") {
  auto view = a_receptionist();
  person_rows many;
  for (int i = 0; i < 20'000; ++i)
    many.push_back(entry(somebody("e" + std::to_string(i), "Person", std::to_string(i))));
  view.people = std::make_shared<const people_list>(many);
  show(view);
  CHECK(window.chosen.shown.size() == 20'000);
  CHECK_FALSE(window.chosen.unfinished);
  auto sick = somebody("e19999", "Person", "19999");
  sick.status.type = "sick";
  view.people =
    std::make_shared<const people_list>(view.people->with({{19'999, entry(std::move(sick))}}));
  now += 1s;
  draw(view);
  CHECK(window.chosen.unfinished);
  CHECK_FALSE(control("status sick")); // not there yet, and nothing else is wrong meanwhile
  CHECK(window.chosen.shown.size() == 20'000);
  int frames = 0;
  for (; window.chosen.unfinished && frames < 100; ++frames)
    draw(view);
  CHECK(frames < 100);
  draw(view);
  CHECK(control("status sick"));
}

namespace {

console_view with_views() {
  auto view = a_receptionist();
  view.settings = settings_view{};
  saved_view sick{.name = "Off sick in the harbour",
                  .status_types = {"sick"},
                  .locations = {"b"},
                  .groups = {"Harbour team"},
                  .lamps = {lamp::idle}};
  view.settings->views = {sick};
  return view;
}

} // namespace

TEST_CASE_METHOD(console, "[S20.1] [S21.1] statuses, groups and lamps are combined, each counted",
                 "[overview]") {
  size(1'920, 1'080);
  auto view = a_receptionist();
  auto busy = with_status("dd", "Dorte Dam", "sick");
  busy.lamp_state = lamp::busy;
  auto bo = with_status("bo", "Bo Lindholm", "meeting");
  auto carl = with_status("ca", "Carl Bro", "sick");
  give_people(view, {somebody("ag", "Anne Aagaard", "4108"), bo, carl, busy});
  click(view, "status sick");
  CHECK(rows() == names{"Carl Bro", "Dorte Dam"});
  click(view, "lamps more");
  REQUIRE(control("lit busy"));
  CHECK(control("lit idle"));
  click(view, "lit busy");
  CHECK(rows() == names{"Dorte Dam"});
  show(view);
  CHECK(control("status sick")->text == "Sick  1"); // among the busy ones
  CHECK(control("status all")->text == "All  1");
  click(view, "lit busy");
  CHECK(rows() == names{"Carl Bro", "Dorte Dam"});
}

TEST_CASE_METHOD(console, "[S21.1] where people sit is a filter too", "[overview]") {
  size(1'920, 1'080);
  auto view = a_receptionist();
  auto anne = somebody("ag", "Anne Aagaard", "4108");
  anne.location = "Town hall";
  auto bo = somebody("bo", "Bo Lindholm", "4107");
  bo.location = "Harbour house";
  give_people(view, {anne, bo});
  click(view, "place more");
  for (int i = 0; i < 3; ++i)
    show(view);
  click(view, "location Town hall");
  CHECK(rows() == names{"Anne Aagaard"});
}

TEST_CASE_METHOD(console, "[S20.1] a saved view is chosen, let go and deleted", "[overview]") {
  size(1'920, 1'080);
  auto view = with_views();
  click(view, "views more");
  click(view, "view Off sick in the harbour");
  CHECK(rows() == names{"Carl Bro"});
  click(view, "views more");
  CHECK(control("view Off sick in the harbour")->on);
  const auto wishes = click(view, "delete view");
  REQUIRE(only<set_settings>(wishes));
  CHECK(only<set_settings>(wishes)->views == std::vector<saved_view>{});
  click(view, "views more");
  click(view, "view Off sick in the harbour");
  CHECK(rows().size() == 3);
}

TEST_CASE_METHOD(console, "[S20.1] [S21.1] the filter in use is kept under a name", "[overview]") {
  size(1'920, 1'080);
  auto view = with_views();
  click(view, "status meeting");
  click(view, "site main");
  click(view, "views more");
  click(view, "save view");
  show(view);
  REQUIRE(control("##view name"));
  CHECK_FALSE(control("approve")->enabled);
  type("In a meeting here");
  show(view);
  const auto wishes = click(view, "approve");
  const auto* order = only<set_settings>(wishes);
  REQUIRE((order && order->views));
  REQUIRE(order->views->size() == 2);
  CHECK(order->views->back() == saved_view{.name = "In a meeting here",
                                           .status_types = {"meeting"},
                                           .locations = {"main"}});
}

TEST_CASE_METHOD(console,
                 "[S20.1] a view of the same name is replaced, and there is an end to them",
                 "[overview]") {
  size(1'920, 1'080);
  auto view = with_views();
  click(view, "status meeting");
  window.chosen.overlay = {.kind = overlay_kind::view_form};
  for (int i = 0; i < 3; ++i)
    show(view);
  type("Off sick in the harbour");
  show(view);
  const auto wishes = click(view, "approve");
  REQUIRE(only<set_settings>(wishes));
  CHECK(only<set_settings>(wishes)->views->size() == 1);
  view.settings->views.resize(20);
  window.chosen.overlay = {.kind = overlay_kind::view_form};
  for (int i = 0; i < 3; ++i)
    show(view);
  type("One more");
  show(view);
  CHECK_FALSE(control("approve")->enabled);
}
