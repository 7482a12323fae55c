#include "ui-dear-imgui/platform/secret_store.hpp"

#include "tests/ui-dear-imgui/platform/desktop.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <signal.h>

using namespace omstilling;
using namespace omstilling::testing;
using Catch::Matchers::StartsWith;

namespace {

const secret_owner eva{"sip.example.dk", "eva"};

/// Asks and waits, as the console does from frame to frame.
struct patient_store {
  inbox<bool> ready;
  secret_store store;

  explicit patient_store(std::chrono::milliseconds patience = 8s)
    : store([this] { ready.put(true); }, patience) {}

  template <class Answer, class Ask>
  Answer wait(Ask ask) {
    std::optional<Answer> result;
    ask([&](Answer x) { result = std::move(x); });
    ready.take();
    CHECK_FALSE(result); // not before it is polled
    store.poll();
    REQUIRE(result);
    return *result;
  }
  using nothing = tl::expected<void, std::string>;
  using secret = tl::expected<std::optional<std::string>, std::string>;
  nothing remember(const secret_owner& who, const std::string& word) {
    return wait<nothing>([&](auto f) { store.remember(who, "Omstilling", word, std::move(f)); });
  }
  secret lookup(const secret_owner& who) {
    return wait<secret>([&](auto f) { store.lookup(who, std::move(f)); });
  }
  nothing forget(const secret_owner& who) {
    return wait<nothing>([&](auto f) { store.forget(who, std::move(f)); });
  }
};

/// A private bus, a home of its own and, once started, a keyring that is unlocked.
struct desktop {
  temporary_folder folder;
  private_bus bus{folder};
  variable address{"DBUS_SESSION_BUS_ADDRESS", bus.address()};
  variable home{"HOME", folder.name()};
  variable data{"XDG_DATA_HOME", folder.name()};
  variable runtime{"XDG_RUNTIME_DIR", folder.name()};
  bus_peer peer{bus};
  std::unique_ptr<program> keyring;

  void start_keyring() {
    keyring =
      std::make_unique<program>(std::vector<std::string>{"gnome-keyring-daemon", "--foreground",
                                                         "--unlock", "--components=secrets"},
                                "password");
    peer.wait_for("org.freedesktop.secrets");
  }

  /// As any other program sees them.
  int items_of_the_schema() {
    sd_bus_message* answer = nullptr;
    REQUIRE(sd_bus_call_method(peer.bus(), "org.freedesktop.secrets", "/org/freedesktop/secrets",
                               "org.freedesktop.Secret.Service", "SearchItems", nullptr, &answer,
                               "a{ss}", 3, "server", "sip.example.dk", "user", "eva", "xdg:schema",
                               "dk.omstilling.Console") >= 0);
    int count = 0;
    const char* path = nullptr;
    REQUIRE(sd_bus_message_enter_container(answer, 'a', "o") > 0);
    while (sd_bus_message_read(answer, "o", &path) > 0)
      ++count;
    sd_bus_message_unref(answer);
    return count;
  }
};

} // namespace

TEST_CASE_METHOD(desktop, "a secret is remembered, found, replaced and forgotten",
                 "[secret_store]") {
  start_keyring();
  patient_store x;
  CHECK(x.lookup(eva).value() == std::nullopt);
  REQUIRE(x.remember(eva, "hemmeligt æøå"));
  CHECK(x.lookup(eva).value() == "hemmeligt æøå");
  CHECK(items_of_the_schema() == 1);
  REQUIRE(x.remember(eva, "nyt"));
  CHECK(items_of_the_schema() == 1);
  CHECK(patient_store{}.lookup(eva).value() == "nyt");
  CHECK(x.lookup({"sip.example.dk", "ole"}).value() == std::nullopt);
  CHECK(x.lookup({"sip.example.com", "eva"}).value() == std::nullopt);
  REQUIRE(x.forget(eva));
  CHECK(x.lookup(eva).value() == std::nullopt);
  CHECK(items_of_the_schema() == 0);
  CHECK(x.forget(eva));
}

TEST_CASE_METHOD(desktop, "a desktop without a secret store says so, until it has one",
                 "[secret_store]") {
  patient_store x;
  const std::string none = "there is no secret store on this desktop";
  CHECK(x.lookup(eva).error() == none);
  CHECK(x.remember(eva, "hemmeligt").error() == none);
  CHECK(x.forget(eva).error() == none);
  {
    // GLib would start a bus of its own here.
    std::ofstream{folder / "dbus-launch"} << "#!/bin/sh\n>" << folder.name() << "/launched\n";
    std::filesystem::permissions(folder / "dbus-launch", std::filesystem::perms::owner_all);
    const variable no_bus{"DBUS_SESSION_BUS_ADDRESS", ""}, empty{"XDG_RUNTIME_DIR", "/nowhere"};
    const variable display{"DISPLAY", ":7"}, path{"PATH", folder.name()};
    CHECK(x.lookup(eva).error() == none);
    CHECK_FALSE(std::filesystem::exists(folder / "launched"));
  }
  start_keyring();
  CHECK(x.lookup(eva).value() == std::nullopt);
}

TEST_CASE_METHOD(desktop, "a store that does not answer is given up", "[secret_store]") {
  start_keyring();
  keyring->signal(SIGSTOP);
  patient_store x{200ms};
  CHECK(x.lookup(eva).error() == "the secret store of this desktop does not answer");
  keyring->signal(SIGCONT);
  CHECK(patient_store{}.lookup(eva).value() == std::nullopt);
}

TEST_CASE_METHOD(desktop, "the end of the bus ends a question, not the program", "[secret_store]") {
  constexpr auto *name = "org.freedesktop.secrets", *path = "/org/freedesktop/secrets",
                 *interface = "org.freedesktop.Secret.Service";
  program slow{{"/usr/bin/python3", "-m", "dbusmock", name, path, interface}};
  peer.wait_for(name);
  peer.call({name, path, "org.freedesktop.DBus.Mock"}, "AddMethod", "sssss", interface,
            "OpenSession", "sv", "vo", "import signal; signal.pause()");
  patient_store x;
  tl::expected<std::optional<std::string>, std::string> answer;
  x.store.lookup(eva, [&](auto y) { answer = y; });
  slow.line_with("OpenSession");
  bus.end();
  x.ready.take();
  x.store.poll();
  REQUIRE_FALSE(answer);
  CHECK_THAT(answer.error(), StartsWith("the secret store of this desktop refuses: "));
  CHECK_FALSE(x.lookup(eva));
}

TEST_CASE("whoever gives up on a secret does not wait for it", "[secret_store]") {
  const temporary_folder folder;
  silent_bus silent{folder};
  const variable address{"DBUS_SESSION_BUS_ADDRESS", silent.address()};
  const auto start = std::chrono::steady_clock::now();
  {
    secret_store store;
    for (int i = 0; i < 100; ++i)
      store.lookup(eva, [](const auto&) {});
    int answered = 0;
    store.lookup(eva, [&](const auto& x) { answered += x ? 0 : 1; });
    store.poll();
    CHECK(answered == 1); // too many wait
    silent.wait_for_guest();
  }
  CHECK(std::chrono::steady_clock::now() - start < 2s);
}
