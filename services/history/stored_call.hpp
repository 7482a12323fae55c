#pragma once

#include "protocol/history_entities.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace omstilling {

/// A call that is over, in the log of one of those who took part.
struct stored_log_entry {
  std::string owner; // see owner_key()
  time_point at;
  log_kind log = log_kind::unknown;
  std::string number; // number_key() of the other; empty when there is none
  std::string entry;  // JSON of the call_log_entry
  friend bool operator==(const stored_log_entry&, const stored_log_entry&) = default;
};

/// A call that is over, as it is kept for its history.
struct stored_call {
  call_id call;
  time_point at;       // its arrival
  std::string number;  // number_key() of the counterpart; empty when there is none
  std::string reached; // number_key() of whom the house called and who answered; else empty
  std::string entry;   // JSON of the call_history_entry
  std::vector<stored_log_entry> log;
  friend bool operator==(const stored_call&, const stored_call&) = default;
};

/// Which calls that are over to read, the newest first: those with a number, or those in somebody's
/// log, or the one.
struct call_query {
  enum class what { with_number, log_of, one };
  what asked = what::one;
  std::string key;                // number_key(), owner_key() or the call's id
  std::optional<log_kind> only{}; // of a log
  std::optional<time_point> before{};
  std::size_t limit = 50;
};

/// One that was found; of `called_back` see found_call.
struct found_call {
  call_id call;
  std::string entry;                       // JSON of what was asked for
  std::optional<time_point> called_back{}; // the first call since that reached the number
  std::vector<std::string> owners;         // of the one call: in whose logs it stands
  friend bool operator==(const found_call&, const found_call&) = default;
};

} // namespace omstilling
