#include "gateways/store/sqlite/checkpointer.hpp"

namespace omstilling::sqlite {

checkpointer::checkpointer(database db, int every)
  : db_(std::move(db)),
    every_(every),
    thread_([this](const std::stop_token& stop) { run(stop); }) {}

void checkpointer::written(int pages) {
  if (pages < asked_at_)
    asked_at_ = 0; // the log has begun again from its head
  if (pages - asked_at_ < every_)
    return;
  asked_at_ = pages;
  const std::lock_guard lock{mutex_};
  due_ = true;
  long_ = pages >= 8 * every_;
  changed_.notify_one();
}

void checkpointer::run(const std::stop_token& stop) {
  std::unique_lock lock{mutex_};
  while (changed_.wait(lock, stop, [this] { return due_; })) {
    due_ = false;
    const auto catch_up = long_;
    lock.unlock();
    // A copy that fails is tried again with the next; until then the log grows.
    (void)db_.checkpoint();
    if (catch_up) {
      // Under steady load something was always written meanwhile, and the log would never begin
      // again: the writer waits once, for the little that is left after a second copy.
      (void)db_.checkpoint();
      const std::lock_guard quiet{writing_};
      (void)db_.checkpoint();
    }
    lock.lock();
  }
}

} // namespace omstilling::sqlite
