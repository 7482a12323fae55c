#pragma once

#include "protocol/history_entities.hpp"

#include <optional>
#include <vector>

namespace omstilling {

/// How long a conversation has lasted, and since when it goes on.
struct talk_clock {
  std::int64_t millis = 0;
  std::optional<time_point> since{};
  friend bool operator==(const talk_clock&, const talk_clock&) = default;
};
BOOST_DESCRIBE_STRUCT(talk_clock, (), (millis, since))

/// Somebody who had to do with a call, and how: what her own log will say of it.
struct call_part {
  party who{};
  std::optional<user_id> user{};
  time_point at{};             // when first
  std::optional<party> with{}; // who asked her about the caller, while she has not talked with him
  bool called = false;         // the call is hers
  bool wanted = false;         // it was for her: it rang, or could not
  bool offered = false;        // it rang at her among others, and nobody has taken it since
  bool asked = false;          // she was consulted
  std::optional<time_point> talked{}; // with the caller, first
  talk_clock talk{};
  friend bool operator==(const call_part&, const call_part&) = default;
};
BOOST_DESCRIBE_STRUCT(call_part, (),
                      (who, user, at, with, called, wanted, offered, asked, talked, talk))

/// What is told of a call afterwards, as far as it has come; a bounded part of its record.
struct call_tale {
  party from{}; // who called
  party to{};   // whom
  party with{}; // of the two, who is not the house: whom it is about
  std::vector<story_step> steps{};
  std::vector<call_part> parts{};
  std::optional<recall_reason> returned{}; // the last time
  std::optional<time_point> answered{};    // first
  bool reached = false;                    // somebody of the house called, and `to` was answered
  bool left = false;                       // `with` hung up, and others talk on
  talk_clock talk{};                       // of `with`
  friend bool operator==(const call_tale&, const call_tale&) = default;
};
BOOST_DESCRIBE_STRUCT(call_tale, (),
                      (from, to, with, steps, parts, returned, answered, reached, left, talk))

} // namespace omstilling
