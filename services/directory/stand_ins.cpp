#include "services/directory/stand_ins.hpp"

#include "services/directory/folding.hpp"

#include <algorithm>

namespace omstilling {

namespace {

/// Texts that mean the same are written in many ways.
std::string folded(std::string_view text) {
  std::string result;
  for (const auto& word : plain_words_of(text))
    result += word + ' ';
  return result;
}

template <class Lists>
void drop(Lists& from, const std::string& name, const employee_id& who) {
  const auto found = from.find(name);
  if (found == from.end())
    return;
  found->second.erase(who);
  if (found->second.empty())
    from.erase(found);
}

} // namespace

void stand_ins::put(const listed_employee& x) {
  const auto now = people_.contains(x.id) ? people_.at(x.id).now : free_for{};
  remove(x.id);
  one next{.site = x.site,
           .name = x.name,
           .department = x.department,
           .tasks = x.tasks,
           .deputy = x.deputy,
           .imported_from = x.imported_from,
           .now = now};
  if (!x.phones.empty()) {
    next.number = x.phones.front().number;
    if (x.phones.front().kind == phone_kind::desk)
      next.public_number = next.number;
  }
  if (!x.department.empty())
    departments_[folded(x.department)].insert(x.id);
  for (const auto& task : x.tasks)
    tasks_[folded(task)].insert(x.id);
  if (!x.imported_from.empty())
    imports_[x.imported_from].insert(x.id);
  people_[x.id] = std::move(next);
}

void stand_ins::remove(const employee_id& x) {
  const auto found = people_.find(x);
  if (found == people_.end())
    return;
  drop(departments_, folded(found->second.department), x);
  for (const auto& task : found->second.tasks)
    drop(tasks_, folded(task), x);
  drop(imports_, found->second.imported_from, x);
  people_.erase(found);
}

void stand_ins::free(const employee_id& x, const free_for& now) {
  if (const auto found = people_.find(x); found != people_.end())
    found->second.now = now;
}

std::vector<alternative_view> stand_ins::find(const employee_id& of, audience who,
                                              std::size_t limit) const {
  std::vector<alternative_view> result;
  const auto found = people_.find(of);
  if (found == people_.end())
    return result;
  const auto& absent = found->second;
  std::set<employee_id> named{of};
  const auto add = [&](const std::set<employee_id>& from, alternative_reason why,
                       const std::string& what) {
    std::vector<std::tuple<bool, std::string, employee_id>> order;
    for (const auto& id : from)
      if (const auto& x = people_.at(id); x.now[who] && !named.contains(id))
        order.emplace_back(x.site != absent.site, x.name, id);
    std::sort(order.begin(), order.end());
    for (const auto& [elsewhere, name, id] : order) {
      if (result.size() >= limit)
        return;
      named.insert(id);
      const auto& x = people_.at(id);
      result.push_back(
        {id, name, why, what, who == audience::public_ ? x.public_number : x.number});
    }
  };
  const bool sees_all = who == audience::reception || who == audience::colleague;
  if (sees_all && absent.deputy && people_.contains(*absent.deputy))
    add({*absent.deputy}, alternative_reason::deputy, "");
  if (!absent.department.empty())
    add(departments_.at(folded(absent.department)), alternative_reason::department,
        absent.department);
  if (sees_all)
    for (const auto& task : absent.tasks)
      add(tasks_.at(folded(task)), alternative_reason::task, task);
  return result;
}

std::vector<employee_id> stand_ins::imported(const std::string& import) const {
  const auto found = imports_.find(import);
  return found == imports_.end()
           ? std::vector<employee_id>{}
           : std::vector<employee_id>{found->second.begin(), found->second.end()};
}

} // namespace omstilling
