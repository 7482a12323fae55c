#include "services/presence/status_book.hpp"

#include "protocol/codec.hpp"
#include "services/presence/status_types.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

#include <algorithm>
#include <set>

using namespace omstilling;

namespace {

status_book of_site() { return status_book{first_status_book(site_id{"hq"})}; }

status_book of_user() {
  return status_book{
    {.site = site_id{"hq"}, .user = user_id{"anna"}, .types = {}, .templates = {}}};
}

put_status_type court() {
  return {.site = site_id{"hq"},
          .id = "in_court",
          .label_da = "I retten",
          .label_en = "In court",
          .activity = rpid_activity::appointment,
          .basic = basic_status::closed};
}

put_template meeting(std::string name, std::int64_t seconds) {
  return {.name = std::move(name),
          .type = "meeting",
          .for_seconds = seconds,
          .start_actions = {},
          .stop_actions = {}};
}

remove_status_type without(std::string id) { return {site_id{"hq"}, std::move(id)}; }

const status_type& type_of(const status_book& x, const std::string& id) {
  const auto* found = find_status_type(x.record().types, id);
  REQUIRE(found);
  return *found;
}

std::string said(const status_book_decision& x) { return x.refused ? message(*x.refused) : "none"; }

} // namespace

TEST_CASE("a site begins with the Danish defaults, numbered for menus", "[status_book][S14.1]") {
  const auto x = of_site().record();
  REQUIRE(x.types.size() == default_status_types().size());
  CHECK(x.types.front().id == "available");
  CHECK(x.types.front().position == 1);
  CHECK(x.types.back().position == static_cast<std::int64_t>(x.types.size()));
  CHECK(x.templates.empty());
  CHECK(status_book_id(x) == "site:hq");
  CHECK(status_book_id(of_user().record()) == "user:anna");
}

TEST_CASE("a kind of status is added behind the others, and changed in its place",
          "[status_book][S14.1][B2.3]") {
  auto x = of_site();
  const auto made = x.put(court());
  REQUIRE_FALSE(made.refused);
  CHECK(made.changed);
  REQUIRE(made.types.size() == 1);
  CHECK(made.types[0].public_alias == "in_court");
  CHECK(made.types[0].position == 13);
  CHECK(std::get<status_type_put>(made.events.at(0)).id == "in_court");

  auto hidden = court();
  hidden.public_alias = "away";
  hidden.label_en = "At court";
  CHECK(x.put(hidden).changed);
  CHECK(type_of(x, "in_court").public_alias == "away");
  CHECK(type_of(x, "in_court").label_en == "At court");
  CHECK(type_of(x, "in_court").position == 13);
  CHECK_FALSE(x.put(hidden).changed);
  hidden.position = 3;
  CHECK(x.put(hidden).types.at(0).position == 3);
  CHECK(decode_text<status_book_record>(encode_text(x.record())) == x.record());
}

TEST_CASE("a kind of status that cannot be is refused by the field's name",
          "[status_book][S14.1]") {
  auto x = of_site();
  const auto refusal = [&](auto change) {
    auto what = court();
    change(what);
    return said(x.put(what));
  };
  for (const auto* id : {"", "In_court", "i court", "9", "_x", "g1", "g123", "møde"})
    CHECK(refusal([&](auto& y) {
            y.id = id;
          }).starts_with("params.id: 1-64 of a-z, 0-9 and _, a letter first, not g and a number"));
  CHECK(refusal([](auto& y) { y.id = std::string(65, 'x'); }).starts_with("params.id: "));
  CHECK(refusal([](auto& y) { y.label_da = " "; }) ==
        "params.label_da: a name expected, got \" \"");
  CHECK(refusal([](auto& y) { y.label_en = std::string(101, 'x'); }) ==
        "params.label_en: text of at most 100 bytes expected, got 101 bytes");
  CHECK(refusal([](auto& y) {
          y.activity = rpid_activity::unknown;
        }).starts_with("params.activity: one of appointment, "));
  CHECK(refusal([](auto& y) { y.basic = basic_status::unknown; }) ==
        "params.basic: one of open, closed expected, got \"unknown\"");
  CHECK(refusal([](auto& y) {
          y.public_alias = "fishing";
        }).starts_with("params.public_alias: one of available, "));
  CHECK(refusal([](auto& y) { y.position = -1; }) ==
        "params.position: 0 to 10000 expected, got -1");
  CHECK(x.record() == of_site().record());
  for (const auto* id : {"g", "gone", "g1x", "x9"})
    CHECK(refusal([&](auto& y) { y.id = id; }) == "none");
}

TEST_CASE("available and away stay; what hid behind a kind that goes hides behind away",
          "[status_book][B2.3]") {
  auto x = of_site();
  CHECK(said(x.remove(without("available"))) ==
        "params.id: another than available and away, which stay expected, got available");
  CHECK(x.remove(without("away")).refused->reason == error_reason::wrong_state);
  CHECK(x.remove(without("fishing")).refused->reason == error_reason::unknown_status_type);
  const auto gone = x.remove(without("busy"));
  REQUIRE_FALSE(gone.refused);
  CHECK(gone.gone == std::vector<std::string>{"busy"});
  CHECK(std::get<status_type_removed>(gone.events.at(0)).id == "busy");
  CHECK(gone.types.size() == 3);
  CHECK(type_of(x, "meeting").public_alias == "away");
  CHECK(type_of(x, "do_not_disturb").public_alias == "away");
  CHECK(x.remove(without("busy")).refused);
}

TEST_CASE("several templates share one kind of status", "[status_book][S19.1][S19.2]") {
  auto x = of_user();
  const auto& types = default_status_types();
  const auto half = x.put(meeting("Møde, 30 min", 1800), types);
  const auto whole = x.put(meeting("Møde, 1 time", 3600), types);
  CHECK(half.kept_template == template_id{"t1"});
  CHECK(whole.kept_template == template_id{"t2"});
  CHECK(std::get<template_put>(whole.events.at(0)).label == "Møde, 1 time");
  REQUIRE(x.record().templates.size() == 2);
  CHECK(x.record().templates[0].type == x.record().templates[1].type);
  CHECK(x.record().templates[1].for_seconds == 3600);
  CHECK_FALSE(x.record().templates[1].global);
  CHECK(decode_text<status_book_record>(encode_text(x.record())) == x.record());
}

TEST_CASE("a template is changed as a whole under its id, and taken away", "[status_book][S19.1]") {
  auto x = of_user();
  const auto& types = default_status_types();
  x.put(meeting("Møde", 1800), types);
  auto other = meeting("Frokost", 2700);
  other.id = template_id{"t1"};
  other.type = "lunch";
  other.note = "Kantinen";
  other.start_actions = {{status_action_kind::set_forwarding, "202"}};
  other.stop_actions = {{.kind = status_action_kind::clear_forwarding}};
  other.expiry = on_expiry::force_status;
  other.forced_type = "busy";
  other.alias = "away";
  const auto changed = x.put(other, types);
  CHECK(changed.kept_template == template_id{"t1"});
  const template_view expected{.id = template_id{"t1"},
                               .name = "Frokost",
                               .type = "lunch",
                               .note = "Kantinen",
                               .for_seconds = 2700,
                               .start_actions = other.start_actions,
                               .stop_actions = other.stop_actions,
                               .expiry = on_expiry::force_status,
                               .forced_type = "busy",
                               .alias = "away"};
  CHECK(x.record().templates == std::vector{expected});
  const auto again = x.put(other, types);
  CHECK_FALSE(again.changed);
  CHECK(again.kept_template == template_id{"t1"});

  const auto gone = x.remove(remove_template{template_id{"t1"}});
  CHECK(gone.gone == std::vector<std::string>{"t1"});
  CHECK(x.remove(remove_template{template_id{"t1"}}).refused->reason ==
        error_reason::unknown_template);
  CHECK(x.put(other, types).refused->reason == error_reason::unknown_template);
  CHECK(x.put(meeting("Møde", 1800), types).kept_template == template_id{"t2"});
}

TEST_CASE("a template that cannot be is refused by the field's name", "[status_book][S19.1]") {
  auto x = of_user();
  const auto refusal = [&](auto change) {
    auto what = meeting("Møde", 1800);
    change(what);
    return said(x.put(what, default_status_types()));
  };
  CHECK(refusal([](auto& y) { y.name = "\t"; }) == "params.name: a name expected, got \"\\t\"");
  CHECK(refusal([](auto& y) { y.type = "fishing"; }).starts_with("params.type: one of available"));
  for (const std::int64_t seconds : {0, -5, 31'536'001})
    CHECK(refusal([&](auto& y) {
            y.for_seconds = seconds;
          }).starts_with("params.for_seconds: 1 to 31536000 expected"));
  CHECK(refusal([](auto& y) { y.note = std::string(501, 'x'); }) ==
        "params.note: text of at most 500 bytes expected, got 501 bytes");
  CHECK(refusal([](auto& y) {
          y.start_actions = {{status_action_kind::set_forwarding, "x"}};
        }) == "params.start_actions[0].to: a phone number expected, got \"x\"");
  CHECK(refusal([](auto& y) {
          y.stop_actions = {{}};
        }).starts_with("params.stop_actions[0].kind: one of set_do_not_disturb, "));
  CHECK(refusal([](auto& y) { y.start_actions.assign(11, {status_action_kind::agent_pause}); }) ==
        "params.start_actions: at most 10 expected, got 11");
  CHECK(refusal([](auto& y) {
          y.expiry = on_expiry::force_status;
        }).starts_with("params.forced_type: one of available"));
  CHECK(
    refusal([](auto& y) { y.alias = "fishing"; }).starts_with("params.alias: one of available"));
  CHECK(x.record() == of_user().record());
}

TEST_CASE("own templates go by the site's kinds, the site's by its own book",
          "[status_book][S19.1][S19.3]") {
  auto site = of_site();
  site.put(court());
  auto what = meeting("Retten", 7200);
  what.type = "in_court";
  auto own = of_user();
  CHECK(own.put(what, default_status_types()).refused);
  CHECK(own.put(what, site.record().types).changed);
  what.global = true;
  const auto global = site.put(what, {});
  CHECK(global.kept_template == template_id{"g1"});
  CHECK(site.record().templates.at(0).global);
  // The kind goes; the templates stay, and are checked again when they are used.
  CHECK(site.remove(without("in_court")).changed);
  CHECK(site.record().templates.size() == 1);
}

TEST_CASE("a site has at most 100 kinds and a book 200 templates", "[status_book]") {
  auto x = of_site();
  auto type = court();
  for (std::size_t i = x.record().types.size(); i < 100; ++i) {
    type.id = "x" + std::to_string(i);
    REQUIRE(x.put(type).changed);
  }
  type.id = "one_more";
  CHECK(said(x.put(type)) == "params.id: at most 100 kinds of status expected, got 101");
  type.id = "x50";
  type.label_en = "Changed";
  CHECK(x.put(type).changed);

  auto own = of_user();
  for (int i = 0; i < 200; ++i)
    REQUIRE(own.put(meeting("Møde", 60 + i), default_status_types()).changed);
  const auto refused = own.put(meeting("Møde", 60), default_status_types());
  CHECK(said(refused) == "params.name: at most 200 templates expected, got 201");
  CHECK(refused.refused->reason == error_reason::too_many);
}

TEST_CASE("whatever is put and removed, nothing hides behind a kind that is not there",
          "[status_book][property][B2.3]") {
  rc::prop("and what was refused changed nothing", [] {
    auto x = of_site();
    for (auto left = *rc::gen::inRange(0, 30); left > 0; --left) {
      const auto id =
        *rc::gen::element<std::string>("busy", "away", "available", "in_court", "sick", "x1");
      const auto before = x.record();
      auto what = court();
      what.id = id;
      if (*rc::gen::arbitrary<bool>())
        what.public_alias = *rc::gen::element<std::string>("busy", "away", "in_court", "x1");
      const auto done = *rc::gen::arbitrary<bool>() ? x.put(what) : x.remove(without(id));
      RC_ASSERT(done.changed == (x.record() != before));
      RC_ASSERT(done.changed == !done.events.empty());
      std::set<std::string> ids;
      for (const auto& y : x.record().types) {
        RC_ASSERT(ids.insert(y.id).second);
        RC_ASSERT(find_status_type(x.record().types, y.public_alias) != nullptr);
      }
      RC_ASSERT(ids.contains("available") && ids.contains("away"));
    }
  });
}
