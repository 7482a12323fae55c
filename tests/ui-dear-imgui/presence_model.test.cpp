#include "tests/ui-dear-imgui/service_frames.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace omstilling::testing;
using namespace std::chrono_literals;

namespace {

using texts = std::vector<std::string>;

claim_view claim(std::string id, claim_source source, std::string type) {
  claim_view x;
  x.id = std::move(id);
  x.source = source;
  x.type = std::move(type);
  x.since = t0;
  return x;
}

struct with_presence {
  console_model console{"test"};
  fake_service service{console};

  with_presence() {
    service.employee = employee_id{"ag"};
    service.rights.push_back(right::own_status);
  }
  void begin() {
    log_in(service);
    service.say(snapshot_of_texts("settings/lone", 10, {}), t0);
  }
  texts asked_since() { return std::exchange(service.asked, {}); }
  void look_at(const char* who) {
    console.talk.look_at(employee_id{who});
    service.serve(t0);
  }
  view_ptr view() { return console.view(); }
};

} // namespace

TEST_CASE_METHOD(with_presence, "[B2.2] claims come in the order in which they decide",
                 "[presence]") {
  begin();
  service.say(snapshot_of_texts(
                "presence/ag", 10,
                {item_text("claim", claim("3.calendar", claim_source::calendar, "meeting")),
                 item_text("claim", claim("1.manual", claim_source::manual, "lunch")),
                 item_text("claim", claim("2.schedule.p1", claim_source::schedule, "course"))}),
              t0);
  const auto seen = view();
  const auto* known = presence_of(*seen, employee_id{"ag"});
  REQUIRE(known);
  CHECK(known->known);
  REQUIRE(known->claims.size() == 3);
  CHECK(known->claims[0].source == claim_source::manual);
  CHECK(known->claims[1].source == claim_source::schedule);
  CHECK(known->claims[2].source == claim_source::calendar);
}

TEST_CASE_METHOD(with_presence, "[S11.1] the agenda is by start, plans by their next time",
                 "[presence]") {
  begin();
  agenda_entry late{.id = "a1", .type = "lunch", .start = t0 + 3h, .end = t0 + 4h};
  agenda_entry soon{.id = "a2", .type = "meeting", .start = t0 + 1h, .end = t0 + 2h};
  plan_view other{.id = plan_id{"p1"}, .next = t0 + 48h};
  plan_view next{.id = plan_id{"p2"}, .next = t0 + 24h};
  plan_view never{.id = plan_id{"p0"}};
  service.say(snapshot_of_texts("presence/ag", 10,
                                {item_text("agenda", late), item_text("agenda", soon),
                                 item_text("plan", other), item_text("plan", next),
                                 item_text("plan", never)}),
              t0);
  const auto seen = view();
  const auto* known = presence_of(*seen, employee_id{"ag"});
  REQUIRE(known);
  REQUIRE(known->agenda.size() == 2);
  CHECK(known->agenda.front().id == "a2");
  REQUIRE(known->plans.size() == 3);
  CHECK(known->plans[0].id == plan_id{"p2"});
  CHECK(known->plans[2].id == plan_id{"p0"});
}

TEST_CASE_METHOD(with_presence,
                 "who is chosen is read, and let go for the next one; one's own stays",
                 "[presence]") {
  begin();
  CHECK(service.asked.back() != "subscribe presence/bo");
  asked_since();
  look_at("bo");
  CHECK(asked_since() == texts{"subscribe presence/bo"});
  CHECK(view()->presence.contains(employee_id{"bo"}));
  look_at("ag"); // the login's own, which is read already
  CHECK(asked_since() == texts{"unsubscribe presence/bo"});
  CHECK_FALSE(view()->presence.contains(employee_id{"bo"}));
  CHECK(view()->presence.contains(employee_id{"ag"}));
}

TEST_CASE_METHOD(with_presence, "late frames of somebody who was let go bring nothing back",
                 "[presence]") {
  begin();
  look_at("bo");
  console.talk.look_at(std::nullopt);
  service.serve(t0);
  asked_since();
  const auto text = item_text("claim", claim("1.manual", claim_source::manual, "lunch"));
  service.say(snapshot_of_texts("presence/bo", 10, {text}), t0);
  service.say(write_delta("presence/bo", 12, 13, {text}, {}), t0);
  service.serve(t0);
  CHECK(asked_since().empty());
  CHECK(view()->presence.size() == 1);
  CHECK_FALSE(console.talk.seen().position("presence/bo"));
}

TEST_CASE_METHOD(with_presence, "somebody whose id begins alike is not mixed in", "[presence]") {
  begin();
  look_at("agnes");
  const auto text = item_text("claim", claim("1.manual", claim_source::manual, "lunch"));
  service.say(snapshot_of_texts("presence/agnes", 10, {text}), t0);
  service.say(snapshot_of_texts("presence/ag", 10, {}), t0);
  CHECK(view()->presence.at(employee_id{"ag"}).claims.empty());
  CHECK(view()->presence.at(employee_id{"agnes"}).claims.size() == 1);
}

TEST_CASE_METHOD(with_presence, "an older service without these topics is worked with all the same",
                 "[presence]") {
  service.unknown = {"statuses/main", "templates/lone", "presence/ag", "presence/bo"};
  begin();
  look_at("bo");
  const auto seen = view();
  CHECK(seen->phase == link_phase::live);
  CHECK(console.talk.wants_connection(t0));
  CHECK(seen->status_types.empty());
  CHECK(seen->presence.at(employee_id{"bo"}).refused);
  CHECK(seen->refusals.empty());
  asked_since();
  look_at("ag");
  CHECK(asked_since().empty()); // nothing was there to be ended
}

TEST_CASE_METHOD(with_presence, "live does not wait for what may come later", "[presence]") {
  begin(); // no word of presence, templates or statuses was said
  CHECK(view()->phase == link_phase::live);
}

TEST_CASE_METHOD(with_presence, "after a lost connection the chosen one is read again",
                 "[presence]") {
  begin();
  look_at("bo");
  service.say(snapshot_of_texts("presence/bo", 10, {}), t0);
  console.talk.lost(problem{.reason = error_reason::try_later}, t0, 0);
  asked_since();
  console.talk.opened(t0 + 5s);
  for (int i = 0; i < 3; ++i)
    service.serve(t0 + 5s);
  const auto again = asked_since();
  CHECK(std::count(again.begin(), again.end(), "subscribe presence/bo from 10") == 1);
}

TEST_CASE_METHOD(with_presence, "[S19.1] [S19.3] own and global templates come together, own first",
                 "[presence]") {
  begin();
  template_view own{.id = template_id{"t1"}, .name = "Z meeting", .type = "meeting"};
  template_view global{
    .id = template_id{"g1"}, .name = "A course", .global = true, .type = "course"};
  status_type leave{.id = "leave", .label_da = "Orlov", .label_en = "Leave", .position = 2};
  status_type first{.id = "available", .label_da = "Her", .label_en = "Here", .position = 1};
  service.say(snapshot_of_texts("templates/lone", 10, {item_text("template", own)}), t0);
  service.say(snapshot_of_texts("statuses/main", 10,
                                {item_text("template", global), item_text("status_type", leave),
                                 item_text("status_type", first)}),
              t0);
  const auto seen = view();
  REQUIRE(seen->templates.size() == 2);
  CHECK(seen->templates[0].id == template_id{"t1"});
  const auto& types = seen->status_types.at(site_id{"main"});
  REQUIRE(types.size() == 2);
  CHECK(types[0].id == "available");
  REQUIRE(find_status_type(*seen, "leave"));
  CHECK(find_status_type(*seen, "leave", site_id{"elsewhere"})->label_da == "Orlov");
  CHECK_FALSE(find_status_type(*seen, "unheard of"));
}
