#include "apps/omstillingctl/employee_sheet.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;

namespace {

constexpr auto header = "id,site,name,title,department,location,groups,phones\n";

std::string refusal(const std::string& line) {
  const auto sheet = read_employees(header + line + '\n');
  if (sheet.refused.size() != 1)
    return std::to_string(sheet.refused.size()) + " refused";
  const auto& x = sheet.refused[0];
  return std::to_string(x.line) + ' ' + x.column + ": " + x.why;
}

} // namespace

TEST_CASE("a line becomes an employee", "[employee_import]") {
  const auto sheet = read_employees(
    header + std::string{"e-17, aarhus ,Anna Holm,Leder,Økonomi,Hus B,ledelse; økonomi;,117;+45 20 "
                         "30:mobile\n"
                         "e-18,aarhus,Bo,,,,,\n"});
  REQUIRE(sheet.refused.empty());
  REQUIRE(sheet.employees.size() == 2);
  const auto& anna = sheet.employees[0].employee;
  CHECK(anna.id == employee_id{"e-17"});
  CHECK(anna.site == site_id{"aarhus"});
  CHECK(anna.department == "Økonomi");
  CHECK(anna.groups == std::vector<std::string>{"ledelse", "økonomi"});
  REQUIRE(anna.phones.size() == 2);
  CHECK(anna.phones[0].number == "117");
  CHECK_FALSE(anna.phones[0].kind);
  CHECK(anna.phones[1].number == "+45 20 30");
  CHECK(anna.phones[1].kind == phone_kind::mobile);
  const auto& bo = sheet.employees[1].employee;
  CHECK_FALSE(bo.title);
  CHECK(bo.groups.empty());
}

TEST_CASE("columns may stand in any order, and few suffice", "[employee_import]") {
  const auto sheet = read_employees("name,id,site\nAnna,e-1,a\n");
  REQUIRE(sheet.employees.size() == 1);
  CHECK(sheet.employees[0].employee.name == "Anna");
}

TEST_CASE("a bad line is named with its column and what was expected", "[employee_import]") {
  struct row {
    std::string line, error;
  };
  const row table[] = {
    {"e-1,a,Anna", "2 : 8 fields expected, got 3"},
    {"e-1,a,Anna,,,,,,", "2 : 8 fields expected, got 9"},
    {",a,Anna,,,,,", "2 id: a value expected, got nothing"},
    {"e 1,a,Anna,,,,,",
     "2 id: id of 1-64 characters from letters, digits and ._:@+- expected, got \"e 1\""},
    {"e-1,å,Anna,,,,,",
     "2 site: id of 1-64 characters from letters, digits and ._:@+- expected, got \"å\""},
    {"e-1,a, ,,,,,", "2 name: a value expected, got nothing"},
    {"e-1,a,Anna,,,,,117:fax",
     "2 phones: one of desk, mobile, softphone, external expected, got \"fax\""},
    {"e-1,a,Anna,,,,,117:unknown",
     "2 phones: one of desk, mobile, softphone, external expected, got \"unknown\""},
    {"e-1,a,Anna,,,,,:mobile", "2 phones: number expected before the colon"},
    {"e-1,a,Anna," + std::string(5'000, 'x') + ",,,,",
     "2 title: text of at most 4096 bytes expected, got \"" + std::string(54, 'x') + "…\""},
    {"e-1,a,An\xffna,,,,,", "2 : UTF-8 expected"},
    {"e-1,a,\"Anna,,,,,", "2 : closing quote expected"},
  };
  for (const auto& x : table) {
    INFO(x.line.substr(0, 60));
    CHECK(refusal(x.line) == x.error);
  }
}

TEST_CASE("an id that stands twice is refused the second time", "[employee_import]") {
  const auto sheet = read_employees("id,site,name\ne-1,a,Anna\n\ne-1,a,Bo\n");
  CHECK(sheet.employees.size() == 1);
  REQUIRE(sheet.refused.size() == 1);
  CHECK(sheet.refused[0].line == 4);
  CHECK(sheet.refused[0].why == "\"e-1\" stands in line 2 already");
}

TEST_CASE("without a usable header nothing is read", "[employee_import]") {
  CHECK(read_employees("").unusable == "a header line expected, got nothing");
  CHECK(read_employees("id;site;name\n").unusable ==
        "commas expected between columns, got semicolons");
  CHECK(read_employees("id,site,name,salary\n").unusable ==
        "unknown column \"salary\"; known are id, site, name, title, department, location, groups, "
        "phones, calendar_link, calendar_address, email, alternate_names, tasks, deputy");
  CHECK(read_employees("id,site,name,id\n").unusable == "column \"id\" stands twice");
  CHECK(read_employees("id,name\n").unusable == "column \"site\" is missing");
  CHECK(read_employees("\xff\n").unusable == "UTF-8 expected");
  CHECK(read_employees("id,site,name\n").unusable.empty());
}

TEST_CASE("a problem's path leads to its column", "[employee_import]") {
  CHECK(column_of("params.phones[1].kind") == "phones");
  CHECK(column_of("site") == "site");
  CHECK(column_of("").empty());
}

TEST_CASE("a person's calendar has two columns", "[employee_import][B2.5]") {
  const auto sheet = read_employees("id,site,name,calendar_link,calendar_address\n"
                                    "a,hq,Anna,office,anna/work\nb,hq,Bo,,\nc,hq,Carl,office,\n");
  REQUIRE(sheet.employees.size() == 2);
  CHECK(sheet.employees[0].employee.calendar == calendar_link{"office", "anna/work"});
  CHECK_FALSE(sheet.employees[1].employee.calendar);
  REQUIRE(sheet.refused.size() == 1);
  CHECK(sheet.refused[0].column == "calendar_address");
  CHECK(column_of("params.calendar.link") == "calendar_link");
}

TEST_CASE("what a person is found by has columns of its own", "[employee_import][B2.6]") {
  const auto sheet = read_employees("id,site,name,email,alternate_names,tasks,deputy\n"
                                    "a,hq,Anna,anna@a.dk,Ann; Anne ,Byggetilladelse;Støj,b\n"
                                    "b,hq,Bo,,,,\n");
  REQUIRE(sheet.employees.size() == 2);
  const auto& anna = sheet.employees[0].employee;
  CHECK(anna.email == "anna@a.dk");
  CHECK(anna.alternate_names == std::vector<std::string>{"Ann", "Anne"});
  CHECK(anna.tasks == std::vector<std::string>{"Byggetilladelse", "Støj"});
  CHECK(anna.deputy == employee_id{"b"});
  CHECK_FALSE(sheet.employees[1].employee.email);
  CHECK_FALSE(sheet.employees[1].employee.deputy);
}
