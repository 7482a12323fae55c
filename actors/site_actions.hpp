#pragma once

#include "actors/site_state.hpp"

/// What receptionists' commands ask of calls, with the people, numbers and slots that they name
/// looked up.
namespace omstilling {

/// A refusal because nobody knows this.
problem not_known(error_reason why, std::string path, std::string id);

/// The way to whom a command names: an employee's primary phone, or a number.
tl::expected<destination, problem> target_of(const site_state& st,
                                             const std::optional<employee_id>& employee,
                                             const std::optional<std::string>& dialled);

/// What the command asks of this call; `desk` is the asker's own phone. A slot to park in is set
/// aside at once.
tl::expected<call_action, problem> action_of(site_state& st, const command& asked,
                                             const user_id& by, const call_id& call,
                                             const destination& desk);

} // namespace omstilling
