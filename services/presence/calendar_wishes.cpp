#include "services/presence/calendar_wishes.hpp"

#include "services/presence/people_parts.hpp"

#include <optional>

namespace omstilling {

namespace {

busy_type busy_of(const status_type* type) {
  if (!type)
    return busy_type::busy;
  if (type->id == "sick" || type->id == "vacation" || type->id == "gone_home" || type->id == "away")
    return busy_type::out_of_office;
  if (type->activity == rpid_activity::working)
    return type->id == "works_from_home" ? busy_type::working_elsewhere : busy_type::free;
  return busy_type::busy;
}

/// The entry that the person's calendar is to have, if any.
std::optional<linked_wish> entry_of(const employee_record& x,
                                    const std::vector<status_type>& types) {
  const auto* const found = find_claim(x.claims, claim_source::manual, std::nullopt);
  if (!found || !found->in_calendar || !found->until || !x.calendar)
    return std::nullopt;
  const auto* const type = find_status_type(types, found->type);
  return linked_wish{x.calendar->link,
                     {{.calendar = x.calendar->address,
                       .id = x.id.value + '/' + to_rfc3339(found->since),
                       .title = type ? type->label_da : found->type,
                       .start = found->since,
                       .end = *found->until,
                       .busy = busy_of(type)},
                      true}};
}

bool same_place(const linked_wish& x, const linked_wish& y) {
  return x.link == y.link && x.what.entry.calendar == y.what.entry.calendar &&
         x.what.entry.id == y.what.entry.id;
}

bool same(const linked_wish& x, const linked_wish& y) {
  const auto& a = x.what.entry;
  const auto& b = y.what.entry;
  return same_place(x, y) && a.title == b.title && a.start == b.start && a.end == b.end &&
         a.busy == b.busy;
}

} // namespace

std::vector<linked_wish> calendar_wishes(const employee_record& before,
                                         const employee_record& after,
                                         const std::vector<status_type>& types, time_point now) {
  std::vector<linked_wish> result;
  auto had = entry_of(before, types);
  auto has = entry_of(after, types);
  if (had && had->what.entry.end > now && !(has && same_place(*had, *has))) {
    had->what.stands = false;
    result.push_back(*had);
  }
  if (has && has->what.entry.end > now && !(had && same(*had, *has)))
    result.push_back(std::move(*has));
  return result;
}

} // namespace omstilling
