#include "tests/services/presence/people.hpp"

using namespace omstilling;
using namespace omstilling::people;

TEST_CASE("outside the reception sick reads away, with the return", "[presence][B2.3]") {
  auto x = at_desk();
  auto wish = status("sick");
  wish.until = t0 + 24h;
  wish.note = "influenza";
  wish.start_actions = {{status_action_kind::set_do_not_disturb, {}}};
  x.set(wish, t0);
  CHECK(type_of(x) == "sick");
  CHECK(x.view(audience::reception).status.note == "influenza");
  for (const auto who : {audience::colleague, audience::public_, audience::unknown}) {
    const auto shown = x.view(who).status;
    CHECK(shown.type == "away");
    CHECK(shown.activity == rpid_activity::away);
    CHECK(shown.basic == basic_status::closed);
    CHECK(shown.note.empty());
    CHECK(shown.start_actions.empty());
    CHECK(shown.until == t0 + 24h);
  }
}

TEST_CASE("a note is a colleague's to read only where nothing is hidden", "[presence][B2.3]") {
  auto x = at_desk();
  auto wish = status("works_from_home");
  wish.note = "call the mobile";
  x.set(wish, t0);
  CHECK(x.view(audience::colleague).status.note == "call the mobile");
  CHECK(x.view(audience::public_).status.type == "works_from_home");
  CHECK(x.view(audience::public_).status.note.empty());
}

TEST_CASE("a type that no longer exists is hidden from outsiders", "[presence][B2.3]") {
  auto record = at_desk().record();
  record.claims = {{.type = "maternity", .since = t0}};
  const employee x{record};
  CHECK(type_of(x) == "maternity");
  CHECK(x.view(audience::public_).status.type == "away");
}

TEST_CASE("the overview's row holds person, phones, lamp and forwarding",
          "[presence][S8.1][S8.3][S13.1][B2.4]") {
  auto x = at_desk();
  x.set(by_hand(to("44")), t0 + 1min);
  const auto shown = x.view(audience::reception);
  CHECK(shown.id == employee_id{"anna"});
  CHECK(shown.site == site_id{"aarhus"});
  CHECK(shown.name == "Anna Dam");
  CHECK(shown.title == "Jurist");
  CHECK(shown.groups == std::vector<std::string>{"Ledelse"});
  CHECK(shown.extension == "21");
  CHECK(shown.phones == x.record().phones);
  CHECK(shown.lamp_state == lamp::forwarded);
  CHECK(shown.lamp_since == t0 + 1min);
  CHECK(shown.forwarded_to == "44");
  CHECK(shown.status.type == "available");
  CHECK(shown.status.since == t0);
}
