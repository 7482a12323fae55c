#include "services/messages/message_checks.hpp"

#include "protocol/codec.hpp"
#include "services/directory/numbers.hpp"
#include "services/presence/checks.hpp"

#include <algorithm>

namespace omstilling {

namespace checks {

namespace {

constexpr std::size_t longest_subject = 200;
constexpr std::size_t longest_email = 10'000;
constexpr std::size_t longest_sms = 1'600;     // ten parts, what gateways take
constexpr std::size_t longest_address = 254;   // RFC 5321, 4.5.3.1.3
constexpr std::size_t longest_local_part = 64; // RFC 5321, 4.5.3.1.1

bool is_control(char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; }

bool in_local_part(char c) {
  const auto x = static_cast<unsigned char>(c);
  return std::isalnum(x) || std::string_view{"!#$%&'*+-/=?^_`{|}~."}.find(c) != std::string::npos;
}

bool is_domain(std::string_view x) {
  if (x.find('.') == x.npos && x != "localhost")
    return false;
  for (std::size_t begin = 0; begin <= x.size();) {
    const auto end = std::min(x.find('.', begin), x.size());
    const auto label = x.substr(begin, end - begin);
    if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-' ||
        !std::all_of(label.begin(), label.end(), [](char c) {
          return std::isalnum(static_cast<unsigned char>(c)) || c == '-';
        }))
      return false;
    begin = end + 1;
  }
  return true;
}

} // namespace

std::optional<problem> message_words(message_kind channel,
                                     const std::optional<std::string>& subject,
                                     const std::string& text) {
  const bool sms = channel == message_kind::sms;
  const auto& line = subject.value_or("");
  if (sms && !line.empty())
    return codec::wrong_value("params.subject", "no subject of an SMS", encode(line));
  // A line break would begin a header of the sender's choice.
  if (std::any_of(line.begin(), line.end(), is_control))
    return codec::wrong_value("params.subject", "one line", encode(line));
  if (auto wrong = short_enough(line, longest_subject, "params.subject"))
    return wrong;
  if (text.find_first_not_of(" \t\r\n") == std::string::npos)
    return codec::wrong_value("params.text", "a text", encode(text));
  if (std::any_of(text.begin(), text.end(),
                  [](char c) { return is_control(c) && c != '\n' && c != '\t' && c != '\r'; }))
    return codec::wrong_value("params.text", "text without control characters", encode(text));
  return short_enough(text, sms ? longest_sms : longest_email, "params.text");
}

std::optional<problem> email_address(const std::string& text, const std::string& path) {
  const auto at = text.find('@');
  const auto local = std::string_view{text}.substr(0, at);
  const bool fine = at != text.npos && text.size() <= longest_address && !local.empty() &&
                    local.size() <= longest_local_part && local.front() != '.' &&
                    local.back() != '.' && local.find("..") == local.npos &&
                    std::all_of(local.begin(), local.end(), in_local_part) &&
                    is_domain(std::string_view{text}.substr(at + 1));
  return fine ? std::nullopt
              : std::optional{codec::wrong_value(path, "an e-mail address", encode(text))};
}

} // namespace checks

std::optional<std::string> sms_number(const std::string& text, const std::string& country) {
  constexpr std::size_t shortest = 8; // with its country: extensions are shorter
  constexpr std::size_t longest = 15; // E.164
  auto number = normal_number(text);
  if (!number || number->find_first_of("*#") != std::string::npos)
    return std::nullopt;
  if (number->starts_with("00"))
    number = '+' + number->substr(2);
  if (!number->starts_with('+'))
    number = number->size() < shortest ? "" : country + *number;
  if (number->size() < shortest + 1 || number->size() > longest + 1)
    return std::nullopt;
  return number;
}

} // namespace omstilling
