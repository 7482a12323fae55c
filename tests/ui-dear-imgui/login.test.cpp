#include "tests/ui-dear-imgui/headless.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>

using namespace omstilling;
using namespace omstilling::testing;

namespace {

const log_in_wish* login_in(const std::vector<wish>& wishes) {
  return wishes.size() == 1 ? std::get_if<log_in_wish>(&wishes[0]) : nullptr;
}

struct language_kept {
  ~language_kept() { use_language(language::unknown); }
};

} // namespace

TEST_CASE_METHOD(headless, "[S22.2] what is typed before the first picture is the password",
                 "[login]") {
  console_view view;
  type("sec");
  draw(view);
  REQUIRE(control("##password"));
  CHECK(control("##password")->on);
  type("ret");
  draw(view);
  const auto wishes = press(view, ImGuiKey_Enter);
  const auto* login = login_in(wishes);
  REQUIRE(login);
  CHECK(login->user == user_id{"lone"});
  CHECK(login->password == "secret");
  CHECK(login->server == "ws://test/ws");
  CHECK_FALSE(login->remember);
}

TEST_CASE_METHOD(headless, "[S22.2] name and password are typed with Tab between, without a mouse",
                 "[login]") {
  window = console_window{"ws://test/ws", "", theme_name::light};
  console_view view;
  type("rik");
  draw(view);
  type("ke");
  draw(view);
  press(view, ImGuiKey_Tab);
  type("word");
  draw(view);
  CHECK(control("##user")->text == "rikke");
  CHECK(control("##password")->text == "****");
  const auto wishes = press(view, ImGuiKey_Enter);
  REQUIRE(login_in(wishes));
  CHECK(login_in(wishes)->user == user_id{"rikke"});
  CHECK(login_in(wishes)->password == "word");
}

TEST_CASE_METHOD(headless, "[S22.2] the address of the service can be written", "[login]") {
  console_view view;
  draw(view);
  click(view, "##server");
  type("ws://other/ws"); // a click chooses the whole field
  draw(view);
  press(view, ImGuiKey_Tab);
  press(view, ImGuiKey_Tab);
  type("x");
  draw(view);
  const auto wishes = press(view, ImGuiKey_Enter);
  REQUIRE(login_in(wishes));
  CHECK(login_in(wishes)->server == "ws://other/ws");
  CHECK(window.chosen.server == "ws://other/ws");
}

TEST_CASE_METHOD(headless, "[S22.2] a wrong password is said, and asked for again", "[login]") {
  console_view view;
  view.why = problem{.reason = error_reason::bad_credentials, .retry_after_seconds = 4};
  draw(view);
  CHECK(shows("Wrong user name or password; try again in 4 s"));
  CHECK(control("##password")->on);
  view.phase = link_phase::connecting;
  draw(view);
  REQUIRE(control("log in"));
  CHECK_FALSE(control("log in")->enabled);
}

TEST_CASE_METHOD(headless, "[S22.2] remembering needs a desktop that keeps secrets", "[login]") {
  console_view view;
  window.chosen.no_secrets_reason = "No keyring is running.";
  draw(view);
  REQUIRE(control("remember me"));
  CHECK_FALSE(control("remember me")->enabled);
  CHECK(shows("No keyring is running."));
  click(view, "remember me");
  draw(view);
  CHECK_FALSE(control("remember me")->on);
  window.chosen.can_remember = true;
  click(view, "remember me");
  draw(view);
  CHECK(control("remember me")->on);
  click(view, "##password");
  type("x");
  draw(view);
  const auto wishes = press(view, ImGuiKey_Enter);
  REQUIRE(login_in(wishes));
  CHECK(login_in(wishes)->remember);
}

TEST_CASE_METHOD(headless, "the password is shown only while asked for", "[login]") {
  console_view view;
  type("Ab");
  draw(view);
  CHECK(control("##password")->text == "**");
  click(view, "show password");
  draw(view);
  CHECK(control("##password")->text == "Ab");
  const auto wishes = click(view, "log in");
  draw(view);
  CHECK(login_in(wishes));
  CHECK(control("##password")->text == "**");
}

TEST_CASE_METHOD(headless, "capitals without Shift warn of Caps Lock", "[login]") {
  console_view view;
  type("A");
  draw(view);
  CHECK_FALSE(shows("Caps Lock is on"));
  type("B");
  draw(view);
  CHECK(shows("Caps Lock is on"));
  type("b");
  draw(view);
  CHECK_FALSE(shows("Caps Lock is on"));
}

TEST_CASE_METHOD(headless, "the language is changed before anybody logs in", "[login]") {
  const language_kept kept;
  console_view view;
  draw(view);
  click(view, "language:da");
  CHECK(words_in_use() == language::da);
  CHECK(std::string{std::getenv("LANGUAGE")} == "da");
  draw(view);
  CHECK(control("language:da")->on);
  click(view, "language:en");
  CHECK(words_in_use() == language::en);
}

TEST_CASE("words change their language while the program runs", "[login]") {
  const language_kept kept;
  bindtextdomain("omstilling", OMSTILLING_LOCALES);
  bind_textdomain_codeset("omstilling", "UTF-8");
  textdomain("omstilling");
  use_language(language::da);
  CHECK(_("User name") == std::string{"Brugernavn"});
  use_language(language::en);
  CHECK(_("User name") == std::string{"User name"});
  use_language(language::da);
  CHECK(_("User name") == std::string{"Brugernavn"});
  textdomain("messages"); // other tests read English
}

TEST_CASE_METHOD(headless, "the login stands in any window, and idle frames are alike", "[login]") {
  console_view view;
  view.organisation = std::string(300, 'x');
  view.why = problem{.reason = error_reason::bad_credentials};
  for (const auto size : {ImVec2{420, 600}, {480, 600}, {1280, 720}, {3840, 2160}})
    for (const auto theme : {theme_name::light, theme_name::dark, theme_name::contrast}) {
      ImGui::GetIO().DisplaySize = size;
      window.chosen.colours = theme;
      draw(view);
      draw(view);
      const auto before = window.seen();
      const int drawn = vertices;
      draw(view);
      CHECK(before == window.seen());
      CHECK(drawn == vertices);
      CHECK(control("log in"));
    }
}
