#include "tests/ui-dear-imgui/overlay_fixture.hpp"
#include "ui-dear-imgui/panels/plans_form.hpp"
#include "ui-dear-imgui/panels/status_form.hpp"
#include "ui-dear-imgui/panels/status_values.hpp"
#include "ui-dear-imgui/panels/type_form.hpp"

using namespace omstilling;
using namespace omstilling::testing;
using namespace std::chrono_literals;

namespace {

struct at_form : overlay_fixture {
  at_form() {
    ImGui::GetIO().DisplaySize = {1920, 1400};
    allow({right::others_person_status});
    window.chosen.person = employee_id{"bo"};
    settle();
  }
  void open_status() {
    press_with(ImGui::GetIO().KeyCtrl, 'P');
    REQUIRE(open() == overlay_kind::status_form);
    settle();
  }
  void write(const char* field, const char* text) {
    click(field);
    settle();
    press(ImGuiKey_End);
    for (auto left = control(field)->text.size(); left > 0; --left)
      press(ImGuiKey_Backspace);
    drawn_console::type(text);
    settle();
    CHECK(control(field)->text == text);
  }
  presence_view& known() {
    auto& x = view.presence[employee_id{"bo"}];
    x.known = true;
    return x;
  }
  plan_view some_plan() {
    plan_view x{.id = plan_id{"p1"}, .type = "lunch", .note = "Canteen"};
    x.starts = "2026-11-27T12:00";
    x.ends = "2026-11-27T12:30";
    x.rule = "FREQ=WEEKLY;BYDAY=FR";
    x.exceptions = {"2026-12-04T12:00"};
    x.next = t0 + 74h;
    return x;
  }
  template_view some_template(bool global = false) {
    template_view x{.id = template_id{global ? "g1" : "t1"},
                    .name = global ? "Course day" : "Meeting 30 min",
                    .global = global,
                    .type = global ? "course" : "meeting"};
    x.note = "Knock";
    x.for_seconds = 1'800;
    x.start_actions = {{status_action_kind::set_do_not_disturb}};
    x.stop_actions = {{status_action_kind::clear_do_not_disturb}};
    x.expiry = on_expiry::pop_up;
    x.alias = "busy";
    return x;
  }
};

} // namespace

TEST_CASE_METHOD(at_form, "[S14.2] a status from 14:00 to 15:00 on a day to come is a plan",
                 "[plans]") {
  open_status();
  type("3");
  click("from to");
  settle();
  write("##from day", "27-11-2026");
  write("##from time", "14");
  write("##to day", "27-11");
  write("##to time", "1500");
  click("approve");
  const auto order = last<put_plan>();
  REQUIRE(order);
  CHECK(order->employee == employee_id{"bo"});
  CHECK(order->type == "meeting");
  CHECK(order->starts == "2026-11-27T14:00");
  CHECK(order->ends == "2026-11-27T15:00");
  CHECK_FALSE(order->rule);
  CHECK_FALSE(order->plan);
  CHECK_FALSE(last<set_status>());
}

TEST_CASE_METHOD(at_form, "[S14.4] every Friday at 12:00", "[plans]") {
  open_status();
  type("4");
  click("from to");
  settle();
  write("##from day", "27-11-2026");
  write("##from time", "12:00");
  write("##to day", "27-11-2026");
  write("##to time", "12:30");
  click("weekly");
  settle();
  CHECK(control("day 5")->on);
  CHECK(shows("every Friday 12:00–12:30"));
  click("approve");
  REQUIRE(last<put_plan>());
  CHECK(last<put_plan>()->rule == "FREQ=WEEKLY;BYDAY=FR");
  CHECK(last<put_plan>()->type == "lunch");
}

TEST_CASE_METHOD(at_form, "[S14.4] every second week on two days, five times", "[plans]") {
  open_status();
  type("3");
  click("from to");
  settle();
  write("##from day", "27-11-2026");
  write("##to day", "27-11-2026");
  click("weekly");
  click("day 1");
  write("##every", "2");
  click("so often");
  settle();
  write("##count", "5");
  click("approve");
  REQUIRE(last<put_plan>());
  CHECK(last<put_plan>()->rule == "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;COUNT=5");
}

TEST_CASE_METHOD(at_form, "[S14.2] what is no date, or ends before it begins, is not approved",
                 "[plans]") {
  open_status();
  type("3");
  click("from to");
  settle();
  CHECK(control("approve")->enabled); // the next full hour
  write("##from day", "31-11-2026");
  CHECK_FALSE(control("approve")->enabled);
  CHECK(says("A date such as 27-11-2026 is needed."));
  write("##from day", "27-11-2030");
  write("##to day", "26-11-2030");
  CHECK(says("The end lies before the start."));
  CHECK_FALSE(control("approve")->enabled);
  write("##from day", "1-1-2020");
  write("##to day", "1-1-2020");
  CHECK(says("That is over already."));
  press(ImGuiKey_Enter);
  CHECK_FALSE(last<put_plan>());
}

TEST_CASE_METHOD(at_form, "[S14.5] the phone is forwarded at the start, and back at the end",
                 "[plans]") {
  open_status();
  type("3");
  click("1 h");
  write("##forward", "37 00 14 52");
  click("forward busy");
  click("approve");
  const auto order = last<set_status>();
  REQUIRE(order);
  CHECK(order->start_actions == std::vector<status_action>{{status_action_kind::set_forwarding,
                                                            "37001452", forwarding_type::busy}});
  CHECK(order->stop_actions == std::vector<status_action>{{status_action_kind::clear_forwarding}});
}

TEST_CASE_METHOD(at_form, "[B2.3] [B2.5] what outsiders see is chosen, and the calendar told",
                 "[plans]") {
  open_status();
  type("3");
  CHECK_FALSE(control("to calendar")->enabled); // without an end
  click("1 h");
  click("to calendar");
  click("shown as another");
  CHECK_FALSE(control("approve")->enabled);
  click("as away");
  click("approve");
  REQUIRE(last<set_status>());
  CHECK(last<set_status>()->alias == "away");
  CHECK(last<set_status>()->to_calendar == true);
}

TEST_CASE_METHOD(at_form, "[S14.1] opened on a running status the form says what it is",
                 "[plans]") {
  auto bo = somebody("bo", "Bo Lindholm", "4107");
  bo.status.type = "meeting";
  bo.status.source = claim_source::manual;
  bo.status.until = t0 + 30min;
  people({entry(bo)});
  claim_view claim{.id = "1.manual",
                   .source = claim_source::manual,
                   .type = "meeting",
                   .note = "In the harbour",
                   .since = t0,
                   .until = t0 + 30min};
  claim.start_actions = {{status_action_kind::set_forwarding, "4100", {}},
                         {status_action_kind::agent_pause}};
  claim.stop_actions = {{status_action_kind::clear_forwarding}};
  claim.expiry = on_expiry::force_status;
  claim.forced_type = "gone_home";
  claim.alias = "away";
  known().claims = {claim};
  open_status();
  CHECK(control("meeting")->on);
  click("approve");
  const auto order = last<set_status>();
  REQUIRE(order);
  CHECK(order->until == t0 + 30min);
  CHECK(order->note == "In the harbour");
  CHECK(order->start_actions.size() == 2); // also the pause, for which there is no field
  CHECK(order->stop_actions == claim.stop_actions);
  CHECK(order->expiry == on_expiry::force_status);
  CHECK(order->forced_type == "gone_home");
  CHECK(order->alias == "away");
}

TEST_CASE_METHOD(at_form, "[S14.1] another kind than the running one begins with a clean form",
                 "[plans]") {
  auto bo = somebody("bo", "Bo Lindholm", "4107");
  bo.status.type = "meeting";
  bo.status.source = claim_source::manual;
  bo.status.until = t0 + 30min;
  bo.status.note = "In the harbour";
  bo.status.start_actions = {{status_action_kind::set_do_not_disturb}};
  people({entry(bo)});
  open_status();
  drawn_console::type("4");
  settle();
  CHECK(control("lunch")->on);
  CHECK(control("until changed")->on);
  drawn_console::type("3"); // and back: nothing is lost
  settle();
  CHECK(control("until a time")->on);
  CHECK(control("##note")->text == "In the harbour");
  drawn_console::type("4");
  settle();
  click("approve");
  const auto order = last<set_status>();
  REQUIRE(order);
  CHECK(order->type == "lunch");
  CHECK_FALSE(order->until);
  CHECK_FALSE(order->note);
  CHECK(order->start_actions.empty());
}

TEST_CASE_METHOD(at_form, "[S14.1] what was written before the kind is chosen stays", "[plans]") {
  auto bo = somebody("bo", "Bo Lindholm", "4107");
  bo.status.type = "meeting";
  bo.status.source = claim_source::manual;
  people({entry(bo)});
  open_status();
  write("##note", "Back soon");
  click("lunch");
  click("approve");
  REQUIRE(last<set_status>());
  CHECK(last<set_status>()->note == "Back soon");
}

TEST_CASE_METHOD(at_form, "[S14.2] a press on the end that is on already leads to its time",
                 "[plans]") {
  auto bo = somebody("bo", "Bo Lindholm", "4107");
  bo.status.type = "meeting";
  bo.status.source = claim_source::manual;
  bo.status.until = t0 + 30min;
  people({entry(bo)});
  open_status();
  REQUIRE(control("until a time")->on);
  click("until a time");
  settle();
  REQUIRE(control("##until")->on);
  drawn_console::type("23:59"); // in the place of the old one
  settle();
  CHECK(control("##until")->text == "23:59");
}

TEST_CASE_METHOD(at_form, "[S14.3] a status may end on another day", "[plans]") {
  CHECK(next_end("27-11 14:30", t0) == *next_time("14:30", t0) + 72h);
  CHECK_FALSE(next_end("23-11-2026 14:30", t0));
  CHECK_FALSE(next_end("soon 14:30", t0));
  CHECK_FALSE(next_end("", t0));
}

TEST_CASE_METHOD(at_form, "[S14.4] plans are listed, changed, left out once, ended and deleted",
                 "[plans]") {
  known().plans = {some_plan()};
  window.chosen.overlay = {.kind = overlay_kind::plans, .person = employee_id{"bo"}};
  settle();
  CHECK(shows("every Friday 12:00–12:30"));
  click("skip plan p1");
  const auto skipped = last<put_plan>();
  REQUIRE(skipped);
  CHECK(skipped->plan == plan_id{"p1"});
  CHECK(skipped->exceptions == std::vector<std::string>{"2026-12-04T12:00", "2026-11-27T12:00"});
  CHECK(skipped->rule == "FREQ=WEEKLY;BYDAY=FR");
  CHECK(skipped->note == "Canteen");
  CHECK_FALSE(control("end plan p1")->enabled); // it is not on
  known().claims = {{.id = "2.schedule.p1",
                     .source = claim_source::schedule,
                     .type = "lunch",
                     .since = t0,
                     .plan = plan_id{"p1"}}};
  settle();
  click("end plan p1");
  REQUIRE(last<clear_status>());
  CHECK(last<clear_status>()->plan == plan_id{"p1"});
  click("remove plan p1");
  REQUIRE(last<remove_plan>());
  CHECK(last<remove_plan>()->plan == plan_id{"p1"});
  click("change plan p1");
  settle();
  REQUIRE(open() == overlay_kind::status_form);
  CHECK(says("Change the plan"));
  CHECK(control("weekly")->on);
  CHECK(control("day 5")->on);
  CHECK(control("##from time")->text == "12:00");
  write("##to time", "13:00");
  click("approve");
  const auto changed = last<put_plan>();
  REQUIRE(changed);
  CHECK(changed->plan == plan_id{"p1"});
  CHECK(changed->ends == "2026-11-27T13:00");
  CHECK(changed->rule == "FREQ=WEEKLY;BYDAY=FR");
  CHECK(changed->exceptions == std::vector<std::string>{"2026-12-04T12:00"});
}

TEST_CASE("[S14.4] the exception names the plan's own start, whatever the zone", "[plans]") {
  plan_view x;
  x.starts = "2026-11-27T12:00";
  x.next = t0 + 24h;
  CHECK(next_start(x).ends_with("T12:00"));
  x.next.reset();
  CHECK(next_start(x).empty());
}

TEST_CASE_METHOD(at_form, "[S14.4] a plan is made from the list, and without the right not at all",
                 "[plans]") {
  known();
  window.chosen.overlay = {.kind = overlay_kind::plans, .person = employee_id{"bo"}};
  settle();
  CHECK(says("Nothing is planned."));
  click("approve");
  settle();
  REQUIRE(open() == overlay_kind::status_form);
  CHECK(control("from to")->on);
  std::erase(view.rights, right::others_person_status);
  window.chosen.overlay = {.kind = overlay_kind::plans, .person = employee_id{"bo"}};
  settle();
  CHECK_FALSE(control("approve")->enabled);
}

TEST_CASE_METHOD(at_form, "[S19.1] a template is put on with one press from the menu",
                 "[templates]") {
  view.templates = {some_template(), some_template(true)};
  settle();
  click("person bo", 1);
  REQUIRE(control("template t1"));
  click("template t1");
  const auto order = last<set_status>();
  REQUIRE(order);
  CHECK(order->employee == employee_id{"bo"});
  CHECK(order->type == "meeting");
  CHECK(order->note == "Knock");
  CHECK(order->for_seconds == 1'800);
  CHECK(order->start_actions == some_template().start_actions);
  CHECK(order->stop_actions == some_template().stop_actions);
  CHECK(order->expiry == on_expiry::pop_up);
  CHECK(order->alias == "busy");
}

TEST_CASE_METHOD(at_form, "[S19.2] a template fills the form, which can still be changed",
                 "[templates]") {
  view.templates = {some_template()};
  open_status();
  click("template t1");
  settle();
  CHECK(control("meeting")->on);
  CHECK(control("30 min")->on);
  click("1 h");
  click("approve");
  CHECK(last<set_status>()->for_seconds == 3'600);
  CHECK(last<set_status>()->note == "Knock");
}

TEST_CASE_METHOD(at_form, "[S19.1] [S14.2] a plan filled in from a template stays a plan",
                 "[templates]") {
  view.templates = {some_template()};
  known();
  window.chosen.overlay = {
    .kind = overlay_kind::status_form, .person = employee_id{"bo"}, .plan = plan_id{}};
  settle();
  CHECK(says("New plan"));
  click("template t1");
  settle();
  CHECK(control("meeting")->on);
  CHECK(control("from to")->on);
  click("approve");
  REQUIRE(last<put_plan>());
  CHECK(last<put_plan>()->note == "Knock");
  CHECK_FALSE(last<set_status>());
}

TEST_CASE_METHOD(at_form, "[S19.1] [S19.3] a status is kept as a template; global with the right",
                 "[templates]") {
  open_status();
  type("3");
  click("1 h");
  click("save template");
  settle();
  CHECK_FALSE(control("approve")->enabled); // it has no name
  CHECK_FALSE(control("global"));
  write("##template name", "Meeting 1 hour");
  allow({right::global_templates});
  settle();
  click("global");
  click("approve");
  const auto order = last<put_template>();
  REQUIRE(order);
  CHECK(order->name == "Meeting 1 hour");
  CHECK(order->global);
  CHECK(order->for_seconds == 3'600);
  CHECK(order->type == "meeting");
  CHECK_FALSE(order->id);
  CHECK(last<set_status>()->for_seconds == 3'600);
}

TEST_CASE_METHOD(at_form, "[S19.1] templates are made, renamed and deleted in the settings",
                 "[templates]") {
  ImGui::GetIO().DisplaySize = {1920, 1080};
  view.settings = settings_view{};
  view.templates = {some_template(), some_template(true)};
  window.chosen.where = page::settings;
  settle();
  click("section:templates");
  settle();
  CHECK(says("Meeting 30 min"));
  CHECK(control("change template t1"));
  CHECK_FALSE(control("change template g1")); // without the right
  click("remove template t1");
  REQUIRE(last<remove_template>());
  CHECK(last<remove_template>()->id == template_id{"t1"});
  click("change template t1");
  settle();
  REQUIRE(open() == overlay_kind::template_form);
  write("##template name", "Meeting, short");
  click("approve");
  const auto order = last<put_template>();
  REQUIRE(order);
  CHECK(order->id == template_id{"t1"});
  CHECK(order->name == "Meeting, short");
  CHECK(order->for_seconds == 1'800);
  CHECK(order->alias == "busy");
  click("new template");
  settle();
  CHECK(says("New template"));
  CHECK_FALSE(control("approve")->enabled);
}

TEST_CASE_METHOD(at_form, "[S19.3] kinds of status are kept by those with the right, and no others",
                 "[templates]") {
  ImGui::GetIO().DisplaySize = {1920, 1080};
  view.settings = settings_view{};
  view.status_types[site_id{"main"}] = {
    {.id = "available", .label_da = "Ledig", .label_en = "Available"},
    {.id = "leave",
     .label_da = "Orlov",
     .label_en = "Leave",
     .activity = rpid_activity::vacation,
     .basic = basic_status::closed,
     .public_alias = "away",
     .position = 7}};
  window.chosen.where = page::settings;
  settle();
  click("section:templates");
  settle();
  CHECK_FALSE(control("change type leave"));
  allow({right::global_templates});
  settle();
  CHECK_FALSE(control("remove type available")); // it stays
  click("remove type leave");
  REQUIRE(last<remove_status_type>());
  CHECK(last<remove_status_type>()->id == "leave");
  CHECK(last<remove_status_type>()->site == site_id{"main"});
  click("change type leave");
  settle();
  write("##label en", "Parental leave");
  click("approve");
  const auto changed = last<put_status_type>();
  REQUIRE(changed);
  CHECK(changed->id == "leave");
  CHECK(changed->label_en == "Parental leave");
  CHECK(changed->basic == basic_status::closed);
  CHECK(changed->public_alias == "away");
  CHECK(changed->position == 7);
  click("new type main");
  settle();
  CHECK_FALSE(control("approve")->enabled);
  write("##label da", "Tandlæge");
  write("##label en", "At the dentist");
  click("means appointment");
  click("basic closed");
  click("approve");
  const auto made = last<put_status_type>();
  REQUIRE(made);
  CHECK(made->id == "at_the_dentist");
  CHECK(made->activity == rpid_activity::appointment);
  CHECK_FALSE(made->public_alias);
}

TEST_CASE("[S19.3] a kind of status gets a plain id from its name", "[templates]") {
  CHECK(type_id_of("Parental leave") == "parental_leave");
  CHECK(type_id_of("  A & B!  ") == "a_b");
  CHECK(type_id_of("Ærø").find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string::npos);
  CHECK(type_id_of("???").empty());
  CHECK(type_id_of(std::string(200, 'x')).size() == 64);
}

TEST_CASE_METHOD(at_form, "the longest form scrolls between its head and its foot", "[plans]") {
  view.templates = {some_template(), some_template(true)};
  for (const auto colours : {theme_name::light, theme_name::dark, theme_name::contrast})
    for (const auto size : {ImVec2{1280, 720}, {420, 760}, {3840, 2160}}) {
      window.chosen.colours = colours;
      ImGui::GetIO().DisplaySize = size;
      window.chosen.overlay = {.kind = overlay_kind::status_form, .person = employee_id{"bo"}};
      settle();
      type("3");
      for (int i = 0; i < 30; ++i) { // through all parts
        press(ImGuiKey_Tab);
        const auto* approve = control("approve");
        REQUIRE(approve);
        CHECK(approve->y + approve->h <= static_cast<int>(size.y));
        CHECK(approve->x + approve->w <= static_cast<int>(size.x));
      }
      window.chosen.overlay = {};
      settle();
    }
}

TEST_CASE_METHOD(at_form, "what is out of sight comes into it with the Tab key", "[plans]") {
  ImGui::GetIO().DisplaySize = {1280, 720};
  window.chosen.overlay = {.kind = overlay_kind::status_form, .person = employee_id{"bo"}};
  settle();
  type("3");
  click("1 h");
  click("force");
  settle();
  CHECK_FALSE(control("save template"));
  for (int i = 0; i < 20 && !control("save template"); ++i)
    press(ImGuiKey_Tab);
  CHECK(control("save template"));
}
