#include "gateways/pbx/asterisk/caller_origin.hpp"

#include <algorithm>
#include <charconv>
#include <map>

namespace omstilling::ari {

namespace {

// At commas that stand in no <> and in no quotes.
std::vector<std::string_view> entries(std::string_view list) {
  std::vector<std::string_view> result;
  bool quoted = false;
  int depth = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= list.size(); ++i) {
    const char c = i < list.size() ? list[i] : ',';
    if (c == '"' && i < list.size())
      quoted = !quoted;
    else if (!quoted && (c == '<' || c == '>'))
      depth += c == '<' ? 1 : -1;
    else if ((c == ',' && !quoted && depth <= 0) || i == list.size()) {
      result.push_back(list.substr(begin, i - begin));
      begin = i + 1;
    }
  }
  return result;
}

std::string decoded(std::string_view x) {
  std::string result;
  for (std::size_t i = 0; i < x.size(); ++i) {
    unsigned value = 0;
    if (x[i] == '%' && i + 2 < x.size() &&
        std::from_chars(x.data() + i + 1, x.data() + i + 3, value, 16).ptr == x.data() + i + 3) {
      result += static_cast<char>(value);
      i += 2;
    } else
      result += x[i];
  }
  return result;
}

std::string_view between(std::string_view in, std::string_view from, std::string_view until) {
  const auto at = in.find(from);
  if (at == std::string_view::npos)
    return {};
  const auto rest = in.substr(at + from.size());
  return rest.substr(0, rest.find_first_of(until));
}

std::string user_in(std::string_view entry) {
  auto user = between(entry, "<sip:", "@;>?");
  if (user.empty())
    user = between(entry, "<tel:", ";>?");
  if (user.empty())
    user = between(entry, "<sips:", "@;>?");
  return decoded(user);
}

// In the words of Diversion, which are the plainer ones.
std::string reason_of(const std::string& sip_cause) {
  static const std::map<std::string_view, std::string_view> words{
    {"302", "unconditional"},  {"408", "no-answer"},   {"480", "unavailable"},
    {"486", "user-busy"},      {"487", "deflection"},  {"503", "unavailable"},
    {"603", "do-not-disturb"}, {"404", "unavailable"}, {"181", "unconditional"}};
  const auto found = words.find(sip_cause);
  return std::string{found == words.end() ? std::string_view{sip_cause} : found->second};
}

} // namespace

std::vector<origin_hop> read_origin(std::string_view history_info, std::string_view diversion,
                                    const std::string& redirected_from) {
  std::vector<origin_hop> result;
  for (const auto entry : entries(history_info))
    if (auto user = user_in(entry); !user.empty())
      result.push_back(
        {std::move(user), reason_of(std::string{between(decoded(entry), "cause=", ";>,\"& ")})});
  if (!result.empty() && result.back().reason.empty())
    result.pop_back(); // where it is now
  if (result.empty()) {
    for (const auto entry : entries(diversion))
      if (auto user = user_in(entry); !user.empty())
        result.push_back({std::move(user), std::string{between(entry, "reason=", ";,\" ")}});
    std::ranges::reverse(result); // the last one stands first there
  }
  if (result.empty() && !redirected_from.empty())
    result.push_back({redirected_from, {}});
  return result;
}

} // namespace omstilling::ari
