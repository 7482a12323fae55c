#include "protocol/message_text.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

using namespace omstilling;

namespace {

message_facts all_known() {
  return {.caller = "Karen Holm",
          .number = "44 55 66 77",
          .company = "Holm A/S",
          .called = "7000",
          .time = "10:42",
          .date = "23-11-2026",
          .name = "Anna Brandt",
          .first_name = "Anna",
          .me = "Pia Winther",
          .note = "Haster",
          .origin = "Hovednummer"};
}

struct row {
  std::string text;
  std::string all;
  std::string none;
};

} // namespace

TEST_CASE("what is missing leaves nothing odd", "[S5.1][S5.2][messages]") {
  const std::vector<row> rows{
    {"Hej {first_name}", "Hej Anna", "Hej"},
    {"Hej {first_name},", "Hej Anna,", "Hej,"},
    {"{caller}, {company}", "Karen Holm, Holm A/S", ""},
    {"Ring til {caller}, {company}", "Ring til Karen Holm, Holm A/S", "Ring til"},
    {"Ring til {caller} ({company}) i dag", "Ring til Karen Holm (Holm A/S) i dag",
     "Ring til i dag"},
    {"Firma: {company}\nTlf: 1", "Firma: Holm A/S\nTlf: 1", "Tlf: 1"},
    {"A\n{note}\nB", "A\nHaster\nB", "A\nB"},
    {"A\n\n{note}\n\nB", "A\n\nHaster\n\nB", "A\n\nB"},
    {"A\n\nB", "A\n\nB", "A\n\nB"},
    {"{note}\nB", "Haster\nB", "B"},
    {"B\n{note}", "B\nHaster", "B"},
    {"kl. {time}.", "kl. 10:42.", "kl."},
    {"({company})", "(Holm A/S)", ""},
    {"{caller} - {company} - {number}", "Karen Holm - Holm A/S - 44 55 66 77", ""},
    {"x {caller}, {company}, y", "x Karen Holm, Holm A/S, y", "x, y"},
    {"x{note}y", "xHastery", "xy"},
    {"{ikke lukket", "{ikke lukket", "{ikke lukket"},
    {"{me}", "Pia Winther", ""},
    {"to  blanke {me}", "to  blanke Pia Winther", "to  blanke"},
  };
  for (const auto& x : rows) {
    CAPTURE(x.text);
    CHECK(fill_template(x.text, all_known()) == x.all);
    CHECK(fill_template(x.text, {}) == x.none);
  }
}

TEST_CASE("a subject is one line without what hangs at its ends", "[S5.1][messages]") {
  CHECK(fill_line("Ring tilbage: {caller} {number}", {.caller = "Karen", .number = "4455"}) ==
        "Ring tilbage: Karen 4455");
  CHECK(fill_line("Ring tilbage: {caller} {number}", {.number = "4455"}) == "Ring tilbage: 4455");
  CHECK(fill_line("Ring tilbage: {caller} {number}", {}) == "Ring tilbage");
  CHECK(fill_line("{note}", {.note = "en\nto"}) == "en to");
}

TEST_CASE("a value is never taken for a placeholder", "[S5.1][messages]") {
  CHECK(fill_template("Til {caller}", {.caller = "{number}", .number = "1"}) == "Til {number}");
}

TEST_CASE("a placeholder that there is none of is named", "[S5.2][messages]") {
  CHECK_FALSE(unknown_placeholder("{caller} {number} {company} {called} {time} {date} {name} "
                                  "{first_name} {me} {note} {origin} { {",
                                  "params.text"));
  for (const auto* text : {"Hej {fornavn}", "{Caller}", "{}", "{caller }"}) {
    CAPTURE(text);
    const auto wrong = unknown_placeholder(text, "params.text");
    REQUIRE(wrong);
    CHECK(wrong->path == "params.text");
    CHECK(wrong->got.find('{') != std::string::npos);
    CHECK(wrong->expected.find("{first_name}") != std::string::npos);
  }
}

TEST_CASE("facts come from the call, with the site's own time", "[S5.1][messages]") {
  using namespace std::chrono;
  const call_view call{.caller = {"4455", "Karen Holm"},
                       .called = "7000",
                       .show_in_switchboard = "Hovednummer",
                       .greeting = "",
                       .origin = {},
                       .offered_to = {},
                       .waits_for = {},
                       .notes = {{.text = "Haster"}, {.text = "Vil have svar"}},
                       .story = {}};
  auto facts = facts_of(call, local_days{year{2026} / 3 / 5} + 9h + 7min);
  address_to(facts, "Anna Brandt");
  CHECK(facts.time == "09:07");
  CHECK(facts.date == "05-03-2026");
  CHECK(facts.note == "Haster\nVil have svar");
  CHECK(facts.origin == "Hovednummer");
  CHECK(facts.first_name == "Anna");
}

TEST_CASE("whatever is missing, no line is blank by it and no two blanks meet",
          "[S5.1][property][messages]") {
  rc::prop("of a well written template", [] {
    const auto word = [] {
      return *rc::gen::element<std::string>("Hej", "{caller}", "({company})", "{note}", "kl.",
                                            "{time},", "Tlf:", "{number}");
    };
    std::string text;
    for (auto lines = *rc::gen::inRange(1, 5); lines > 0; --lines) {
      for (auto words = *rc::gen::inRange(1, 5); words > 0; --words)
        text += word() + (words > 1 ? " " : "");
      text += lines > 1 ? "\n" : "";
    }
    message_facts facts = all_known();
    for (auto* x : {&facts.caller, &facts.company, &facts.note, &facts.time, &facts.number})
      if (*rc::gen::arbitrary<bool>())
        x->clear();
    const auto filled = fill_template(text, facts);
    RC_ASSERT(filled.find("  ") == std::string::npos);
    RC_ASSERT(filled.find("\n\n") == std::string::npos);
    RC_ASSERT(filled.find(" \n") == std::string::npos);
    RC_ASSERT(filled.find("()") == std::string::npos);
    RC_ASSERT(filled.find('{') == std::string::npos);
    RC_ASSERT(filled.find('\x01') == std::string::npos);
  });
}
