#include "ui-dear-imgui/platform/desktop_bus.hpp"

#include "ui-dear-imgui/platform/mailbox.hpp"

#include <systemd/sd-bus.h>
#include <time.h>

#include <algorithm>
#include <cerrno>
#include <mutex>
#include <thread>
#include <utility>

namespace omstilling {

namespace {

constexpr std::uint64_t patience_us = 10'000'000;

using handler = desktop_bus::handler;

int on_message(sd_bus_message* x, void* function, sd_bus_error*) {
  (*static_cast<handler*>(function))(*x);
  return 0;
}

void delete_handler(void* function) { delete static_cast<handler*>(function); }

/// Leaves the handler to the bus, which deletes it after the answer or with the connection.
void hand_over(sd_bus_slot* slot, std::unique_ptr<handler> function) {
  sd_bus_slot_set_destroy_callback(slot, delete_handler);
  static_cast<void>(function.release());
  sd_bus_slot_set_floating(slot, 1);
  sd_bus_slot_unref(slot);
}

/// How long poll() may sleep before the bus has to give up on a call; negative is for ever.
int milliseconds_until(std::uint64_t deadline_us) {
  if (deadline_us == UINT64_MAX)
    return -1;
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  const auto now_us = static_cast<std::uint64_t>(now.tv_sec) * 1'000'000 +
                      static_cast<std::uint64_t>(now.tv_nsec) / 1'000;
  if (deadline_us <= now_us)
    return 0;
  return static_cast<int>(std::min((deadline_us - now_us) / 1'000 + 1, patience_us / 1'000));
}

const char* or_null(const std::string& x) { return x.empty() ? nullptr : x.c_str(); }

} // namespace

void unref_message::operator()(sd_bus_message* x) const { sd_bus_message_unref(x); }

struct desktop_bus::state {
  desktop_bus* self = nullptr;
  kind which = kind::session;
  std::function<void(desktop_bus&)> connected;
  std::chrono::milliseconds retry{};
  sd_bus* bus = nullptr; // of the thread only, as the next
  bool leave = false;
  mailbox box;
  mutable std::mutex mutex;
  std::string problem;
  std::thread thread;

  void tell(std::string sentence) {
    const std::lock_guard lock{mutex};
    problem = std::move(sentence);
  }

  void run() {
    while (!box.closed()) {
      const bool session = which == kind::session;
      if ((session ? sd_bus_open_user(&bus) : sd_bus_open_system(&bus)) < 0) {
        tell(session ? "there is no session bus on this desktop"
                     : "there is no system bus on this computer");
        rest();
        continue;
      }
      connected(*self);
      serve();
      sd_bus_close_unref(bus);
      bus = nullptr;
      if (std::exchange(leave, false))
        continue;
      if (!box.closed())
        tell(session ? "the session bus does not answer" : "the system bus does not answer");
      rest();
    }
  }

  /// Until the bus is gone or to be left, or the mailbox is closed.
  void serve() {
    while (!box.closed() && !leave) {
      for (const auto& task : box.take())
        task();
      const int done = sd_bus_process(bus, nullptr);
      if (done < 0)
        return;
      if (sd_bus_is_ready(bus) > 0)
        tell({});
      if (done > 0 || leave)
        continue; // there may be more to do
      std::uint64_t deadline = UINT64_MAX;
      const int fd = sd_bus_get_fd(bus), events = sd_bus_get_events(bus);
      if (fd < 0 || events < 0 || sd_bus_get_timeout(bus, &deadline) < 0)
        return;
      box.wait(milliseconds_until(deadline), fd, static_cast<short>(events));
    }
  }

  /// Until it is time to try again. Tasks are dropped meanwhile.
  void rest() {
    const auto end = std::chrono::steady_clock::now() + retry;
    while (!box.closed()) {
      box.take();
      const auto left = end - std::chrono::steady_clock::now();
      if (left <= left.zero())
        return;
      box.wait(static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(left).count()));
    }
  }
};

desktop_bus::desktop_bus(kind which, std::function<void(desktop_bus&)> connected,
                         std::chrono::milliseconds retry)
  : state_(std::make_unique<state>()) {
  state_->self = this;
  state_->which = which;
  state_->connected = std::move(connected);
  state_->retry = retry;
  state_->thread = std::thread{[s = state_.get()] { s->run(); }};
}

desktop_bus::~desktop_bus() {
  state_->box.close();
  state_->thread.join();
}

void desktop_bus::post(std::function<void()> task) { state_->box.post(std::move(task)); }

std::string desktop_bus::problem() const {
  const std::lock_guard lock{state_->mutex};
  return state_->problem;
}

bus_message desktop_bus::method(const bus_object& on, const char* member) {
  sd_bus_message* result = nullptr;
  sd_bus_message_new_method_call(state_->bus, &result, on.service.c_str(), on.path.c_str(),
                                 on.interface.c_str(), member);
  return bus_message{result};
}

bool desktop_bus::call(const bus_message& x, handler answered) {
  if (!answered)
    answered = [](sd_bus_message&) {};
  auto function = std::make_unique<handler>(std::move(answered));
  sd_bus_slot* slot = nullptr;
  if (!x ||
      sd_bus_call_async(state_->bus, &slot, x.get(), on_message, function.get(), patience_us) < 0)
    return false;
  hand_over(slot, std::move(function));
  return true;
}

void desktop_bus::listen(const bus_object& to, const char* signal, handler heard) {
  auto function = std::make_unique<handler>(std::move(heard));
  sd_bus_slot* slot = nullptr;
  // Without a function of ours for the answer, sd-bus ends a connection on which it cannot listen,
  // and it is tried again.
  if (sd_bus_match_signal_async(state_->bus, &slot, or_null(to.service), or_null(to.path),
                                to.interface.c_str(), signal, on_message, nullptr,
                                function.get()) >= 0)
    hand_over(slot, std::move(function));
}

void desktop_bus::await(const std::string& service, std::function<void()> appeared) {
  const auto match = "type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',"
                     "interface='org.freedesktop.DBus',arg0='" +
                     service + "'";
  auto function = std::make_unique<handler>([appeared = std::move(appeared)](sd_bus_message& x) {
    const char *name = nullptr, *before = nullptr, *now = nullptr;
    if (sd_bus_message_read(&x, "sss", &name, &before, &now) > 0 && *now)
      appeared();
  });
  sd_bus_slot* slot = nullptr;
  if (sd_bus_add_match_async(state_->bus, &slot, match.c_str(), on_message, nullptr,
                             function.get()) >= 0)
    hand_over(slot, std::move(function));
}

void desktop_bus::reconnect() { state_->leave = true; }

} // namespace omstilling
