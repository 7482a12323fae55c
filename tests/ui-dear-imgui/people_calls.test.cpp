#include "tests/ui-dear-imgui/people_fixture.hpp"

using namespace omstilling;
using namespace omstilling::testing;

namespace {

story_step step(story_kind kind, duration at, std::optional<duration> until = {}) {
  story_step x;
  x.kind = kind;
  x.at = t0 + at;
  if (until)
    x.until = t0 + *until;
  return x;
}

} // namespace

TEST_CASE_METHOD(people_fixture, "[S9.1][S9.2] one's own calls stand in the log", "[people]") {
  give_log(view, {logged("i", log_kind::incoming, "Karen Holm", "37001452"),
                  logged("o", log_kind::outgoing, "", "4120", 1min),
                  logged("m", log_kind::missed, "VVS Fjord", "37007340", 2min)});
  settle();
  CHECK(rows("log ") == std::vector<std::string>{"i", "o", "m"});
  CHECK(says("1:12"));
  CHECK(shows("missed"));
  CHECK(window.chosen.asking.log_rows > 0);
  SECTION("a double-click calls, and begins a message about it") {
    click("log m", 0, 2);
    CHECK(last<dial_call>()->number == "37007340");
    REQUIRE(window.chosen.about);
    CHECK(window.chosen.about->call == call_id{"m"});
  }
  SECTION("with Ctrl it only begins the message") {
    ImGui::GetIO().KeyCtrl = true;
    click("log m", 0, 2);
    ImGui::GetIO().KeyCtrl = false;
    CHECK_FALSE(last<dial_call>());
    CHECK(window.chosen.about->call == call_id{"m"});
  }
  SECTION("Enter calls the row that the arrows are at") {
    press('7', false, true);
    press(ImGuiKey_DownArrow);
    press(ImGuiKey_Enter);
    CHECK(last<dial_call>()->number == "4120");
    press(ImGuiKey_Escape);
    CHECK(window.chosen.focused.empty());
  }
  SECTION("missed ones alone") {
    click("log missed");
    settle();
    CHECK(rows("log ") == std::vector<std::string>{"m"});
    CHECK(window.chosen.asking.missed_only);
  }
  SECTION("one that was called back says when") {
    auto m = logged("m", log_kind::missed, "VVS Fjord", "37007340", 2min);
    m.called_back = t0;
    give_log(view, {m});
    settle();
    CHECK(says("called back"));
  }
}

TEST_CASE_METHOD(people_fixture, "[S9.1] the log goes on as somebody scrolls", "[people]") {
  std::vector<call_log_entry> many;
  for (int i = 0; i < 200; ++i)
    many.push_back(
      logged(std::to_string(i), log_kind::incoming, "X", "1", std::chrono::minutes{i}));
  give_log(view, many, true);
  settle();
  CHECK(window.chosen.asking.log_rows == 60);
  press('7', false, true);
  press(ImGuiKey_End);
  settle();
  CHECK(window.chosen.asking.log_rows == 300);
  CHECK(rows("log ").back() == "199");
}

TEST_CASE_METHOD(people_fixture, "[S9.1] an empty log says so, and any log can be drawn",
                 "[people]") {
  settle();
  CHECK(shows("Reading …"));
  give_log(view, {});
  settle();
  CHECK(shows("No calls yet."));
  view.missing.log = true;
  settle();
  CHECK(shows("The service keeps no call log."));
  std::vector<call_log_entry> odd;
  for (const auto& one : odd_words())
    odd.push_back(logged("x" + std::to_string(odd.size()), log_kind::unknown, one, one));
  view.missing.log = false;
  give_log(view, odd);
  for (const auto width : {420.0F, 1'280.0F, 1'920.0F}) {
    size(width, 760);
    window.chosen.side = side_tab::log;
    settle();
    CHECK(stays_inside());
  }
}

TEST_CASE_METHOD(people_fixture, "[S6.1][S6.2] the history tells who talked, and who called back",
                 "[people]") {
  talk();
  auto back = past("b", {{"4107", "Bo Lindholm", employee_id{"bo"}, {}}});
  back.direction = call_direction::outbound;
  auto missed = past("m", {});
  missed.called_back = t0;
  answer(view, [&](people_answers& x) {
    x.history_of = "37001452";
    x.history.known = true;
    x.history.entries = {back, past("t", {{"4107", "Bo Lindholm", {}, {}}}), missed, past("n", {})};
  });
  settle();
  CHECK(window.chosen.asking.history == "37001452");
  CHECK(shows("Bo Lindholm called back"));
  CHECK(shows("Talked with Bo Lindholm"));
  CHECK(says("called back"));
  SECTION("a double-click begins a message about that call") {
    click("past t", 0, 2);
    REQUIRE(window.chosen.about);
    CHECK(window.chosen.about->call == call_id{"t"});
    CHECK_FALSE(last<transfer_call>());
  }
  SECTION("Enter opens its way, Esc closes it") {
    press('6', false, true);
    press(ImGuiKey_DownArrow);
    press(ImGuiKey_Enter);
    CHECK(open() == overlay_kind::call_detail);
    press(ImGuiKey_Escape);
    CHECK(open() == overlay_kind::none);
  }
  SECTION("nothing of somebody else is shown") {
    view.calls[0].caller.number = "99";
    settle();
    CHECK_FALSE(says("called back"));
  }
}

TEST_CASE_METHOD(people_fixture, "[S6.1] a history that is empty, refused or hidden says so",
                 "[people]") {
  talk();
  settle();
  CHECK(shows("Reading …"));
  answer(view, [](people_answers& x) {
    x.history_of = "37001452";
    x.history.known = true;
  });
  settle();
  CHECK(shows("No earlier calls."));
  answer(view,
         [](people_answers& x) { x.history.why = problem{.reason = error_reason::not_supported}; });
  settle();
  CHECK(shows("The service keeps no history of calls."));
  view.calls[0].caller.number.clear();
  settle();
  CHECK(shows("A hidden number has no history."));
}

TEST_CASE_METHOD(people_fixture, "[B1.8] the way of a call stands in plain words", "[people]") {
  talk();
  auto& story = view.calls[0].story;
  story = {step(story_kind::waiting, -2min, -89s), step(story_kind::ringing, -89s, -80s),
           step(story_kind::talking, -80s)};
  story[0].queue = queue_id{"q1"};
  story[2].who = party{"4107", "Bo Lindholm", {}, {}};
  settle();
  CHECK(shows("Main line"));
  CHECK(says("waited 0:31"));
  CHECK(shows("Bo Lindholm"));
  SECTION("a long one tells its end") {
    for (int i = 0; i < 30; ++i)
      story.push_back(step(static_cast<story_kind>(i % 12), std::chrono::seconds{i}));
    settle();
    CHECK(says("(+"));
    CHECK(stays_inside());
  }
  SECTION("of one that is over it is asked for") {
    window.chosen.overlay = {.kind = overlay_kind::call_detail, .call = call_id{"old"}};
    settle();
    CHECK(window.chosen.asking.story == call_id{"old"});
    CHECK(shows("Reading …"));
    auto told = past("old", {});
    told.story = story;
    told.notes = {{t0, user_id{"pia"}, "Carport"}};
    answer(view, [&](people_answers& x) { x.story = told; });
    settle();
    CHECK(says("pia noted: Carport"));
    click("call detail");
    CHECK(open() == overlay_kind::none);
  }
}

TEST_CASE_METHOD(people_fixture, "[S5.5] a double-click on any call begins a message about it",
                 "[people]") {
  auto sent = caller("s", caller_state::talking);
  sent.transferred = true;
  sent.sender = user_id{"lone"};
  sort_calls(view, {caller("c", caller_state::held), sent}, {caller("w", caller_state::waiting)});
  settle();
  SECTION("in progress") {
    click("call c", 0, 2);
    CHECK(window.chosen.about->call == call_id{"c"});
  }
  SECTION("waiting, which is answered too") {
    click("waiting w", 0, 2);
    CHECK(window.chosen.about->call == call_id{"w"});
    CHECK(last<answer_call>()->call == call_id{"w"});
  }
  SECTION("[S4.2] sent on, which is pulled back too") {
    click("sent s", 0, 2);
    CHECK(window.chosen.about->call == call_id{"s"});
    CHECK(last<pull_back_call>()->call == call_id{"s"});
  }
  SECTION("with Ctrl that is all") {
    ImGui::GetIO().KeyCtrl = true;
    click("sent s", 0, 2);
    ImGui::GetIO().KeyCtrl = false;
    CHECK(window.chosen.about->call == call_id{"s"});
    CHECK_FALSE(last<pull_back_call>());
  }
}
