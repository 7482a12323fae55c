#pragma once

#include "services/calls/call_record.hpp"
#include "services/history/stored_call.hpp"

#include <string_view>

namespace omstilling {

/// One call in the log of somebody of the house.
struct own_call {
  std::string owner;
  std::string number; // number_key() of the other
  call_log_entry entry;
  friend bool operator==(const own_call&, const own_call&) = default;
};

/// What remains of a call that is over.
struct finished_call {
  call_history_entry entry;
  std::string number;  // number_key() of the counterpart
  std::string reached; // number_key() of whom the house called and who answered; else empty
  std::vector<own_call> log;
};

/// A number by which calls are found again, however it was written: without blanks and dots, and a
/// Danish one without +45. Empty when it is no number.
std::string number_key(std::string_view number);

/// In whose log it stands: the employee's, or that of a login which is nobody's.
std::string owner_key(const std::optional<employee_id>& who, const std::optional<user_id>& user);

/// Whom the house called and who has answered: number_key(), or empty.
std::string reached_by(const call_record& x);

/// The call's history, and a line for the log of each of the house who took part: *outgoing* for
/// who called, *incoming* for who talked, *missed* for who was called and did not. One that rang at
/// several is missed by nobody once somebody took it; one that was for one person is missed by her
/// although reception took it back.
finished_call finish(const call_record& over);

stored_call stored(const finished_call& x);

} // namespace omstilling
