#include "apps/omstillingd/demo/csv.hpp"

#include "services/files/csv.hpp"

#include <utility>

namespace omstilling {

namespace {

problem wrong(std::string path, std::string expected, std::string got) {
  return {.reason = error_reason::invalid_params,
          .path = std::move(path),
          .expected = std::move(expected),
          .got = std::move(got)};
}

problem unreadable(const csv_record& x, std::string_view file) {
  auto where = place(file, x.line);
  switch (x.wrong) {
    case csv_fault::too_large: return wrong(std::move(where), "at most 1 MB", "more");
    case csv_fault::quote_inside:
      return wrong(std::move(where), "quotes around the whole cell", "a quote inside");
    case csv_fault::text_after_quote:
      return wrong(std::move(where), "a comma or the end of the line", "more text after a quote");
    case csv_fault::unclosed_quote:
      return wrong(std::move(where), "a closing quote", "the end of the file");
    case csv_fault::not_text:
    case csv_fault::none: break;
  }
  return wrong(std::move(where), "UTF-8 text", "other bytes");
}

std::string joined(const std::vector<std::string>& names) {
  std::string result;
  for (const auto& x : names)
    result += (result.empty() ? "" : ",") + x;
  return result;
}

} // namespace

std::string place(std::string_view file, std::size_t line, std::string_view path) {
  auto result = std::string{file} + ':' + std::to_string(line);
  if (!path.empty())
    result += ": " + std::string{path};
  return result;
}

tl::expected<std::vector<csv_row>, problem> parse_csv(std::string_view text, std::string_view file,
                                                      const std::vector<std::string>& columns) {
  auto records = read_csv(text);
  if (records.empty())
    return tl::unexpected(wrong(place(file, 1), joined(columns), "an empty file"));
  std::vector<csv_row> result;
  for (auto& x : records) {
    if (x.wrong != csv_fault::none)
      return tl::unexpected(unreadable(x, file));
    if (&x == &records.front()) {
      if (x.fields != columns)
        return tl::unexpected(
          wrong(place(file, 1), joined(columns), joined(x.fields).substr(0, 60)));
      continue;
    }
    if (x.fields.size() == 1 && x.fields.front().empty())
      continue;
    if (x.fields.size() != columns.size())
      return tl::unexpected(wrong(place(file, x.line), std::to_string(columns.size()) + " cells",
                                  std::to_string(x.fields.size())));
    result.push_back({x.line, std::move(x.fields)});
  }
  return result;
}

} // namespace omstilling
