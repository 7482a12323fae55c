#include "tests/ui-dear-imgui/people_fixture.hpp"

using namespace omstilling;
using namespace omstilling::testing;

namespace {

struct at_book : people_fixture {
  at_book() {
    auto skov = some_contact("s", "Skov ApS", "37001894", true);
    skov.email = "post@skov.example";
    skov.keywords = {"murer"};
    give_contacts(view, {some_contact("a", "Anders And", "11 22 33 44"), skov});
    window.chosen.where = page::phone_book;
    settle();
  }
  void edit(const char* id, bool shared = false) {
    window.chosen.overlay = {
      .kind = overlay_kind::contact_form, .contact = contact_id{id}, .shared = shared};
    settle();
  }
  std::string field(const char* id) const {
    const auto* found = control(id);
    return found ? found->text : "no field";
  }
};

} // namespace

TEST_CASE_METHOD(at_book, "[S15.2] contacts of both books are found by every field", "[people]") {
  CHECK(rows("contact ") == std::vector<std::string>{"own/a", "shared/s"});
  write("mur");
  CHECK(rows("contact ") == std::vector<std::string>{"shared/s"});
  CHECK(control("card of the contact")->text == "Skov ApS");
  SECTION("[S15.3] Enter calls") {
    press(ImGuiKey_Enter);
    CHECK(last<dial_call>()->number == "37001894");
  }
}

TEST_CASE_METHOD(at_book, "[S15.2] a number is found as it is written or not", "[people]") {
  write("1122");
  CHECK(rows("contact ") == std::vector<std::string>{"own/a"});
}

TEST_CASE_METHOD(at_book, "[S15.5] each book can be looked at alone", "[people]") {
  click("book shared");
  settle();
  CHECK(rows("contact ") == std::vector<std::string>{"shared/s"});
  click("book own");
  settle();
  CHECK(rows("contact ") == std::vector<std::string>{"own/a"});
}

TEST_CASE_METHOD(at_book, "[S15.3][S15.4] a contact is called and written to", "[people]") {
  click("contact shared/s");
  click("call number");
  CHECK(last<dial_call>()->number == "37001894");
  SECTION("by SMS") {
    press('J', true);
    CHECK(open() == overlay_kind::message_form);
    settle();
    write("Hej");
    const auto wishes = wishes_of([&] { press('J', true); });
    const auto* sent = ordered<send_message>(wishes);
    REQUIRE(sent);
    CHECK(sent->to == "37001894");
    CHECK_FALSE(sent->receiver);
  }
  SECTION("by e-mail") {
    press('E', true);
    settle();
    write("Hej");
    const auto wishes = wishes_of([&] { press('E', true); });
    const auto* sent = ordered<send_message>(wishes);
    REQUIRE(sent);
    CHECK(sent->to == "post@skov.example");
    CHECK(sent->channel == message_kind::email);
  }
}

TEST_CASE_METHOD(at_book, "[S15.1] a private contact is made, with several numbers", "[people]") {
  press('N', false, true);
  CHECK(open() == overlay_kind::contact_form);
  CHECK_FALSE(control("shared")); // without the right
  CHECK_FALSE(control("approve")->enabled);
  settle();
  write("Ole");
  click("##number 0");
  write("12345678");
  settle();
  click("##number 1"); // there is always room for one more
  write("87654321");
  settle();
  click("number type 1");
  const auto wishes = wishes_of([&] { click("approve"); });
  const auto* made = ordered<put_contact>(wishes);
  REQUIRE(made);
  CHECK_FALSE(made->shared);
  CHECK_FALSE(made->id);
  CHECK(made->name == "Ole");
  CHECK(made->numbers == std::vector<contact_number>{{number_type::work, "12345678"},
                                                     {number_type::home, "87654321"}});
  CHECK(open() == overlay_kind::contact_form); // until it is kept
  done();
  CHECK(open() == overlay_kind::none);
}

TEST_CASE_METHOD(at_book, "[S15.5] a shared contact is changed by right only", "[people]") {
  click("contact shared/s");
  CHECK_FALSE(control("change contact"));
  press('E', false, true);
  CHECK(open() == overlay_kind::none);
  allow({right::shared_phone_book});
  press('E', false, true);
  CHECK(open() == overlay_kind::contact_form);
  settle();
  CHECK(field("##contact name") == "Skov ApS");
  const auto wishes = wishes_of([&] { click("approve"); });
  const auto* made = ordered<put_contact>(wishes);
  REQUIRE(made);
  CHECK(made->shared);
  CHECK(made->id == contact_id{"s"});
  CHECK(made->expected_version == 1);
  CHECK(made->keywords == std::vector<std::string>{"murer"});
}

TEST_CASE_METHOD(at_book, "[S15.1] who is second sees the other's change", "[people]") {
  edit("a");
  click("##contact name");
  write("Anders And den Anden");
  auto wishes = wishes_of([&] { click("approve"); });
  REQUIRE(ordered<put_contact>(wishes));
  auto theirs = some_contact("a", "Anders A.", "11 22 33 44");
  theirs.version = 2;
  theirs.changed_by = "Pia Winther";
  give_contacts(view, {theirs});
  done(problem{.reason = error_reason::stale_revision, .who = "pia"});
  CHECK(open() == overlay_kind::contact_form);
  CHECK(says("Pia Winther changed it"));
  CHECK(says("Anders And → Anders A."));
  SECTION("and takes it") {
    click("take theirs");
    settle();
    CHECK(field("##contact name") == "Anders A.");
    CHECK_FALSE(says("changed it"));
  }
  SECTION("or writes over it") {
    wishes = wishes_of([&] { click("write over"); });
    const auto* made = ordered<put_contact>(wishes);
    REQUIRE(made);
    CHECK(made->name.find("den Anden") != std::string::npos);
    CHECK(made->expected_version == 2);
    done();
    CHECK(open() == overlay_kind::none);
  }
}

TEST_CASE_METHOD(at_book, "[S15.1] a contact that is gone can be kept as a new one", "[people]") {
  edit("a");
  give_contacts(view, {});
  settle();
  CHECK(says("deleted meanwhile"));
  const auto wishes = wishes_of([&] { click("approve"); });
  const auto* made = ordered<put_contact>(wishes);
  REQUIRE(made);
  CHECK_FALSE(made->id);
  CHECK_FALSE(made->expected_version);
}

TEST_CASE_METHOD(at_book, "[S15.1] a contact is deleted", "[people]") {
  edit("a");
  const auto wishes = wishes_of([&] { click("delete contact"); });
  const auto* gone = ordered<remove_contact>(wishes);
  REQUIRE(gone);
  CHECK(gone->id == contact_id{"a"});
  CHECK(gone->expected_version == 1);
  done();
  CHECK(open() == overlay_kind::none);
}

TEST_CASE_METHOD(at_book, "[S15.1] any contact can be shown in any window, also none", "[people]") {
  std::vector<contact_view> odd;
  for (const auto& one : odd_words()) {
    auto x = some_contact("x" + std::to_string(odd.size()), one, one);
    x.company = x.title = x.address = x.email = x.note = one;
    x.keywords = {one, one};
    x.numbers = {{number_type::unknown, one}, {number_type::fax, one}};
    odd.push_back(x);
  }
  for (const auto& all : {odd, std::vector<contact_view>{}}) {
    give_contacts(view, all);
    for (const auto width : {420.0F, 1'280.0F, 1'920.0F}) {
      size(width, 760);
      settle();
      CHECK(stays_inside());
    }
  }
  CHECK(shows("No contacts yet."));
  view.missing.phone_books = true;
  settle();
  CHECK(shows("The service keeps no phone book."));
}
