#include "ui-dear-imgui/platform/autostart.hpp"

#include "tests/ui-dear-imgui/platform/desktop.hpp"

#include <catch2/catch.hpp>
#include <gio/gdesktopappinfo.h>

#include <fstream>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>

using namespace omstilling;
using namespace omstilling::testing;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;
namespace fs = std::filesystem;

namespace {

struct home {
  temporary_folder folder;
  variable config{"XDG_CONFIG_HOME", (folder / "config").string()};
  variable own{"HOME", folder.name()};
  fs::path file = folder / "config" / "autostart" / "omstilling-console.desktop";
};

std::string text_of(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream{file}.rdbuf();
  return text.str();
}

std::size_t files_beside(const fs::path& file) {
  return static_cast<std::size_t>(
    std::distance(fs::directory_iterator{file.parent_path()}, fs::directory_iterator{}));
}

} // namespace

TEST_CASE_METHOD(home, "S16.7 starting at login is switched on and off", "[autostart]") {
  const autostart start{{"Omstilling", "/opt/console", {"--server", "sip.example.dk"}}};
  CHECK(start.file() == file);
  CHECK_FALSE(start.is_on());
  REQUIRE(start.turn_off()); // it is off already
  REQUIRE(start.turn_on());
  CHECK(start.is_on());
  CHECK(text_of(file) == "[Desktop Entry]\nType=Application\nVersion=1.0\nName=Omstilling\n"
                         "Exec=\"/opt/console\" \"--server\" \"sip.example.dk\"\nTerminal=false\n");
  REQUIRE(autostart{{"Omstilling", "/opt/console", {}}}.turn_on());
  CHECK_THAT(text_of(file), Contains("Exec=\"/opt/console\"\n"));
  CHECK(files_beside(file) == 1);
  REQUIRE(start.turn_off());
  CHECK_FALSE(start.is_on());
  CHECK(files_beside(file) == 0);
}

TEST_CASE_METHOD(home, "S16.7 what the desktop switched off is off", "[autostart]") {
  const autostart start{{"Omstilling", "/opt/console", {}}};
  for (const auto* line : {"Hidden=true\n", "X-GNOME-Autostart-enabled=false\n"}) {
    REQUIRE(start.turn_on());
    std::ofstream{file, std::ios::app} << line;
    CHECK_FALSE(start.is_on());
  }
  REQUIRE(start.turn_on());
  CHECK(start.is_on());
}

TEST_CASE_METHOD(home, "S16.7 a desktop starts the program with its arguments as they are",
                 "[autostart]") {
  const std::vector<std::string> arguments{"--server", "a b",  "say \"hi\"", "$HOME `id`",
                                           "c:\\d",    "100%", "%u%%f",      "it's; a & b",
                                           "",         "æøå"};
  fs::create_directories(folder / "my programs");
  const auto program_file = folder / "my programs" / "console";
  const auto output = folder / "output";
  std::ofstream{program_file} << "#!/bin/sh\nfor x; do echo \"<$x>\"; done >" << output << '\n';
  fs::permissions(program_file, fs::perms::owner_all);
  REQUIRE(mkfifo(output.c_str(), 0600) == 0);
  REQUIRE(autostart{{"Omstilling", program_file, arguments}}.turn_on());
  auto* const entry = g_desktop_app_info_new_from_filename(file.c_str());
  REQUIRE(entry);
  CHECK(g_app_info_launch(G_APP_INFO(entry), nullptr, nullptr, nullptr));
  g_object_unref(entry);
  std::string wanted;
  for (const auto& one : arguments)
    wanted += '<' + one + ">\n";
  CHECK(text_of(output) == wanted);
}

TEST_CASE_METHOD(home, "S16.7 without XDG_CONFIG_HOME it is ~/.config", "[autostart]") {
  const fs::path usual = folder / ".config" / "autostart" / "omstilling-console.desktop";
  for (const auto* value : {"", "relative/folder"}) {
    const variable none{"XDG_CONFIG_HOME", value};
    CHECK(autostart{{"Omstilling", "/opt/console", {}}}.file() == usual);
  }
  const variable no_config{"XDG_CONFIG_HOME", ""}, no_home{"HOME", ""};
  const autostart nowhere{{"Omstilling", "/opt/console", {}}};
  CHECK_FALSE(nowhere.is_on());
  CHECK(nowhere.turn_on().error() == "neither XDG_CONFIG_HOME nor HOME names a folder");
  CHECK(nowhere.turn_off());
}

TEST_CASE_METHOD(home, "S16.7 what cannot be written is said with its path", "[autostart]") {
  const autostart start{{"Omstilling", "/opt/console", {}}};
  std::ofstream{folder / "config"} << "a file where the folder should be";
  const auto no_folder = start.turn_on();
  REQUIRE_FALSE(no_folder);
  CHECK_THAT(no_folder.error(), StartsWith("cannot create " + file.parent_path().string() + ": "));
  fs::remove(folder / "config");
  fs::create_directories(file / "full");
  const auto no_file = start.turn_on();
  REQUIRE_FALSE(no_file);
  CHECK_THAT(no_file.error(), StartsWith("cannot write " + file.string() + ": "));
  CHECK(files_beside(file) == 1); // nothing half done stays
  const auto still_there = start.turn_off();
  REQUIRE_FALSE(still_there);
  CHECK_THAT(still_there.error(), StartsWith("cannot remove " + file.string() + ": "));
  CHECK_FALSE(autostart{{"Omstilling", "console", {}}}.turn_on());
}

TEST_CASE("S16.7 the running program knows its own file", "[autostart]") {
  const auto own = autostart::this_program();
  CHECK(own.is_absolute());
  CHECK(own.filename() == "desktop_test");
}
