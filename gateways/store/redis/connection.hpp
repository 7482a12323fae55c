#pragma once

#include "gateways/store/redis/address.hpp"
#include "gateways/store/redis/reply.hpp"
#include "protocol/time.hpp"

#include <tl/expected.hpp>

#include <memory>
#include <optional>
#include <span>
#include <string>

struct redisContext;

namespace omstilling::redis {

/// One connection that blocks. The error of each step is hiredis' own words; after one, the
/// connection is of no more use.
class connection {
public:
  struct spans {
    duration connecting{1'000};
    duration answering{5'000};
  };

  static tl::expected<connection, std::string> open(const address& to, const spans& within);

  /// Puts a command into the buffer; receive() sends what has gathered.
  void put(std::span<const std::string> words);
  /// The answer to the oldest command that has none.
  tl::expected<reply, std::string> receive();
  tl::expected<reply, std::string> ask(std::initializer_list<std::string> words);
  /// What comes next, asked for or not, within that time. Nothing when nothing came, or when
  /// `interrupt`, a file descriptor, has become readable.
  tl::expected<std::optional<reply>, std::string> receive_within(duration within, int interrupt);
  /// The next answers may take so long.
  void set_answering(duration within);

private:
  struct closer {
    void operator()(redisContext* x) const;
  };
  explicit connection(redisContext* x) : context_(x) {}

  std::unique_ptr<redisContext, closer> context_;
};

} // namespace omstilling::redis
