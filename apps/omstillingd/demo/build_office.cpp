#include "apps/omstillingd/demo/build_office.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace omstilling {

namespace {

duration seconds(double x) { return duration{std::llround(x * 1000)}; }

phone_habit habit_of(const phone_manners& x) {
  phone_habit result;
  result.answers = x.answers;
  result.rejects = x.rejects;
  result.ring_min = seconds(x.ring_seconds.from);
  result.ring_max = seconds(x.ring_seconds.to);
  result.talk_min = seconds(x.talk_seconds.from);
  result.talk_max = seconds(x.talk_seconds.to);
  result.lines = x.lines.value_or(1);
  return result;
}

bool is_receptionist(const office_file& file, const employee_id& who) {
  return std::ranges::any_of(file.users, [&](const put_user& x) {
    return x.employee == who && std::ranges::find(x.roles, role::receptionist) != x.roles.end();
  });
}

phone_habit manners_of(const office_file& file, const employee_id& who) {
  const auto listed = [&](const auto& ids) { return std::ranges::find(ids, who) != ids.end(); };
  if (is_receptionist(file, who)) {
    auto result = habit_of(file.phones.receptionists);
    result.auto_answers = true;
    return result;
  }
  auto result = habit_of(file.phones.everybody);
  result.calls_others = true;
  if (listed(file.phones.never_answer) || listed(file.phones.always_reject)) {
    result.answers = 0;
    result.rejects = listed(file.phones.always_reject) ? 1 : 0;
    result.calls_others = false; // or they would be busy in a call that they took
  }
  return result;
}

std::vector<phone_habit> phones_at(const site_id& site, const office_file& file,
                                   const std::vector<put_employee>& people) {
  std::vector<phone_habit> result;
  for (const auto& person : people) {
    if (person.site != site)
      continue;
    auto habit = manners_of(file, person.id);
    for (const auto& phone : person.phones) {
      habit.number = phone.number;
      habit.monitored = phone.kind != phone_kind::external;
      result.push_back(habit);
      habit.calls_others = false; // only from the desk
    }
  }
  return result;
}

caller_profile callers_of(const site_id& site, const office_file& file,
                          const std::vector<known_caller>& people, const demo_pace& pace) {
  const auto& x = file.callers;
  caller_profile result;
  double all = 0;
  double ours = 0;
  for (const auto& called : x.numbers) {
    const auto queue = std::ranges::find(file.queues, called.queue, &put_queue::id);
    all += called.weight;
    if (queue->site != site)
      continue;
    ours += called.weight;
    result.numbers.push_back({queue->number, called.weight, called.texts});
  }
  const auto share = all > 0 ? ours / all : 0;
  const auto per_hour = pace.calls_per_hour.value_or(x.calls_per_hour) * share;
  for (const auto factor : x.profile)
    result.calls_per_hour.push_back(per_hour * factor);
  if (pace.busy_start)
    result.at_once = std::llround(static_cast<double>(x.at_once) * share);
  result.people = people;
  result.impatient = x.impatient;
  result.patience_min = seconds(x.patience_seconds.from);
  result.patience_mean = seconds(x.patience_seconds.to);
  return result;
}

simulator_options pbx_of(const site_id& site, const office_file& file,
                         const std::vector<put_employee>& people,
                         const std::vector<known_caller>& callers, const demo_pace& pace) {
  simulator_options result;
  result.name = site.value;
  result.opens_at_connect = false; // nobody could answer before the office is furnished
  result.seed = pace.seed;
  for (const auto letter : site.value) // every site has a life of its own
    result.seed = result.seed * 1'000'003 + static_cast<unsigned char>(letter);
  result.phones = phones_at(site, file, people);
  result.callers = callers_of(site, file, callers, pace);
  result.stop_arrivals = pace.stop_arrivals;
  const auto here =
    std::ranges::count_if(people, [&](const put_employee& x) { return x.site == site; });
  const auto share =
    people.empty() ? 0 : static_cast<double>(here) / static_cast<double>(people.size());
  result.own_calls_per_hour = file.phones.own_calls_per_hour * share;
  result.unplugged_per_hour = file.phones.unplugged_per_hour * share;
  return result;
}

} // namespace

demo_office build_office(const office_file& file, std::vector<put_employee> people,
                         const std::vector<known_caller>& callers, const demo_pace& pace) {
  demo_office result;
  result.organisation = file.organisation;
  for (const auto& site : file.sites)
    result.sites.push_back({site, pbx_of(site.id, file, people, callers, pace)});
  result.employees = std::move(people);
  result.queues = file.queues;
  result.users = file.users;
  result.receptionists = file.receptionists;
  result.statuses = file.statuses;
  result.hard_to_reach = file.phones.always_reject;
  return result;
}

} // namespace omstilling
