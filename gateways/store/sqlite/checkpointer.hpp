#pragma once

#include "gateways/store/sqlite/database.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace omstilling::sqlite {

/// Copies the write-ahead log into the file on a thread and a connection of its own, so that no
/// append waits for it.
class checkpointer {
public:
  /// Copies each time the log has grown by `every` pages.
  checkpointer(database db, int every);

  /// The log is `pages` long after a commit.
  void written(int pages);
  /// Held by whoever writes.
  std::mutex& writing() { return writing_; }

private:
  void run(const std::stop_token& stop);

  database db_;
  const int every_;
  int asked_at_ = 0; // the log's length when a copy was last asked for
  std::mutex writing_;
  std::mutex mutex_; // of what follows
  std::condition_variable_any changed_;
  bool due_ = false;
  bool long_ = false;
  std::jthread thread_; // last: it ends before what it uses
};

} // namespace omstilling::sqlite
