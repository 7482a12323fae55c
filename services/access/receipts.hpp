#pragma once

#include "protocol/commands.hpp"
#include "protocol/errors.hpp"
#include "protocol/time.hpp"

#include <tl/expected.hpp>

#include <deque>
#include <optional>
#include <string>
#include <unordered_map>

namespace omstilling {

/// That a command with an idempotency key was carried out, as it is kept.
struct receipt {
  user_id user;
  idempotency_key key;
  std::string asked; // method and params as text: the same key for something else is refused
  time_point at;
  command_result result;
};
BOOST_DESCRIBE_STRUCT(receipt, (), (user, key, asked, at, result))

/// Remembers what was carried out, so that a command that is asked twice is done once: for 24
/// hours, at most 100,000, the oldest go first.
class receipts {
public:
  static constexpr auto kept_for = std::chrono::hours{24};
  static constexpr std::size_t most = 100'000;

  /// The result of the earlier time; nothing if there was none; idempotency_key_reused if it was
  /// for something else.
  tl::expected<std::optional<command_result>, problem> find(const user_id& user,
                                                            const idempotency_key& key,
                                                            const std::string& asked,
                                                            time_point now) const;
  void add(receipt x);

private:
  std::unordered_map<std::string, receipt> by_key_; // user, NUL, key
  std::deque<std::string> order_;
};

} // namespace omstilling
