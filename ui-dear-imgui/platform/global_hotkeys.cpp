#include "ui-dear-imgui/platform/global_hotkeys.hpp"

#include "ui-dear-imgui/platform/key_grabs.hpp"
#include "ui-dear-imgui/platform/mailbox.hpp"
#include "ui-dear-imgui/platform/marked_text.hpp"
#include "ui-dear-imgui/platform/xcb_pointer.hpp"

#include <algorithm>
#include <cstdlib>
#include <future>
#include <mutex>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <thread>

namespace omstilling {

namespace {

using namespace std::chrono_literals;
using clock_type = marked_text::clock;

bool on_wayland() {
  const char* display = std::getenv("WAYLAND_DISPLAY");
  return display && *display;
}

xcb_window_t root_of(xcb_connection_t* x, int screen) {
  auto one = xcb_setup_roots_iterator(xcb_get_setup(x));
  while (screen-- > 0 && one.rem > 1)
    xcb_screen_next(&one);
  return one.data->root;
}

/// Ends with an error what waits for the X server, and what is yet to wait.
void cut(xcb_connection_t* x) { shutdown(xcb_get_file_descriptor(x), SHUT_RDWR); }

} // namespace

struct global_hotkeys::state {
  std::function<void(int)> pressed;
  std::function<void()> settled;
  mailbox box;

  std::mutex mutex; // of the next three
  key_troubles conflicts;
  std::string problem;
  xcb_connection_t* shared = nullptr;

  // Of the thread only, from here.
  hotkeys wanted;
  bool due = false;   // to be grabbed
  bool asked = false; // to be told of
  std::unique_ptr<key_grabs> grabs;
  std::unique_ptr<marked_text> marked;

  std::promise<void> ended;
  std::thread thread;

  void tell(key_troubles found, std::string sentence) {
    {
      const std::lock_guard lock{mutex};
      conflicts = std::move(found);
      problem = std::move(sentence);
    }
    if (settled)
      settled();
  }

  /// Null without an X server.
  xcb_connection_t* connect() {
    int screen = 0;
    auto* const x = xcb_connect(nullptr, &screen);
    if (xcb_connection_has_error(x)) {
      xcb_disconnect(x);
      return nullptr;
    }
    const auto root = root_of(x, screen);
    grabs = std::make_unique<key_grabs>(*x, root);
    marked = std::make_unique<marked_text>(*x, root);
    const std::lock_guard lock{mutex};
    return shared = x;
  }

  void run() {
    sigset_t broken_pipe; // XCB writes to a server that is gone without a word against it
    sigemptyset(&broken_pipe);
    sigaddset(&broken_pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &broken_pipe, nullptr);
    if (auto* const x = connect()) {
      if (on_wayland())
        tell({}, "on Wayland hotkeys work only while a window of X11 has the keyboard");
      while (!box.closed() && !xcb_connection_has_error(x))
        turn(x);
      marked.reset();
      grabs.reset();
    }
    if (!box.closed())
      tell({}, "there is no X server, which hotkeys need");
    while (!box.closed()) {
      for (const auto& task : box.take())
        task();
      box.wait(-1);
    }
    ended.set_value();
  }

  /// All that is to be done now, then sleeps.
  void turn(xcb_connection_t* x) {
    for (const auto& task : box.take())
      task();
    if (std::exchange(due, false)) {
      if (auto found = grabs->set(wanted); std::exchange(asked, false) || found != conflicts)
        tell(std::move(found), problem);
    }
    // After the requests above: while XCB waits for an answer it takes in events.
    while (const xcb_pointer<xcb_generic_event_t> event{xcb_poll_for_event(x)})
      handle(*event);
    marked->expire(clock_type::now());
    xcb_flush(x);
    if (!due)
      box.wait(milliseconds(), xcb_get_file_descriptor(x), POLLIN);
  }

  int milliseconds() const {
    const auto deadline = marked->deadline();
    if (!deadline)
      return -1;
    const auto left = std::max(*deadline - clock_type::now(), clock_type::duration{});
    return static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(left).count());
  }

  void handle(xcb_generic_event_t& event) {
    auto* const any = static_cast<void*>(&event);
    switch (event.response_type & 0x7f) {
      case XCB_KEY_PRESS:
        if (const auto id = grabs->pressed(*static_cast<xcb_key_press_event_t*>(any)))
          pressed(*id);
        break;
      case XCB_KEY_RELEASE: grabs->released(); break;
      case XCB_SELECTION_NOTIFY:
        marked->notified(*static_cast<xcb_selection_notify_event_t*>(any));
        break;
      default: due = grabs->changed(event) || due;
    }
  }
};

global_hotkeys::global_hotkeys(std::function<void(int id)> pressed, std::function<void()> settled)
  : state_(std::make_unique<state>()) {
  state_->pressed = std::move(pressed);
  state_->settled = std::move(settled);
  state_->thread = std::thread{[s = state_.get()] { s->run(); }};
}

global_hotkeys::~global_hotkeys() {
  state_->box.close();
  if (state_->ended.get_future().wait_for(1s) == std::future_status::timeout) {
    const std::lock_guard lock{state_->mutex};
    if (state_->shared)
      cut(state_->shared);
  }
  state_->thread.join();
  if (state_->shared)
    xcb_disconnect(state_->shared);
}

void global_hotkeys::set(std::vector<std::pair<int, key_combination>> wanted) {
  state_->box.post([s = state_.get(), wanted = std::move(wanted)] {
    s->wanted = wanted;
    s->due = s->asked = true;
  });
}

key_troubles global_hotkeys::conflicts() const {
  const std::lock_guard lock{state_->mutex};
  return state_->conflicts;
}

void global_hotkeys::ask_marked(std::function<void(std::optional<std::string> text)> answered) {
  state_->box.post([s = state_.get(), answered = std::move(answered)] {
    if (s->marked)
      s->marked->ask(answered, clock_type::now());
    else
      answered(std::nullopt);
  });
}

std::string global_hotkeys::problem() const {
  const std::lock_guard lock{state_->mutex};
  return state_->problem;
}

} // namespace omstilling
