#include "ui-dear-imgui/platform/session_lock.hpp"

#include "ui-dear-imgui/platform/desktop_bus.hpp"

#include <systemd/sd-bus.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <mutex>
#include <optional>
#include <unistd.h>
#include <utility>
#include <vector>

namespace omstilling {

namespace {

constexpr auto* logind_name = "org.freedesktop.login1";
const bus_object manager{logind_name, "/org/freedesktop/login1", "org.freedesktop.login1.Manager"};
constexpr auto* session_interface = "org.freedesktop.login1.Session";
constexpr auto* properties_interface = "org.freedesktop.DBus.Properties";

/// Each is a service, an interface and, with slashes, a path. All have the same method and signal.
constexpr std::array screen_savers{"org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver",
                                   "org.cinnamon.ScreenSaver", "org.mate.ScreenSaver",
                                   "org.xfce.ScreenSaver"};

std::string path_of(std::string name) {
  std::replace(name.begin(), name.end(), '.', '/');
  return '/' + name;
}

std::optional<bool> read_flag(sd_bus_message& x) {
  int value = 0;
  if (sd_bus_message_is_method_error(&x, nullptr) || sd_bus_message_read(&x, "b", &value) <= 0)
    return std::nullopt;
  return value != 0;
}

std::optional<bool> read_variant_flag(sd_bus_message& x) {
  if (sd_bus_message_is_method_error(&x, nullptr) ||
      sd_bus_message_enter_container(&x, SD_BUS_TYPE_VARIANT, "b") <= 0)
    return std::nullopt;
  const auto result = read_flag(x);
  sd_bus_message_exit_container(&x);
  return result;
}

/// LockedHint in a PropertiesChanged, where it is among those that changed.
std::optional<bool> changed_hint(sd_bus_message& x) {
  const char* interface = nullptr;
  if (sd_bus_message_read(&x, "s", &interface) <= 0 ||
      interface != std::string{session_interface} ||
      sd_bus_message_enter_container(&x, SD_BUS_TYPE_ARRAY, "{sv}") <= 0)
    return std::nullopt;
  while (sd_bus_message_enter_container(&x, SD_BUS_TYPE_DICT_ENTRY, "sv") > 0) {
    const char* name = nullptr;
    if (sd_bus_message_read(&x, "s", &name) <= 0)
      return std::nullopt;
    if (name == std::string{"LockedHint"})
      return read_variant_flag(x);
    if (sd_bus_message_skip(&x, "v") < 0 || sd_bus_message_exit_container(&x) < 0)
      return std::nullopt;
  }
  return std::nullopt;
}

} // namespace

struct session_lock::state {
  std::function<void(bool)> changed;
  std::mutex mutex;
  bool locked = false;
  std::map<std::string, bool> said; // by each source, last
  std::atomic<bool> has_logind = false;
  std::atomic<bool> has_saver = false;
  // Last, so that their threads end before what they use.
  std::unique_ptr<desktop_bus> system, session;

  /// The latest word counts, whoever says it: Lock may come from logind while only the screen
  /// saver knows of the end.
  void heard(const std::string& source, bool value) {
    const std::lock_guard lock{mutex}; // held in `changed` too: two threads tell, in one order
    said[source] = value;
    if (std::exchange(locked, value) != value)
      changed(value);
  }

  /// An answer is news only if the source said something else before: a desktop that never sets
  /// LockedHint must not contradict its screen saver.
  void answered(const std::string& source, bool value) {
    {
      const std::lock_guard lock{mutex};
      if (said[source] == value)
        return;
    }
    heard(source, value);
  }

  void find_session(desktop_bus& bus) {
    has_logind = false;
    bus.await(logind_name, [&bus] { bus.reconnect(); }); // a new one may have other sessions
    const auto call = bus.method(manager, "GetSessionByPID");
    if (call)
      sd_bus_message_append(call.get(), "u", static_cast<std::uint32_t>(getpid()));
    // A program started by the user's service manager belongs to no session itself.
    std::vector<std::string> others{"auto"};
    if (const char* id = std::getenv("XDG_SESSION_ID"); id && *id)
      others.emplace_back(id);
    watch_answer(bus, call, std::move(others));
  }

  void find_session(desktop_bus& bus, std::vector<std::string> ids) {
    if (ids.empty())
      return watch_session(bus, "/org/freedesktop/login1/session/auto");
    const auto call = bus.method(manager, "GetSession");
    if (call)
      sd_bus_message_append(call.get(), "s", ids.back().c_str());
    ids.pop_back();
    watch_answer(bus, call, std::move(ids));
  }

  void watch_answer(desktop_bus& bus, const bus_message& call, std::vector<std::string> others) {
    bus.call(call, [this, &bus, others = std::move(others)](sd_bus_message& x) {
      const char* path = nullptr;
      if (!sd_bus_message_is_method_error(&x, nullptr) && sd_bus_message_read(&x, "o", &path) > 0)
        watch_session(bus, path);
      else
        find_session(bus, others);
    });
  }

  void watch_session(desktop_bus& bus, const std::string& path) {
    const bus_object events{logind_name, path, session_interface};
    const bus_object properties{logind_name, path, properties_interface};
    bus.listen(events, "Lock", [this](sd_bus_message&) { heard("logind", true); });
    bus.listen(events, "Unlock", [this](sd_bus_message&) { heard("logind", false); });
    bus.listen(properties, "PropertiesChanged", [this](sd_bus_message& x) {
      if (const auto value = changed_hint(x))
        heard("logind", *value);
    });
    const auto call = bus.method(properties, "Get");
    if (call)
      sd_bus_message_append(call.get(), "ss", session_interface, "LockedHint");
    bus.call(call, [this](sd_bus_message& x) {
      if (const auto value = read_variant_flag(x)) {
        has_logind = true;
        answered("logind", *value);
      }
    });
  }

  void watch_screen_savers(desktop_bus& bus) {
    has_saver = false;
    for (const std::string name : screen_savers) {
      // On any path: some have the object at two.
      bus.listen({name, {}, name}, "ActiveChanged", [this, name](sd_bus_message& x) {
        has_saver = true;
        if (const auto value = read_flag(x))
          heard(name, *value);
      });
      const auto call = bus.method({name, path_of(name), name}, "GetActive");
      if (call)
        sd_bus_message_set_auto_start(call.get(), 0); // asked, not wanted
      bus.call(call, [this, name](sd_bus_message& x) {
        if (const auto value = read_flag(x)) {
          has_saver = true;
          answered(name, *value);
        }
      });
    }
  }
};

session_lock::session_lock(std::function<void(bool locked)> changed,
                           std::chrono::milliseconds retry)
  : state_(std::make_unique<state>()) {
  auto* s = state_.get();
  s->changed = std::move(changed);
  using kind = desktop_bus::kind;
  s->system = std::make_unique<desktop_bus>(
    kind::system, [s](desktop_bus& bus) { s->find_session(bus); }, retry);
  s->session = std::make_unique<desktop_bus>(
    kind::session, [s](desktop_bus& bus) { s->watch_screen_savers(bus); }, retry);
}

session_lock::~session_lock() = default;

std::string session_lock::problem() const {
  if ((state_->has_logind && state_->system->problem().empty()) ||
      (state_->has_saver && state_->session->problem().empty()))
    return {};
  return "neither logind nor a screen saver tells when this desktop is locked";
}

} // namespace omstilling
