#pragma once

#include <xcb/xcb.h>

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace omstilling {

/// The text that is marked in whatever window, by X11's PRIMARY selection. For one thread, that
/// hands on the events of its connection.
class marked_text {
public:
  using clock = std::chrono::steady_clock;
  /// Nothing when no text is marked, it has more than 4 KB or its owner is silent for 500 ms. The
  /// text is as its owner has it, be it UTF-8 or not.
  using handler = std::function<void(std::optional<std::string> text)>;

  /// Both must outlive it.
  marked_text(xcb_connection_t& x, xcb_window_t root);
  /// Answers who still waits.
  ~marked_text();
  marked_text(const marked_text&) = delete;
  marked_text& operator=(const marked_text&) = delete;

  void ask(handler answered, clock::time_point now);
  void notified(const xcb_selection_notify_event_t& x);
  /// Gives up on those whose time is over.
  void expire(clock::time_point now);
  std::optional<clock::time_point> deadline() const;

private:
  struct question {
    xcb_window_t window; // one each, so that a late answer to another is not mistaken for its own
    clock::time_point deadline;
    handler answered;
  };
  using place = std::vector<question>::iterator;
  void convert(const question& x, xcb_atom_t type);
  void finish(place x, std::optional<std::string> text);

  xcb_connection_t& x_;
  xcb_window_t root_;
  xcb_atom_t utf8_;
  xcb_atom_t property_;
  std::vector<question> waiting_; // oldest first
};

} // namespace omstilling
