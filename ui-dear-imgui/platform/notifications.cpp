#include "ui-dear-imgui/platform/notifications.hpp"

#include "ui-dear-imgui/platform/desktop_bus.hpp"

#include <systemd/sd-bus.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace omstilling {

namespace {

const bus_object service{"org.freedesktop.Notifications", "/org/freedesktop/Notifications",
                         "org.freedesktop.Notifications"};
constexpr std::uint8_t urgency_normal = 1;
constexpr auto* default_action = "default"; // a click on the pop-up itself

/// Plain text for a service that takes the body as markup.
std::string escaped(const std::string& text) {
  std::string result;
  for (const char c : text)
    switch (c) {
      case '&': result += "&amp;"; break;
      case '<': result += "&lt;"; break;
      case '>': result += "&gt;"; break;
      default: result += c;
    }
  return result;
}

bool has_markup(sd_bus_message& capabilities) {
  const char* one = nullptr;
  if (sd_bus_message_enter_container(&capabilities, SD_BUS_TYPE_ARRAY, "s") <= 0)
    return false;
  while (sd_bus_message_read(&capabilities, "s", &one) > 0)
    if (one == std::string{"body-markup"})
      return true;
  return false;
}

std::string sentence_about(sd_bus_message& failure) {
  const auto* error = sd_bus_message_get_error(&failure);
  return sd_bus_error_has_name(error, SD_BUS_ERROR_SERVICE_UNKNOWN)
           ? "there is no notification service on this desktop"
           : "the notification service of this desktop does not answer";
}

} // namespace

struct notifications::state {
  /// What is wished for a key, and what the service has been told.
  struct entry {
    std::optional<notification> next;
    bool close = false;
    bool asked = false;   // its number is not known yet
    std::uint32_t id = 0; // 0: not on the screen
  };
  enum class markup : std::uint8_t { unknown, asked, no, yes };

  names words;
  std::function<void(const std::string&)> clicked;
  std::map<std::string, entry> entries;
  markup body = markup::unknown;
  std::mutex mutex;
  std::string problem;
  std::unique_ptr<desktop_bus> bus; // last, so that its thread ends before what it uses

  void tell(std::string sentence) {
    const std::lock_guard lock{mutex};
    problem = std::move(sentence);
  }

  void connected(desktop_bus& x) {
    tell({});
    entries.clear();
    body = markup::unknown;
    x.listen(service, "ActionInvoked", [this](sd_bus_message& m) {
      std::uint32_t id = 0;
      const char* action = nullptr;
      if (sd_bus_message_read(&m, "us", &id, &action) > 0 && action == std::string{default_action})
        if (const auto one = with(id); one != entries.end())
          clicked(std::string{one->first});
    });
    x.listen(service, "NotificationClosed", [this](sd_bus_message& m) {
      std::uint32_t id = 0, reason = 0;
      if (sd_bus_message_read(&m, "uu", &id, &reason) <= 0)
        return;
      const auto one = with(id);
      if (one == entries.end())
        return;
      if (one->second.asked)
        one->second.id = 0; // another is on its way
      else
        entries.erase(one);
    });
  }

  std::map<std::string, entry>::iterator with(std::uint32_t id) {
    return std::find_if(entries.begin(), entries.end(),
                        [&](const auto& x) { return id != 0 && x.second.id == id; });
  }

  /// Takes the next step towards what is wished for `key`, unless an answer is awaited.
  void advance(const std::string& key) {
    if (body == markup::unknown)
      ask_capabilities();
    const auto one = entries.find(key);
    if (body == markup::asked || one == entries.end() || one->second.asked)
      return;
    if (one->second.next)
      return send(key, one->second);
    if (!one->second.close)
      return;
    if (one->second.id != 0) {
      const auto call = bus->method(service, "CloseNotification");
      if (call)
        sd_bus_message_append(call.get(), "u", one->second.id);
      bus->call(call);
    }
    entries.erase(one);
  }

  void ask_capabilities() {
    body = markup::asked;
    const bool sent = bus->call(bus->method(service, "GetCapabilities"), [this](sd_bus_message& x) {
      if (sd_bus_message_is_method_error(&x, nullptr)) {
        body = markup::unknown;
        entries.clear();
        return tell(sentence_about(x));
      }
      body = has_markup(x) ? markup::yes : markup::no;
      std::vector<std::string> keys;
      for (const auto& [key, wish] : entries)
        keys.push_back(key);
      for (const auto& key : keys)
        advance(key);
    });
    if (!sent)
      body = markup::unknown;
  }

  void send(const std::string& key, entry& x) {
    const auto now = *std::exchange(x.next, std::nullopt);
    const auto call = bus->method(service, "Notify");
    auto* m = call.get();
    if (m) {
      sd_bus_message_append(m, "susss", words.program.c_str(), x.id, "", now.summary.c_str(),
                            (body == markup::yes ? escaped(now.body) : now.body).c_str());
      sd_bus_message_append(m, "as", 2, default_action, words.open.c_str());
      if (now.sound)
        sd_bus_message_append(m, "a{sv}", 2, "urgency", "y", urgency_normal, "sound-name", "s",
                              "message-new-instant");
      else
        sd_bus_message_append(m, "a{sv}", 2, "urgency", "y", urgency_normal, "suppress-sound", "b",
                              1);
      sd_bus_message_append(m, "i", -1); // as long as the desktop likes
    }
    x.asked = bus->call(call, [this, key](sd_bus_message& answer) { shown(key, answer); });
  }

  void shown(const std::string& key, sd_bus_message& answer) {
    const auto one = entries.find(key);
    if (sd_bus_message_is_method_error(&answer, nullptr)) {
      tell(sentence_about(answer));
      body = markup::unknown; // another service may follow
      if (one != entries.end())
        entries.erase(one);
      return;
    }
    tell({});
    if (one == entries.end())
      return;
    one->second.asked = false;
    sd_bus_message_read(&answer, "u", &one->second.id);
    advance(key);
  }
};

notifications::notifications(names words, std::function<void(const std::string& key)> clicked,
                             std::chrono::milliseconds retry)
  : state_(std::make_unique<state>()) {
  auto* s = state_.get();
  s->words = std::move(words);
  s->clicked = std::move(clicked);
  s->bus = std::make_unique<desktop_bus>(
    desktop_bus::kind::session, [s](desktop_bus& x) { s->connected(x); }, retry);
}

notifications::~notifications() = default;

void notifications::show(std::string key, notification x) {
  state_->bus->post([s = state_.get(), key = std::move(key), x = std::move(x)] {
    auto& wish = s->entries[key];
    wish.next = x;
    wish.close = false;
    s->advance(key);
  });
}

void notifications::close(std::string key) {
  state_->bus->post([s = state_.get(), key = std::move(key)] {
    const auto one = s->entries.find(key);
    if (one == s->entries.end())
      return;
    one->second.next.reset();
    one->second.close = true;
    s->advance(key);
  });
}

std::string notifications::problem() const {
  if (auto text = state_->bus->problem(); !text.empty())
    return text;
  const std::lock_guard lock{state_->mutex};
  return state_->problem;
}

} // namespace omstilling
