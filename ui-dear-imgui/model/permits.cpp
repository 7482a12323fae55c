#include "ui-dear-imgui/model/permits.hpp"

namespace omstilling {

namespace {

bool may_change(const console_view& view, const employee_id& who, right others) {
  return may(view, view.employee == who ? right::own_status : others);
}

} // namespace

bool may_set_status(const console_view& view, const employee_id& who) {
  return may_change(view, who, right::others_person_status);
}

bool may_set_phone(const console_view& view, const employee_id& who) {
  return may_change(view, who, right::others_phone_status);
}

bool may_set_global(const console_view& view) { return may(view, right::global_templates); }

bool may_watch(const console_view& view) { return may(view, right::own_watches); }

} // namespace omstilling
