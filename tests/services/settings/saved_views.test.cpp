#include "protocol/codec.hpp"
#include "services/settings/settings.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;

namespace {

user_settings fresh() {
  return user_settings{{.site = site_id{"hq"}, .chosen = {.id = user_id{"pia"}, .name = "Pia"}}};
}

saved_view named(std::string name) {
  return {.name = std::move(name), .status_types = {}, .locations = {}, .groups = {}, .lamps = {}};
}

set_settings with_views(std::vector<saved_view> views) {
  set_settings result;
  result.views = std::move(views);
  return result;
}

std::string refusal(std::vector<saved_view> views) {
  auto x = fresh();
  const auto done = x.change(with_views(std::move(views)), {});
  CHECK(x.record().chosen.views.empty() == done.refused.has_value());
  return done.refused ? message(*done.refused) : "none";
}

} // namespace

TEST_CASE("filters are kept under their names, in the user's order", "[settings][S20.1][S21.1]") {
  auto x = fresh();
  const std::vector<saved_view> views{
    {"Ledelsen, ledige", {"available"}, {"Hus B"}, {"ledelse"}, {lamp::idle, lamp::offline}},
    named("Alle")};
  const auto done = x.change(with_views(views), {});
  REQUIRE_FALSE(done.refused);
  CHECK(std::get<settings_changed>(done.events.at(0)).members == std::vector<std::string>{"views"});
  CHECK(x.record().chosen.views == views);
  CHECK(decode_text<settings_record>(encode_text(x.record())) == x.record());
  CHECK_FALSE(x.change(with_views(views), {}).changed);
  CHECK(x.change(with_views({}), {}).changed);
  CHECK(x.record().chosen.views.empty());
}

TEST_CASE("a filter that cannot be is refused by the field's name", "[settings][S20.1]") {
  CHECK(refusal({named(" ")}) == "params.views[0].name: a name expected, got \" \"");
  CHECK(refusal({named("A"), named("B"), named("A")}) ==
        "params.views[2].name: each name only once expected, got \"A\"");
  CHECK(refusal({named(std::string(101, 'x'))}) ==
        "params.views[0].name: text of at most 100 bytes expected, got 101 bytes");
  auto view = named("A");
  view.groups.assign(101, "g");
  CHECK(refusal({view}) == "params.views[0].groups: at most 100 expected, got 101");
  view = named("A");
  view.locations = {"Hus B", ""};
  CHECK(refusal({view}) == "params.views[0].locations[1]: a name expected, got \"\"");
  view = named("A");
  view.status_types.assign(101, "busy");
  CHECK(refusal({view}) == "params.views[0].status_types: at most 100 expected, got 101");
  view = named("A");
  view.lamps = {lamp::idle, lamp::unknown};
  CHECK(refusal({view}).starts_with("params.views[0].lamps[1]: one of idle, "));
  view.lamps.assign(101, lamp::idle);
  CHECK(refusal({view}) == "params.views[0].lamps: at most 100 expected, got 101");
}

TEST_CASE("twenty filters are allowed, one more is not", "[settings][S21.1]") {
  std::vector<saved_view> views;
  for (int i = 0; i < 20; ++i)
    views.push_back(named("Visning " + std::to_string(i)));
  views.back().groups.assign(100, "g");
  CHECK(refusal(views) == "none");
  views.push_back(named("En for meget"));
  CHECK(refusal(views) == "params.views: at most 20 expected, got 21");
}
