#include "services/directory/search_hits.hpp"
#include "tests/services/directory/search_office.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>

using namespace omstilling;
using namespace omstilling::test;

namespace {

std::vector<std::string> ids(const std::vector<search_hit>& of) {
  std::vector<std::string> result;
  for (const auto& x : of)
    result.push_back(x.id);
  return result;
}

bool has(const std::vector<search_hit>& of, const std::string& id) {
  return std::any_of(of.begin(), of.end(), [&](const auto& x) { return x.id == id; });
}

std::vector<std::string> marked(const std::string& text, const std::vector<text_mark>& marks) {
  std::vector<std::string> result;
  for (const auto& x : marks)
    result.push_back(
      text.substr(static_cast<std::size_t>(x.at), static_cast<std::size_t>(x.length)));
  return result;
}

using texts = std::vector<std::string>;

} // namespace

TEST_CASE("each row of the table finds whom it must, and not whom it must not",
          "[directory][B2.6]") {
  directory all{"DK"};
  furnish(all);
  const auto table = rows("search_table.txt");
  CHECK(table.size() >= 150);
  for (const auto& row : table) {
    const auto found = hits(all, row.at(0));
    INFO(row.at(0));
    CHECK((found.empty() ? "-" : found.front().id) == row.at(1));
    for (const auto& id : list(row.at(2)))
      CHECK_FALSE(has(found, id));
  }
}

TEST_CASE("the same is found after everybody has left and come again", "[directory][B2.6]") {
  directory all{"DK"};
  furnish(all);
  std::map<std::string, texts> before;
  for (const auto& row : rows("search_table.txt"))
    before[row.at(0)] = ids(hits(all, row.at(0)));
  for (int round = 0; round < 3; ++round) {
    for (const auto& x : rows("search_office.txt"))
      if (x.front() == "employee")
        all.remove(employee_id{x.at(1)});
      else
        all.put(x.front() == "shared" ? std::nullopt : std::optional{user_id{x.at(1)}}, {}, true);
    CHECK(all.size() == 0);
    CHECK(hits(all, "a").empty());
    furnish(all);
  }
  for (const auto& [query, found] : before)
    CHECK(ids(hits(all, query)) == found);
}

TEST_CASE("a private contact is found by its owner only, whatever is asked", "[directory][B2.6]") {
  directory all{"DK"};
  furnish(all);
  CHECK(has(hits(all, "hemmelig", login("tom")), "contact/hemm"));
  CHECK(has(hits(all, "31415926", login("tom")), "contact/hemm"));
  for (const auto& row : rows("search_table.txt")) {
    CHECK_FALSE(has(hits(all, row.at(0), login("pia")), "contact/hemm"));
    CHECK_FALSE(has(hits(all, row.at(0), login("tom")), "contact/mor"));
    const auto other = hits(all, row.at(0), login("new"));
    CHECK(std::none_of(other.begin(), other.end(),
                       [](const auto& x) { return x.id.starts_with("contact/"); }));
  }
  CHECK(all.whose("+4531415926", user_id{"tom"}, std::nullopt).name == "Hemmelig Ven");
  CHECK(all.whose("+4531415926", user_id{"pia"}, std::nullopt) == known_number{});
  CHECK(all.whose("+4531415926", std::nullopt, std::nullopt) == known_number{});
}

TEST_CASE("the public finds names and desks, and no more", "[directory][B2.6][B2.3]") {
  directory all{"DK"};
  furnish(all);
  const auto wall = make_principal(token_record{.id = token_id{"wall"},
                                                .name = "wall",
                                                .rights = {right::read_people},
                                                .sees = audience::public_});
  const auto anna = hits(all, "anna brandt", wall);
  REQUIRE(anna.size() == 1);
  CHECK(anna.front().number == "4111");
  CHECK(hits(all, "4111", wall).size() == 1);
  for (const auto* hidden : {"20112233", "byggetilladelse", "cille", "anbr", "taxa", "70102030",
                             "anna.brandt@fjordby.dk"})
    CHECK(hits(all, hidden, wall).empty());
}

TEST_CASE("hits stand in their groups, and say where they match", "[directory][B2.6]") {
  directory all{"DK"};
  furnish(all);
  const auto tasks = hits(all, "byggetill");
  REQUIRE(tasks.size() == 2);
  CHECK(tasks[0].group == hit_group::task);
  CHECK(tasks[0].line == "Byggetilladelse");
  CHECK(marked(tasks[0].line, tasks[0].line_marks) == texts{"Byggetill"});
  CHECK(tasks[0].name_marks.empty());
  CHECK(tasks[0].number == "4111");
  const auto names = hits(all, "kristian");
  REQUIRE(names.size() >= 3);
  CHECK(names[0].group == hit_group::employee);
  CHECK(names[0].line == "Økonomikonsulent, Økonomi");
  CHECK(names.back().group == hit_group::sounds_like);
  CHECK(names.back().name == "Christian Hansen");
  CHECK(marked(names.back().name, names.back().name_marks) == texts{"Christian"});
  const auto taxi = hits(all, "taxi");
  CHECK(taxi[0].group == hit_group::contact);
  CHECK(taxi[0].shared);
  CHECK(taxi[0].contact == contact_id{"taxa"});
}

TEST_CASE("what is marked is marked in the text as it is written", "[directory][B2.6]") {
  directory all{"DK"};
  furnish(all);
  const auto name_of = [&](const std::string& asked) {
    const auto x = hits(all, asked).front();
    return marked(x.name, x.name_marks);
  };
  const auto number_of = [&](const std::string& asked) {
    const auto x = hits(all, asked).front();
    return marked(x.number, x.number_marks);
  };
  CHECK(name_of("aag aage") == texts{"Åge", "Aag"});
  CHECK(name_of("oers") == texts{"Ørs"});
  CHECK(name_of("o") == texts{"Ø"});
  CHECK(name_of("sal dav") == texts{"Dav", "Sal"});
  CHECK(name_of("noerg") == texts{"Nørg"});
  CHECK(name_of("norg") == texts{"Nørg"});
  CHECK(name_of("andre") == texts{"André"});
  CHECK(name_of("weiss") == texts{"Weiß"});
  CHECK(name_of("oconnor") == texts{"O'Connor"});
  CHECK(number_of("2011") == texts{"20 11"});
  CHECK(number_of("112233") == texts{"11 22 33"});
  CHECK(marks_in("A\xCC\x8Age", {{"aage", false, false}}) ==
        std::vector<text_mark>{{0, 5}}); // as some systems write it
}

TEST_CASE("one's own site comes first, then who is called often, then the name",
          "[directory][B2.6]") {
  directory all{"DK"};
  furnish(all);
  const auto first = [&](const principal& who) { return hits(all, "jens", who).front().id; };
  CHECK(first(login("pia")) == "employee/jeni");
  CHECK(first(login("ib", role::receptionist, "havnen")) == "employee/jejo");
  const time_point noon{};
  all.called(user_id{"pia"}, {.number = "4123", .employee = employee_id{"jeno"}}, noon);
  CHECK(first(login("pia")) == "employee/jeno");
  CHECK(first(login("tom")) == "employee/jeni"); // what pia does is hers
  all.called(user_id{"pia"}, {.number = "+45 86 55 44 33"}, noon);
  CHECK(hits(all, "fjordby")[0].id == "shared/avis");
  all.called(user_id{"tom"}, {.number = "70 10 20 30"}, noon);
  const auto toms = hits(all, "fjordby", login("tom"));
  CHECK(toms.front().id == "shared/taxa");
}

TEST_CASE("one letter finds first names before others, and all when these are few",
          "[directory][B2.6]") {
  directory all{"DK"};
  const auto put = [&](const std::string& id, const std::string& name) {
    all.put(listed_employee{.id = employee_id{id},
                            .site = site_id{"raadhuset"},
                            .name = name,
                            .groups = {},
                            .phones = {},
                            .alternate_names = {},
                            .tasks = {}});
  };
  texts first_names, last_names;
  for (int i = 10; i < 40; ++i) {
    const auto n = std::to_string(i);
    put("m" + n, "Mona Axelsen" + n);
    first_names.push_back("employee/m" + n);
    put("k" + n, "Kim Madsen" + n);
    last_names.push_back("employee/k" + n);
  }
  put("hans", "Hans M Jensen");
  const auto found = [&](std::int64_t limit) {
    return ids(all.find(search{.text = "m", .limit = limit}, login("pia"))->hits);
  };
  const auto few = found(10);
  REQUIRE(few.size() == 10);
  CHECK(few.front() == "employee/hans"); // the letter is a whole word of his name
  for (std::size_t i = 1; i < few.size(); ++i)
    CHECK(std::find(first_names.begin(), first_names.end(), few[i]) != first_names.end());
  const auto many = found(100);
  REQUIRE(many.size() == 61);
  CHECK(texts(many.begin() + 1, many.begin() + 10) == texts(few.begin() + 1, few.end()));
  CHECK(texts(many.begin() + 31, many.end()) == last_names);
}

TEST_CASE("numbers that nobody has are found among one's own calls", "[directory][B2.6]") {
  directory all{"DK"};
  furnish(all);
  const time_point noon{};
  all.called(user_id{"pia"}, {.number = "+4599887766", .name = "Ukendt Kunde"}, noon);
  all.called(user_id{"pia"}, {.number = "99 88 77 66", .name = "Ukendt Kunde"}, noon);
  all.called(user_id{"pia"}, {.number = "70102030", .name = "Taxa"}, noon);
  const auto found = hits(all, "9988776");
  REQUIRE(found.size() == 1);
  CHECK(found[0].group == hit_group::recent);
  CHECK(found[0].id == "recent/99 88 77 66");
  CHECK(found[0].number == "99 88 77 66");
  CHECK(marked(found[0].number, found[0].number_marks) == texts{"99 88 77 6"});
  CHECK(hits(all, "kunde").front().id == "recent/99 88 77 66");
  CHECK(hits(all, "9988776", login("tom")).empty());
  CHECK(ids(hits(all, "7010")) == texts{"shared/taxa"});
}

TEST_CASE("a number is an employee's, then one's own contact's, then a shared one's",
          "[directory][S9.2]") {
  directory all{"DK"};
  furnish(all);
  const auto name = [&](const std::string& number, const std::string& site = "raadhuset") {
    return all.whose(number, user_id{"pia"}, site_id{site}).name;
  };
  CHECK(name("4111") == "Anna Brandt");
  CHECK(name("4111", "havnen").empty()); // there it is somebody else's
  CHECK(all.whose("4111", std::nullopt, std::nullopt).employee == employee_id{"anbr"});
  for (const auto* number : {"20112233", "+4520112233", "004520112233", "4520112233"})
    CHECK(name(number, "havnen") == "Anna Brandt");
  CHECK(name("86 11 22 33") == "Frisør Lotte");
  const auto doctor = all.whose("86998877", user_id{"pia"}, std::nullopt);
  CHECK(doctor.name == "Karen Østergaard");
  CHECK(doctor.source == name_source::contact);
  CHECK(doctor.company == "Lægehuset Torvet");
  CHECK(doctor.shared);
  CHECK(name("0046 40 123456") == "Ingrid Åkesson");
  CHECK(name("").empty());
  CHECK(name("anonymous").empty());
  all.put(user_id{"pia"},
          {contact_view{.id = contact_id{"dr"},
                        .name = "Min læge",
                        .numbers = {{number_type::work, "86 99 88 77"}},
                        .keywords = {}}},
          false);
  CHECK(name("86998877") == "Min læge");
}

TEST_CASE("limits are checked, and hold a group", "[directory][B2.6]") {
  directory all{"DK"};
  furnish(all);
  const auto asked = [&](std::int64_t limit) {
    return all.find(search{.text = "a", .limit = limit}, login("pia"));
  };
  CHECK(message(asked(0).error()) == "params.limit: 1-100 expected, got 0");
  CHECK(message(asked(101).error()) == "params.limit: 1-100 expected, got 101");
  std::map<hit_group, int> counts;
  const auto two = asked(2);
  for (const auto& x : two->hits)
    ++counts[x.group];
  for (const auto& [group, count] : counts)
    CHECK(count <= 2);
  CHECK(counts[hit_group::employee] == 2);
  CHECK_FALSE(all.find(search{.text = std::string(201, 'a')}, login("pia")));
  CHECK(hits(all, "").empty());
  CHECK(hits(all, " - ,. \xFF\xFE\xC3 ").empty());
}
