#include "services/directory/numbers.hpp"
#include "services/presence/checks.hpp"
#include "services/presence/employee.hpp"

#include <algorithm>

namespace omstilling {

namespace {

constexpr std::size_t most_phones = 10;
constexpr std::size_t most_groups = 50;
constexpr std::size_t most_tasks = 50;
constexpr std::size_t most_names = 20;
constexpr std::size_t longest_name = 200;
constexpr std::size_t longest_address = 1000;

std::optional<problem> wrong_list(const std::vector<std::string>& list, std::size_t most,
                                  const std::string& path) {
  if (auto wrong = checks::few_enough(list.size(), most, path))
    return wrong;
  for (std::size_t i = 0; i < list.size(); ++i)
    if (auto wrong = checks::name(list[i], longest_name, path + '[' + std::to_string(i) + ']'))
      return wrong;
  return std::nullopt;
}

/// What is wrong with what others find and reach her by.
std::optional<problem> wrong_details(const put_employee& x) {
  if (x.email)
    if (auto wrong = checks::plausible_email(*x.email, "params.email"))
      return wrong;
  if (auto wrong = wrong_list(x.alternate_names, most_names, "params.alternate_names"))
    return wrong;
  if (auto wrong = wrong_list(x.tasks, most_tasks, "params.tasks"))
    return wrong;
  if (x.deputy && (x.deputy->empty() || *x.deputy == x.id))
    return codec::wrong_value("params.deputy", "another employee", encode(*x.deputy));
  if (x.imported_from)
    return checks::name(*x.imported_from, longest_name, "params.imported_from");
  return std::nullopt;
}

std::optional<problem> wrong_words(const put_employee& x) {
  if (auto wrong = checks::name(x.name, longest_name, "params.name"))
    return wrong;
  if (auto wrong = checks::short_enough(x.title.value_or(""), longest_name, "params.title"))
    return wrong;
  if (auto wrong =
        checks::short_enough(x.department.value_or(""), longest_name, "params.department"))
    return wrong;
  if (auto wrong = checks::short_enough(x.location.value_or(""), longest_name, "params.location"))
    return wrong;
  if (auto wrong = wrong_list(x.groups, most_groups, "params.groups"))
    return wrong;
  if (auto wrong = wrong_details(x))
    return wrong;
  if (x.calendar) {
    if (auto wrong = checks::name(x.calendar->link, longest_name, "params.calendar.link"))
      return wrong;
    if (auto wrong = checks::name(x.calendar->address, longest_address, "params.calendar.address"))
      return wrong;
  }
  return checks::few_enough(x.phones.size(), most_phones, "params.phones");
}

/// The phone as stated, with the state it had; nothing is known of a new one.
phone make_phone(const std::string& number, phone_kind kind, const employee_record* before) {
  phone result{.id = phone_id{number}, .number = number, .kind = kind};
  if (before) {
    const auto& had = before->phones;
    const auto same =
      std::find_if(had.begin(), had.end(), [&](const phone& x) { return x.number == number; });
    if (same != had.end())
      result = *same;
  }
  if (kind == phone_kind::external) {
    result.reach = phone_reach::unmonitored;
    result.activity = phone_activity::unknown;
  } else if (result.kind == phone_kind::external) {
    result.reach = phone_reach::unknown;
  }
  result.kind = kind;
  return result;
}

tl::expected<std::vector<phone>, problem> make_phones(const put_employee& x,
                                                      const employee_record* before) {
  std::vector<phone> result;
  for (std::size_t i = 0; i < x.phones.size(); ++i) {
    const auto path = "params.phones[" + std::to_string(i) + "]";
    const auto& stated = x.phones[i];
    const auto kind = stated.kind.value_or(phone_kind::desk);
    if (auto wrong = checks::plausible_number(stated.number, path + ".number"))
      return tl::unexpected(std::move(*wrong));
    if (auto wrong = checks::known_word(kind, path + ".kind"))
      return tl::unexpected(std::move(*wrong));
    auto next = make_phone(*normal_number(stated.number), kind, before);
    if (std::any_of(result.begin(), result.end(),
                    [&](const phone& other) { return other.id == next.id; }))
      return tl::unexpected(
        codec::wrong_value(path + ".number", "each number only once", encode(stated.number)));
    result.push_back(std::move(next));
  }
  return result;
}

template <class T>
void keep(T& stated, const T& before) {
  if (stated == T{})
    stated = before;
}

/// What an import does not say stays as it is, and so do phones that it did not bring.
put_employee completed(put_employee x, const employee_record& before) {
  keep(x.title, std::optional{before.title});
  keep(x.department, std::optional{before.department});
  keep(x.location, std::optional{before.location});
  keep(x.groups, before.groups);
  keep(x.calendar, before.calendar);
  keep(x.email, before.email);
  keep(x.alternate_names, before.alternate_names);
  keep(x.tasks, before.tasks);
  keep(x.deputy, before.deputy);
  const auto brought = x.phones;
  for (const auto& had : before.phones)
    if (std::none_of(brought.begin(), brought.end(), [&](const phone_record& one) {
          return normal_number(one.number) == had.number;
        }))
      x.phones.push_back({had.number, had.kind});
  return x;
}

} // namespace

tl::expected<employee_record, problem> make_employee(const put_employee& asked,
                                                     const employee_record* before) {
  const auto x = before && asked.imported_from ? completed(asked, *before) : asked;
  if (auto wrong = wrong_words(x))
    return tl::unexpected(std::move(*wrong));
  auto phones = make_phones(x, before);
  if (!phones)
    return tl::unexpected(std::move(phones.error()));
  employee_record result{.id = x.id,
                         .site = x.site,
                         .name = x.name,
                         .title = x.title.value_or(""),
                         .department = x.department.value_or(""),
                         .location = x.location.value_or(""),
                         .groups = x.groups,
                         .phones = std::move(*phones),
                         .claims = before ? before->claims : std::vector<claim>{},
                         .available_since = before ? before->available_since : time_point{},
                         .calendar = x.calendar,
                         .email = x.email,
                         .alternate_names = x.alternate_names,
                         .tasks = x.tasks,
                         .deputy = x.deputy,
                         .imported_from = x.imported_from};
  if (!before)
    return result;
  keep(result.imported_from, before->imported_from); // also of one that is changed by hand
  result.plans = before->plans;
  result.plans_made = before->plans_made;
  result.ordered = before->ordered;
  result.overran_at = before->overran_at;
  // Another calendar holds other appointments.
  if (before->calendar == x.calendar) {
    result.appointments = before->appointments;
    result.calendar_at = before->calendar_at;
  } else {
    std::erase_if(result.claims, [](const claim& y) { return y.source == claim_source::calendar; });
  }
  return result;
}

} // namespace omstilling
