#pragma once

#include "services/calendars/outbox.hpp"
#include "services/presence/employee.hpp"

#include <string>
#include <vector>

namespace omstilling {

/// A wish for the calendars of one link.
struct linked_wish {
  std::string link;
  calendar_wish what;
};

/// What is to be written to the person's calendar, or taken away there, after this change (B2.5):
/// a status set by hand that is to stand in it. One that was over at its own end stays as history.
/// Only the type's Danish name is written, never the note.
std::vector<linked_wish> calendar_wishes(const employee_record& before,
                                         const employee_record& after,
                                         const std::vector<status_type>& types, time_point now);

} // namespace omstilling
