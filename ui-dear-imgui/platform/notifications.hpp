#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace omstilling {

struct notification {
  std::string summary;
  std::string body; // plain text
  bool sound = false;
};

/// Pop-ups of the desktop (S17.2), each known by a key of the caller's.
class notifications {
public:
  struct names {
    std::string program; // as the desktop shows it
    std::string open;    // what a click does, in a word, for desktops that make it a button
  };

  /// `clicked` is called on a thread of this object, with the key of what was clicked. A bus that
  /// is missing or gone is tried again after `retry`.
  notifications(names words, std::function<void(const std::string& key)> clicked,
                std::chrono::milliseconds retry = std::chrono::seconds{3});
  /// `clicked` is not called afterwards; what is shown stays. Not to be destroyed by `clicked`.
  ~notifications();
  notifications(const notifications&) = delete;
  notifications& operator=(const notifications&) = delete;

  /// Shows it in place of an earlier one with the same key; dropped where there is no service.
  void show(std::string key, notification x);
  /// Takes it off the screen, if it is still there.
  void close(std::string key);
  /// One sentence about the last attempt, empty when all is well.
  std::string problem() const;

private:
  struct state;
  std::unique_ptr<state> state_;
};

} // namespace omstilling
