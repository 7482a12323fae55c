#pragma once

#include "actors/ports/observers.hpp"
#include "protocol/commands.hpp"
#include "protocol/errors.hpp"
#include "protocol/queries.hpp"
#include "services/access/principal.hpp"
#include "services/presence/free_time.hpp"

#include <tl/expected.hpp>

#include <functional>
#include <optional>
#include <string>

namespace omstilling {

/// Where a reader stands after a subscription: what it still has to be sent comes first, then
/// publish() goes on from `revision`.
struct subscription {
  topic_key key;
  resume_outcome outcome = resume_outcome::unknown;
  std::string epoch;
  std::int64_t revision = 0;
  std::vector<shared_text> frames; // of a replay, in order; or the chunks of a snapshot
};

/// Who logged in, and what the session should know at once.
struct admission {
  principal who;
  authenticate_result greeting;
};

/// One person's presence, for a program that does not keep a session.
struct presence_request {
  employee_id who;
  std::optional<time_point> from{}; // of the times that are taken; see window_asked()
  std::optional<time_point> to{};
};

/// As whoever asked may see it.
struct presence_reading {
  person who;
  std::vector<busy_period> taken; // in `window`
  time_window window;
  time_point at; // when it was read
};

/// What gateways may ask of the service, from any thread. The answer comes once, on a thread of the
/// service: hand it on, do not work there.
class front_door {
public:
  virtual ~front_door() = default;
  virtual void admit(authenticate asked, std::string address,
                     std::function<void(tl::expected<admission, problem>)> then) = 0;
  virtual void carry_out(principal who, command asked, std::optional<idempotency_key> key,
                         std::function<void(tl::expected<command_result, problem>)> then) = 0;
  virtual void answer_query(principal who, query asked,
                            std::function<void(tl::expected<query_result, problem>)> then) = 0;
  /// `then` runs on the board's thread between two publish() calls: all frames up to `revision`
  /// were published before, the others come after, so nothing is missed and nothing doubled.
  virtual void open_topic(principal who, topic_request asked,
                          std::function<void(tl::expected<subscription, problem>)> then) = 0;
  /// Refuses with forbidden, unknown_employee, or invalid_params whose path is `from` or `to`.
  virtual void read_presence(principal who, presence_request asked,
                             std::function<void(tl::expected<presence_reading, problem>)> then) = 0;
  /// The state of each part, for /readyz.
  virtual void health(std::function<void(std::vector<health_view>)> then) = 0;
  /// Prometheus text (version 0.0.4), for /metrics.
  virtual void metrics(std::function<void(std::string)> then) = 0;
  virtual std::string server_name() const = 0; // name and version
};

} // namespace omstilling
