#include "services/files/csv.hpp"

#include "services/files/charset.hpp"

#include <algorithm>
#include <array>

namespace omstilling {

namespace {

constexpr std::size_t largest_record = 1 << 20;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Reads one record after the other; `at_` stands on the next character.
class csv_reader {
public:
  csv_reader(std::string_view text, char separator) : text_(text), separator_(separator) {}

  bool more() {
    while (skip_line_end())
      ++line_;
    return at_ < text_.size();
  }

  csv_record next() {
    csv_record result{.line = line_, .fields = {}};
    const auto start = at_;
    do
      result.wrong = read_field(result.fields.emplace_back());
    while (result.wrong == csv_fault::none && take(separator_));
    if (result.wrong == csv_fault::none)
      result.wrong = wrong_text(text_.substr(start, at_ - start));
    if (result.wrong != csv_fault::none) {
      // A quote that never ends must not swallow the lines after it.
      at_ = std::min(text_.find('\n', start), text_.size());
      line_ = result.line;
    }
    return result;
  }

private:
  static csv_fault wrong_text(std::string_view record) {
    if (record.size() > largest_record)
      return csv_fault::too_large;
    const bool is_text = valid_utf8(record) && record.find('\0') == record.npos;
    return is_text ? csv_fault::none : csv_fault::not_text;
  }

  bool take(char c) {
    if (at_ >= text_.size() || text_[at_] != c)
      return false;
    ++at_;
    return true;
  }

  bool skip_line_end() {
    if (text_.substr(at_).starts_with("\r\n"))
      at_ += 2;
    else if (!take('\n'))
      return false;
    return true;
  }

  bool at_end_of_field() const {
    const auto rest = text_.substr(at_);
    return rest.empty() || rest.starts_with(separator_) || rest.starts_with('\n') ||
           rest.starts_with("\r\n");
  }

  csv_fault read_field(std::string& out) {
    if (take('"'))
      return read_quoted(out);
    for (; !at_end_of_field(); ++at_) {
      if (text_[at_] == '"')
        return csv_fault::quote_inside;
      out += text_[at_];
    }
    return csv_fault::none;
  }

  csv_fault read_quoted(std::string& out) {
    for (; at_ < text_.size(); ++at_) {
      if (text_[at_] == '"') {
        ++at_;
        if (at_ >= text_.size() || text_[at_] != '"')
          return at_end_of_field() ? csv_fault::none : csv_fault::text_after_quote;
      }
      if (text_[at_] == '\n')
        ++line_;
      out += text_[at_];
    }
    return csv_fault::unclosed_quote;
  }

  std::string_view text_;
  char separator_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

} // namespace

std::vector<csv_record> read_csv(std::string_view text, char separator) {
  if (text.starts_with(byte_order_mark))
    text.remove_prefix(byte_order_mark.size());
  std::vector<csv_record> result;
  for (csv_reader reader{text, separator}; reader.more();)
    result.push_back(reader.next());
  return result;
}

char separator_of(std::string_view text) {
  constexpr std::string_view known = ",;\t";
  std::array<std::size_t, known.size()> counts{};
  bool quoted = false;
  for (const char c : text) {
    if (c == '"')
      quoted = !quoted;
    else if (c == '\n' && !quoted)
      break;
    else if (const auto at = known.find(c); !quoted && at != known.npos)
      ++counts[at];
  }
  return known[static_cast<std::size_t>(std::ranges::max_element(counts) - counts.begin())];
}

std::string csv_field(std::string_view text, char separator) {
  const std::string_view special = "\"\r\n";
  const bool blank_ends = !text.empty() && (text.front() == ' ' || text.back() == ' ');
  if (!blank_ends && text.find(separator) == text.npos && text.find_first_of(special) == text.npos)
    return std::string{text};
  std::string result = "\"";
  for (const char c : text)
    result += c == '"' ? "\"\"" : std::string(1, c);
  return result + '"';
}

} // namespace omstilling
