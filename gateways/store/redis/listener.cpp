#include "gateways/store/redis/listener.hpp"

#include "gateways/store/redis/keys.hpp"

#include <array>
#include <cstdint>
#include <poll.h>
#include <sys/eventfd.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace omstilling::redis {

namespace {

using steady = std::chrono::steady_clock;

int new_event() {
  const int result = eventfd(0, EFD_CLOEXEC);
  if (result < 0)
    throw std::system_error{errno, std::generic_category(), "eventfd"};
  return result;
}

} // namespace

listener::listener(const link_options& where, news& to)
  : link_(where),
    outage_(where.away),
    silence_(where.within.answering),
    news_(to),
    stop_(new_event()),
    thread_([this] { run(); }) {}

listener::~listener() {
  const std::uint64_t one = 1;
  static_cast<void>(!write(stop_, &one, sizeof one)); // only a full counter could refuse it
  thread_.join();
  close(stop_);
}

void listener::on_freed(std::function<void(const site_id&)> told) {
  const std::lock_guard lock{guard_};
  freed_ = std::move(told);
}

void listener::run() {
  while (true) {
    switch (listen()) {
      case ending::stopped: return;
      case ending::lost: outage_.failed(steady::now()); break;
      case ending::refused:
        outage_.failed(steady::now());
        outage_.failed(steady::now()); // it is there: at once it would only say the same
        break;
    }
    if (stops_before(outage_.next_try()))
      return;
  }
}

/// Until the connection is lost.
listener::ending listener::listen() {
  auto to = link_.give_connection();
  if (!to)
    return ending::lost;
  const auto began = to->ask({"SUBSCRIBE", news_channel});
  if (!began)
    return ending::lost;
  if (began->is_error()) {
    news_.refuse(began->text);
    return ending::refused;
  }
  outage_.over();
  news_.tell_all();
  for (bool asked = false;;) {
    const auto said = to->receive_within(silence_, stop_);
    if (stops_before(steady::now()))
      return ending::stopped;
    if (!said || (!*said && asked))
      return ending::lost;
    asked = !*said;
    if (asked) {
      static const std::vector<std::string> ping{"PING"};
      to->put(ping);
    } else {
      hear(**said);
    }
  }
}

void listener::hear(const reply& x) {
  if (x.items.size() != 3 || x.items[0].text != "message")
    return;
  const auto& what = x.items[2].text;
  if (!what.starts_with(freed_word)) {
    news_.tell(what);
    return;
  }
  const std::lock_guard lock{guard_};
  if (freed_)
    freed_(site_id{what.substr(freed_word.size())});
}

bool listener::stops_before(outage::instant then) const {
  pollfd end{stop_, POLLIN, 0};
  while (true) {
    const auto left = std::chrono::ceil<duration>(then - steady::now());
    const auto limit = static_cast<int>(std::max(left, duration{0}).count());
    if (poll(&end, 1, limit) > 0)
      return true;
    if (left <= duration{0})
      return false;
  }
}

} // namespace omstilling::redis
