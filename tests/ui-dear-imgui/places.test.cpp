#include "tests/ui-dear-imgui/places_fixture.hpp"

using namespace omstilling;
using namespace omstilling::testing;
using namespace omstilling::testing::places;

TEST_CASE_METHOD(console, "where there is little room the right card has tabs", "[places]") {
  auto view = a_receptionist();
  view.rights.insert(view.rights.end(), {right::send_messages, right::own_calls});
  view.missing = {.phone_books = true, .log = true, .messages = true};
  window.chosen.person = employee_id{"bo"};
  show(view);
  REQUIRE(control("tab person"));
  CHECK(control("tab person")->on);
  CHECK(says("Phones"));
  click(view, "tab agenda");
  CHECK(is_whole("Not known yet."));
  CHECK_FALSE(says("Phones"));
  click(view, "tab message");
  CHECK(is_whole("The service sends no messages."));
  click(view, "tab log");
  CHECK(is_whole("The service keeps no call log."));
  click(view, "log messages");
  CHECK(is_whole("The service sends no messages."));
  click(view, "tab watches");
  CHECK(window.chosen.side == side_tab::watches);
  CHECK(stays_inside());
}

TEST_CASE_METHOD(console, "[B4.5] tabs of the right card are turned by keys", "[places]") {
  const auto view = a_receptionist();
  press(view, '5', false, true);
  CHECK(window.chosen.side == side_tab::message);
  press(view, '7', false, true);
  CHECK(window.chosen.side == side_tab::log);
  press(view, '8', false, true);
  CHECK(window.chosen.side == side_tab::watches);
  press(view, key::tab, true);
  CHECK(window.chosen.side == side_tab::person); // round again
  press(view, key::tab, true, false, true);
  CHECK(window.chosen.side == side_tab::watches);
  press(view, '9', false, true);
  CHECK(window.chosen.side == side_tab::person);
}

TEST_CASE_METHOD(
  console, "where there is room every card stands for itself, with a key where it does something",
  "[places]") {
  size(1'920, 1'080);
  const auto view = a_receptionist();
  window.chosen.person = employee_id{"bo"};
  show(view);
  CHECK_FALSE(control("tab person"));
  CHECK(is_whole("Message to Bo Lindholm"));
  CHECK(is_whole("My call log"));
  CHECK(is_whole("Agenda")); // inside the person's card
  CHECK(is_whole("Alt+4"));
  CHECK(is_whole("Alt+5"));
  CHECK(is_whole("Alt+7"));
  for (const auto* key : {"Alt+8", "Alt+9"}) // of tabs, and there are none
    CHECK_FALSE(says(key));
}

TEST_CASE_METHOD(console, "the history has a place while somebody is talked to", "[places]") {
  size(1'920, 1'080);
  auto view = a_receptionist();
  show(view);
  CHECK_FALSE(says("History"));
  sort_calls(view, {caller("c", caller_state::talking)}, {});
  show(view);
  CHECK(is_whole("History with Karen Holm"));
  CHECK(is_whole("Reading …"));
  view.calls[0].caller = {};
  show(view);
  CHECK_FALSE(says("History")); // nobody knows with whom
}

TEST_CASE_METHOD(console, "[S11.1] the agenda tells what is known of the selected person",
                 "[places]") {
  auto view = a_receptionist();
  auto bo = with_status("bo", "Bo Lindholm", "meeting");
  bo.status.until = t0 + 48min;
  bo.status.source = claim_source::calendar;
  give_people(view, {bo});
  window.chosen.side = side_tab::agenda;
  show(view);
  CHECK(is_whole("Choose somebody in the list."));
  window.chosen.person = employee_id{"bo"};
  show(view);
  CHECK(is_whole("Not known yet."));
  auto& known = view.presence[employee_id{"bo"}];
  known.known = true;
  known.agenda = {{.id = "a", .type = "meeting", .text = "Harbour", .start = t0, .end = t0 + 1h}};
  show(view);
  CHECK(is_whole("Meeting · Harbour"));
}

TEST_CASE_METHOD(console, "the phone book has its page, and says that it is empty", "[places]") {
  for (const auto width : {420.0F, 1'280.0F, 1'920.0F}) {
    size(width, 720);
    auto view = a_receptionist();
    view.rights.push_back(right::own_contacts);
    view.missing.phone_books = true;
    window.chosen.where = page::phone_book;
    show(view);
    CHECK(is_whole("The service keeps no phone book."));
    CHECK(control("##contacts"));
    click(view, "phone book back");
    CHECK(window.chosen.where == page::desk);
    press(view, 'B', true);
    CHECK(window.chosen.where == page::phone_book);
    press(view, ImGuiKey_Escape);
    CHECK(window.chosen.where == page::desk);
  }
}

TEST_CASE_METHOD(console, "the places hold with odd names, unknown states, in every theme",
                 "[places]") {
  auto view = a_receptionist();
  std::vector<person> people;
  for (const auto& name : odd_words())
    people.push_back(somebody("e" + std::to_string(people.size()), name, "4"));
  give_people(view, people);
  auto call = caller("c", caller_state::talking);
  call.caller.name = odd_words().back();
  sort_calls(view, {call}, {});
  for (const auto phase : {link_phase::live, link_phase::away})
    for (const auto theme : {theme_name::light, theme_name::dark, theme_name::contrast})
      for (const auto width : {1'280.0F, 1'366.0F, 1'440.0F, 1'920.0F})
        for (const auto tab : {side_tab::person, side_tab::agenda, side_tab::message, side_tab::log,
                               side_tab::watches})
          for (const auto& who : people) {
            view.phase = phase;
            size(width, width * 0.5625F);
            window.chosen.colours = theme;
            window.chosen.side = tab;
            window.chosen.person = who.id;
            draw(view);
            CHECK(stays_inside());
          }
}

TEST_CASE_METHOD(console, "an idle frame changes nothing", "[places]") {
  for (const auto width : {420.0F, 1'280.0F, 1'920.0F}) {
    size(width, 800);
    const auto view = a_receptionist();
    window.chosen.person = employee_id{"bo"};
    show(view);
    const auto before = window.seen();
    const auto drawn = vertices;
    draw(view);
    CHECK(window.seen() == before);
    CHECK(vertices == drawn);
  }
}
