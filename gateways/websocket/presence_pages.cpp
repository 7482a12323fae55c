#include "gateways/websocket/presence_pages.hpp"

#include "protocol/codec.hpp"
#include "services/presence/pidf.hpp"

#include <sodium.h>

#include <algorithm>
#include <cstdint>
#include <map>

namespace omstilling {

namespace {

constexpr std::string_view root = "/presence/";
using parameters = std::map<std::string, std::string, std::less<>>;

/// A path's parts: the employee, coded as in the target, and whether her times are asked for.
struct presence_path {
  std::string_view employee;
  bool times = false;
};

std::optional<presence_path> read_path(std::string_view path) {
  if (!path.starts_with(root))
    return std::nullopt;
  path.remove_prefix(root.size());
  const auto slash = path.find('/');
  const auto rest = slash == path.npos ? std::string_view{} : path.substr(slash);
  if (slash == 0 || path.empty() ||
      (!rest.empty() && rest != "/freebusy" && rest != "/freebusy.ics"))
    return std::nullopt;
  return presence_path{path.substr(0, slash), !rest.empty()};
}

int hex(char x) {
  if (x >= '0' && x <= '9')
    return x - '0';
  const char lower = static_cast<char>(x | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// RFC 3986; a plus is a plus, because the times have one.
std::optional<std::string> percent_decoded(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      result += text[i];
      continue;
    }
    if (i + 2 >= text.size() || hex(text[i + 1]) < 0 || hex(text[i + 2]) < 0)
      return std::nullopt;
    result += static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2]));
    i += 2;
  }
  return result;
}

page wrong_parameter(std::string_view name, std::string_view expected) {
  return refusal_page(400, "invalid_params",
                      std::string{name} + ": " + std::string{expected} + " expected");
}

bool is_known(std::string_view name, bool times) {
  return name == "token" || (times && (name == "from" || name == "to"));
}

tl::expected<parameters, page> read_query(std::string_view query, bool times) {
  parameters result;
  while (!query.empty()) {
    const auto one = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), one.size() + 1));
    if (one.empty())
      continue;
    const auto name = one.substr(0, one.find('='));
    if (!is_known(name, times))
      return tl::unexpected(
        refusal_page(400, "invalid_params",
                     times ? "token, from or to expected" : "no parameter but token expected"));
    auto value = percent_decoded(one.substr(std::min(one.size(), name.size() + 1)));
    if (!value)
      return tl::unexpected(wrong_parameter(name, "two hexadecimal digits after each %"));
    if (!result.emplace(name, std::move(*value)).second)
      return tl::unexpected(wrong_parameter(name, "one value"));
  }
  return result;
}

tl::expected<std::optional<time_point>, page> read_time(const parameters& from,
                                                        std::string_view name) {
  const auto found = from.find(name);
  if (found == from.end())
    return std::nullopt;
  const auto time = from_rfc3339(found->second);
  if (!time)
    return tl::unexpected(wrong_parameter(name, "RFC 3339 time"));
  return time;
}

std::optional<std::string> base64_decoded(std::string_view text) {
  std::string result(text.size(), '\0');
  std::size_t size = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(result.data()), result.size(), text.data(),
                        text.size(), nullptr, &size, nullptr, sodium_base64_VARIANT_ORIGINAL) != 0)
    return std::nullopt;
  result.resize(size);
  return result;
}

/// RFC 7617. A name that cannot be a login's is not asked for.
std::optional<authenticate> read_basic(std::string_view credentials) {
  const auto pair = base64_decoded(credentials);
  const auto colon = pair ? pair->find(':') : std::string::npos;
  if (colon == std::string::npos || !valid_id(std::string_view{*pair}.substr(0, colon)))
    return std::nullopt;
  return authenticate{.user = user_id{pair->substr(0, colon)}, .password = pair->substr(colon + 1)};
}

bool is_scheme(std::string_view text, std::string_view scheme) {
  return std::ranges::equal(text, scheme, {}, [](char x) { return static_cast<char>(x | 0x20); });
}

page no_login(std::string_view detail) { return refusal_page(401, "not_authenticated", detail); }

tl::expected<authenticate, page> read_login(const parameters& asked, std::string_view field) {
  const auto token = asked.find("token");
  if (token != asked.end() && !field.empty())
    return tl::unexpected(
      wrong_parameter("token", "one login, here or in Authorization, not both"));
  if (token != asked.end() && !token->second.empty())
    return authenticate{.token = token->second};
  const auto space = field.find(' ');
  const auto scheme = field.substr(0, space);
  auto credentials = space == field.npos ? std::string_view{} : field.substr(space);
  credentials.remove_prefix(std::min(credentials.find_first_not_of(' '), credentials.size()));
  if (is_scheme(scheme, "bearer") && !credentials.empty())
    return authenticate{.token = std::string{credentials}};
  if (!is_scheme(scheme, "basic"))
    return tl::unexpected(no_login("a token or a login expected"));
  auto login = read_basic(credentials);
  if (!login)
    return tl::unexpected(no_login("Authorization: name:password in base64 expected"));
  return std::move(*login);
}

/// Stands for the text among the earlier ones of the same address.
std::string etag_of(std::string_view text, std::string_view weak) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string result{weak};
  result += '"';
  for (const auto seed : {"", "2"}) {
    auto hash = std::hash<std::string>{}(std::string{text} + seed);
    for (int i = 0; i < 16; ++i, hash /= 16)
      result += digits[hash % 16];
  }
  return result + '"';
}

unsigned status_of(error_reason x) {
  switch (x) {
    case error_reason::invalid_params: return 400;
    case error_reason::bad_credentials:
    case error_reason::not_authenticated: return 401;
    case error_reason::forbidden: return 403;
    case error_reason::unknown_employee: return 404;
    default: return 503;
  }
}

} // namespace

bool is_presence_path(std::string_view path) { return read_path(path).has_value(); }

tl::expected<presence_asked, page> read_presence_request(std::string_view target,
                                                         std::string_view authorization) {
  const auto mark = target.find('?');
  const auto path = read_path(target.substr(0, mark)).value_or(presence_path{});
  const auto wanted = mark == target.npos ? std::string_view{} : target.substr(mark + 1);
  presence_asked result{.login = {}, .what = {}, .times = path.times};
  const auto asked = read_query(wanted, path.times);
  if (!asked)
    return tl::unexpected(asked.error());
  auto login = read_login(*asked, authorization);
  if (!login)
    return tl::unexpected(login.error());
  result.login = std::move(*login);
  const auto from = read_time(*asked, "from");
  const auto to = read_time(*asked, "to");
  if (!from || !to)
    return tl::unexpected(from ? to.error() : from.error());
  result.what = {
    .who = employee_id{percent_decoded(path.employee).value_or("")}, .from = *from, .to = *to};
  return result;
}

page presence_page(const presence_reading& x, bool times, std::string_view if_none_match) {
  page result{.type = times ? "text/calendar; charset=utf-8; component=VFREEBUSY" : pidf_type};
  if (times) {
    // When it was read stands in it, and does not make it another.
    result.text = write_times_taken(x.who, x.taken, x.window, x.at);
    result.etag = etag_of(write_times_taken(x.who, x.taken, x.window, {}), "W/");
  } else {
    result.text = write_pidf(x.who);
    result.etag = etag_of(result.text, "");
  }
  result.is_private = true;
  if (names_etag(if_none_match, result.etag))
    result.status = 304;
  return result;
}

page presence_refusal(const problem& why) {
  const bool slowed = why.reason == error_reason::try_later && why.retry_after_seconds;
  auto result = refusal_page(slowed ? 429 : status_of(why.reason), word(why.reason), message(why));
  result.retry_after = why.retry_after_seconds;
  return result;
}

} // namespace omstilling
