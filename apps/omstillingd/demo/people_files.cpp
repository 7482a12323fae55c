#include "apps/omstillingd/demo/people_files.hpp"

#include "apps/omstillingd/demo/csv.hpp"
#include "protocol/codec.hpp"
#include "services/directory/numbers.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace json = boost::json;

namespace omstilling {

namespace {

const std::vector<std::string> employee_columns{"id",         "site",     "name",   "title",
                                                "department", "location", "groups", "phones"};

std::vector<std::string> split(std::string_view text, char by) {
  std::vector<std::string> result;
  while (!text.empty()) {
    const auto end = text.find(by);
    if (end != 0)
      result.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return result;
}

json::value phones_of(std::string_view cell) {
  json::array result;
  for (const auto& text : split(cell, ';')) {
    const auto colon = text.find(':');
    json::object phone{{"number", text.substr(0, colon)}};
    if (colon != std::string::npos)
      phone["kind"] = text.substr(colon + 1);
    result.push_back(std::move(phone));
  }
  return result;
}

/// The row as the command it stands for; the codec says what is wrong with it.
tl::expected<put_employee, problem> employee_of(const csv_row& row) {
  json::object command;
  for (std::size_t i = 0; i < employee_columns.size(); ++i) {
    const auto& column = employee_columns[i];
    if (column == "phones")
      command[column] = phones_of(row.cells[i]);
    else if (column == "groups")
      command[column] = encode(split(row.cells[i], ';'));
    else
      command[column] = row.cells[i];
  }
  return decode<put_employee>(command);
}

/// What the codec cannot know: sites, and what another row has already.
class row_check {
public:
  explicit row_check(const std::vector<site_view>& sites) : sites_(sites) {}

  std::optional<problem> wrong(const put_employee& x) {
    const auto known = [&](const auto& site) { return site.id == x.site; };
    if (std::ranges::none_of(sites_, known))
      return codec::wrong_value("site", "a site of the office", encode(x.site));
    if (x.name.empty())
      return codec::wrong_value("name", "a name", encode(x.name));
    if (x.phones.empty())
      return codec::wrong_value("phones", "at least one phone", encode(std::string{}));
    if (!ids_.insert(x.id).second)
      return codec::wrong_value("id", "an id that no other row has", encode(x.id));
    for (const auto& phone : x.phones)
      if (normal_number(phone.number) != phone.number)
        return codec::wrong_value("phones", "a number of digits", encode(phone.number));
      else if (!numbers_.insert(phone.number).second)
        return codec::wrong_value("phones", "a number that no other row has", encode(phone.number));
    return std::nullopt;
  }

private:
  const std::vector<site_view>& sites_;
  std::set<employee_id> ids_;
  std::set<std::string> numbers_;
};

problem located(problem x, std::string_view file, std::size_t line) {
  x.path = place(file, line, x.path);
  return x;
}

} // namespace

tl::expected<std::vector<put_employee>, problem>
read_employees(std::string_view text, std::string_view file, const std::vector<site_view>& sites) {
  const auto rows = parse_csv(text, file, employee_columns);
  if (!rows)
    return tl::unexpected(rows.error());
  row_check check{sites};
  std::vector<put_employee> result;
  for (const auto& row : *rows) {
    auto employee = employee_of(row);
    if (!employee)
      return tl::unexpected(located(std::move(employee.error()), file, row.line));
    if (auto wrong = check.wrong(*employee))
      return tl::unexpected(located(std::move(*wrong), file, row.line));
    result.push_back(std::move(*employee));
  }
  return result;
}

tl::expected<std::vector<known_caller>, problem> read_callers(std::string_view text,
                                                              std::string_view file) {
  const auto rows = parse_csv(text, file, {"number", "name"});
  if (!rows)
    return tl::unexpected(rows.error());
  std::vector<known_caller> result;
  for (const auto& row : *rows) {
    if (normal_number(row.cells[0]) != row.cells[0])
      return tl::unexpected(located(
        codec::wrong_value("number", "a number of digits", encode(row.cells[0])), file, row.line));
    result.push_back({row.cells[0], row.cells[1]});
  }
  return result;
}

} // namespace omstilling
