#pragma once

#include "gateways/store/redis/link.hpp"
#include "gateways/store/redis/news.hpp"
#include "protocol/ids.hpp"

#include <functional>
#include <mutex>
#include <thread>

namespace omstilling::redis {

/// Listens on the news channel with a thread and a connection of its own, for as long as it lives.
/// Each time that it has begun to listen, all is news: nobody heard what was told before. Connects
/// again as a link does, with growing delays and without end.
class listener {
public:
  listener(const link_options& where, news& to);
  listener(const listener&) = delete;
  listener& operator=(const listener&) = delete;
  ~listener();

  /// When it returns, what was told before is not called any more.
  void on_freed(std::function<void(const site_id&)> told);

private:
  enum class ending { stopped, lost, refused };

  void run();
  ending listen();
  void hear(const reply& x);
  bool stops_before(outage::instant then) const;

  link link_;
  outage outage_;
  duration silence_; // for so long it is not asked whether Redis is still there
  news& news_;
  std::mutex guard_;
  std::function<void(const site_id&)> freed_;
  int stop_; // becomes readable
  std::thread thread_;
};

} // namespace omstilling::redis
