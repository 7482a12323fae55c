#include "tests/ui-dear-imgui/overlay_fixture.hpp"
#include "ui-dear-imgui/panels/status_form.hpp"
#include "ui-dear-imgui/panels/times.hpp"

using namespace omstilling;
using namespace omstilling::testing;
using namespace std::chrono_literals;

namespace {

agenda_entry ahead(std::string id, time_point start, std::chrono::minutes length,
                   std::string text = {}) {
  agenda_entry x;
  x.id = std::move(id);
  x.source = claim_source::calendar;
  x.type = "meeting";
  x.text = std::move(text);
  x.start = start;
  x.end = start + length;
  x.busy = busy_type::busy;
  return x;
}

struct at_person : overlay_fixture {
  at_person() {
    bo.status.type = "meeting";
    bo.status.source = claim_source::manual;
    bo.status.since = t0 - 10min;
    bo.status.until = t0 + 23min;
    window.chosen.person = bo.id;
    show();
  }
  presence_view& known() {
    auto& x = view.presence[bo.id];
    x.known = true;
    return x;
  }
  void show() {
    people({entry(bo), entry(somebody("lo", "Lone Kjærgaard", "4101"))});
    settle();
  }
  person bo = somebody("bo", "Bo Lindholm", "4107");
};

} // namespace

TEST_CASE_METHOD(at_person, "[S10.1] [S10.2] start, end and what remains tick with the clock",
                 "[person]") {
  CHECK(says(clock_text(t0 - 10min) + "–" + clock_text(t0 + 23min)));
  CHECK(shows("23 min left"));
  now = t0 + 61s;
  settle();
  CHECK(shows("22 min left"));
  now = t0 + 28min;
  settle();
  CHECK(shows("overrun by 5 min"));
}

TEST_CASE_METHOD(at_person, "[S10.3] [S10.4] actions and the description stand in words",
                 "[person]") {
  bo.status.start_actions = {{status_action_kind::set_do_not_disturb},
                             {status_action_kind::set_forwarding, "4100", forwarding_type::busy}};
  bo.status.stop_actions = {{status_action_kind::clear_forwarding}};
  bo.status.note = "In the harbour";
  show();
  CHECK(shows("Do not disturb on, Forwarded → 4100 when busy"));
  CHECK(shows("Forwarding off"));
  CHECK(shows("In the harbour"));
}

TEST_CASE_METHOD(at_person, "[B2.2] why: each source with its word, the one in force marked",
                 "[person]") {
  claim_view manual{.id = "1.manual",
                    .source = claim_source::manual,
                    .type = "lunch",
                    .note = "With the minister",
                    .since = t0,
                    .until = t0 + 30min};
  claim_view calendar{.id = "3.calendar",
                      .source = claim_source::calendar,
                      .type = "meeting",
                      .since = t0 - 1h,
                      .stale_since = t0 - 5min};
  claim_view phone{.id = "4.device", .source = claim_source::device, .type = "busy", .since = t0};
  claim_view agent{.id = "5.agent", .source = claim_source::agent, .type = "busy", .since = t0};
  claim_view plan{
    .id = "2.schedule.p", .source = claim_source::schedule, .type = "course", .since = t0};
  known().claims = {manual, plan, calendar, phone, agent};
  settle();
  click("why");
  REQUIRE(open() == overlay_kind::why);
  REQUIRE(control("claim 1.manual"));
  CHECK(control("claim 1.manual")->on);
  CHECK_FALSE(control("claim 3.calendar")->on);
  for (const auto* word : {"By hand", "Plan", "Calendar", "Phone", "Queue agent"})
    CHECK(shows(word));
  CHECK(says("With the minister"));
  CHECK(says("not heard since " + clock_text(t0 - 5min)));
  press(ImGuiKey_Escape);
  CHECK(open() == overlay_kind::none);
}

TEST_CASE_METHOD(at_person, "[B2.2] what nobody tells of the why is said to be untold",
                 "[person]") {
  click("why");
  CHECK(says("Not known yet."));
  press(ImGuiKey_Escape);
  known().refused = true;
  click("why");
  CHECK(says("The service does not tell why."));
  press(ImGuiKey_Escape);
  known().refused = false;
  click("why");
  CHECK(says("No source says anything."));
}

TEST_CASE_METHOD(at_person, "[S11.1] [S11.2] the agenda is by day, with span, word and text",
                 "[agenda]") {
  auto repeated = ahead("a2", t0 + 24h, 60min, "Budget");
  repeated.repeats = true;
  auto whole = ahead("a3", end_of_day(t0) + 48h, 24h, "Fair");
  whole.all_day = true;
  auto hidden = ahead("a4", t0 + 25h, 30min, "must not be seen");
  hidden.is_private = true;
  auto plan = ahead("a5", t0 + 26h, 30min, "Canteen");
  plan.source = claim_source::schedule;
  plan.type = "lunch";
  auto over = ahead("a0", t0 - 2h, 60min, "Over");
  known().agenda = {over, ahead("a1", t0 + 1h, 90min, "Harbour"), repeated, hidden, plan, whole};
  settle();
  CHECK(shows("Today"));
  CHECK(shows("Tomorrow"));
  CHECK(shows(clock_text(t0 + 1h) + "–" + clock_text(t0 + 150min)));
  CHECK(shows("Meeting · Harbour"));
  CHECK(shows("Busy (private)"));
  CHECK_FALSE(says("must not be seen"));
  CHECK(shows("Lunch · Canteen"));
  CHECK(shows("All day"));
  CHECK_FALSE(says("Over"));
}

TEST_CASE_METHOD(at_person, "[S11.1] an empty agenda says so, and an untold one too", "[agenda]") {
  CHECK(says("Not known yet."));
  known();
  settle();
  CHECK(says("Nothing ahead."));
  view.presence[bo.id].refused = true;
  settle();
  CHECK(says("The service does not tell what is ahead."));
}

TEST_CASE_METHOD(at_person, "[S11.1] a long agenda scrolls and leaves the phones in sight",
                 "[agenda]") {
  for (int i = 0; i < 200; ++i)
    known().agenda.push_back(ahead("a" + std::to_string(i), t0 + i * 24h, 60min, "Meeting"));
  for (const auto size : {ImVec2{1280, 720}, {1920, 1080}, {3840, 2160}}) {
    ImGui::GetIO().DisplaySize = size;
    window.chosen.side = side_tab::agenda;
    settle();
    CHECK(control("agenda a0"));
    CHECK_FALSE(control("agenda a199"));
    CHECK(vertices < 60'000);
    if (size.x > 1900)
      CHECK(shows("Phones"));
  }
}

TEST_CASE_METHOD(at_person, "[S8.4] the calendar's word stands beside a status that says less",
                 "[overview]") {
  bo.status = person_status{.since = t0};
  show();
  CHECK_FALSE(control("calendar bo"));
  for (const auto& [busy, word] : {std::pair{busy_type::busy, "busy in the calendar"},
                                   {busy_type::out_of_office, "out of office in the calendar"},
                                   {busy_type::tentative, "tentatively busy in the calendar"}}) {
    bo.calendar = busy;
    show();
    REQUIRE(control("calendar bo"));
    CHECK(control("calendar bo")->text == word);
  }
  bo.status.source = claim_source::calendar; // the status says it already
  show();
  CHECK_FALSE(control("calendar bo"));
  bo.status.source = claim_source::manual;
  for (const auto busy : {busy_type::free, busy_type::working_elsewhere, busy_type::unknown}) {
    bo.calendar = busy;
    show();
    CHECK_FALSE(control("calendar bo"));
  }
}

TEST_CASE_METHOD(at_person, "[S8.3] a house calls its kinds of status what it likes",
                 "[overview]") {
  view.status_types[site_id{"main"}] = {
    {.id = "meeting", .label_da = "Samling", .label_en = "Gathering"},
    {.id = "orlov", .label_da = "Orlov", .label_en = "Parental leave"}};
  settle();
  CHECK(shows("Gathering"));
  CHECK(control("status meeting")->text == "Gathering  1");
  bo.status.type = "orlov";
  show();
  CHECK(shows("Parental leave"));
}

TEST_CASE_METHOD(at_person, "the choice is followed once it stands still", "[person]") {
  for (int i = 0; i < 10; ++i)
    draw();
  CHECK(window.looked_at() == bo.id);
  CHECK_FALSE(window.chosen.redraw);
  for (int i = 0; i < 6; ++i) { // up and down through the list
    window.chosen.person = employee_id{i % 2 ? "lo" : "ag"};
    view.employee.reset();
    draw();
    CHECK(window.looked_at() == bo.id);
    CHECK(window.chosen.redraw); // and nobody has to wait for the next second
  }
  for (int i = 0; i < 10; ++i)
    draw();
  CHECK(window.looked_at() == employee_id{"lo"});
}

TEST_CASE_METHOD(at_person, "the card and the chain hold with odd names in every theme and size",
                 "[person]") {
  claim_view claim{.id = "1.manual",
                   .source = claim_source::manual,
                   .type = "a_kind_of_status_with_a_very_long_name_of_its_own",
                   .note = std::string(300, 'n'),
                   .since = t0,
                   .until = t0 + 300h,
                   .alias = "away"};
  known().claims = {claim, claim};
  known().agenda = {ahead("a", t0, 60min, std::string(300, 'a'))};
  for (const auto* name : {"", "\xF0\x9F\x98\x80 Ole", "\xC3",
                           "Søren Kjærgård-Østergaard von der "
                           "Lühe til Åbenrå"})
    for (const auto colours : {theme_name::light, theme_name::dark, theme_name::contrast})
      for (const auto size : {ImVec2{1280, 720}, {1920, 1080}, {3840, 2160}}) {
        bo.name = name;
        window.chosen.colours = colours;
        ImGui::GetIO().DisplaySize = size;
        window.chosen.overlay = {.kind = overlay_kind::why, .person = bo.id};
        show();
        const auto* row = control("claim 1.manual");
        REQUIRE(row);
        CHECK(row->x >= 0);
        CHECK(row->x + row->w <= static_cast<int>(size.x));
        CHECK(row->y + row->h <= static_cast<int>(size.y));
        window.chosen.overlay = {};
      }
}
