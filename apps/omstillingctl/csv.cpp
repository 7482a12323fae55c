#include "apps/omstillingctl/csv.hpp"

#include "apps/words/words.hpp"

#include <algorithm>

namespace omstilling {

namespace {

constexpr std::size_t largest_record = 1 << 20;

/// Reads one record after the other; `at_` stands on the next character.
class csv_reader {
public:
  explicit csv_reader(std::string_view text) : text_(text) {}

  bool more() {
    while (skip_line_end())
      ++line_;
    return at_ < text_.size();
  }

  csv_record next() {
    csv_record result{.line = line_, .fields = {}, .wrong = {}};
    const auto start = at_;
    const char* wrong = nullptr;
    do
      wrong = read_field(result.fields.emplace_back());
    while (!wrong && take(','));
    if (!wrong && at_ - start > largest_record)
      wrong = _("at most 1 MB expected");
    if (!wrong && !valid_utf8(text_.substr(start, at_ - start)))
      wrong = _("UTF-8 expected");
    if (wrong) {
      result.wrong = wrong;
      // A quote that never ends must not swallow the lines after it.
      at_ = std::min(text_.find('\n', start), text_.size());
      line_ = result.line;
    }
    return result;
  }

private:
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
    return rest.empty() || rest.starts_with(',') || rest.starts_with('\n') ||
           rest.starts_with("\r\n");
  }

  const char* read_field(std::string& out) {
    if (take('"'))
      return read_quoted(out);
    for (; !at_end_of_field(); ++at_) {
      if (text_[at_] == '"')
        return _("a field with quotes inside must be quoted as a whole");
      out += text_[at_];
    }
    return nullptr;
  }

  const char* read_quoted(std::string& out) {
    for (; at_ < text_.size(); ++at_) {
      if (text_[at_] == '"') {
        ++at_;
        if (at_ >= text_.size() || text_[at_] != '"')
          return at_end_of_field() ? nullptr : _("comma expected after the closing quote");
      }
      if (text_[at_] == '\n')
        ++line_;
      out += text_[at_];
    }
    return _("closing quote expected");
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

/// The length of the UTF-8 character in front, 0 if it is none (RFC 3629).
std::size_t character_size(std::string_view x) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(x[i]); };
  const auto first = byte(0);
  if (first < 0x80)
    return 1;
  const std::size_t size = first < 0xC2   ? 0
                           : first < 0xE0 ? 2
                           : first < 0xF0 ? 3
                           : first < 0xF5 ? 4
                                          : 0;
  if (size == 0 || x.size() < size)
    return 0;
  for (std::size_t i = 1; i < size; ++i)
    if ((byte(i) & 0xC0) != 0x80)
      return 0;
  const bool overlong = (first == 0xE0 && byte(1) < 0xA0) || (first == 0xF0 && byte(1) < 0x90);
  const bool outside = (first == 0xED && byte(1) > 0x9F) || (first == 0xF4 && byte(1) > 0x8F);
  return overlong || outside ? 0 : size;
}

} // namespace

bool valid_utf8(std::string_view text) {
  while (!text.empty()) {
    const auto size = character_size(text);
    if (size == 0)
      return false;
    text.remove_prefix(size);
  }
  return true;
}

std::vector<csv_record> read_csv(std::string_view text) {
  if (text.starts_with("\xef\xbb\xbf"))
    text.remove_prefix(3);
  std::vector<csv_record> result;
  for (csv_reader reader{text}; reader.more();)
    result.push_back(reader.next());
  return result;
}

} // namespace omstilling
