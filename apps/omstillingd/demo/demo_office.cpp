#include "apps/omstillingd/demo/demo_office.hpp"

#include "apps/omstillingd/demo/build_office.hpp"
#include "apps/omstillingd/demo/people_files.hpp"
#include "apps/omstillingd/demo/toml_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

namespace omstilling {

namespace {

using file_problem = std::optional<problem>;

tl::expected<std::string, problem> read_text(const std::filesystem::path& path) {
  std::ifstream in{path, std::ios::binary};
  std::string text{std::istreambuf_iterator<char>{in}, {}};
  if (!in.is_open() || in.bad())
    return tl::unexpected(problem{.reason = error_reason::invalid_params,
                                  .path = path.string(),
                                  .expected = "a readable file",
                                  .got = "none"});
  return text;
}

template <class List, class Id>
bool has(const List& list, const Id& wanted) {
  return std::ranges::any_of(list, [&](const auto& x) { return x.id == wanted; });
}

template <class List>
bool contains(const List& list, const typename List::value_type& wanted) {
  return std::ranges::find(list, wanted) != list.end();
}

std::string item(std::string_view list, std::size_t index, std::string_view member = {}) {
  return std::string{list} + '[' + std::to_string(index) + ']' + std::string{member};
}

template <class Id>
file_problem unknown(const std::string& path, const char* what, const Id& got) {
  return codec::wrong_value(path, what, encode(got));
}

file_problem lacking(const std::string& path, std::string what) {
  return problem{.reason = error_reason::invalid_params,
                 .path = path,
                 .expected = std::move(what),
                 .got = "none"};
}

bool is_receptionist(const put_user& x) { return contains(x.roles, role::receptionist); }

/// Holds the file's own references and numbers against each other; the first thing wrong, if any.
class office_check {
public:
  explicit office_check(const office_file& x) : x_(x) {}

  file_problem wrong() {
    sites_and_queues();
    users();
    callers();
    manners();
    return std::move(found_);
  }
  /// Those that name employees.
  file_problem wrong(const std::vector<put_employee>& people) {
    for (std::size_t i = 0; i < x_.users.size(); ++i)
      if (const auto& who = x_.users[i].employee; who && !has(people, *who))
        note(unknown(item("users", i, ".employee"), "an id of employees.csv", *who));
    for (std::size_t i = 0; i < x_.users.size(); ++i)
      if (is_receptionist(x_.users[i]) && !x_.users[i].employee)
        note(lacking(item("users", i), "the employee of a receptionist"));
    listed("phones.never_answer", x_.phones.never_answer, people);
    listed("phones.always_reject", x_.phones.always_reject, people);
    return std::move(found_);
  }

private:
  void note(file_problem x) {
    if (!found_)
      found_ = std::move(x);
  }
  void between(const std::string& path, double x, double least, double most) {
    if (!(x >= least && x <= most)) // not a number is wrong too
      note(problem{.reason = error_reason::invalid_params,
                   .path = path,
                   .expected = fmt::format("{:.10g} to {:.10g}", least, most),
                   .got = fmt::format("{:.10g}", x)});
  }
  void range(const std::string& path, const number_range& x) {
    between(path + ".from", x.from, 0, 1e6);
    between(path + ".to", x.to, x.from, 1e6);
  }
  void listed(const std::string& path, const std::vector<employee_id>& ids,
              const std::vector<put_employee>& people) {
    for (std::size_t i = 0; i < ids.size(); ++i)
      if (!has(people, ids[i]))
        note(unknown(item(path, i), "an id of employees.csv", ids[i]));
  }
  template <class List>
  void each_once(std::string_view name, const List& list) {
    for (std::size_t i = 0; i < list.size(); ++i)
      for (std::size_t before = 0; before < i; ++before)
        if (list[before].id == list[i].id)
          note(unknown(item(name, i, ".id"), "an id that no other has", list[i].id));
  }
  void sites_and_queues() {
    if (x_.sites.empty())
      note(lacking("sites", "at least one site"));
    each_once("sites", x_.sites);
    each_once("queues", x_.queues);
    for (std::size_t i = 0; i < x_.queues.size(); ++i)
      if (!has(x_.sites, x_.queues[i].site))
        note(unknown(item("queues", i, ".site"), "one of the sites", x_.queues[i].site));
  }
  void users() {
    each_once("users", x_.users);
    for (std::size_t i = 0; i < x_.users.size(); ++i) {
      const auto& user = x_.users[i];
      if (!has(x_.sites, user.site))
        note(unknown(item("users", i, ".site"), "one of the sites", user.site));
      if (is_receptionist(user) && user.queues.empty())
        note(lacking(item("users", i, ".queues"), "at least one queue"));
      for (std::size_t q = 0; q < user.queues.size(); ++q)
        if (!has(x_.queues, user.queues[q]))
          note(unknown(item(item("users", i, ".queues"), q), "one of the queues", user.queues[q]));
    }
    for (std::size_t i = 0; i < x_.receptionists.by_hand.size(); ++i)
      if (!has(x_.users, x_.receptionists.by_hand[i]))
        note(unknown(item("receptionists.by_hand", i), "one of the users",
                     x_.receptionists.by_hand[i]));
    if (!has(x_.users, x_.statuses.as_user))
      note(unknown("statuses.as_user", "one of the users", x_.statuses.as_user));
  }
  void callers() {
    const auto& x = x_.callers;
    between("callers.calls_per_hour", x.calls_per_hour, 0, 100'000);
    between("callers.at_once", static_cast<double>(x.at_once), 0, 1000);
    between("callers.impatient", x.impatient, 0, 1);
    range("callers.patience_seconds", x.patience_seconds);
    for (std::size_t i = 0; i < x.profile.size(); ++i)
      between(item("callers.profile", i), x.profile[i], 0, 1000);
    for (std::size_t i = 0; i < x.numbers.size(); ++i) {
      if (!has(x_.queues, x.numbers[i].queue))
        note(
          unknown(item("callers.numbers", i, ".queue"), "one of the queues", x.numbers[i].queue));
      between(item("callers.numbers", i, ".weight"), x.numbers[i].weight, 0, 1e6);
    }
  }
  void manners() {
    for (const auto& [path, x] : {std::pair{"phones.everybody", x_.phones.everybody},
                                  std::pair{"phones.receptionists", x_.phones.receptionists}}) {
      between(std::string{path} + ".answers", x.answers, 0, 1);
      between(std::string{path} + ".rejects", x.rejects, 0, 1);
      between(std::string{path} + ".lines", static_cast<double>(x.lines.value_or(1)), 1, 100);
      range(std::string{path} + ".ring_seconds", x.ring_seconds);
      range(std::string{path} + ".talk_seconds", x.talk_seconds);
    }
    range("receptionists.talk_seconds", x_.receptionists.talk_seconds);
    range("receptionists.first_talk_seconds", x_.receptionists.first_talk_seconds);
    ways_on(x_.receptionists);
    between("statuses.per_hour", x_.statuses.per_hour, 0, 100'000);
    for (std::size_t i = 0; i < x_.statuses.kinds.size(); ++i)
      if (const auto& minutes = x_.statuses.kinds[i].minutes)
        range(item("statuses.kinds", i, ".minutes"), *minutes);
  }

  void ways_on(const receptionist_manners& x) {
    between("receptionists.consults", x.consults, 0, 1);
    between("receptionists.parks", x.parks, 0, 1 - x.consults);
    between("receptionists.camps", x.camps, 0, 1 - x.consults - x.parks);
    between("receptionists.notes", x.notes, 0, 1);
  }

  const office_file& x_;
  file_problem found_;
};

} // namespace

tl::expected<demo_office, problem> read_demo_office(const std::filesystem::path& folder,
                                                    const demo_pace& pace) {
  const auto text = read_text(folder / "office.toml");
  if (!text)
    return tl::unexpected(text.error());
  const auto file = toml_file::parse(*text, "office.toml");
  if (!file)
    return tl::unexpected(file.error());
  const auto office = file->read_as<office_file>();
  if (!office)
    return tl::unexpected(office.error());
  office_check check{*office};
  if (auto wrong = check.wrong())
    return tl::unexpected(file->located(std::move(*wrong)));
  const auto rows = read_text(folder / "employees.csv");
  if (!rows)
    return tl::unexpected(rows.error());
  auto people = read_employees(*rows, "employees.csv", office->sites);
  if (!people)
    return tl::unexpected(std::move(people.error()));
  if (auto wrong = check.wrong(*people))
    return tl::unexpected(file->located(std::move(*wrong)));
  const auto names = read_text(folder / office->callers.file);
  if (!names)
    return tl::unexpected(names.error());
  const auto callers = read_callers(*names, office->callers.file);
  if (!callers)
    return tl::unexpected(callers.error());
  return build_office(*office, std::move(*people), *callers, pace);
}

} // namespace omstilling
