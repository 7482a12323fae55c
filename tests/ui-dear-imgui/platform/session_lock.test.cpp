#include "ui-dear-imgui/platform/session_lock.hpp"

#include "tests/ui-dear-imgui/platform/desktop.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace omstilling::testing;

namespace {

constexpr auto* login = "org.freedesktop.login1";
constexpr bus_peer::address logind{login, "/org/freedesktop/login1", "org.freedesktop.DBus.Mock"};

bus_peer::address session(const char* path) {
  return {login, path, "org.freedesktop.login1.Session"};
}

const auto own = session("/org/freedesktop/login1/session/c1");
const auto other = session("/org/freedesktop/login1/session/c2");

/// Private buses in place of those of the computer, with logind on one of them.
struct desktop {
  temporary_folder folder;
  private_bus system{folder, "system"}, user{folder, "user"};
  variable first{"DBUS_SYSTEM_BUS_ADDRESS", system.address()};
  variable second{"DBUS_SESSION_BUS_ADDRESS", user.address()};
  variable third{"XDG_SESSION_ID", "c1"};
  std::unique_ptr<program> daemon;
  std::unique_ptr<bus_peer> seat; // who locks and unlocks
  inbox<bool> changes;

  desktop() { start_logind(); }

  void start_logind() {
    daemon = std::make_unique<program>(
      std::vector<std::string>{"/usr/bin/python3", "-m", "dbusmock", "--template", "logind"});
    seat = std::make_unique<bus_peer>(system);
    seat->wait_for(login);
    add("c1");
    add("c2");
  }

  void add(const char* id) {
    seat->call(logind, "AddSession", "ssusb", id, "seat0", 1'000U, "ole", 1);
  }
  void hint(bool locked) { seat->call(own, "SetLockedHint", "b", locked ? 1 : 0); }

  std::unique_ptr<session_lock> watch() {
    return std::make_unique<session_lock>([this](bool locked) { changes.put(locked); }, 20ms);
  }
};

} // namespace

TEST_CASE_METHOD(desktop, "S16.8 what logind says twice of a lock is told once", "[session_lock]") {
  hint(true);
  const auto lock = watch();
  CHECK(changes.take()); // locked when the program starts
  CHECK(lock->problem().empty());
  hint(false);
  CHECK_FALSE(changes.take());
  seat->call(own, "Lock", "");
  hint(true);
  CHECK(changes.take());
  seat->call(own, "Unlock", "");
  hint(false);
  CHECK_FALSE(changes.take()); // not a second time that it is locked
  seat->call(own, "Lock", "");
  CHECK(changes.take());
  CHECK(changes.empty());
}

TEST_CASE_METHOD(desktop, "S16.8 locking another session is not locking this one",
                 "[session_lock]") {
  hint(true);
  const auto lock = watch();
  CHECK(changes.take());
  seat->call(other, "Unlock", "");
  seat->call(other, "SetLockedHint", "b", 1);
  seat->call(other, "SetLockedHint", "b", 0);
  seat->call(own, "Lock", "");
  seat->call(own, "Unlock", "");
  CHECK_FALSE(changes.take());
  CHECK(changes.empty());
}

TEST_CASE_METHOD(desktop, "S16.8 the session is the one of the process, if logind knows it",
                 "[session_lock]") {
  seat->call(logind, "AddMethod", "sssss", "org.freedesktop.login1.Manager", "GetSessionByPID", "u",
             "o", "ret = '/org/freedesktop/login1/session/c2'");
  seat->call(other, "SetLockedHint", "b", 1);
  const auto lock = watch();
  CHECK(changes.take());
}

TEST_CASE_METHOD(desktop, "S16.8 without a session id the session is the user's display",
                 "[session_lock]") {
  const variable none{"XDG_SESSION_ID", ""};
  add("auto");
  seat->call(session("/org/freedesktop/login1/session/auto"), "SetLockedHint", "b", 1);
  const auto lock = watch();
  CHECK(changes.take());
}

TEST_CASE_METHOD(desktop, "S16.8 the screen saver and logind tell of one change together",
                 "[session_lock]") {
  program gnome{{"/usr/bin/python3", "-m", "dbusmock", "--template", "gnome_screensaver"}};
  bus_peer peer{user};
  peer.wait_for("org.gnome.ScreenSaver");
  constexpr bus_peer::address saver{"org.gnome.ScreenSaver", "/org/gnome/ScreenSaver",
                                    "org.gnome.ScreenSaver"};
  hint(true);
  const auto lock = watch();
  CHECK(changes.take());
  gnome.line_with("GetActive"); // it listens by now
  hint(false);
  CHECK_FALSE(changes.take());
  peer.call(saver, "SetActive", "b", 1);
  CHECK(changes.take());
  hint(true);
  hint(false);
  CHECK_FALSE(changes.take());
  peer.call(saver, "SetActive", "b", 0);
  peer.call(saver, "SetActive", "b", 1);
  CHECK(changes.take());
  CHECK(changes.empty());
}

TEST_CASE_METHOD(desktop, "S16.8 a LockedHint that nobody sets does not contradict a screen saver",
                 "[session_lock]") {
  constexpr auto *name = "org.gnome.ScreenSaver", *path = "/org/gnome/ScreenSaver";
  program gnome{{"/usr/bin/python3", "-m", "dbusmock", name, path, name}};
  bus_peer peer{user};
  peer.wait_for(name);
  peer.call({name, path, "org.freedesktop.DBus.Mock"}, "AddMethod", "sssss", name, "GetActive", "",
            "b", "ret = True");
  daemon->signal(SIGSTOP);
  const auto lock = watch();
  CHECK(changes.take());
  daemon->signal(SIGCONT);
  daemon->line_with("LockedHint"); // only now it says that nothing is locked
  hint(true);
  seat->call(own, "Unlock", "");
  CHECK_FALSE(changes.take());
  seat->call(own, "Lock", "");
  CHECK(changes.take());
  CHECK(changes.empty());
}

TEST_CASE("S16.8 a screen saver is enough where there is no logind", "[session_lock]") {
  const temporary_folder folder;
  const private_bus user{folder};
  const variable first{"DBUS_SYSTEM_BUS_ADDRESS", "unix:path=" + (folder / "none").string()};
  const variable second{"DBUS_SESSION_BUS_ADDRESS", user.address()};
  constexpr auto* name = "org.freedesktop.ScreenSaver";
  constexpr auto* path = "/org/freedesktop/ScreenSaver";
  program kde{{"/usr/bin/python3", "-m", "dbusmock", name, path, name}};
  bus_peer peer{user};
  peer.wait_for(name);
  constexpr bus_peer::address mock{name, path, "org.freedesktop.DBus.Mock"};
  peer.call(mock, "AddMethod", "sssss", name, "GetActive", "", "b", "ret = True");
  inbox<bool> changes;
  const session_lock lock{[&](bool locked) { changes.put(locked); }, 20ms};
  CHECK(changes.take());
  CHECK(lock.problem().empty());
  peer.call(mock, "EmitSignal", "sssav", name, "ActiveChanged", "b", 1, "b", 0);
  CHECK_FALSE(changes.take());
}

TEST_CASE_METHOD(desktop, "S16.8 a bus that went away is found again", "[session_lock]") {
  hint(true);
  const auto lock = watch();
  CHECK(changes.take());
  system.end();
  eventually([&] { return !lock->problem().empty(); });
  system.start();
  start_logind();
  seat->call(own, "Unlock", "");
  hint(false);
  eventually([&] { return lock->problem().empty(); });
  CHECK_FALSE(changes.take()); // it was unlocked meanwhile
  hint(true);
  CHECK(changes.take());
}

TEST_CASE("S16.8 a desktop that does not tell of locking is no trouble", "[session_lock]") {
  const temporary_folder folder;
  silent_bus silent{folder};
  const variable first{"DBUS_SYSTEM_BUS_ADDRESS", "unix:path=" + (folder / "none").string()};
  const variable second{"DBUS_SESSION_BUS_ADDRESS", silent.address()};
  const auto start = std::chrono::steady_clock::now();
  {
    const session_lock lock{[](bool) { FAIL("nothing was locked"); }, 20ms};
    silent.wait_for_guest();
    CHECK(lock.problem() == "neither logind nor a screen saver tells when this desktop is locked");
  }
  CHECK(std::chrono::steady_clock::now() - start < 2s);
}
