#include "apps/omstillingctl/employee_sheet.hpp"

#include "apps/words/words.hpp"
#include "protocol/codec.hpp"
#include "services/files/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_map>

namespace json = boost::json;

namespace omstilling {

namespace {

constexpr std::array<std::string_view, 14> columns{"id",
                                                   "site",
                                                   "name",
                                                   "title",
                                                   "department",
                                                   "location",
                                                   "groups",
                                                   "phones",
                                                   "calendar_link",
                                                   "calendar_address",
                                                   "email",
                                                   "alternate_names",
                                                   "tasks",
                                                   "deputy"};

bool is_list(std::string_view column) {
  return column == "groups" || column == "phones" || column == "alternate_names" ||
         column == "tasks";
}

std::string_view trimmed(std::string_view x) {
  const auto first = x.find_first_not_of(" \t");
  return first == std::string_view::npos ? ""
                                         : x.substr(first, x.find_last_not_of(" \t") - first + 1);
}

std::vector<std::string_view> split(std::string_view list) {
  std::vector<std::string_view> result;
  for (std::size_t at = 0; at <= list.size();) {
    const auto end = std::min(list.find(';', at), list.size());
    if (const auto part = trimmed(list.substr(at, end - at)); !part.empty())
      result.push_back(part);
    at = end + 1;
  }
  return result;
}

json::value phone_of(std::string_view text) {
  const auto colon = text.find(':');
  json::object result{{"number", trimmed(text.substr(0, colon))}};
  if (colon != std::string_view::npos)
    result["kind"] = trimmed(text.substr(colon + 1));
  return result;
}

/// A record as params of put_employee, so that the codec judges it as the service would.
json::value params_of(const std::vector<std::string>& header,
                      const std::vector<std::string>& fields) {
  json::object result;
  json::object calendar;
  for (std::size_t i = 0; i < header.size(); ++i) {
    const auto text = trimmed(fields[i]);
    if (is_list(header[i])) {
      auto& list = result[header[i]].emplace_array();
      for (const auto part : split(text))
        list.push_back(header[i] == "phones" ? phone_of(part) : json::value(part));
    } else if (header[i].starts_with("calendar_")) {
      if (!text.empty())
        calendar[header[i].substr(9)] = text;
    } else if (!text.empty()) {
      result[header[i]] = text;
    }
  }
  if (!calendar.empty())
    result["calendar"] = std::move(calendar);
  return result;
}

/// What was expected of a record; empty when it could be read.
std::string words_of(csv_fault x) {
  switch (x) {
    case csv_fault::none: break;
    case csv_fault::too_large: return _("at most 1 MB expected");
    case csv_fault::not_text: return _("UTF-8 expected");
    case csv_fault::quote_inside: return _("a field with quotes inside must be quoted as a whole");
    case csv_fault::text_after_quote: return _("comma expected after the closing quote");
    case csv_fault::unclosed_quote: return _("closing quote expected");
  }
  return {};
}

std::string header_problem(const csv_record& header) {
  if (header.wrong != csv_fault::none)
    return words_of(header.wrong);
  for (const auto& name : header.fields) {
    if (name.find(';') != std::string::npos)
      return _("commas expected between columns, got semicolons");
    if (std::find(columns.begin(), columns.end(), name) == columns.end())
      return fmt::format(fmt::runtime(_("unknown column \"{}\"; known are {}")), name,
                         fmt::join(columns, ", "));
    if (std::count(header.fields.begin(), header.fields.end(), name) > 1)
      return fmt::format(fmt::runtime(_("column \"{}\" stands twice")), name);
  }
  for (const auto* needed : {"id", "site", "name"})
    if (std::find(header.fields.begin(), header.fields.end(), needed) == header.fields.end())
      return fmt::format(fmt::runtime(_("column \"{}\" is missing")), needed);
  return {};
}

class sheet_reader {
public:
  explicit sheet_reader(std::vector<std::string> header) : header_(std::move(header)) {}

  void add(const csv_record& x) {
    if (x.wrong != csv_fault::none)
      return refuse(x.line, "", words_of(x.wrong));
    if (x.fields.size() != header_.size())
      return refuse(x.line, "",
                    fmt::format(fmt::runtime(_("{} fields expected, got {}")), header_.size(),
                                x.fields.size()));
    auto read = decode<put_employee>(params_of(header_, x.fields));
    if (!read) {
      const auto column = column_of(read.error().path);
      read.error().path.clear();
      return refuse(x.line, column, message(read.error()));
    }
    if (const auto [first, fresh] = lines_.emplace(read->id.value, x.line); !fresh)
      return refuse(x.line, "id",
                    fmt::format(fmt::runtime(_("\"{}\" stands in line {} already")), read->id.value,
                                first->second));
    for (const auto& phone : read->phones)
      if (phone.number.empty())
        return refuse(x.line, "phones", _("number expected before the colon"));
    sheet_.employees.push_back({x.line, std::move(*read)});
  }

  employee_sheet take() { return std::move(sheet_); }

private:
  void refuse(std::size_t line, std::string column, std::string why) {
    sheet_.refused.push_back({line, std::move(column), std::move(why)});
  }

  std::vector<std::string> header_;
  std::unordered_map<std::string, std::size_t> lines_; // of each id
  employee_sheet sheet_;
};

} // namespace

std::string column_of(std::string_view path) {
  if (path.starts_with("params."))
    path.remove_prefix(7);
  constexpr std::string_view calendar = "calendar.";
  if (path.starts_with(calendar))
    return "calendar_" + std::string{path.substr(calendar.size())};
  return std::string{path.substr(0, path.find_first_of(".["))};
}

employee_sheet read_employees(std::string_view text) {
  auto records = read_csv(text);
  if (records.empty())
    return {.employees = {}, .refused = {}, .unusable = _("a header line expected, got nothing")};
  auto& header = records.front();
  for (auto& name : header.fields)
    name = trimmed(name);
  if (auto wrong = header_problem(header); !wrong.empty())
    return {.employees = {}, .refused = {}, .unusable = std::move(wrong)};
  sheet_reader reader{std::move(header.fields)};
  for (std::size_t i = 1; i < records.size(); ++i)
    reader.add(records[i]);
  return reader.take();
}

} // namespace omstilling
