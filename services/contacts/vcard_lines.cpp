#include "services/contacts/vcard_lines.hpp"

#include "services/files/charset.hpp"

#include <algorithm>

namespace omstilling {

namespace {

constexpr std::size_t longest_line = 75;

struct raw_line {
  std::size_t line = 0;
  std::string text;
};

/// 2.1 folds quoted-printable with a `=` at the end.
bool goes_on(const std::string& text) {
  const auto head = std::string_view{text}.substr(0, text.find(':'));
  return text.ends_with('=') && in_capitals(head).find("QUOTED-PRINTABLE") != std::string::npos;
}

std::vector<raw_line> unfold(std::string_view bytes) {
  std::vector<raw_line> result;
  std::size_t number = 0;
  while (!bytes.empty()) {
    const auto end = std::min(bytes.find('\n'), bytes.size());
    auto text = bytes.substr(0, end);
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    ++number;
    if (text.ends_with('\r'))
      text.remove_suffix(1);
    const bool folded_on = !text.empty() && (text.front() == ' ' || text.front() == '\t');
    if (folded_on && !result.empty())
      result.back().text += text.substr(1);
    else if (!result.empty() && goes_on(result.back().text))
      result.back().text += text;
    else if (!text.empty())
      result.push_back({number, std::string{text}});
  }
  return result;
}

/// RFC 6868: `^n`, `^^` and `^'` in a parameter.
std::string parameter_text(std::string_view raw) {
  std::string result;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    const char next = raw[i] == '^' && i + 1 < raw.size() ? raw[i + 1] : '\0';
    const char meant = next == 'n' ? '\n' : next == '^' ? '^' : next == '\'' ? '"' : '\0';
    result += meant != '\0' ? meant : raw[i];
    i += meant != '\0' ? 1 : 0;
  }
  return text_of_bytes(result);
}

/// Reads `;NAME=value,"value"` from the front of `rest`; without a name it is a type, as in 2.1.
vcard_parameter take_parameter(std::string_view& rest) {
  vcard_parameter result{.name = "TYPE", .values = {}};
  const auto name_end = rest.find_first_of("=;:\"");
  if (name_end != rest.npos && rest[name_end] == '=') {
    result.name = in_capitals(rest.substr(0, name_end));
    rest.remove_prefix(name_end + 1);
  }
  for (;;) {
    const bool quoted = rest.starts_with('"');
    rest.remove_prefix(quoted ? 1 : 0);
    const auto end = std::min(rest.find_first_of(quoted ? "\"" : ",;:"), rest.size());
    result.values.push_back(parameter_text(rest.substr(0, end)));
    rest.remove_prefix(std::min(end + (quoted ? 1 : 0), rest.size()));
    if (!rest.starts_with(','))
      return result;
    rest.remove_prefix(1);
  }
}

void take_value(vcard_property& x, std::string_view bytes) {
  const auto charsets = x.all("CHARSET");
  if (charsets.empty() || charsets.front() == "UTF-8") {
    x.value = text_of_bytes(bytes);
    return;
  }
  auto text = text_in_charset(bytes, charsets.front());
  x.unknown_charset = text ? "" : charsets.front();
  x.value = std::move(text).value_or("");
}

vcard_property parse(const raw_line& x) {
  vcard_property result{.line = x.line, .group = {}, .name = {}, .parameters = {}};
  std::string_view rest = x.text;
  const auto name_end = rest.find_first_of(";:");
  if (name_end == rest.npos)
    return result;
  auto name = rest.substr(0, name_end);
  rest.remove_prefix(name_end);
  while (rest.starts_with(';')) {
    rest.remove_prefix(1);
    result.parameters.push_back(take_parameter(rest));
  }
  if (!rest.starts_with(':'))
    return result;
  if (const auto dot = name.find('.'); dot != name.npos) {
    result.group = in_capitals(name.substr(0, dot));
    name.remove_prefix(dot + 1);
  }
  result.name = in_capitals(name);
  take_value(result, rest.substr(1));
  return result;
}

} // namespace

std::string in_capitals(std::string_view text) {
  std::string result{text};
  for (auto& c : result)
    c = c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c;
  return result;
}

std::vector<std::string> vcard_property::all(std::string_view parameter) const {
  std::vector<std::string> result;
  for (const auto& x : parameters) {
    if (x.name != parameter)
      continue;
    for (const auto& list : x.values)
      // TYPE="voice,work" is a list as well.
      for (std::size_t at = 0; at <= list.size();) {
        const auto end = std::min(list.find(',', at), list.size());
        result.push_back(in_capitals(std::string_view{list}.substr(at, end - at)));
        at = end + 1;
      }
  }
  return result;
}

bool vcard_property::has(std::string_view parameter, std::string_view value_in_capitals) const {
  const auto values = all(parameter);
  return std::ranges::find(values, value_in_capitals) != values.end();
}

std::vector<vcard_property> read_vcard_lines(std::string_view bytes) {
  std::vector<vcard_property> result;
  for (const auto& line : unfold(bytes))
    result.push_back(parse(line));
  return result;
}

std::string unescaped(std::string_view value) {
  std::string result;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const char next = value[i] == '\\' && i + 1 < value.size() ? value[i + 1] : '\0';
    if (next == 'n' || next == 'N')
      result += '\n';
    else
      result += next != '\0' ? next : value[i];
    i += next != '\0' ? 1 : 0;
  }
  return result;
}

std::vector<std::string> split_escaped(std::string_view value, char separator) {
  std::vector<std::string> result(1);
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] == separator) {
      result.emplace_back();
      continue;
    }
    result.back() += value[i];
    if (value[i] == '\\' && i + 1 < value.size())
      result.back() += value[++i];
  }
  return result;
}

std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '\\' || c == ',' || c == ';')
      result += '\\';
    result += c == '\n' ? std::string{"\\n"} : std::string(1, c);
  }
  return result;
}

std::string folded_lines(std::string_view line) {
  std::string result;
  auto room = longest_line;
  while (line.size() > room) {
    auto cut = room;
    while (cut > 1 && (static_cast<unsigned char>(line[cut]) & 0xC0) == 0x80)
      --cut;
    result += std::string{line.substr(0, cut)} + "\r\n ";
    line.remove_prefix(cut);
    room = longest_line - 1; // the blank in front counts
  }
  return result + std::string{line} + "\r\n";
}

} // namespace omstilling
