#pragma once

#include "protocol/ids.hpp"
#include "protocol/party.hpp"
#include "protocol/time.hpp"
#include "protocol/vocabulary.hpp"

#include <boost/describe/class.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What became of calls, afterwards.
namespace omstilling {

/// One stretch of a call's way (B1.8), in order; the last of a live call has no `until`.
struct story_step {
  story_kind kind = story_kind::unknown;
  time_point at;
  std::optional<time_point> until{};
  std::optional<party> who{};              // with whom, or at whom it rang
  std::optional<queue_id> queue{};         // where it waited
  std::optional<user_id> by{};             // the receptionist who did it
  std::optional<recall_reason> returned{}; // why it came back
  std::optional<overflow_reason> overflow{};
  std::optional<call_outcome> outcome{}; // of the end
  std::string place;                     // the slot, or where it overflowed to
  friend bool operator==(const story_step&, const story_step&) = default;
};
BOOST_DESCRIBE_STRUCT(story_step, (),
                      (kind, at, until, who, queue, by, returned, overflow, outcome, place))

/// One call with somebody, when it is over (area 6).
struct call_history_entry {
  call_id call;
  site_id site;
  call_direction direction = call_direction::unknown;
  time_point at;
  party caller; // of an outbound call, who was called
  std::string called;
  std::string show_in_switchboard;
  call_outcome outcome = call_outcome::unknown;
  std::vector<party> talked_to;            // in order, receptionists among them
  std::optional<recall_reason> returned{}; // the last time it came back
  std::int64_t talk_seconds = 0;
  std::int64_t wait_seconds = 0; // before anybody answered
  std::vector<story_step> story;
  std::vector<call_note> notes;
  std::optional<time_point> called_back{}; // the first answered call to that number since
  friend bool operator==(const call_history_entry&, const call_history_entry&) = default;
};
BOOST_DESCRIBE_STRUCT(call_history_entry, (),
                      (call, site, direction, at, caller, called, show_in_switchboard, outcome,
                       talked_to, returned, talk_seconds, wait_seconds, story, notes, called_back))

/// Topic `log/{user}`, and `read_call_log`: one call in somebody's own log (area 9). The topic
/// holds those since the service started; earlier ones are asked for.
struct call_log_entry {
  call_id id;
  site_id site;
  log_kind log = log_kind::unknown; // `kind` is of every item
  time_point at;
  party with;
  std::int64_t talk_seconds = 0;
  std::string show_in_switchboard;
  std::optional<time_point> called_back{}; // of a missed one
  friend bool operator==(const call_log_entry&, const call_log_entry&) = default;
};
BOOST_DESCRIBE_STRUCT(call_log_entry, (),
                      (id, site, log, at, with, talk_seconds, show_in_switchboard, called_back))

} // namespace omstilling
