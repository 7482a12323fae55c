#include "gateways/store/redis/connection.hpp"

#include <hiredis/hiredis.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstring>
#include <poll.h>

namespace omstilling::redis {

namespace {

timeval interval(duration x) {
  const auto whole = std::chrono::duration_cast<std::chrono::seconds>(x);
  return {.tv_sec = whole.count(),
          .tv_usec = std::chrono::duration_cast<std::chrono::microseconds>(x - whole).count()};
}

/// hiredis writes without MSG_NOSIGNAL: a connection that is gone must not end the process.
void bear_broken_pipes() {
  static const bool done = [] {
    struct sigaction now {};
    if (sigaction(SIGPIPE, nullptr, &now) == 0 && now.sa_handler == SIG_DFL)
      std::signal(SIGPIPE, SIG_IGN);
    return true;
  }();
  static_cast<void>(done);
}

reply copied(const redisReply& x) {
  reply result;
  switch (x.type) {
    case REDIS_REPLY_INTEGER:
      result.what = reply::kind::integer;
      result.number = x.integer;
      break;
    case REDIS_REPLY_STRING:
    case REDIS_REPLY_STATUS:
      result.what = reply::kind::text;
      result.text.assign(x.str, x.len);
      break;
    case REDIS_REPLY_ERROR:
      result.what = reply::kind::error;
      result.text.assign(x.str, x.len);
      break;
    case REDIS_REPLY_ARRAY:
      result.what = reply::kind::list;
      result.items.reserve(x.elements);
      for (std::size_t i = 0; i < x.elements; ++i)
        result.items.push_back(copied(*x.element[i]));
      break;
    default: break;
  }
  return result;
}

reply taken(void* raw) {
  const std::unique_ptr<void, void (*)(void*)> freed{raw, freeReplyObject};
  return copied(*static_cast<redisReply*>(raw));
}

std::string why(const redisContext& x) { return x.err != 0 ? x.errstr : "no answer"; }

} // namespace

std::int64_t reply::as_number() const {
  if (what == kind::integer)
    return number;
  std::int64_t result = 0;
  std::from_chars(text.data(), text.data() + text.size(), result);
  return result;
}

void connection::closer::operator()(redisContext* x) const { redisFree(x); }

tl::expected<connection, std::string> connection::open(const address& to, const spans& within) {
  bear_broken_pipes();
  const auto limit = interval(within.connecting);
  connection made{to.port == 0 ? redisConnectUnixWithTimeout(to.host.c_str(), limit)
                               : redisConnectWithTimeout(to.host.c_str(), to.port, limit)};
  if (!made.context_)
    return tl::unexpected(std::string{"out of memory"});
  if (made.context_->err != 0)
    return tl::unexpected(why(*made.context_));
  if (to.port != 0)
    redisEnableKeepAlive(made.context_.get()); // best effort
  made.set_answering(within.answering);
  return made;
}

void connection::set_answering(duration within) {
  redisSetTimeout(context_.get(), interval(within));
}

void connection::put(std::span<const std::string> words) {
  std::vector<const char*> begins;
  std::vector<std::size_t> sizes;
  begins.reserve(words.size());
  sizes.reserve(words.size());
  for (const auto& x : words) {
    begins.push_back(x.data());
    sizes.push_back(x.size());
  }
  redisAppendCommandArgv(context_.get(), static_cast<int>(words.size()), begins.data(),
                         sizes.data());
}

tl::expected<reply, std::string> connection::receive() {
  void* raw = nullptr;
  if (redisGetReply(context_.get(), &raw) != REDIS_OK || !raw)
    return tl::unexpected(why(*context_));
  return taken(raw);
}

tl::expected<std::optional<reply>, std::string> connection::receive_within(duration within,
                                                                           int interrupt) {
  for (int sent = 0; sent == 0;)
    if (redisBufferWrite(context_.get(), &sent) != REDIS_OK)
      return tl::unexpected(why(*context_));
  const auto until = std::chrono::steady_clock::now() + within;
  while (true) {
    void* raw = nullptr;
    if (redisGetReplyFromReader(context_.get(), &raw) != REDIS_OK)
      return tl::unexpected(why(*context_));
    if (raw)
      return taken(raw);
    const auto left = std::chrono::ceil<duration>(until - std::chrono::steady_clock::now());
    std::array<pollfd, 2> ends{pollfd{context_->fd, POLLIN, 0}, pollfd{interrupt, POLLIN, 0}};
    const auto limit = static_cast<int>(std::max(left, duration{0}).count());
    if (poll(ends.data(), ends.size(), limit) < 0 && errno != EINTR)
      return tl::unexpected(std::string{std::strerror(errno)});
    if (ends[1].revents != 0)
      return std::nullopt;
    if (ends[0].revents != 0) {
      if (redisBufferRead(context_.get()) != REDIS_OK)
        return tl::unexpected(why(*context_));
    } else if (left <= duration{0}) {
      return std::nullopt;
    }
  }
}

tl::expected<reply, std::string> connection::ask(std::initializer_list<std::string> words) {
  put({words.begin(), words.size()});
  return receive();
}

} // namespace omstilling::redis
