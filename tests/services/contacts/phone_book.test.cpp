#include "services/contacts/phone_book.hpp"

#include "protocol/codec.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace std::chrono_literals;

namespace {

const time_point t0 = time_point{1'800'000'000s};

put_contact holm() {
  return {.shared = true,
          .name = "Anna Holm",
          .company = "Holm ApS",
          .email = "anna@holm.example",
          .numbers = {{number_type::work, "+45 12 34 56 78"}},
          .keywords = {"tag"}};
}

/// Puts it, as if it was kept.
phone_book_decision keep(phone_book& book, const put_contact& x, const std::string& by = "Pia",
                         time_point now = t0) {
  auto done = book.put(x, by, now);
  INFO((done.refused ? message(*done.refused) : ""));
  REQUIRE_FALSE(done.refused);
  book.apply(done);
  return done;
}

put_contact changed(const contact_id& id, std::string name, std::int64_t version) {
  auto x = holm();
  x.id = id;
  x.name = std::move(name);
  x.expected_version = version;
  return x;
}

} // namespace

TEST_CASE("a contact is put, changed and removed, and its version counts", "[S15.1][S15.5]") {
  phone_book book{"shared", {}};
  const auto made = keep(book, holm());
  CHECK(made.contact == contact_id{"c1800000000000"});
  CHECK(made.put->version == 1);
  CHECK(made.put->changed_by == "Pia");
  CHECK(made.put->changed_at == t0);
  CHECK(std::get<contact_put>(made.events.at(0)).full_name == "Anna Holm");
  const auto next = keep(book, changed(*made.contact, "Anna Holm-Berg", 1), "Tom", t0 + 5s);
  CHECK(next.contact == made.contact);
  CHECK(next.put->version == 2);
  CHECK(next.put->changed_by == "Tom");
  CHECK(book.size() == 1);
  const auto gone = book.remove({true, *made.contact, 2}, "Pia");
  REQUIRE_FALSE(gone.refused);
  CHECK(std::get<contact_removed>(gone.events.at(0)).full_name == "Anna Holm-Berg");
  CHECK(book.size() == 1);
  book.apply(gone);
  CHECK(book.size() == 0);
}

TEST_CASE("of two editors at once the second is told who was first", "[S15.5][B1.6]") {
  phone_book book{"shared", {}};
  const auto id = *keep(book, holm()).contact;
  keep(book, changed(id, "Anna Berg", 1), "Tom");
  const auto lost = book.put(changed(id, "Anna Holst", 1), "Pia", t0).refused;
  REQUIRE(lost);
  CHECK(lost->reason == error_reason::stale_revision);
  CHECK(lost->path == "params.expected_version");
  CHECK(lost->expected == "2");
  CHECK(lost->got == "1");
  CHECK(lost->who == "Tom");
  CHECK(lost->detail == "changed by Tom");
  CHECK(book.remove({true, id, 1}, "Pia").refused->reason == error_reason::stale_revision);
  CHECK(book.find(id)->name == "Anna Berg");
  auto anyway = changed(id, "Anna Holst", 0);
  anyway.expected_version.reset();
  CHECK(keep(book, anyway).put->version == 3);
  const auto gone = book.remove({true, id, 3}, "Tom");
  book.apply(gone);
  const auto late = book.put(changed(id, "Anna", 3), "Pia", t0).refused;
  REQUIRE(late);
  CHECK(late->reason == error_reason::unknown_contact);
  CHECK(late->who == "Tom");
  CHECK(book.put(changed(contact_id{"c7"}, "X", 1), "Pia", t0).refused->who.empty());
}

TEST_CASE("what is put as it stands is no change", "[S15.1]") {
  phone_book book{"shared", {}};
  const auto id = *keep(book, holm()).contact;
  auto again = holm();
  again.id = id;
  again.name = "  Anna Holm ";
  const auto done = keep(book, again, "Tom", t0 + 1h);
  CHECK(done.events.empty());
  CHECK(done.contact == id);
  CHECK(book.find(id)->changed_by == "Pia");
}

TEST_CASE("an id is never used twice, not even after a restart", "[S15.1]") {
  phone_book book{"anna", {}};
  const auto first = *keep(book, holm()).contact;
  const auto second = *keep(book, holm()).contact;
  CHECK(first == contact_id{"c1800000000000"});
  CHECK(second == contact_id{"c1800000000001"});
  book.apply(book.remove({false, second, {}}, "Anna"));
  CHECK(*keep(book, holm()).contact == contact_id{"c1800000000002"});
  // Refused by the store: its number is gone all the same.
  const auto refused = *book.put(holm(), "Anna", t0).contact;
  CHECK(*keep(book, holm()).contact != refused);
  phone_book again{"anna",
                   {std::make_shared<contact_view>(
                     contact_view{.id = contact_id{"c1800000000500"}, .name = "Bo"})}};
  CHECK(*keep(again, holm()).contact == contact_id{"c1800000000501"});
  CHECK(*keep(again, holm(), "Anna", t0 + 1s).contact == contact_id{"c1800000001000"});
}

TEST_CASE("every field of a contact is checked, and the wrong one named", "[S15.1][B4.2]") {
  struct row {
    std::string path;
    std::function<void(put_contact&)> spoil;
    error_reason reason = error_reason::invalid_params;
  };
  const std::vector<row> table = {
    {"params.name", [](auto& x) { x.name = ""; }},
    {"params.name", [](auto& x) { x.name = " \t "; }},
    {"params.name", [](auto& x) { x.name = std::string(201, 'x'); }},
    {"params.name", [](auto& x) { x.name = "two\nlines"; }},
    {"params.company", [](auto& x) { x.company = std::string(201, 'x'); }},
    {"params.company", [](auto& x) { x.company = "bell\a"; }},
    {"params.title", [](auto& x) { x.title = std::string("a\0b", 3); }},
    {"params.department", [](auto& x) { x.department = "a\tb"; }},
    {"params.address", [](auto& x) { x.address = std::string(501, 'x'); }},
    {"params.address", [](auto& x) { x.address = "a\r\nb"; }},
    {"params.email", [](auto& x) { x.email = "anna"; }},
    {"params.email", [](auto& x) { x.email = "anna@holm"; }},
    {"params.email", [](auto& x) { x.email = "a b@holm.dk"; }},
    {"params.email", [](auto& x) { x.email = "a@b@holm.dk"; }},
    {"params.email", [](auto& x) { x.email = "Anna <anna@holm.dk>"; }},
    {"params.email", [](auto& x) { x.email = "anna@holm..dk"; }},
    {"params.email", [](auto& x) { x.email = "@holm.dk"; }},
    {"params.note", [](auto& x) { x.note = std::string(4001, 'x'); }},
    {"params.numbers[0].number", [](auto& x) { x.numbers[0].number = ""; }},
    {"params.numbers[0].number", [](auto& x) { x.numbers[0].number = "ring til Bo"; }},
    {"params.numbers[0].number", [](auto& x) { x.numbers[0].number = std::string(33, '1'); }},
    {"params.numbers[0].number",
     [](auto& x) { x.numbers[0].number = "1" + std::string(64, ' ') + "1"; }},
    {"params.numbers[0].type", [](auto& x) { x.numbers[0].type = number_type::unknown; }},
    {"params.numbers",
     [](auto& x) {
       x.numbers.assign(21, {number_type::work, "1"});
     },
     error_reason::too_many},
    {"params.keywords[1]",
     [](auto& x) {
       x.keywords = {"a", " "};
     }},
    {"params.keywords[0]", [](auto& x) { x.keywords = {std::string(101, 'x')}; }},
    {"params.keywords[0]", [](auto& x) { x.keywords = {"a\nb"}; }},
    {"params.keywords", [](auto& x) { x.keywords.assign(51, "a"); }, error_reason::too_many},
  };
  phone_book book{"shared", {}};
  for (const auto& x : table) {
    auto bad = holm();
    x.spoil(bad);
    const auto refused = book.put(bad, "Pia", t0).refused;
    INFO(x.path);
    REQUIRE(refused);
    CHECK(refused->path == x.path);
    CHECK(refused->reason == x.reason);
    CHECK_FALSE(refused->expected.empty());
    CHECK_FALSE(refused->got.empty());
  }
  CHECK(book.size() == 0);
}

TEST_CASE("all that a contact may hold is taken", "[S15.1]") {
  phone_book book{"anna", {}};
  auto full = holm();
  full.shared = false;
  full.address = "Gade 1\n2. sal\t8000 Aarhus";
  full.email = "o'brien+tag@mail.holm-berg.co.uk";
  full.numbers.clear();
  for (const auto type : {number_type::work, number_type::mobile, number_type::home,
                          number_type::fax, number_type::main, number_type::other})
    full.numbers.push_back({type, "+45 (12) 34.56-78"});
  full.numbers.resize(20, {number_type::work, "*21#"});
  full.note = std::string(4000, 'x');
  full.keywords.assign(50, "Æ");
  const auto kept = keep(book, full).put;
  CHECK(kept->numbers == full.numbers);
  CHECK_FALSE(kept->shared);
  CHECK(decode_text<contact_view>(encode_text(*kept)).value() == *kept);
}

TEST_CASE("nobody's own book is the one that all share", "[S0.9][B4.1]") {
  CHECK(own_book(user_id{"anna"}) == "anna");
  CHECK_FALSE(own_book(user_id{"shared"}));
  CHECK(contact_entity_id("anna", contact_id{"c1"}) == "anna/c1");
  CHECK(book_of_contact("anna/c1") == "anna");
  const principal anna{.user = user_id{"anna"}};
  CHECK_FALSE(foreign_book("anna", anna));
  CHECK_FALSE(foreign_book("shared", anna));
  CHECK(foreign_book("bo", anna)->reason == error_reason::forbidden);
  CHECK(foreign_book("anna", principal{})->reason == error_reason::forbidden);
}
