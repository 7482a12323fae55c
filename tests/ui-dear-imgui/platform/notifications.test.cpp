#include "ui-dear-imgui/platform/notifications.hpp"

#include "tests/ui-dear-imgui/platform/desktop.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace omstilling::testing;
using Catch::Matchers::Contains;

namespace {

constexpr auto* name = "org.freedesktop.Notifications";
constexpr bus_peer::address mock{name, "/org/freedesktop/Notifications",
                                 "org.freedesktop.DBus.Mock"};

/// A private bus, with the notification service once it is started.
struct desktop {
  temporary_folder folder;
  private_bus bus{folder};
  variable address{"DBUS_SESSION_BUS_ADDRESS", bus.address()};
  bus_peer peer{bus};
  std::unique_ptr<program> service;
  inbox<std::string> clicks;

  void start_service(const std::string& capabilities) {
    service = std::make_unique<program>(std::vector<std::string>{
      "/usr/bin/python3", "-m", "dbusmock", "--template", "notification_daemon", "--parameters",
      R"({"capabilities": ")" + capabilities + R"("})"});
    peer.wait_for(name);
  }
  void click(unsigned id, const char* action = "default") {
    peer.call(mock, "EmitSignal", "sssav", name, "ActionInvoked", "us", 2, "u", id, "s", action);
  }
  void dismiss(unsigned id) {
    peer.call(mock, "EmitSignal", "sssav", name, "NotificationClosed", "uu", 2, "u", id, "u", 2U);
  }
  std::unique_ptr<notifications> connect() {
    return std::make_unique<notifications>(
      notifications::names{"Omstilling", "Open"},
      [this](const std::string& key) { clicks.put(key); }, 20ms);
  }
};

} // namespace

TEST_CASE_METHOD(desktop, "S17.2 a pop-up has its words, its sound and its action",
                 "[notifications]") {
  start_service("body body-markup actions");
  const auto shown = connect();
  shown->show("ole", {"Ole Olsen", "Free <1 min & back", false});
  const auto quiet = service->line_with(" Notify ");
  CHECK_THAT(quiet,
             Contains(R"(Notify "Omstilling" 0 "" "Ole Olsen" "Free &lt;1 min &amp; back")"));
  CHECK_THAT(quiet, Contains(R"(["default", "Open"])"));
  CHECK_THAT(quiet, Contains(R"("urgency": 1)"));
  CHECK_THAT(quiet, Contains(R"("suppress-sound": True)"));
  CHECK_THAT(quiet, !Contains("sound-name"));
  CHECK_THAT(quiet, Contains(" -1"));
  shown->show("eva", {"Eva", "Busy", true});
  const auto loud = service->line_with(" Notify ");
  CHECK_THAT(loud, Contains(R"("sound-name": "message-new-instant")"));
  CHECK_THAT(loud, !Contains("suppress-sound"));
  eventually([&] { return shown->problem().empty(); });
}

TEST_CASE_METHOD(desktop, "S17.2 the body is left as it is where there is no markup",
                 "[notifications]") {
  start_service("body");
  const auto shown = connect();
  shown->show("ole", {"Ole", "Free <1 min & back", false});
  CHECK_THAT(service->line_with(" Notify "), Contains(R"("Free <1 min & back")"));
}

TEST_CASE_METHOD(desktop, "S17.2 a pop-up takes the place of the one with its key",
                 "[notifications]") {
  start_service("body");
  const auto shown = connect();
  shown->show("eva", {"Eva", "Free", false});
  service->line_with(" Notify ");
  shown->show("ole", {"Ole", "Busy", false});
  shown->show("ole", {"Ole", "Free", false}); // before its number is known
  CHECK_THAT(service->line_with(" Notify "), Contains(R"(0 "" "Ole" "Busy")"));
  CHECK_THAT(service->line_with(" Notify "), Contains(R"(2 "" "Ole" "Free")"));
  shown->show("eva", {"Eva", "Busy", false});
  CHECK_THAT(service->line_with(" Notify "), Contains(R"(1 "" "Eva" "Busy")"));
  shown->close("ole");
  CHECK_THAT(service->line_with("CloseNotification"), Contains("CloseNotification 2"));
  shown->show("ole", {"Ole", "Away", false});
  CHECK_THAT(service->line_with(" Notify "), Contains(R"(0 "" "Ole" "Away")"));
}

TEST_CASE_METHOD(desktop, "S17.2 a click on a pop-up tells whose it is", "[notifications]") {
  start_service("body actions");
  const auto shown = connect();
  shown->show("ole", {"Ole", "Free", false});
  service->line_with(" Notify ");
  shown->show("ole", {"Ole", "Free", true}); // its number is known when this is replaced
  CHECK_THAT(service->line_with(" Notify "), Contains(R"(1 "" "Ole")"));
  shown->show("eva", {"Eva", "Free", false});
  service->line_with(" Notify ");
  click(1, "other");
  click(7);
  click(1);
  CHECK(clicks.take() == "ole");
  dismiss(1);
  click(1); // stale
  shown->show("eva", {"Eva", "Free", true});
  CHECK_THAT(service->line_with(" Notify "), Contains(R"(2 "" "Eva")"));
  click(2);
  CHECK(clicks.take() == "eva");
  shown->show("ole", {"Ole", "Busy", false}); // a new one, as its old one is dismissed
  CHECK_THAT(service->line_with(" Notify "), Contains(R"(0 "" "Ole" "Busy")"));
}

TEST_CASE_METHOD(desktop, "S17.2 without a notification service it says so, and finds one later",
                 "[notifications]") {
  const auto shown = connect();
  shown->show("ole", {"Ole", "Free", false});
  eventually(
    [&] { return shown->problem() == "there is no notification service on this desktop"; });
  start_service("body");
  shown->show("eva", {"Eva", "Free", false});
  CHECK_THAT(service->line_with(" Notify "), Contains(R"("Eva")"));
  eventually([&] { return shown->problem().empty(); });
}

TEST_CASE_METHOD(desktop, "S17.2 after a new start of the bus pop-ups are new", "[notifications]") {
  start_service("body");
  const auto shown = connect();
  shown->show("ole", {"Ole", "Free", false});
  service->line_with(" Notify ");
  click(1);
  CHECK(clicks.take() == "ole"); // so its number is known
  bus.end();
  eventually([&] { return !shown->problem().empty(); });
  shown->show("eva", {"Eva", "Lost", false}); // dropped
  bus.start();
  bus_peer again{bus};
  service = std::make_unique<program>(std::vector<std::string>{
    "/usr/bin/python3", "-m", "dbusmock", "--template", "notification_daemon"});
  again.wait_for(name);
  eventually([&] { return shown->problem().empty(); });
  shown->show("ole", {"Ole", "Busy", false});
  CHECK_THAT(service->line_with(" Notify "), Contains(R"(0 "" "Ole" "Busy")"));
}

TEST_CASE("S17.2 without a bus nothing is shown and nobody waits", "[notifications]") {
  const temporary_folder folder;
  silent_bus silent{folder};
  const auto start = std::chrono::steady_clock::now();
  const auto ignore = [](const std::string&) {};
  {
    const variable address{"DBUS_SESSION_BUS_ADDRESS", silent.address()};
    notifications shown{{"Omstilling", "Open"}, ignore, 20ms};
    shown.show("ole", {"Ole", "Free", false});
    shown.close("ole");
    silent.wait_for_guest();
  }
  const variable address{"DBUS_SESSION_BUS_ADDRESS", "unix:path=" + (folder / "none").string()};
  notifications shown{{"Omstilling", "Open"}, ignore, 20ms};
  shown.show("ole", {"Ole", "Free", false});
  eventually([&] { return shown.problem() == "there is no session bus on this desktop"; });
  CHECK(std::chrono::steady_clock::now() - start < 2s);
}
