#pragma once

#include <functional>
#include <mutex>
#include <vector>

namespace omstilling {

/// Tasks for a thread that sleeps in poll(). All but the constructor may be called on any thread.
class mailbox {
public:
  using task = std::function<void()>;

  /// Throws std::system_error where the process has no file descriptor left.
  mailbox();
  ~mailbox();
  mailbox(const mailbox&) = delete;
  mailbox& operator=(const mailbox&) = delete;

  /// False, and the task is dropped, when 256 tasks wait already or the mailbox is closed.
  bool post(task x);
  /// Tells the thread to end.
  void close();
  bool closed() const;

  /// Readable from a post() or close() until take().
  int fd() const { return fd_; }
  /// What waits, oldest first.
  std::vector<task> take();
  /// Sleeps until there is something to take, `other` has one of `events`, or the time is over;
  /// negative is no limit of time or no other descriptor.
  void wait(int milliseconds, int other = -1, short events = 0) const;

private:
  void signal() const;

  int fd_;
  mutable std::mutex mutex_;
  std::vector<task> tasks_;
  bool closed_ = false;
};

} // namespace omstilling
