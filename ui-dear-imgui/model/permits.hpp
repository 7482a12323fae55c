#pragma once

#include "ui-dear-imgui/model/view.hpp"

namespace omstilling {

/// Whether the login may change this person's status: her own, or with the right others' (S13.2).
bool may_set_status(const console_view& view, const employee_id& who);
/// The same of this person's phones (S13.3).
bool may_set_phone(const console_view& view, const employee_id& who);
/// Templates and kinds of status for everybody (S19.3).
bool may_set_global(const console_view& view);
bool may_watch(const console_view& view);

} // namespace omstilling
