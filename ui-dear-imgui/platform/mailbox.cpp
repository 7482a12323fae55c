#include "ui-dear-imgui/platform/mailbox.hpp"

#include <cerrno>
#include <cstdint>
#include <poll.h>
#include <sys/eventfd.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace omstilling {

mailbox::mailbox() : fd_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (fd_ < 0)
    throw std::system_error{errno, std::generic_category(), "eventfd"};
}

mailbox::~mailbox() { ::close(fd_); }

bool mailbox::post(task x) {
  constexpr std::size_t most = 256; // far more than a desktop asks for; a bound all the same
  const std::lock_guard lock{mutex_};
  if (closed_ || tasks_.size() >= most)
    return false;
  tasks_.push_back(std::move(x));
  signal();
  return true;
}

void mailbox::close() {
  const std::lock_guard lock{mutex_};
  closed_ = true;
  signal();
}

bool mailbox::closed() const {
  const std::lock_guard lock{mutex_};
  return closed_;
}

std::vector<mailbox::task> mailbox::take() {
  const std::lock_guard lock{mutex_};
  eventfd_t count = 0;
  eventfd_read(fd_, &count); // fails where nothing waits, which is as good
  return std::exchange(tasks_, {});
}

void mailbox::wait(int milliseconds, int other, short events) const {
  pollfd both[] = {{fd_, POLLIN, 0}, {other, events, 0}};
  poll(both, 2, milliseconds); // interrupted or failed, the caller looks again
}

void mailbox::signal() const { eventfd_write(fd_, 1); }

} // namespace omstilling
