#include "protocol/message_text.hpp"

#include "protocol/codec.hpp"

#include <algorithm>
#include <cstdio>
#include <vector>

namespace omstilling {

namespace {

constexpr std::string_view blanks = " \t";
constexpr std::string_view hanging = " \t,;/-";
constexpr char gap = '\x01'; // where a value is missing; no text holds it

/// A stretch of a template: text, or the name between two braces.
struct piece {
  std::string_view text;
  bool placeholder = false;
};

/// A brace that nothing closes on its line is a brace.
std::vector<piece> pieces_of(std::string_view text) {
  std::vector<piece> result;
  std::size_t begin = 0;
  for (std::size_t open = text.find('{'); open != text.npos; open = text.find('{', open)) {
    const auto close = text.find_first_of("{}\n", open + 1);
    if (close == text.npos)
      break;
    if (text[close] != '}') {
      open = close;
      continue;
    }
    result.push_back({text.substr(begin, open - begin)});
    result.push_back({text.substr(open + 1, close - open - 1), true});
    begin = open = close + 1;
  }
  result.push_back({text.substr(begin)});
  return result;
}

const std::string* value_of(const message_facts& facts, std::string_view name) {
  const std::string* result = nullptr;
  boost::mp11::mp_for_each<
    boost::describe::describe_members<message_facts, boost::describe::mod_public>>([&](auto d) {
    if (name == d.name)
      result = &(facts.*d.pointer);
  });
  return result;
}

std::string trimmed(std::string_view x, std::string_view what = " \t\r\n") {
  const auto first = x.find_first_not_of(what);
  if (first == x.npos)
    return {};
  return std::string{x.substr(first, x.find_last_not_of(what) + 1 - first)};
}

std::string without_controls(std::string x) {
  std::erase_if(x, [](char c) { return static_cast<unsigned char>(c) < ' ' && c != '\n'; });
  return x;
}

void replace_all(std::string& in, std::string_view what, std::string_view by) {
  for (auto at = in.find(what); at != in.npos; at = in.find(what, at))
    in.replace(at, what.size(), by);
}

bool one_of(char c, std::string_view set) { return set.find(c) != set.npos; }

/// Takes the gap at `at` out of the line, with what stood there for its sake.
void close_gap(std::string& line, std::size_t at) {
  auto begin = at;
  auto end = at + 1;
  while (begin > 0 && one_of(line[begin - 1], blanks))
    --begin;
  while (end < line.size() && one_of(line[end], blanks))
    ++end;
  const bool enclosed =
    begin > 0 && end < line.size() &&
    ((line[begin - 1] == '(' && line[end] == ')') || (line[begin - 1] == '[' && line[end] == ']'));
  if (enclosed) {
    line.replace(begin - 1, end + 1 - (begin - 1), 1, gap);
    return;
  }
  if (begin == 0) {
    while (end < line.size() && one_of(line[end], hanging))
      ++end;
    line.erase(0, end);
  } else if (end == line.size()) {
    while (begin > 0 && one_of(line[begin - 1], hanging))
      --begin;
    line.erase(begin);
  } else if ((one_of(line[begin - 1], ",;/-") && one_of(line[end], hanging)) ||
             (line[begin - 1] == '.' && line[end] == '.')) {
    line.erase(begin, end - begin + 1); // two of them with nothing between
  } else {
    const bool blank = begin < at || end > at + 1;
    const bool close = one_of(line[end], ",.;:!?)]") || one_of(line[begin - 1], "([");
    line.replace(begin, end - begin, blank && !close ? " " : "");
  }
}

/// `Label:` with nothing behind it, or nothing at all.
bool says_nothing(const std::string& line) {
  const auto text = trimmed(line);
  return text.find_first_not_of(" \t.,;:!?-/()[]") == text.npos || text.ends_with(':');
}

/// The line as it is read; nothing when it would have said only what is missing.
std::optional<std::string> read_line(std::string line, bool any_value) {
  if (line.find(gap) == line.npos)
    return line;
  for (auto at = line.find(gap); at != line.npos; at = line.find(gap))
    close_gap(line, at);
  line.erase(line.find_last_not_of(blanks) + 1);
  if (says_nothing(line) && !any_value)
    return std::nullopt;
  return line;
}

/// The lines with gaps still in them, and whether a value stands in each.
struct filled_line {
  std::string text;
  bool any_value = false;
};

std::vector<filled_line> fill(std::string_view text, const message_facts& facts, bool flat) {
  std::vector<filled_line> lines(1);
  for (const auto& x : pieces_of(text)) {
    const auto* value = x.placeholder ? value_of(facts, x.text) : nullptr;
    auto put = value           ? trimmed(without_controls(*value))
               : x.placeholder ? '{' + std::string{x.text} + '}'
                               : without_controls(std::string{x.text});
    if (flat)
      std::replace(put.begin(), put.end(), '\n', ' ');
    if (value && put.empty()) {
      lines.back().text += gap;
      continue;
    }
    for (std::size_t begin = 0; begin <= put.size();) {
      const auto end = std::min(put.find('\n', begin), put.size());
      lines.back().text += put.substr(begin, end - begin);
      lines.back().any_value = lines.back().any_value || value;
      begin = end + 1;
      if (end < put.size())
        lines.emplace_back();
    }
  }
  return lines;
}

std::string two_digits(long x) {
  return {static_cast<char>('0' + x / 10 % 10), static_cast<char>('0' + x % 10)};
}

} // namespace

std::string fill_template(std::string_view text, const message_facts& facts) {
  std::string result;
  bool dropped = false;
  for (auto& x : fill(text, facts, false)) {
    auto line = read_line(std::move(x.text), x.any_value);
    if (!line) {
      dropped = true;
      continue;
    }
    // What stood apart from the line that is gone stands apart once.
    if (dropped && trimmed(*line).empty() && (result.empty() || result.ends_with("\n\n")))
      continue;
    dropped = dropped && trimmed(*line).empty();
    result += *line + '\n';
  }
  result.erase(0, std::min(result.find_first_not_of('\n'), result.size()));
  result.erase(result.find_last_not_of(" \t\n") + 1);
  return result;
}

std::string fill_line(std::string_view text, const message_facts& facts) {
  auto lines = fill(text, facts, true);
  auto line = read_line(std::move(lines.front().text), true).value_or("");
  replace_all(line, "  ", " ");
  return trimmed(line, " \t,;:/-");
}

std::optional<problem> unknown_placeholder(std::string_view text, const std::string& path) {
  static const message_facts none;
  for (const auto& x : pieces_of(text)) {
    if (!x.placeholder || value_of(none, x.text))
      continue;
    std::string known;
    boost::mp11::mp_for_each<
      boost::describe::describe_members<message_facts, boost::describe::mod_public>>(
      [&](auto d) { known += (known.empty() ? "{" : ", {") + std::string{d.name} + '}'; });
    return codec::wrong_value(path, "placeholders " + known,
                              encode('{' + std::string{x.text} + '}'));
  }
  return std::nullopt;
}

message_facts facts_of(const call_view& call, std::chrono::local_seconds wall) {
  using namespace std::chrono;
  const auto day = floor<days>(wall);
  const year_month_day date{day};
  const hh_mm_ss clock{wall - day};
  message_facts result{.caller = call.caller.name,
                       .number = call.caller.number,
                       .called = call.called,
                       .time = two_digits(clock.hours().count()) + ':' +
                               two_digits(clock.minutes().count()),
                       .date = two_digits(static_cast<long>(unsigned{date.day()})) + '-' +
                               two_digits(static_cast<long>(unsigned{date.month()})) + '-' +
                               std::to_string(int{date.year()}),
                       .origin = call.show_in_switchboard};
  for (const auto& note : call.notes)
    result.note += (result.note.empty() ? "" : "\n") + note.text;
  return result;
}

void address_to(message_facts& facts, const std::string& name) {
  facts.name = trimmed(name);
  facts.first_name = facts.name.substr(0, facts.name.find(' '));
}

} // namespace omstilling
