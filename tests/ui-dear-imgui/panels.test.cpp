#include "tests/ui-dear-imgui/headless.hpp"
#include "ui-dear-imgui/panels/keys.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace omstilling::testing;
using namespace std::chrono_literals;

TEST_CASE_METHOD(headless, "the login window asks for what is missing, then logs in", "[panels]") {
  console_view view;
  draw(view);
  draw(view); // the field takes the focus
  CHECK(press(view, ImGuiKey_Enter).empty());
  draw(view); // and again, after the complaint
  type("secret");
  draw(view);
  const auto wishes = press(view, ImGuiKey_Enter);
  REQUIRE(wishes.size() == 1);
  CHECK(std::get<log_in_wish>(wishes[0]).user == user_id{"lone"});
  CHECK(std::get<log_in_wish>(wishes[0]).password == "secret");
}

TEST_CASE_METHOD(headless, "keys do what their buttons say", "[panels]") {
  auto view = at_work();
  CHECK(press(view, key::f2).empty()); // nobody waits
  sort_calls(view, {}, {caller("w", caller_state::waiting)});
  REQUIRE(only<answer_call>(press(view, key::f2)));
  sort_calls(view, {caller("c", caller_state::talking)}, {});
  CHECK(only<hold_call>(press(view, key::f3)));
  CHECK(only<end_call>(press(view, key::f4)));
  CHECK(press(view, key::f6).empty()); // nobody is chosen
  press(view, ImGuiKey_DownArrow);
  const auto wishes = press(view, key::f6);
  const auto* sent = only<transfer_call>(wishes);
  CHECK((sent && sent->employee == employee_id{"ag"}));
  CHECK(only<consult_call>(press(view, key::f7)));
  view.phase = link_phase::away;
  CHECK(press(view, key::f4).empty());
}

TEST_CASE_METHOD(headless, "typed letters choose a person, and Enter sends the call there",
                 "[panels]") {
  auto view = at_work();
  sort_calls(view, {caller("c", caller_state::talking)}, {});
  draw(view);
  window.chosen.focus_search = true;
  draw(view);
  draw(view);
  type("lind");
  draw(view);
  draw(view);
  CHECK(window.chosen.person == employee_id{"bo"});
  const auto wishes = press(view, ImGuiKey_Enter);
  const auto* sent = only<transfer_call>(wishes);
  CHECK((sent && sent->employee == employee_id{"bo"}));
}

TEST_CASE_METHOD(headless, "a number nobody has is dialled as it is", "[panels]") {
  auto view = at_work();
  window.chosen.query = "37 00 14 52";
  const auto wishes = press(view, ImGuiKey_Enter);
  const auto* dialled = only<dial_call>(wishes);
  CHECK((dialled && dialled->number == "37001452"));
}

TEST_CASE_METHOD(headless, "a returned call brings the one it was meant for to the front",
                 "[panels]") {
  auto view = at_work();
  auto call = caller("c", caller_state::talking);
  call.returned = recall_reason::no_answer;
  call.target = party{"4107", "Bo Lindholm", employee_id{"bo"}};
  sort_calls(view, {call}, {});
  draw(view);
  CHECK(window.chosen.person == employee_id{"bo"});
}

TEST_CASE_METHOD(headless, "everything is drawn at every width, in every theme", "[panels]") {
  auto view = at_work();
  auto asking = caller("c", caller_state::talking);
  asking.greeting = "Fjordby, good morning";
  asking.show_in_switchboard = "Main line, key 3";
  asking.consulting = party{"4107", "Bo", {}};
  auto back = caller("r", caller_state::waiting);
  back.returned = recall_reason::busy;
  auto sent = caller("s", caller_state::transferring);
  sent.transferred = true;
  sent.sender = view.user;
  sort_calls(view, {asking, caller("h", caller_state::held), sent}, {back});
  view.refusals = {{7, "answer_call", problem{.reason = error_reason::already_taken}, t0}};
  window.chosen.person = employee_id{"bo"};
  for (const auto phase : {link_phase::live, link_phase::away})
    for (const auto theme : {theme_name::light, theme_name::dark, theme_name::contrast})
      for (const auto size : {ImVec2{1280, 720}, {1440, 900}, {1920, 1080}}) {
        view.phase = phase;
        window.chosen.colours = theme;
        ImGui::GetIO().DisplaySize = size;
        draw(view);
        draw(view);
        CHECK(vertices > 3'000);
      }
}

TEST_CASE_METHOD(headless, "a hundred thousand people cost what the visible ones cost",
                 "[panels]") {
  auto view = at_work();
  person_rows many;
  for (int i = 0; i < 100'000; ++i)
    many.push_back(entry(somebody("e" + std::to_string(i), "Person " + std::to_string(i), "4")));
  view.people = std::make_shared<people_list>(many);
  draw(view);
  draw(view);
  CHECK(vertices < 20'000);
}

TEST_CASE_METHOD(headless, "odd names harm nobody", "[panels]") {
  auto view = at_work();
  person_rows people;
  for (const auto* name : {"", "\xF0\x9F\x98\x80 Ole", "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D", "\xC3",
                           "A very long name that goes on and on and on, far beyond its column "
                           "and the next one, and the window, and the building it stands in"})
    people.push_back(entry(somebody("e" + std::to_string(people.size()), name, "4")));
  people.push_back(entry(person{}));
  view.people = std::make_shared<people_list>(people);
  window.chosen.person = employee_id{"e4"};
  draw(view);
  draw(view);
  CHECK(vertices > 500);
}

TEST_CASE_METHOD(headless, "a refusal goes by itself after a while", "[panels]") {
  auto view = at_work();
  view.refusals = {{7, "end_call", problem{.reason = error_reason::wrong_state}, t0}};
  CHECK(draw(view, t0 + 5s).empty());
  const auto wishes = draw(view, t0 + 11s);
  REQUIRE(wishes.size() == 1);
  CHECK(std::get<dismiss_wish>(wishes[0]).refusal == 7);
}
