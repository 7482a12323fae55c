#pragma once

#include "protocol/commands.hpp"
#include "protocol/errors.hpp"
#include "protocol/events.hpp"

#include <tl/expected.hpp>

#include <optional>
#include <vector>

namespace omstilling {

/// What is kept of a receptionist's desk.
struct desk_record {
  user_id user;
  site_id site;
  std::string name;
  std::optional<queue_id> chosen_queue{};
  agent_state wanted =
    agent_state::logged_off; // what she last chose: logged_off, not_ready or ready
  time_point wanted_since;
  std::string phone;            // the number that rings for her calls
  std::vector<queue_id> queues; // those she may work from
  time_point ordered_at;        // of the last order carried out
};
BOOST_DESCRIBE_STRUCT(desk_record, (),
                      (user, site, name, chosen_queue, wanted, wanted_since, phone, queues,
                       ordered_at))

/// One of her calls, as the call itself reports it.
struct desk_call {
  call_view view;
  std::optional<time_point> sent_on{}; // since when it is with, or for, somebody else
};

struct desk_decision {
  std::vector<event> events;
  std::optional<problem> refused{};
  bool changed = false;           // the picture is another
  bool agent_changed = false;     // the queues must hear of it
  bool must_keep = false;         // also without a durable event
  std::optional<queue_id> left{}; // the queue that she no longer works from
};

/// A receptionist's desk: her calls, those she sent on, her queue and whether she takes calls.
///
/// Her agent state is what she wants, or `busy` while one of her calls is dialled, offered,
/// talking, held or returning to her. Idle time runs from the end of her last call, or from when
/// she became ready.
class desk {
public:
  desk() = default;
  explicit desk(desk_record kept) : record_(std::move(kept)) {}

  desk_decision choose(const queue_id& queue, time_point now);
  desk_decision set_agent(agent_state wanted, time_point now);
  /// Her own person's status pauses her, or ends that. Each order is carried out once, also when it
  /// is given again, and none logs her on.
  desk_decision obey(status_action_kind order, time_point ordered_at, time_point now);
  /// The administrator changed the login behind it.
  desk_decision configure(const desk_record& stated, time_point now);
  /// A call of hers changed; one that is gone, or is no longer hers, leaves the desk.
  desk_decision call_changed(const call_view& x, time_point now);

  /// Which call a command without `call` means: the current one (talking, then held); for pull_back
  /// the one sent on last; for answer the one that rings at her, else none (the queue's next).
  tl::expected<call_id, problem> current() const;
  tl::expected<call_id, problem> last_transferred() const;
  std::optional<call_id> offered() const;

  agent_state agent() const;
  time_point agent_since() const;
  const desk_record& record() const { return record_; }
  const std::vector<desk_call>& calls() const { return calls_; }
  desk_view view() const;

private:
  desk_record record_;
  std::vector<desk_call> calls_; // in the order in which they came
  time_point idle_since_;        // the end of her last call
  time_point busy_since_;        // meaningful while busy
  bool talked_ = false;          // since she became busy: a ring that she let pass is not a call
};

} // namespace omstilling
