#include "protocol/codec.hpp"
#include "tests/ui-dear-imgui/headless.hpp"
#include "ui-dear-imgui/panels/keys.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

using namespace omstilling;
using namespace omstilling::testing;

namespace {

settings_view usual_settings() {
  settings_view x;
  x.id = user_id{"lone"};
  x.name = "Lone Kjaergaard";
  x.text_size = 1;
  return x;
}

/// A receptionist with a desk phone, a mobile and two queues, on her settings page.
console_view in_settings() {
  auto view = at_work();
  auto me = somebody("lone", "Lone", "2001");
  me.phones = {phone{.id = phone_id{"d"}, .number = "2001", .kind = phone_kind::desk},
               phone{.id = phone_id{"m"}, .number = "37002001", .kind = phone_kind::mobile},
               phone{.id = phone_id{"s"}, .number = "2002", .kind = phone_kind::softphone}};
  view.people = std::make_shared<people_list>(person_rows{entry(me)});
  view.employee = employee_id{"lone"};
  view.queues = {some_queue("q1", "Main line"), some_queue("q2", "Harbour")};
  view.settings = usual_settings();
  return view;
}

struct settings_test : headless {
  settings_test() { window.chosen.where = page::settings; }
  ~settings_test() { use_language(language::unknown); }

  /// The only set_settings that a click on this control makes.
  std::optional<set_settings> changed_by(std::string_view id) {
    const auto wishes = click(view, id);
    const auto* found = only<set_settings>(wishes);
    return found ? std::optional{*found} : std::nullopt;
  }
  const shown_control* at(std::string_view id) {
    draw(view);
    return control(id);
  }
  void allow_space() { ImGui::GetIO().DisplaySize = {1280, 900}; }

  console_view view = in_settings();
};

} // namespace

TEST_CASE_METHOD(settings_test, "[S16.1] name and phones are filled in by themselves",
                 "[settings]") {
  draw(view);
  CHECK(shows("Lone Kjaergaard"));
  REQUIRE(at("call phone"));
  CHECK(at("call phone")->text == "Desk phone 2001");
  CHECK(at("sms phone")->text == "Mobile 37002001");
  view.employee.reset();
  CHECK_FALSE(at("call phone")->enabled);
  CHECK(at("call phone")->text == "No phone");
}

TEST_CASE_METHOD(settings_test, "[S16.2] another phone is chosen for calls and for SMS",
                 "[settings]") {
  click(view, "call phone");
  const auto call = changed_by("call phone:2002");
  REQUIRE(call);
  CHECK(call->call_phone == "2002");
  CHECK_FALSE(call->sms_phone);
  view.settings->call_phone = "2002";
  CHECK(at("call phone")->text == "Softphone 2002");
  click(view, "call phone");
  const auto back = changed_by("call phone:automatic");
  REQUIRE(back);
  CHECK(back->call_phone == "");
  click(view, "sms phone");
  CHECK_FALSE(at("sms phone:2001")); // a desk phone sends none
  const auto sms = changed_by("sms phone:37002001");
  REQUIRE(sms);
  CHECK(sms->sms_phone == "37002001");
}

TEST_CASE_METHOD(settings_test, "[S16.2] a chosen phone that is gone is named, not replaced",
                 "[settings]") {
  view.settings->call_phone = "2099";
  CHECK(at("call phone")->text == "2099");
}

TEST_CASE_METHOD(settings_test, "[S16.3] an address is locked once it is one", "[settings]") {
  CHECK_FALSE(changed_by("lock address"));
  CHECK(shows("Write the phone's address first, such as 10.20.4.31."));
  click(view, "address");
  type("10.20.4");
  draw(view);
  CHECK_FALSE(changed_by("lock address"));
  CHECK(shows("This is no IP address; it looks like 10.20.4.31."));
  click(view, "address");
  type("10.20.4.31");
  draw(view);
  const auto locked = changed_by("lock address");
  REQUIRE(locked);
  CHECK(locked->locked_address == "10.20.4.31");
  CHECK_FALSE(shows("This is no IP address; it looks like 10.20.4.31."));
  view.settings->locked_address = "10.20.4.31";
  CHECK(at("lock address")->on);
  const auto free = changed_by("lock address");
  REQUIRE(free);
  CHECK(free->locked_address == "");
}

TEST_CASE_METHOD(settings_test, "[S16.3] Enter in a locked address sends it, Escape takes it back",
                 "[settings]") {
  view.settings->locked_address = "10.0.0.1";
  click(view, "address");
  type("::1");
  draw(view);
  const auto wishes = press(view, ImGuiKey_Enter);
  REQUIRE(only<set_settings>(wishes));
  CHECK(only<set_settings>(wishes)->locked_address == "::1");
  view.settings->locked_address = "::1";
  click(view, "address");
  type("10.9.9.9");
  draw(view);
  CHECK(press(view, ImGuiKey_Escape).empty());
  CHECK(window.chosen.where == page::settings); // Escape left the field, not the page
  CHECK(at("address")->text == "::1");
  press(view, ImGuiKey_Escape);
  CHECK(window.chosen.where == page::desk);
}

TEST_CASE_METHOD(settings_test,
                 "[S16.4] [S16.6] [S16.7] [S16.8] [S16.9] [S16.10] each switch changes its own",
                 "[settings]") {
  struct one {
    const char* id;
    std::optional<bool> set_settings::*member;
    bool wanted;
  };
  for (const auto& x : {one{"headset", &set_settings::headset, false},
                        one{"switchboard", &set_settings::switchboard, false},
                        one{"start at login", &set_settings::start_at_login, true},
                        one{"dnd at lock", &set_settings::dnd_at_lock, true},
                        one{"dnd off at start", &set_settings::dnd_off_at_start, true},
                        one{"callback", &set_settings::callback_calls, false},
                        one{"allow hotkeys", &set_settings::hotkeys_allowed, true},
                        one{"sound", &set_settings::sound, false},
                        one{"notifications", &set_settings::popups, false}}) {
    INFO(x.id);
    const auto change = changed_by(x.id);
    REQUIRE(change);
    CHECK((*change).*(x.member) == x.wanted);
    set_settings alone;
    alone.*(x.member) = x.wanted;
    CHECK(boost::json::serialize(encode(*change)) == boost::json::serialize(encode(alone)));
  }
}

TEST_CASE_METHOD(settings_test, "[S16.6] without the right the switchboard is grey", "[settings]") {
  view.rights = {right::own_status};
  REQUIRE(at("switchboard"));
  CHECK_FALSE(at("switchboard")->enabled);
  CHECK_FALSE(changed_by("switchboard"));
}

TEST_CASE_METHOD(settings_test, "[S16.5] the queue is chosen from those of the login",
                 "[settings]") {
  CHECK(at("queue")->text == "Main line");
  click(view, "queue");
  const auto wishes = click(view, "queue:q2");
  REQUIRE(only<choose_queue>(wishes));
  CHECK(only<choose_queue>(wishes)->queue == queue_id{"q2"});
  view.queues.push_back(some_queue("q3", "Not mine"));
  for (auto* mine : {&view.queues[0], &view.queues[1]})
    mine->agents = {agent_view{.user = user_id{"lone"}}};
  click(view, "queue");
  CHECK(at("queue:q2"));
  CHECK_FALSE(at("queue:q3"));
}

TEST_CASE_METHOD(settings_test, "[S16.11] [S16.12] a hotkey is recorded, and sent when approved",
                 "[settings]") {
  allow_space();
  CHECK_FALSE(at("approve hotkeys")->enabled);
  CHECK_FALSE(at("active:hang up")->enabled); // no keys yet
  click(view, "hotkey:hang up");
  click(view, "edit hotkey");
  CHECK(press(view, 'H').empty()); // a plain letter will not do
  CHECK(shows("Hold Ctrl or Alt together with the key."));
  CHECK(press_with(view, "CA", 'H').empty());
  CHECK(at("hotkey:hang up")->text == "Ctrl+Alt+H");
  CHECK(at("active:hang up")->on);
  CHECK(shows("not approved yet"));
  const auto approved = changed_by("approve hotkeys");
  REQUIRE(approved);
  CHECK(approved->hotkeys == std::vector<hotkey>{{hotkey_action::hang_up, "Ctrl+Alt+H", true}});
  view.settings->hotkeys = *approved->hotkeys;
  CHECK_FALSE(at("approve hotkeys")->enabled);
  click(view, "active:hang up");
  const auto off = changed_by("approve hotkeys");
  REQUIRE(off);
  CHECK(off->hotkeys == std::vector<hotkey>{{hotkey_action::hang_up, "Ctrl+Alt+H", false}});
}

TEST_CASE_METHOD(settings_test, "[S16.12] while a hotkey is recorded no key does anything else",
                 "[settings]") {
  allow_space();
  sort_calls(view, {caller("c", caller_state::talking)}, {});
  click(view, "hotkey:answer");
  click(view, "edit hotkey");
  CHECK(press_with(view, "A", key::f4).empty()); // would end the call
  CHECK(at("hotkey:answer")->text == "Alt+F4");
  click(view, "edit hotkey");
  CHECK(press(view, ImGuiKey_Escape).empty());
  CHECK(window.chosen.where == page::settings);
  CHECK(at("hotkey:answer")->text == "Alt+F4");
  CHECK(only<end_call>(press(view, key::f4))); // and now it does again
}

TEST_CASE_METHOD(settings_test, "[S16.12] conflicts of hotkeys are named", "[settings]") {
  allow_space();
  view.settings->hotkeys = {{hotkey_action::answer, "Ctrl+K", true},
                            {hotkey_action::hang_up, "Ctrl+Alt+H", true},
                            {hotkey_action::pull_back, "Ctrl+Alt+P", false}};
  window.chosen.hotkey_conflicts = {{hotkey_action::hang_up, ""},
                                    {hotkey_action::pull_back, "Held by Firefox"}};
  draw(view);
  CHECK(shows("Used by the console: Search"));
  CHECK(shows("Used by another program"));
  CHECK(shows("Held by Firefox"));
  click(view, "hotkey:pull back");
  click(view, "edit hotkey");
  press_with(view, "CA", 'H');
  draw(view);
  CHECK(shows("Stands at Hang up as well"));
  CHECK_FALSE(at("approve hotkeys")->enabled);
}

TEST_CASE_METHOD(settings_test, "[S16.11] hotkeys by keyboard alone", "[settings]") {
  allow_space();
  draw(view);
  click(view, "hotkey:answer");
  press(view, ImGuiKey_DownArrow);
  press(view, ImGuiKey_DownArrow);
  CHECK(at("hotkey:dial marked")->on);
  press(view, ImGuiKey_Enter);
  press_with(view, "CS", 'R');
  CHECK(at("hotkey:dial marked")->text == "Ctrl+Shift+R");
  press(view, ImGuiKey_Space);
  CHECK_FALSE(at("active:dial marked")->on);
  const auto wishes = press_with(view, "C", ImGuiKey_Enter);
  REQUIRE(only<set_settings>(wishes));
  CHECK(only<set_settings>(wishes)->hotkeys ==
        std::vector<hotkey>{{hotkey_action::dial_marked, "Ctrl+Shift+R", false}});
  press(view, ImGuiKey_Delete);
  CHECK(at("hotkey:dial marked")->text.empty());
}

TEST_CASE_METHOD(settings_test, "[S16.13] hotkeys are allowed by a switch", "[settings]") {
  CHECK_FALSE(at("allow hotkeys")->on);
  const auto change = changed_by("allow hotkeys");
  REQUIRE(change);
  CHECK(change->hotkeys_allowed == true);
  view.settings->hotkeys_allowed = true;
  CHECK(at("allow hotkeys")->on);
}

TEST_CASE_METHOD(settings_test, "looks are chosen, and shown at once", "[settings]") {
  const auto dark = changed_by("theme:dark");
  REQUIRE(dark);
  CHECK(dark->theme == colour_theme::dark);
  CHECK(window.chosen.colours == theme_name::dark);
  const auto size = changed_by("text size:250");
  REQUIRE(size);
  CHECK(size->text_size == 2.5);
  const auto words = changed_by("language:da");
  REQUIRE(words);
  CHECK(words->words == language::da);
  view.settings->words = language::da;
  draw(view);
  CHECK(words_in_use() == language::da);
  view.settings->words = language::en;
  draw(view);
  CHECK(words_in_use() == language::en);
}

TEST_CASE_METHOD(settings_test, "the size of the text goes up and down by keys, on every page",
                 "[settings]") {
  for (const auto where : {page::settings, page::desk}) {
    window.chosen.where = where;
    CHECK(press_with(view, "C", '-').empty()); // 100 % is the smallest
    const auto up = press_with(view, "C", '=');
    REQUIRE(only<set_settings>(up));
    CHECK(only<set_settings>(up)->text_size == 1.25);
    // The next press counts from there, though the service has not kept it yet.
    CHECK(only<set_settings>(press_with(view, "C", '='))->text_size == 1.5);
    view.settings->text_size = 2.5;
    CHECK(press_with(view, "C", '=').empty());
    CHECK(only<set_settings>(press_with(view, "C", '-'))->text_size == 2);
    CHECK(console_window::wanted_scale(view) == 2.5);
    view.settings->text_size = 1;
  }
}

TEST_CASE_METHOD(settings_test, "a search leaves the rows that are meant, and Escape ends it",
                 "[settings]") {
  press_with(view, "C", 'F');
  type("headset");
  draw(view);
  CHECK(at("headset"));
  CHECK_FALSE(at("switchboard"));
  CHECK_FALSE(at("theme:dark"));
  CHECK(shows("Nothing of that name here."));
  press(view, ImGuiKey_Escape);
  CHECK(window.chosen.where == page::settings);
  CHECK(at("switchboard"));
  press_with(view, "C", 'F');
  type("headset");
  draw(view);
  press(view, ImGuiKey_Tab); // out of the field, which still says it
  CHECK_FALSE(at("switchboard"));
  press(view, ImGuiKey_Escape);
  CHECK(window.chosen.where == page::settings);
  CHECK(at("switchboard"));
}

TEST_CASE_METHOD(settings_test, "everything is grey with the reason while the service is away",
                 "[settings]") {
  view.phase = link_phase::away;
  draw(view);
  CHECK(shows("No connection to the service: nothing can be changed now."));
  int greyed = 0;
  for (const auto& one : window.seen().controls) {
    const bool leads =
      one.kind == "tab" || one.id == "back" || one.id == "settings search" || one.kind == "row";
    INFO(one.id);
    CHECK(one.enabled == leads);
    greyed += !one.enabled;
  }
  CHECK(greyed > 15);
  CHECK_FALSE(changed_by("headset"));
  view.settings.reset();
  draw(view);
  CHECK(shows("No connection to the service."));
}

TEST_CASE_METHOD(settings_test, "without settings the page says so", "[settings]") {
  view.settings.reset();
  draw(view);
  CHECK(shows("The service has sent no settings for this login."));
  press(view, ImGuiKey_Escape);
  CHECK(window.chosen.where == page::desk);
}

TEST_CASE_METHOD(settings_test, "a change is saved once it has come back, not before",
                 "[settings]") {
  const auto saved = [&] {
    for (const auto& one : window.seen().texts)
      if (one.whole.starts_with("Saved "))
        return true;
    return false;
  };
  changed_by("headset");
  draw(view);
  CHECK_FALSE(saved());
  view.settings->headset = false;
  draw(view);
  CHECK(saved());
  changed_by("sound");
  view.refusals = {{7, "set_settings", problem{.reason = error_reason::storage_unavailable}, t0}};
  draw(view);
  CHECK_FALSE(saved());
  CHECK(shows("Not saved: the service cannot keep changes right now"));
}

TEST_CASE_METHOD(settings_test, "callers stay in sight, and are answered from here", "[settings]") {
  auto call = caller("w", caller_state::waiting);
  call.waiting_since = t0 - 75s;
  sort_calls(view, {}, {call});
  draw(view);
  CHECK(shows("1 waiting, 1:15"));
  CHECK(only<answer_call>(press(view, key::f2)));
}

TEST_CASE_METHOD(settings_test, "all sections are reached by the arrow keys", "[settings]") {
  view.watches = {watch_view{.id = watch_id{"w1"}, .name = "Bo Lindholm"}};
  view.health = {{"store", "Store", true, "", t0, {}}};
  click(view, "section:general");
  for (const auto* id :
       {"queue", "phones", "hotkeys", "templates", "watches", "appearance", "about"}) {
    press(view, ImGuiKey_DownArrow);
    INFO(id);
    REQUIRE(at(std::string{"section:"} + id));
    CHECK(at(std::string{"section:"} + id)->on);
  }
  CHECK(shows("ws://test/ws"));
  click(view, "section:watches");
  CHECK(only<remove_watch>(click(view, "remove:w1")));
  click(view, "section:templates");
  draw(view);
  CHECK(shows("There are no templates yet. One is made here, or from a status."));
}

TEST_CASE_METHOD(settings_test, "[S16.2] every control is reached by Tab and worked by keys",
                 "[settings]") {
  draw(view);
  std::vector<wish> wishes;
  for (int i = 0; i < 60 && wishes.empty(); ++i) {
    press(view, ImGuiKey_Tab);
    // Space on a switch changes it; on the way Space into a field or a list would open that.
    if (i > 6)
      wishes = press(view, ImGuiKey_Space);
    press(view, ImGuiKey_Escape);
    window.chosen.where = page::settings;
  }
  CHECK(only<set_settings>(wishes));
}

TEST_CASE_METHOD(settings_test, "a narrow window shows one section at a time", "[settings]") {
  ImGui::GetIO().DisplaySize = {420, 760};
  CHECK(at("headset"));
  CHECK_FALSE(at("theme:dark"));
  click(view, "section");
  click(view, "section:appearance");
  CHECK(at("theme:dark"));
  CHECK_FALSE(at("headset"));
  for (const auto& one : window.seen().controls)
    CHECK(one.x + one.w <= 420);
}

TEST_CASE_METHOD(settings_test, "the page holds at every size, in every theme, with odd names",
                 "[settings]") {
  view.settings->name =
    "\xF0\x9F\x98\x80 \xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D " + std::string(200, 'x');
  view.queues[0].name = std::string(300, 'q');
  view.settings->hotkeys = {{hotkey_action::answer, "Ctrl+Shift+Alt+PageDown", true}};
  for (const auto phase : {link_phase::live, link_phase::away})
    for (const auto size : {ImVec2{420, 600}, {760, 600}, {1024, 576}, {1280, 720}, {1920, 1080}})
      for (const auto theme : {colour_theme::light, colour_theme::dark, colour_theme::contrast}) {
        view.phase = phase;
        view.settings->theme = theme;
        ImGui::GetIO().DisplaySize = size;
        draw(view);
        draw(view);
        const auto before = window.seen();
        const int drawn = vertices;
        draw(view, t0);
        CHECK(before == window.seen());
        CHECK(drawn == vertices);
        CHECK(vertices > 1'000);
      }
}

TEST_CASE_METHOD(settings_test, "a hundred thousand watches cost what the visible ones cost",
                 "[settings]") {
  for (int i = 0; i < 100'000; ++i)
    view.watches.push_back({.id = watch_id{"w" + std::to_string(i)}, .name = "Somebody"});
  click(view, "section:watches");
  draw(view);
  CHECK(vertices < 20'000);
  CHECK(window.seen().controls.size() < 100);
}
