#include "actors/site_state.hpp"

#include <algorithm>

namespace omstilling {

void know_phones(site_pointer self, const employee_id& who, const std::vector<phone>& phones) {
  auto& st = self->state;
  for (const auto& x : phones) {
    const auto* const owner = st.directory.find(x.number);
    if (!owner || owner->employee != who)
      continue;
    if (const auto seen = st.devices.find(x.number); seen != st.devices.end())
      self->send(st.employees.at(who), seen->second);
    if (x.do_not_disturb || !x.forwarding.empty())
      st.diverted[x.number] = x;
    else
      st.diverted.erase(x.number);
  }
}

party known_as(const site_state& st, party x) {
  const auto* const owner = st.directory.find(x.number);
  if (owner && owner->employee)
    x.employee = owner->employee;
  if (!x.name.empty() && !x.named_by)
    x.named_by = name_source::pbx;
  if (owner && x.name.empty()) {
    x.name = owner->name;
    if (owner->employee)
      x.named_by = name_source::employee;
  }
  return x;
}

namespace {

/// The site whose numbers begin so; the longest beginning decides. None: it is no other site's.
site_id site_of_number(const site_state& st, const std::string& number) {
  site_id result;
  std::size_t longest = 0;
  for (const auto& x : st.plan.trunks)
    for (const auto& beginning : x.numbers)
      if (number.starts_with(beginning) && beginning.size() > longest) {
        result = x.site;
        longest = beginning.size();
      }
  return result;
}

bool has_trunk(const site_state& st, const site_id& to) {
  return std::any_of(st.plan.trunks.begin(), st.plan.trunks.end(),
                     [&](const site_trunk& x) { return x.site == to; });
}

bool is_external(phone_kind x) { return x == phone_kind::mobile || x == phone_kind::external; }

number_facts facts_of(const site_state& st, const std::string& number) {
  number_facts result{.who = known_as(st, {.number = number}), .forwarding = {}};
  const auto* const owner = st.directory.find(number);
  if (owner && owner->employee && !is_external(owner->kind))
    result.kind = endpoint_kind::phone;
  else if (!owner)
    result.site = site_of_number(st, number);
  if (!result.site.empty())
    result.kind = endpoint_kind::site;
  if (const auto desk = st.desk_phones.find(number); desk != st.desk_phones.end()) {
    result.user = desk->second;
    result.headset = settings_of(st, desk->second).headset;
  }
  if (const auto locked = st.locked_phones.find(number);
      locked != st.locked_phones.end() && result.kind == endpoint_kind::phone)
    result.address = locked->second.address;
  if (const auto set = st.diverted.find(number); set != st.diverted.end()) {
    result.do_not_disturb = set->second.do_not_disturb;
    result.forwarding = set->second.forwarding;
  }
  return result;
}

std::optional<party> house(const site_state& st) {
  if (st.plan.presented)
    return st.plan.presented;
  const auto* const queue = main_queue(st);
  return queue ? std::optional{party{.number = queue->number, .name = st.site.name}} : std::nullopt;
}

/// A number outside without the digits that only lead there.
std::string as_dialled_outside(const site_state& st, const std::string& number) {
  const auto& prefix = st.plan.outside_prefix;
  const bool has = !prefix.empty() && number.starts_with(prefix) && number.size() > prefix.size();
  return has ? number.substr(prefix.size()) : number;
}

} // namespace

destination route_to(const site_state& st, const std::string& number) {
  const auto known = st.directory.find(number) ? number : as_dialled_outside(st, number);
  return make_route(
    known, [&](const std::string& x) { return facts_of(st, x); }, house(st));
}

destination route_to(const site_state& st, const colleague_elsewhere& x) {
  const bool by_trunk = has_trunk(st, x.site);
  return {.who = x.who,
          .endpoint = x.who.number,
          .kind = by_trunk ? endpoint_kind::site : endpoint_kind::outside,
          .shown = by_trunk ? std::nullopt : house(st),
          .site = by_trunk ? x.site : site_id{},
          .detours = {}};
}

destination as_set(const site_state& st, destination phone) {
  if (phone.user)
    phone.headset = settings_of(st, phone.user).headset;
  phone.address = facts_of(st, phone.endpoint).address;
  return phone;
}

destination own_route(const site_state& st, destination phone) {
  phone = as_set(st, std::move(phone));
  phone.kind = facts_of(st, phone.endpoint).kind;
  if (phone.kind == endpoint_kind::outside)
    phone.shown = house(st);
  return phone;
}

const queue_record* queue_of(const site_state& st, const std::string& number) {
  const auto* const owner = st.directory.find(number);
  return owner && owner->queue ? &st.queue_records.at(*owner->queue) : nullptr;
}

const queue_record* main_queue(const site_state& st) {
  const queue_record* best = nullptr;
  for (const auto& [id, record] : st.queue_records)
    if (!best || record.priority > best->priority)
      best = &record;
  return best;
}

} // namespace omstilling
