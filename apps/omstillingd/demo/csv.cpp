#include "apps/omstillingd/demo/csv.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace omstilling {

namespace {

problem wrong(std::string path, std::string expected, std::string got) {
  return {.reason = error_reason::invalid_params,
          .path = std::move(path),
          .expected = std::move(expected),
          .got = std::move(got)};
}

/// The length of the UTF-8 character at the front, 0 if it is none.
std::size_t utf8_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto lead = byte(0);
  const std::size_t length = lead < 0x80   ? 1
                             : lead < 0xC2 ? 0
                             : lead < 0xE0 ? 2
                             : lead < 0xF0 ? 3
                             : lead < 0xF5 ? 4
                                           : 0;
  if (length == 0 || length > text.size())
    return 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((byte(i) & 0xC0) != 0x80)
      return 0;
  const bool overlong = (lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xF0 && byte(1) < 0x90);
  const bool outside = (lead == 0xED && byte(1) > 0x9F) || (lead == 0xF4 && byte(1) > 0x8F);
  return overlong || outside ? 0 : length;
}

class csv_reader {
public:
  csv_reader(std::string_view text, std::string_view file) : text_(text), file_(file) {
    if (text_.starts_with("\xEF\xBB\xBF"))
      text_.remove_prefix(3);
  }

  bool at_end() const { return text_.empty(); }

  tl::expected<csv_row, problem> row() {
    csv_row result{line_, {}};
    for (;;) {
      auto text = text_.starts_with('"') ? quoted() : plain();
      if (!text)
        return tl::unexpected(std::move(text.error()));
      result.cells.push_back(std::move(*text));
      if (!text_.starts_with(','))
        break;
      text_.remove_prefix(1);
    }
    if (!at_end() && !text_.starts_with('\n') && !text_.starts_with("\r\n"))
      return tl::unexpected(
        wrong(place(file_, line_), "a comma or the end of the line", "more text after a quote"));
    take_line_end();
    return result;
  }

private:
  void take_line_end() {
    if (at_end())
      return;
    text_.remove_prefix(text_.front() == '\r' ? 2 : 1);
    ++line_;
  }

  std::optional<problem> take(std::string& into) {
    const auto length = utf8_length(text_);
    if (length == 0 || text_.front() == '\0')
      return wrong(place(file_, line_), "UTF-8 text", "other bytes");
    line_ += text_.front() == '\n';
    into += text_.substr(0, length);
    text_.remove_prefix(length);
    return std::nullopt;
  }

  tl::expected<std::string, problem> plain() {
    std::string result;
    while (!at_end() && text_.front() != ',' && text_.front() != '\n' &&
           !text_.starts_with("\r\n")) {
      if (text_.front() == '"')
        return tl::unexpected(
          wrong(place(file_, line_), "quotes around the whole cell", "a quote inside"));
      if (auto failed = take(result))
        return tl::unexpected(std::move(*failed));
    }
    return result;
  }

  tl::expected<std::string, problem> quoted() {
    const auto began = line_;
    std::string result;
    for (text_.remove_prefix(1); !at_end();) {
      if (text_.starts_with("\"\"")) {
        result += '"';
        text_.remove_prefix(2);
      } else if (text_.front() == '"') {
        text_.remove_prefix(1);
        return result;
      } else if (auto failed = take(result)) {
        return tl::unexpected(std::move(*failed));
      }
    }
    return tl::unexpected(wrong(place(file_, began), "a closing quote", "the end of the file"));
  }

  std::string_view text_;
  std::string_view file_;
  std::size_t line_ = 1;
};

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
  csv_reader reader{text, file};
  if (reader.at_end())
    return tl::unexpected(wrong(place(file, 1), joined(columns), "an empty file"));
  auto header = reader.row();
  if (!header)
    return tl::unexpected(std::move(header.error()));
  if (header->cells != columns)
    return tl::unexpected(
      wrong(place(file, 1), joined(columns), joined(header->cells).substr(0, 60)));
  std::vector<csv_row> result;
  while (!reader.at_end()) {
    auto row = reader.row();
    if (!row)
      return tl::unexpected(std::move(row.error()));
    if (row->cells.size() == 1 && row->cells.front().empty())
      continue;
    if (row->cells.size() != columns.size())
      return tl::unexpected(wrong(place(file, row->line), std::to_string(columns.size()) + " cells",
                                  std::to_string(row->cells.size())));
    result.push_back(std::move(*row));
  }
  return result;
}

} // namespace omstilling
