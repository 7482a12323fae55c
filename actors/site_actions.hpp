#pragma once

#include "actors/site_journey.hpp"

/// What receptionists' commands ask of calls, with the people, numbers and slots that they name
/// looked up.
namespace omstilling {

/// A refusal because nobody knows this.
problem not_known(error_reason why, std::string path, std::string id);

/// Whom a command calls.
struct called_party {
  std::optional<employee_id> employee;
  std::optional<std::string> number;
  std::optional<colleague_elsewhere> elsewhere; // whose number it is, when that is known
};

/// The way there: an employee's primary phone, or a number.
tl::expected<destination, problem> target_of(const site_state& st, const called_party& x);

/// What the command asks of this call; `desk` is the asker's own phone. A slot to park in is set
/// aside at once.
tl::expected<call_action, problem> action_of(site_state& st, const journey& asked,
                                             const call_id& call, const destination& desk);

} // namespace omstilling
