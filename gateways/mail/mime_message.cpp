#include "gateways/mail/mime_message.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <ctime>

namespace omstilling::mail {

namespace {

constexpr std::size_t longest_line = 76;
constexpr std::string_view hex = "0123456789ABCDEF";

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c >= 32 && c < 127; });
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 32 || c == 127; });
}

bool is_continuation(char x) { return (static_cast<unsigned char>(x) & 0xC0U) == 0x80U; }

std::string base64(std::string_view text) {
  constexpr std::string_view letters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string result;
  for (std::size_t i = 0; i < text.size(); i += 3) {
    const auto part = text.substr(i, 3);
    std::uint32_t bits = 0;
    for (std::size_t k = 0; k < 3; ++k)
      bits = (bits << 8U) | (k < part.size() ? static_cast<unsigned char>(part[k]) : 0U);
    for (std::size_t k = 0; k < 4; ++k)
      result += k <= part.size() ? letters[(bits >> (18U - 6U * k)) & 63U] : '=';
  }
  return result;
}

std::string escaped_byte(unsigned char x) { return {'=', hex[x >> 4U], hex[x & 15U]}; }

/// RFC 5322, 3.3, in UTC.
std::string date_of(time_point now) {
  constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto seconds = static_cast<std::time_t>(
    std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count());
  std::tm at{};
  gmtime_r(&seconds, &at);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%s, %02d %s %d %02d:%02d:%02d +0000",
                days.at(static_cast<std::size_t>(at.tm_wday)), at.tm_mday,
                months.at(static_cast<std::size_t>(at.tm_mon)), at.tm_year + 1900, at.tm_hour,
                at.tm_min, at.tm_sec);
  return text.data();
}

/// The left side of a Message-ID: what no dot-atom may hold is written as its bytes.
std::string message_id_of(const std::string& id) {
  std::string result;
  for (const auto x : id)
    if (std::isalnum(static_cast<unsigned char>(x)) != 0 || x == '-' || x == '_')
      result += x;
    else
      result += escaped_byte(static_cast<unsigned char>(x));
  return result;
}

/// A name and an address, as From, To and Reply-To have them.
std::string mailbox(std::string_view field, const std::string& name, const std::string& address) {
  if (name.empty())
    return address;
  if (!is_ascii(name) || name.size() > 60)
    return header_text(name, field.size() + 2) + "\r\n <" + address + '>';
  std::string quoted = "\"";
  for (const auto x : name) {
    if (x == '"' || x == '\\')
      quoted += '\\';
    quoted += x;
  }
  return quoted + "\"\r\n <" + address + '>';
}

std::string refusal_of(const outgoing_email& what, const sender& from) {
  if (!is_address(from.address))
    return "sender: e-mail address expected";
  if (!is_address(what.to))
    return "to: e-mail address expected";
  if (!what.reply_to.empty() && !is_address(what.reply_to))
    return "reply_to: e-mail address expected";
  if (has_control(what.subject))
    return "subject: one line expected";
  if (has_control(what.to_name) || has_control(from.name))
    return "name: one line expected";
  if (what.id.empty() || what.text.find('\0') != std::string::npos)
    return "text: no zero byte expected";
  return {};
}

/// Most of it readable as it is: quoted-printable; else base64 is shorter.
bool is_mostly_ascii(std::string_view text) {
  const auto others =
    std::count_if(text.begin(), text.end(), [](unsigned char c) { return c >= 127; });
  return static_cast<std::size_t>(others) * 6 <= text.size();
}

std::string domain_of(const std::string& address) { return address.substr(address.rfind('@') + 1); }

} // namespace

bool is_address(std::string_view text) {
  const auto at = text.rfind('@');
  if (at == std::string_view::npos || at == 0 || at > 64 || text.size() > 254)
    return false;
  const auto local = text.substr(0, at);
  const auto domain = text.substr(at + 1);
  const auto is_domain = [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '-' || c == '.';
  };
  const auto is_local = [](unsigned char c) {
    return c > 32 && c < 127 &&
           std::string_view{"()<>[]:;@\\,\""}.find(static_cast<char>(c)) == std::string_view::npos;
  };
  return !domain.empty() && std::all_of(domain.begin(), domain.end(), is_domain) &&
         domain.front() != '-' && domain.front() != '.' && domain.back() != '.' &&
         std::all_of(local.begin(), local.end(), is_local);
}

std::string header_text(std::string_view text, std::size_t at) {
  if (is_ascii(text) && at + text.size() <= longest_line &&
      text.find("=?") == std::string_view::npos)
    return std::string{text};
  constexpr std::string_view begin = "=?UTF-8?B?";
  constexpr std::string_view end = "?=";
  std::string result;
  while (!text.empty()) {
    const auto room = longest_line - 1 - begin.size() - end.size() - (result.empty() ? at : 1);
    auto length = std::min(text.size(), std::max<std::size_t>(room / 4 * 3, 6));
    while (length < text.size() && length > 1 && is_continuation(text[length]))
      --length;
    if (!result.empty())
      result += "\r\n ";
    result.append(begin).append(base64(text.substr(0, length))).append(end);
    text.remove_prefix(length);
  }
  return result;
}

std::string quoted_printable(std::string_view text) {
  std::string result;
  std::size_t column = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto x = static_cast<unsigned char>(text[i]);
    if (x == '\n') {
      result += "\r\n";
      column = 0;
      continue;
    }
    const bool ends_line = i + 1 == text.size() || text[i + 1] == '\n';
    const bool plain = (x >= 33 && x < 127 && x != '=') || ((x == ' ' || x == '\t') && !ends_line);
    const auto piece = plain ? std::string(1, text[i]) : escaped_byte(x);
    if (column + piece.size() > longest_line - 1) {
      result += "=\r\n";
      column = 0;
    }
    result += piece;
    column += piece.size();
  }
  return result;
}

std::string base64_lines(std::string_view text) {
  std::string result;
  constexpr std::size_t bytes = longest_line / 4 * 3;
  for (std::size_t i = 0; i < text.size(); i += bytes)
    result += base64(text.substr(i, bytes)) + "\r\n";
  return result;
}

tl::expected<std::string, std::string> compose(const outgoing_email& what, const sender& from,
                                               time_point now) {
  if (auto why = refusal_of(what, from); !why.empty())
    return tl::unexpected{std::move(why)};
  const bool readable = is_mostly_ascii(what.text);
  std::string result = "Date: " + date_of(now) + "\r\n";
  result += "From: " + mailbox("From", from.name, from.address) + "\r\n";
  result += "To: " + mailbox("To", what.to_name, what.to) + "\r\n";
  if (!what.reply_to.empty())
    result += "Reply-To: " + what.reply_to + "\r\n";
  result += "Message-ID: <" + message_id_of(what.id) + '@' + domain_of(from.address) + ">\r\n";
  result += "Subject: " + header_text(what.subject, 9) + "\r\n";
  result += "Auto-Submitted: auto-generated\r\n"; // RFC 3834: no answering machine answers
  result += "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n";
  result += readable ? "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
                     : "Content-Transfer-Encoding: base64\r\n\r\n";
  if (readable)
    return result + quoted_printable(what.text) + "\r\n";
  std::string text;
  for (const auto x : what.text)
    text += x == '\n' ? std::string{"\r\n"} : std::string(1, x);
  return result + base64_lines(text);
}

} // namespace omstilling::mail
