#include "services/directory/listing.hpp"

#include "services/presence/employee.hpp"

namespace omstilling {

listed_employee listing_of(const employee_record& x) {
  listed_employee result{.id = x.id,
                         .site = x.site,
                         .name = x.name,
                         .title = x.title,
                         .department = x.department,
                         .location = x.location,
                         .groups = x.groups,
                         .phones = {},
                         .email = x.email.value_or(""),
                         .alternate_names = x.alternate_names,
                         .tasks = x.tasks,
                         .deputy = x.deputy,
                         .imported_from = x.imported_from.value_or("")};
  for (const auto& phone : x.phones)
    result.phones.push_back({phone.number, phone.kind});
  return result;
}

free_for freedom_of(const employee& x) {
  return {.reception = x.can_take_call(audience::reception),
          .colleague = x.can_take_call(audience::colleague),
          .public_ = x.can_take_call(audience::public_)};
}

bool can_take_call(const person& x) {
  const bool reachable = x.lamp_state == lamp::idle || x.lamp_state == lamp::unmonitored;
  return !x.phones.empty() && reachable && x.status.basic == basic_status::open;
}

} // namespace omstilling
