#include "tests/ui-dear-imgui/people_fixture.hpp"

using namespace omstilling;
using namespace omstilling::testing;

namespace {

struct searching : people_fixture {
  searching() {
    window.chosen.focus_search = true;
    settle();
  }
  void serve(std::string query, std::vector<search_hit> hits) {
    answer(view, [&](people_answers& x) {
      x.searched = std::move(query);
      x.hits = std::move(hits);
    });
  }
  std::string chosen_row() const {
    for (const auto& one : window.seen().controls)
      if (one.kind == "row" && one.on &&
          (one.id.starts_with("person ") || one.id.starts_with("hit ")))
        return one.id;
    return {};
  }
};

search_hit person_hit(const char* id, const char* name, hit_group group = hit_group::employee) {
  return {.id = std::string{"employee/"} + id,
          .group = group,
          .employee = employee_id{id},
          .name = name,
          .name_marks = {{0, 2}}};
}

search_hit contact_hit() {
  return {.id = "shared/k",
          .group = hit_group::contact,
          .contact = contact_id{"k"},
          .shared = true,
          .name = "Bodil Byg",
          .line = "Salgsafdelingen",
          .number = "37005520"};
}

} // namespace

TEST_CASE_METHOD(searching, "[B2.6] what the console knows is found at once", "[people]") {
  give_contacts(view, {some_contact("k", "Bodil Byg", "37 00 55 20", true)});
  give_log(view, {logged("l", log_kind::incoming, "Bo's Biler", "37009999", 1h)});
  write("bo");
  CHECK(window.chosen.asking.search == "bo");
  CHECK(rows("person ") == std::vector<std::string>{"bo"});
  CHECK(rows("hit ") == std::vector<std::string>{"shared/k", "recent/37009999"});
  CHECK(shows("Employees"));
  CHECK(shows("Phone book"));
  CHECK(shows("Recent calls"));
  CHECK(chosen_row() == "person bo");
}

TEST_CASE_METHOD(searching, "[B2.6] the service's answer takes its place, in its groups",
                 "[people]") {
  write("bo");
  serve("bo", {person_hit("ag", "Bodil", hit_group::sounds_like), contact_hit(),
               person_hit("bo", "Bo Lindholm")});
  settle();
  CHECK(rows("person ") == std::vector<std::string>{"bo", "ag"});
  CHECK(shows("Sounds like"));
  CHECK(shows("Salgsafdelingen"));
  SECTION("an answer to something else does not") {
    serve("b", {});
    settle();
    CHECK(rows("person ") == std::vector<std::string>{"bo"});
  }
  SECTION("and while the service is away the console's own is shown") {
    view.phase = link_phase::away;
    settle();
    CHECK(rows("person ") == std::vector<std::string>{"bo"});
  }
}

TEST_CASE_METHOD(searching, "[B2.6] a choice of hers outlasts a late answer", "[people]") {
  write("4");
  write("1");
  REQUIRE(rows("person ").size() == 3);
  press(ImGuiKey_DownArrow);
  const auto hers = chosen_row();
  const auto first = "person " + rows("person ").front();
  CHECK(hers != first);
  serve("41", {person_hit("lo", "Lone"), person_hit("ag", "Anne"), person_hit("bo", "Bo")});
  settle();
  CHECK(chosen_row() == hers);
}

TEST_CASE_METHOD(searching, "[S1.6] Enter calls the chosen contact, or transfers to it",
                 "[people]") {
  give_contacts(view, {some_contact("k", "Xerxes", "37 00 55 20")});
  write("xer");
  SECTION("without a call") {
    press(ImGuiKey_Enter);
    CHECK(last<dial_call>()->number == "37 00 55 20");
  }
  SECTION("with one") {
    talk();
    settle();
    press(ImGuiKey_Enter);
    CHECK(last<transfer_call>()->number == "37 00 55 20");
  }
  SECTION("with Shift it asks first") {
    talk();
    settle();
    ImGui::GetIO().KeyShift = true;
    press(ImGuiKey_Enter);
    ImGui::GetIO().KeyShift = false;
    CHECK(last<consult_call>()->number == "37 00 55 20");
    CHECK_FALSE(last<transfer_call>());
  }
}

TEST_CASE_METHOD(searching, "[S1.7] a number that nobody has is called as it is written",
                 "[people]") {
  write("37 00 14 52");
  CHECK(shows("Nobody found. Enter dials 37001452."));
  press(ImGuiKey_Enter);
  CHECK(last<dial_call>()->number == "37001452");
}

TEST_CASE_METHOD(searching, "[B2.6] what was found in a task stands in its group", "[people]") {
  write("bygge");
  CHECK(shows("Tasks and keywords"));
  CHECK(says("byggetilladelse"));
  CHECK(window.chosen.person == employee_id{"bo"});
}

TEST_CASE_METHOD(searching, "[B2.6] marks that are no pieces of the text do no harm", "[people]") {
  write("bo");
  auto wrong = person_hit("bo", "Bo");
  wrong.name_marks = {{-1, 5}, {0, 900}, {9'000'000'000, 1}, {1, -4}, {0, 0}};
  wrong.line_marks = {{3, 3}};
  serve("bo", {wrong});
  for (const auto width : {420.0F, 1'280.0F, 1'920.0F}) {
    size(width, 760);
    settle();
    CHECK(stays_inside());
  }
}

TEST_CASE_METHOD(searching, "[B2.6] any names and groups can be found in any window", "[people]") {
  write("o");
  std::vector<search_hit> hits;
  for (const auto& one : odd_words()) {
    auto x = contact_hit();
    x.id = "shared/" + std::to_string(hits.size());
    x.name = x.line = one;
    x.group = static_cast<hit_group>(hits.size());
    hits.push_back(x);
  }
  serve("o", hits);
  for (const auto width : {420.0F, 1'280.0F, 1'920.0F}) {
    size(width, 760);
    settle();
    CHECK(stays_inside());
  }
  CHECK(rows("hit ").size() == odd_words().size());
}

TEST_CASE_METHOD(searching, "Esc gives the overview back", "[people]") {
  write("bo");
  press(ImGuiKey_Escape);
  CHECK(window.chosen.query.empty());
  CHECK(rows("person ").size() == 3);
  CHECK(window.chosen.asking.search.empty());
}

TEST_CASE_METHOD(people_fixture, "[B2.7] beside somebody who cannot take the call stand others",
                 "[people]") {
  const auto give = [&](lamp state) {
    auto bo = somebody("bo", "Bo Lindholm", "4107");
    bo.lamp_state = state;
    auto ag = somebody("ag", "Anne Ågård", "4108");
    people({entry(ag), entry(bo), entry(somebody("lo", "Lone Kjærgaard", "4101"))});
  };
  give(lamp::do_not_disturb);
  answer(view, [](people_answers& x) {
    x.absent = employee_id{"bo"};
    x.alternatives = {{employee_id{"ag"}, "Anne Ågård", alternative_reason::deputy, "", "4108"},
                      {employee_id{"zz"}, "Gone", alternative_reason::unknown, "", "1"},
                      {employee_id{"lo"}, "Lone", alternative_reason::task, "byg", "4101"}};
  });
  choose("bo");
  for (int i = 0; i < 12; ++i)
    draw(); // the choice stands still
  CHECK(window.chosen.asking.alternatives == employee_id{"bo"});
  CHECK(shows("Best alternatives"));
  CHECK(says("Deputy · free now"));
  CHECK(says("Task: byg"));
  SECTION("a key dials, and one who is not known has none") {
    press('1', true);
    CHECK(last<dial_call>()->employee == employee_id{"ag"});
    press('2', true);
    CHECK(last<dial_call>()->employee == employee_id{"lo"});
  }
  SECTION("with a call the key transfers") {
    talk();
    press('1', true);
    CHECK(last<transfer_call>()->employee == employee_id{"ag"});
  }
  SECTION("a press chooses one") {
    click("alternative ag");
    CHECK(window.chosen.person == employee_id{"ag"});
  }
  SECTION("who can take it needs none") {
    give(lamp::idle);
    settle();
    CHECK_FALSE(shows("Best alternatives"));
    press('1', true);
    CHECK_FALSE(last<dial_call>());
  }
  SECTION("nor another than the one that was asked for") {
    choose("lo");
    CHECK_FALSE(shows("Best alternatives"));
  }
}

TEST_CASE_METHOD(people_fixture, "[S12.1][S12.2][S12.3] all that is known of a person is there",
                 "[people]") {
  choose("bo");
  CHECK(shows("bo@fjordby.example"));
  CHECK(says("Not monitored"));
  CHECK(shows("byggetilladelse"));
  CHECK(says("Anne Ågård 4108"));
  CHECK(says("37008810"));
  SECTION("an SMS begins at the mobile") {
    click("write sms");
    settle();
    CHECK(window.chosen.person == employee_id{"bo"});
    CHECK(control("##message")->on);
  }
  SECTION("the deputy is chosen by a press") {
    click("deputy");
    CHECK(window.chosen.person == employee_id{"ag"});
  }
  SECTION("in a small window it is scrolled to") {
    for (const auto width : {1'280.0F, 1'000.0F}) {
      size(width, 640);
      settle();
      CHECK(stays_inside());
    }
  }
}
