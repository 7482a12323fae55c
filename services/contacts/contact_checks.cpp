#include "services/contacts/contact_checks.hpp"

#include "services/presence/checks.hpp"

#include <algorithm>

namespace omstilling {

namespace {

constexpr std::size_t longest_line = 200;
constexpr std::size_t longest_address = 500;
constexpr std::size_t longest_email = 254; // RFC 5321
constexpr std::size_t longest_note = 4000;
constexpr std::size_t longest_keyword = 100;
constexpr std::size_t longest_number = 64;
constexpr std::size_t most_keywords = 50;
constexpr std::string_view blanks = " \t\r\n";

void trim(std::string& x) {
  x.erase(x.find_last_not_of(blanks) + 1);
  x.erase(0, std::min(x.find_first_not_of(blanks), x.size()));
}

void trim(std::optional<std::string>& x) {
  if (x)
    trim(*x);
}

bool steers(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

std::string at(const std::string& path, std::size_t index) {
  return path + '[' + std::to_string(index) + ']';
}

/// `breaks`: line ends and tabs may stand in it.
std::optional<problem> wrong_text(const std::string& text, std::size_t most,
                                  const std::string& path, bool breaks = false) {
  const auto wrong = std::ranges::find_if(
    text, [&](char c) { return steers(c) && !(breaks && (c == '\n' || c == '\t')); });
  if (wrong != text.end())
    return codec::wrong_value(path, breaks ? "text without control characters" : "one line of text",
                              encode(text));
  return checks::short_enough(text, most, path);
}

std::optional<problem> wrong_texts(const put_contact& x) {
  if (auto wrong = checks::name(x.name, longest_line, "params.name"))
    return wrong;
  struct field {
    const char* path;
    const std::optional<std::string>& text;
    std::size_t most = longest_line;
    bool breaks = false;
  };
  const std::optional<std::string> name{x.name};
  const field fields[] = {{"params.name", name},
                          {"params.company", x.company},
                          {"params.title", x.title},
                          {"params.department", x.department},
                          {"params.address", x.address, longest_address, true},
                          {"params.email", x.email, longest_email},
                          {"params.note", x.note, longest_note, true}};
  for (const auto& f : fields)
    if (auto wrong = wrong_text(f.text.value_or(""), f.most, f.path, f.breaks))
      return wrong;
  return x.email && !x.email->empty() ? checks::plausible_email(*x.email, "params.email")
                                      : std::nullopt;
}

std::optional<problem> wrong_number(const contact_number& x, const std::string& path) {
  if (auto wrong = checks::known_word(x.type, path + ".type"))
    return wrong;
  if (auto wrong = checks::short_enough(x.number, longest_number, path + ".number"))
    return wrong;
  return checks::plausible_number(x.number, path + ".number");
}

std::optional<problem> too_many(std::size_t count, std::size_t most, const std::string& path) {
  auto wrong = checks::few_enough(count, most, path);
  if (wrong)
    wrong->reason = error_reason::too_many;
  return wrong;
}

} // namespace

put_contact tidied(put_contact x) {
  trim(x.name);
  for (auto* text : {&x.company, &x.title, &x.department, &x.address, &x.email, &x.note})
    trim(*text);
  for (auto& number : x.numbers)
    trim(number.number);
  for (auto& keyword : x.keywords)
    trim(keyword);
  return x;
}

std::optional<problem> wrong_contact(const put_contact& x) {
  if (auto wrong = wrong_texts(x))
    return wrong;
  if (auto wrong = too_many(x.numbers.size(), most_numbers_of_contact, "params.numbers"))
    return wrong;
  for (std::size_t i = 0; i < x.numbers.size(); ++i)
    if (auto wrong = wrong_number(x.numbers[i], at("params.numbers", i)))
      return wrong;
  if (auto wrong = too_many(x.keywords.size(), most_keywords, "params.keywords"))
    return wrong;
  for (std::size_t i = 0; i < x.keywords.size(); ++i) {
    const auto path = at("params.keywords", i);
    if (auto wrong = checks::name(x.keywords[i], longest_keyword, path))
      return wrong;
    if (auto wrong = wrong_text(x.keywords[i], longest_keyword, path))
      return wrong;
  }
  return std::nullopt;
}

} // namespace omstilling
