#include "services/settings/settings.hpp"

#include "protocol/codec.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

#include <limits>

using namespace omstilling;

namespace {

const std::vector<std::string> own{"101", "20304050"};

user_settings fresh() {
  return user_settings{{.site = site_id{"hq"}, .chosen = {.id = user_id{"pia"}, .name = "Pia"}}};
}

/// Everything different from what a login begins with.
set_settings everything() {
  return {.call_phone = "20304050",
          .sms_phone = "101",
          .locked_address = "10.0.0.5",
          .headset = false,
          .switchboard = false,
          .start_at_login = true,
          .dnd_at_lock = true,
          .dnd_off_at_start = true,
          .callback_calls = false,
          .hotkeys_allowed = true,
          .hotkeys = {{{hotkey_action::answer, "Ctrl+Alt+A", true}}},
          .popups = false,
          .sound = false,
          .reduced_motion = true,
          .theme = colour_theme::dark,
          .words = language::en,
          .text_size = 1.5,
          .left_width = 300.0,
          .right_width = 400.0,
          .views = {{{"Ledige", {"available"}, {}, {}, {lamp::idle}}}}};
}

set_settings with_keys(std::vector<hotkey> keys) {
  set_settings result;
  result.hotkeys = std::move(keys);
  return result;
}

std::vector<std::string> members(const settings_decision& x) {
  return x.events.empty() ? std::vector<std::string>{}
                          : std::get<settings_changed>(x.events.at(0)).members;
}

} // namespace

TEST_CASE("a login begins with a headset, callback calls and no hotkeys",
          "[settings][S16.1][S16.4][S16.10]") {
  const settings_view x;
  CHECK(x.headset);
  CHECK(x.callback_calls);
  CHECK(x.switchboard);
  CHECK_FALSE(x.hotkeys_allowed);
  CHECK(x.hotkeys.empty());
  CHECK_FALSE(refused_callback(x));
}

TEST_CASE("what is given is changed and named, what is not given stays",
          "[settings][S16.2][S16.4]") {
  auto x = fresh();
  const auto done = x.change({.call_phone = "20304050", .headset = false}, own);
  CHECK(done.changed);
  CHECK(members(done) == std::vector<std::string>{"call_phone", "headset"});
  CHECK(x.record().chosen.call_phone == "20304050");
  CHECK_FALSE(x.record().chosen.headset);
  CHECK(x.record().chosen.name == "Pia");
  CHECK(x.record().chosen.callback_calls);

  const auto again = x.change({.call_phone = "20304050", .headset = false}, own);
  CHECK_FALSE(again.refused);
  CHECK_FALSE(again.changed);
  CHECK(again.events.empty());
}

TEST_CASE("every setting can be changed, and comes back from what is kept",
          "[settings][S16.3][S16.6][S16.7][S16.8][S16.9][S16.11]") {
  auto x = fresh();
  const auto done = x.change(everything(), own);
  REQUIRE_FALSE(done.refused);
  constexpr auto members_of_command = boost::mp11::mp_size<
    boost::describe::describe_members<set_settings, boost::describe::mod_public>>::value;
  CHECK(members(done).size() == members_of_command);
  CHECK(decode_text<settings_record>(encode_text(x.record())) == x.record());
}

TEST_CASE("what an older service kept has the settings of a new login for the rest",
          "[settings][S16.4]") {
  const auto kept = decode_text<settings_record>(R"({"site":"hq","chosen":{"id":"pia"}})");
  REQUIRE(kept);
  CHECK(kept->chosen == settings_view{.id = user_id{"pia"}});
}

TEST_CASE("numbers, addresses and keys are kept in their one writing",
          "[settings][S16.2][S16.3][S16.12]") {
  auto x = fresh();
  auto wish = with_keys({{hotkey_action::answer, "alt+ctrl+f5", true}});
  wish.sms_phone = "20 30 40 50";
  wish.locked_address = "2001:DB8:0::05";
  REQUIRE_FALSE(x.change(wish, own).refused);
  CHECK(x.record().chosen.sms_phone == "20304050");
  CHECK(x.record().chosen.locked_address == "2001:db8::5");
  CHECK(x.record().chosen.hotkeys.at(0).keys == "Ctrl+Alt+F5");
}

TEST_CASE("empty and 0 leave it to the service and the desktop again", "[settings][S16.1]") {
  auto x = fresh();
  x.change(everything(), own);
  const auto done = x.change({.call_phone = "",
                              .sms_phone = "",
                              .locked_address = "",
                              .hotkeys = std::vector<hotkey>{},
                              .words = language::unknown,
                              .text_size = 0.0,
                              .left_width = 0.0,
                              .right_width = 0.0},
                             {});
  CHECK_FALSE(done.refused);
  CHECK(members(done).size() == 8);
  CHECK(x.record().chosen.words == language::unknown);
}

TEST_CASE("a phone is one of the user's own", "[settings][S16.2]") {
  auto x = fresh();
  for (const auto* number : {"102", "1", "anna", "+", "101;202"}) {
    const auto done = x.change({.call_phone = number}, own);
    REQUIRE(done.refused);
    CHECK(done.refused->reason == error_reason::unknown_phone);
    CHECK(done.refused->path == "params.call_phone");
  }
  CHECK(message(*x.change({.sms_phone = "102"}, own).refused) ==
        "params.sms_phone: one of your phones (101, 20304050) or nothing expected, got \"102\"");
  CHECK(message(*x.change({.sms_phone = "102"}, {}).refused) ==
        "params.sms_phone: one of your phones or nothing expected, got \"102\"");
  CHECK(x.record() == fresh().record());
}

TEST_CASE("a wrong setting is refused by name, and nothing of the wish is done",
          "[settings][S16.3][S16.11][S16.12]") {
  struct row {
    set_settings wish;
    std::string said;
  };
  const auto address = [](std::string x) {
    set_settings result;
    result.locked_address = std::move(x);
    return result;
  };
  const auto nan = std::numeric_limits<double>::quiet_NaN();
  const row table[] = {
    {address("10.0.0"),
     "params.locked_address: an IPv4 or IPv6 address or nothing expected, got \"10.0.0\""},
    {address("10.0.0.256"),
     "params.locked_address: an IPv4 or IPv6 address or nothing expected, got \"10.0.0.256\""},
    {address("10.0.0.5:5060"),
     "params.locked_address: an IPv4 or IPv6 address or nothing expected, got \"10.0.0.5:5060\""},
    {address("[::1]"),
     "params.locked_address: an IPv4 or IPv6 address or nothing expected, got \"[::1]\""},
    {address("phone.example.com"), "params.locked_address: an IPv4 or IPv6 address or nothing "
                                   "expected, got \"phone.example.com\""},
    {address("10.0.0.5/sip:9@evil"), "params.locked_address: an IPv4 or IPv6 address or nothing "
                                     "expected, got \"10.0.0.5/sip:9@evil\""},
    {with_keys({{hotkey_action::unknown, "Ctrl+A", true}}),
     "params.hotkeys[0].action: one of answer, hang_up, dial_marked, attended_transfer, "
     "repeat_target, pull_back expected, got \"unknown\""},
    {with_keys({{hotkey_action::answer, "Ctrl+A"}, {hotkey_action::answer, "Ctrl+B"}}),
     "params.hotkeys[1].action: each action only once expected, got \"answer\""},
    {with_keys({{hotkey_action::answer, "Ctrl+Alt"}}),
     "params.hotkeys[0].keys: one key besides Ctrl, Shift and Alt expected, got \"Ctrl+Alt\""},
    {with_keys({{hotkey_action::answer, "A", true}}),
     "params.hotkeys[0].keys: Ctrl or Alt with the key expected, got \"A\""},
    {with_keys({{hotkey_action::answer, "", true}}),
     "params.hotkeys[0].keys: the keys of an active hotkey expected, got \"\""},
    {with_keys({{hotkey_action::answer, "Ctrl+Alt+A"}, {hotkey_action::hang_up, "alt+ctrl+a"}}),
     "params.hotkeys[1].keys: keys that no other hotkey has expected, got \"Ctrl+Alt+A\""},
    {{.theme = colour_theme::unknown},
     "params.theme: one of light, dark, contrast expected, got \"unknown\""},
    {{.text_size = 0.25}, "params.text_size: 0, or 0.5 to 4 expected, got 2.5E-1"},
    {{.text_size = 4.5}, "params.text_size: 0, or 0.5 to 4 expected, got 4.5E0"},
    {{.text_size = nan}, "params.text_size: 0, or 0.5 to 4 expected, got NaN"},
    {{.left_width = 199.0}, "params.left_width: 0, or 200 to 2000 expected, got 1.99E2"},
    {{.right_width = -300.0}, "params.right_width: 0, or 200 to 2000 expected, got -3E2"},
    {{.right_width = 2001.0}, "params.right_width: 0, or 200 to 2000 expected, got 2.001E3"},
  };
  for (auto [wish, said] : table) {
    auto x = fresh();
    wish.headset = false;
    const auto done = x.change(wish, own);
    INFO(said);
    REQUIRE(done.refused);
    CHECK(message(*done.refused) == said);
    CHECK(done.refused->reason == error_reason::invalid_params);
    CHECK_FALSE(done.changed);
    CHECK(done.events.empty());
    CHECK(x.record() == fresh().record());
  }
}

TEST_CASE("the edges of what is allowed are allowed", "[settings][S16.12]") {
  for (const set_settings& wish :
       {set_settings{.text_size = 0.5}, set_settings{.text_size = 4.0},
        set_settings{.left_width = 200.0}, set_settings{.right_width = 2000.0},
        with_keys({{hotkey_action::answer, ""}, {hotkey_action::hang_up, ""}}),
        with_keys({{hotkey_action::pull_back, "Shift+F5", true}})})
    CHECK(fresh().change(wish, own).changed);
}

TEST_CASE("a chosen phone rings while it is the user's, else the primary one",
          "[settings][S16.1][S16.2]") {
  settings_view x;
  CHECK(call_number(x, own) == "101");
  CHECK(call_number(x, {}).empty());
  x.call_phone = "20304050";
  CHECK(call_number(x, own) == "20304050");
  CHECK(call_number(x, {"101"}) == "101");
  CHECK(call_number(x, {}).empty());
}

TEST_CASE("without callback calls no call rings the own phone first", "[settings][S16.10]") {
  settings_view x;
  x.callback_calls = false;
  REQUIRE(refused_callback(x));
  CHECK(message(*refused_callback(x)) ==
        "wrong_state: callback calls are switched off in the settings");
}

TEST_CASE("the name is the administrator's", "[settings][S16.1]") {
  auto x = fresh();
  CHECK_FALSE(x.rename("Pia").changed);
  const auto done = x.rename("Pia Winther");
  CHECK(done.changed);
  CHECK(done.events.empty());
  CHECK(x.record().chosen.name == "Pia Winther");
}

TEST_CASE("what was accepted is accepted again, and changes nothing", "[settings][S16.12]") {
  rc::prop("", [] {
    auto x = fresh();
    auto wish = everything();
    wish.hotkeys->clear();
    const auto keys = *rc::gen::container<std::vector<std::string>>(
      rc::gen::element<std::string>("", "ctrl+a", "Alt+A", "shift+f5", "Shift+Ctrl+home", "b"));
    for (std::size_t i = 0; i < keys.size(); ++i)
      wish.hotkeys->push_back(
        {static_cast<hotkey_action>(i % 7), keys[i], *rc::gen::arbitrary<bool>()});
    wish.text_size = static_cast<double>(*rc::gen::inRange(-2, 40)) / 8;
    const auto before = x.record();
    if (x.change(wish, own).refused) {
      RC_ASSERT(x.record() == before);
      return;
    }
    const auto chosen = x.record();
    const auto again = x.change(wish, own);
    RC_ASSERT(!again.refused && !again.changed);
    RC_ASSERT(!x.change({.hotkeys = chosen.chosen.hotkeys}, own).refused);
    RC_ASSERT(x.record() == chosen);
  });
}
