#pragma once

#include "protocol/commands.hpp"
#include "protocol/events.hpp"
#include "services/calls/call.hpp"
#include "services/statistics/day.hpp"

#include <tl/expected.hpp>

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace omstilling {

/// A queue as its administrator states it; what is kept of it (its counters are counted anew from
/// the journal at a start).
struct queue_record {
  queue_id id;
  site_id site;
  std::string name;
  std::string short_name;
  std::string number;
  std::int64_t priority = 0;
  offering_mode offering = offering_mode::manual;
  std::int64_t ring_seconds = 20;
  std::int64_t max_wait_seconds = 120;
  std::int64_t target_seconds = 30;
  double level_target = 0.8;
  std::int64_t short_abandon_seconds = 5;
  std::string greeting;
  std::vector<overflow_rule> overflow;
};
BOOST_DESCRIBE_STRUCT(queue_record, (),
                      (id, site, name, short_name, number, priority, offering, ring_seconds,
                       max_wait_seconds, target_seconds, level_target, short_abandon_seconds,
                       greeting, overflow))

/// The record that a put_queue asks for, or what is wrong with it (a negative time, an overflow
/// rule without a target ...).
tl::expected<queue_record, problem> make_queue(const put_queue& x);

namespace queue_input {
/// A call came in; `since` is its own, so that a returned call stands where it stood. Its max_wait
/// runs from `queued_at`, or from now.
struct entered {
  call_id call;
  time_point since;
  std::optional<time_point> queued_at{};
};
/// The call is no longer in the queue, whatever became of it.
struct left {
  call_id call;
};
/// It rings at receptionists (by our own offer or because one took it), or no longer does.
struct offered_to {
  call_id call;
  std::vector<user_id> users;
};
/// The receptionist did not take it: she is not offered it again before others were.
struct offer_failed {
  call_id call;
  user_id user;
};
/// A receptionist of this queue, as her desk reports her; logged_off takes her out.
struct agent {
  user_id user;
  std::string name;
  agent_state state = agent_state::unknown;
  time_point since;
  destination phone;
};
/// An event of a call that counts here.
struct counted {
  event what;
};
struct configured {
  queue_record record;
};
struct wake {};
} // namespace queue_input

using queue_action = std::variant<queue_input::entered, queue_input::left, queue_input::offered_to,
                                  queue_input::offer_failed, queue_input::agent,
                                  queue_input::counted, queue_input::configured, queue_input::wake>;

/// Rings these receptionists for this call.
struct offer_order {
  call_id call;
  std::vector<destination> to;
  duration ring_for{};
};
struct overflow_order {
  call_id call;
  overflow_reason reason = overflow_reason::unknown;
  std::string to;
};

struct queue_decision {
  std::vector<std::variant<offer_order, overflow_order>> orders;
  bool changed = false; // the picture is another than before
};

/// One queue: who waits since when, who can take it, what is offered to whom, what overflows.
///
/// Calls stand by waiting time, the longest first. Under longest_idle each waiting call is offered
/// to the ready receptionist who has been idle longest, one call a receptionist and one
/// receptionist a call; when all who are ready let it pass, the next round begins after
/// `round_pause`. Under manual they pick for themselves. What rings at nobody is sent on, once:
/// a call that waits here longer than a max_wait rule says, the newest calls when the list is
/// longer than a max_calls rule says, all of them when nobody is logged on and a no_operator rule
/// stands. Counters are of the site's day.
class queue {
public:
  /// Keeps a phone that refuses at once from being rung without end.
  static constexpr std::chrono::seconds round_pause{5};

  queue() = default;
  queue(queue_record kept, std::string time_zone)
    : record_(std::move(kept)), time_zone_(std::move(time_zone)) {}

  queue_decision handle(const queue_action& input, time_point now);

  const queue_record& record() const { return record_; }
  std::optional<time_point> deadline() const;
  /// The longest waiting call that rings nowhere.
  std::optional<call_id> next() const;
  std::vector<call_id> waiting() const;
  queue_view view(time_point now) const;

private:
  struct waiting_call {
    call_id call;
    time_point since;
    time_point queued_at;
    std::vector<user_id> offered_to;
    bool confirmed = false;         // the call itself said that it rings there
    bool sent_on = false;           // its overflow is under way
    std::vector<user_id> passed_by; // they did not take it this round
    time_point next_round;          // not before
  };
  using agent_slot = queue_input::agent;

  bool take_in(const queue_input::entered& x, time_point now);
  bool take_in(const queue_input::left& x, time_point now);
  bool take_in(const queue_input::offered_to& x, time_point now);
  bool take_in(const queue_input::offer_failed& x, time_point now);
  bool take_in(const queue_input::agent& x, time_point now);
  bool take_in(const queue_input::counted& x, time_point now);
  bool take_in(const queue_input::configured& x, time_point now);
  bool take_in(const queue_input::wake& x, time_point now);

  waiting_call* find(const call_id& x);
  bool rings_at(const user_id& x) const;
  /// Ready, nothing rings at her, and she has not let this call pass.
  bool can_take(const agent_slot& agent, const waiting_call& x) const;
  std::vector<const agent_slot*> next_for(const waiting_call& x) const;
  bool passed_by_all(const waiting_call& x) const;
  void offer_all(queue_decision& into, time_point now);
  void overflow_all(queue_decision& into, time_point now);
  void overflow_newest(queue_decision& into, const overflow_rule& rule);
  bool nobody_logged_on() const;

  queue_record record_;
  std::string time_zone_;
  std::vector<waiting_call> waiting_;
  std::vector<agent_slot> agents_;
  day_counters today_;
};

} // namespace omstilling
