#include "protocol/codec.hpp"
#include "services/calls/call_record.hpp"
#include "tests/actors/office.hpp"

using namespace omstilling;
using namespace omstilling::test;
using namespace std::chrono_literals;

namespace {

/// An office with two phones at Pia's desk and two that are Anna's, who has a login and no desk.
/// Phones are answered only by themselves, when they are asked to.
struct settled_office : office {
  settled_office() {
    for (const auto* number : {"101", "111", "102", "201", "211"})
      options.phones.push_back(
        {.number = number, .answers = 0, .rejects = 0, .lines = 2, .auto_answers = true});
    start();
    furnish();
    give_phones("pia", "Pia Winther", {"101", "111"});
    give_phones("anna", "Anna Brandt", {"201", "211"});
    must(administrator(), login_of("anna", "Anna Brandt"));
  }
  void give_phones(const char* id, const char* name, std::vector<std::string> numbers) {
    put_employee what{.id = employee_id{id}, .site = site_id{"hq"}, .name = name, .groups = {}};
    for (auto& x : numbers)
      what.phones.push_back({.number = std::move(x)});
    must(administrator(), what);
  }
  static put_user login_of(const char* id, const char* name) {
    return {.id = user_id{id},
            .site = site_id{"hq"},
            .name = name,
            .password = std::string{id} + "-password",
            .roles = {role::employee},
            .employee = employee_id{id},
            .queues = {}};
  }
  settings_view settings(const std::string& who) {
    watch(user(who), "settings/" + who);
    CHECK(seen.items("settings/" + who).size() == 1);
    return decode<settings_view>(seen.item("settings/" + who, who), {}, reading::lenient).value();
  }
  /// The one call that there is, as it is kept.
  call_record call() {
    std::optional<call_record> result;
    REQUIRE(kept.load(site_id{"hq"}, [&](const entity_ref& x, std::string_view state) {
      if (x.kind == entity_kind::call)
        result = decode_text<call_record>(state).value();
    }));
    REQUIRE(result);
    return *result;
  }
  /// What rings, when one thing does.
  destination rings() {
    const auto x = call();
    REQUIRE(x.attempts.size() == 1);
    return x.attempts.front().to;
  }
  std::string desk_phone() {
    watch(user("pia"), "desk/pia");
    return std::string{seen.item("desk/pia", "pia").at("phone").as_string()};
  }
};

/// With one caller, who waits in Pia's queue.
struct office_with_caller : settled_office {
  office_with_caller() {
    options.callers.calls_per_hour = {0};
    options.callers.at_once = 1;
    options.callers.numbers = {{.number = "7000", .texts = {}}};
    options.callers.people = {{.number = "20304050", .name = "Carl Caller"}};
    options.callers.patience_min = 3600s;
    options.callers.patience_mean = 3601s;
    restart();
    must(user("pia"), set_agent_state{agent_state::ready});
    advance(5s);
  }
};

} // namespace

TEST_CASE_METHOD(settled_office, "every login has settings, under the name that it has now",
                 "[S16.1]") {
  CHECK(settings("pia") == settings_view{.id = user_id{"pia"}, .name = "Pia Winther"});
  CHECK(settings("anna") == settings_view{.id = user_id{"anna"}, .name = "Anna Brandt"});
  watch(user("anna"), "settings/anna");
  must(user("anna"), set_settings{.sound = false});
  must(administrator(), login_of("anna", "Anna Brandt Holm"));
  advance(50ms);
  CHECK(seen.item("settings/anna", "anna").at("name") == "Anna Brandt Holm");
  const settings_view now{.id = user_id{"anna"}, .name = "Anna Brandt Holm", .sound = false};
  CHECK(settings("anna") == now);
  restart();
  CHECK(settings("anna") == now);
  CHECK(settings("pia") == settings_view{.id = user_id{"pia"}, .name = "Pia Winther"});
}

TEST_CASE_METHOD(settled_office,
                 "settings that were changed are shown at once, and after a restart",
                 "[S16.2][S16.3][S16.6][S16.9][S16.11]") {
  watch(user("pia"), "settings/pia");
  const std::vector<hotkey> keys{{hotkey_action::answer, "Ctrl+Alt+A", true}};
  must(user("pia"), set_settings{.sms_phone = "111",
                                 .locked_address = "10.0.0.5",
                                 .switchboard = false,
                                 .dnd_off_at_start = true,
                                 .hotkeys = keys});
  advance(50ms);
  const auto& shown = seen.item("settings/pia", "pia");
  CHECK(shown.at("sms_phone") == "111");
  CHECK(shown.at("switchboard") == false);
  const auto before = settings("pia");
  CHECK(before.hotkeys == keys);
  restart();
  CHECK(settings("pia") == before);
  const auto told = events({"settings_changed"});
  REQUIRE(told.size() == 1);
  CHECK(told[0].entity == entity_ref{entity_kind::settings, "pia"});
}

TEST_CASE_METHOD(settled_office, "settings that are wrong are refused by name, and nothing changes",
                 "[S16.2][S16.12]") {
  const auto refused = run(user("pia"), set_settings{.call_phone = "201", .headset = false});
  REQUIRE_FALSE(refused);
  CHECK(message(refused.error()) ==
        "params.call_phone: one of your phones (101, 111) or nothing expected, got \"201\"");
  CHECK(settings("pia").headset);
  CHECK(events({"settings_changed"}).empty());
  const auto nobody = run(administrator(), set_settings{.headset = false});
  REQUIRE_FALSE(nobody);
  CHECK(nobody.error().reason == error_reason::forbidden);
}

TEST_CASE_METHOD(settled_office,
                 "the same settings asked twice are set once, also across a restart",
                 "[B1.6][S16.4]") {
  const idempotency_key key{"s-1"};
  const auto first = run(user("pia"), set_settings{.headset = false}, key);
  REQUIRE(first);
  must(user("pia"), set_settings{.headset = true});
  CHECK(run(user("pia"), set_settings{.headset = false}, key)->revision == first->revision);
  restart();
  CHECK(run(user("pia"), set_settings{.headset = false}, key)->revision == first->revision);
  CHECK(settings("pia").headset);
  CHECK(events({"settings_changed"}).size() == 2);
}

TEST_CASE_METHOD(settled_office, "settings that the store refuses are not in force",
                 "[B4.6][S16.10]") {
  kept.fail_next({.reason = error_reason::storage_unavailable, .detail = "disk full"});
  const auto refused = run(user("pia"), set_settings{.callback_calls = false});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().reason == error_reason::storage_unavailable);
  CHECK(settings("pia").callback_calls);
  CHECK(run(user("pia"), dial_call{.employee = employee_id{"anna"}}));
}

TEST_CASE_METHOD(settled_office,
                 "settings that fail are started again, kept ones and those of a "
                 "login that never chose any",
                 "[B4.6][S16.4]") {
  must(user("pia"), set_settings{.sound = false});
  for (const auto* who : {"pia", "anna"}) {
    const auto asker = user(who);
    watch_of_actors->break_next();
    const auto failed = run(asker, set_settings{.headset = false});
    REQUIRE_FALSE(failed);
    CHECK(failed.error().reason == error_reason::try_later);
    CHECK(settings(who).headset);
    must(asker, set_settings{.popups = false});
    CHECK_FALSE(settings(who).popups);
  }
  CHECK_FALSE(settings("pia").sound);
  CHECK(settings("anna").name == "Anna Brandt");
}

TEST_CASE_METHOD(settled_office, "the phone that is chosen for calls is the desk's own",
                 "[S16.1][S16.2]") {
  CHECK(desk_phone() == "101");
  const auto pia = user("pia");
  must(pia, set_settings{.call_phone = "111"});
  must(pia, dial_call{.employee = employee_id{"anna"}});
  CHECK(rings().endpoint == "111");
  CHECK(rings().user == user_id{"pia"});
  CHECK(desk_phone() == "111");
  restart();
  CHECK(desk_phone() == "111");

  give_phones("pia", "Pia Winther", {"101"});
  CHECK(desk_phone() == "101");
  CHECK(settings("pia").call_phone == "111"); // it stays chosen, and counts when it comes back
  give_phones("pia", "Pia Winther", {"101", "111"});
  CHECK(desk_phone() == "111");
  must(pia, set_settings{.call_phone = ""});
  CHECK(desk_phone() == "101");
}

TEST_CASE_METHOD(settled_office, "a desk that fails is started again with the phone that is chosen",
                 "[B4.6][S16.2]") {
  const auto pia = user("pia");
  must(pia, set_settings{.call_phone = "111"});
  watch_of_actors->break_next();
  CHECK_FALSE(run(pia, set_agent_state{agent_state::ready}));
  CHECK(desk_phone() == "111");
  must(pia, set_agent_state{agent_state::ready});
}

TEST_CASE_METHOD(office_with_caller, "a call is taken at the phone that is chosen", "[S16.2]") {
  must(user("pia"), set_settings{.call_phone = "111"});
  must(user("pia"), answer_call{});
  CHECK(rings().endpoint == "111");
  advance(3s);
  CHECK(call().state == caller_state::talking);
  CHECK(call().other->who.endpoint == "111");
}

TEST_CASE_METHOD(settled_office, "who has no desk calls from the chosen phone too",
                 "[S16.1][S16.2]") {
  const auto anna = user("anna");
  must(anna, set_settings{.call_phone = "211", .headset = false});
  must(anna, dial_call{.employee = employee_id{"pia"}});
  CHECK(rings().endpoint == "211");
  CHECK_FALSE(rings().user);
  CHECK_FALSE(rings().headset);
}

TEST_CASE_METHOD(settled_office, "without callback calls dialling is refused, and no call begins",
                 "[S16.10]") {
  const auto pia = user("pia");
  must(pia, set_settings{.callback_calls = false});
  const auto refused = run(pia, dial_call{.employee = employee_id{"anna"}});
  REQUIRE_FALSE(refused);
  CHECK(message(refused.error()) == "wrong_state: callback calls are switched off in the settings");
  CHECK(events({"originated"}).empty());
  restart();
  CHECK_FALSE(run(user("pia"), dial_call{.employee = employee_id{"anna"}}));
  must(user("anna"), dial_call{.employee = employee_id{"pia"}});
}

TEST_CASE_METHOD(office_with_caller, "with a headset a call that is taken opens by itself",
                 "[S16.4]") {
  must(user("pia"), answer_call{});
  advance(3s);
  CHECK(call().state == caller_state::talking);
}

TEST_CASE_METHOD(office_with_caller, "without a headset a call that is taken rings the phone",
                 "[S16.4]") {
  must(user("pia"), set_settings{.headset = false});
  SECTION("before a restart") {}
  SECTION("and after it") {
    restart();
    advance(5s);
  }
  const auto pia = user("pia");
  must(pia, answer_call{});
  advance(10s);
  CHECK(call().state == caller_state::offered);
  CHECK(rings().endpoint == "101");
  CHECK(call().holder == user_id{"pia"});
  advance(30s); // nobody lifted the receiver: the caller waits on
  CHECK(call().state == caller_state::waiting);
  must(pia, set_settings{.headset = true});
  must(pia, answer_call{});
  advance(3s);
  CHECK(call().state == caller_state::talking);
}

TEST_CASE_METHOD(settled_office, "a phone that is locked to an address is rung there by everybody",
                 "[S16.3]") {
  must(user("pia"), set_settings{.locked_address = "10.0.0.5"});
  must(user("anna"), set_settings{.call_phone = "211", .locked_address = "2001:db8::5"});
  const auto pia = user("pia");
  must(pia, dial_call{.number = "211"});
  CHECK(rings().address == "10.0.0.5");
  advance(3s);
  CHECK(rings().endpoint == "211");
  CHECK(rings().address == "2001:db8::5");
  must(pia, end_call{});
  advance(3s);
  // Another phone of hers is not meant.
  must(pia, dial_call{.number = "201"});
  advance(3s);
  CHECK(rings().endpoint == "201");
  CHECK(rings().address.empty());
  must(pia, end_call{});
  must(pia, set_settings{.locked_address = ""});
  must(user("anna"), dial_call{.employee = employee_id{"pia"}});
  CHECK(rings().address == "2001:db8::5");
  advance(3s);
  CHECK(rings().endpoint == "101");
  CHECK(rings().address.empty());
}
