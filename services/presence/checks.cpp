#include "services/presence/checks.hpp"

#include "services/directory/numbers.hpp"
#include "services/presence/status_types.hpp"

#include <algorithm>

namespace omstilling::checks {

namespace {

constexpr std::int64_t longest_seconds = 31'536'000; // a year
constexpr std::chrono::days furthest{3653};
constexpr std::size_t longest_note = 500;
constexpr std::size_t longest_email = 254;    // RFC 5321, 4.5.3.1.3
constexpr std::size_t longest_before_at = 64; // RFC 5321, 4.5.3.1.1
constexpr std::size_t longest_label = 100;
constexpr std::size_t most_actions = 10;

std::string at(const std::string& path, std::size_t index) {
  return path + '[' + std::to_string(index) + ']';
}

std::optional<problem> end_of(const set_status& x, time_point now) {
  if (x.until && x.for_seconds)
    return problem{.reason = error_reason::invalid_params,
                   .path = "params.for_seconds",
                   .expected = "either until or for_seconds",
                   .got = "both"};
  if (x.until && *x.until <= now)
    return codec::wrong_value("params.until", "a time after now", encode(*x.until));
  if (x.until && *x.until > now + furthest)
    return codec::wrong_value("params.until", "a time within ten years", encode(*x.until));
  if (x.to_calendar.value_or(false) && !x.until && !x.for_seconds)
    return problem{.reason = error_reason::invalid_params,
                   .path = "params.to_calendar",
                   .expected = "a status with an end",
                   .got = "none"};
  return x.for_seconds ? length(*x.for_seconds) : std::nullopt;
}

std::optional<problem> actions(const std::vector<status_action>& list, const std::string& path) {
  if (auto wrong = few_enough(list.size(), most_actions, path))
    return wrong;
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (auto wrong = known_word(list[i].kind, at(path, i) + ".kind"))
      return wrong;
    if (const auto type = list[i].type; type && *type == forwarding_type::dnd)
      return codec::wrong_value(at(path, i) + ".type", "one of immediate, busy, no_answer",
                                encode(*type));
    if (list[i].type)
      if (auto wrong = known_word(*list[i].type, at(path, i) + ".type"))
        return wrong;
    if (list[i].kind != status_action_kind::set_forwarding)
      continue;
    if (auto wrong = plausible_number(list[i].to.value_or(""), at(path, i) + ".to"))
      return wrong;
  }
  return std::nullopt;
}

std::optional<problem> ending(const std::vector<status_type>& types,
                              const std::optional<on_expiry>& expiry,
                              const std::optional<std::string>& forced_type) {
  const auto wanted = expiry.value_or(on_expiry::fall_back);
  if (auto wrong = known_word(wanted, "params.expiry"))
    return wrong;
  if (wanted != on_expiry::force_status)
    return std::nullopt;
  return known_type(types, forced_type.value_or(""), "params.forced_type");
}

} // namespace

std::optional<problem> known_type(const std::vector<status_type>& types, const std::string& type,
                                  const std::string& path) {
  if (find_status_type(types, type))
    return std::nullopt;
  std::string ids;
  for (const auto& x : types)
    ids += (ids.empty() ? "" : ", ") + x.id;
  return codec::wrong_value(path, "one of " + ids, encode(type));
}

std::optional<problem> plausible_number(const std::string& text, const std::string& path) {
  if (normal_number(text))
    return std::nullopt;
  return codec::wrong_value(path, "a phone number", encode(text));
}

std::optional<problem> plausible_email(const std::string& text, const std::string& path) {
  const auto at = std::min(text.find('@'), text.size());
  const auto before = std::string_view{text}.substr(0, at);
  const auto host = std::string_view{text}.substr(std::min(at + 1, text.size()));
  const auto ends_with_one_of = [](std::string_view x, std::string_view odd) {
    return x.empty() || odd.find(x.front()) != odd.npos || odd.find(x.back()) != odd.npos;
  };
  const bool plausible =
    text.size() <= longest_email && before.size() <= longest_before_at &&
    !ends_with_one_of(before, ".") && !ends_with_one_of(host, ".-") &&
    (host.find('.') != host.npos || host == "localhost") && host.find('@') == host.npos &&
    text.find("..") == text.npos &&
    std::none_of(text.begin(), text.end(),
                 [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '\x7F'; }) &&
    text.find_first_of("<>,;:\\\"()[]") == text.npos;
  return plausible ? std::nullopt
                   : std::optional{codec::wrong_value(path, "an e-mail address", encode(text))};
}

std::optional<problem> short_enough(const std::string& text, std::size_t most,
                                    const std::string& path) {
  if (text.size() <= most)
    return std::nullopt;
  return problem{.reason = error_reason::invalid_params,
                 .path = path,
                 .expected = "text of at most " + std::to_string(most) + " bytes",
                 .got = std::to_string(text.size()) + " bytes"};
}

std::optional<problem> name(const std::string& text, std::size_t most, const std::string& path) {
  if (text.find_first_not_of(" \t\r\n") == std::string::npos)
    return codec::wrong_value(path, "a name", encode(text));
  return short_enough(text, most, path);
}

problem too_many(std::string path, std::size_t most, const std::string& what) {
  return {.reason = error_reason::too_many,
          .path = std::move(path),
          .expected = "at most " + std::to_string(most) + ' ' + what,
          .got = std::to_string(most + 1)};
}

std::optional<problem> few_enough(std::size_t count, std::size_t most, const std::string& path) {
  if (count <= most)
    return std::nullopt;
  return problem{.reason = error_reason::invalid_params,
                 .path = path,
                 .expected = "at most " + std::to_string(most),
                 .got = std::to_string(count)};
}

std::optional<problem> length(std::int64_t for_seconds) {
  if (for_seconds >= 1 && for_seconds <= longest_seconds)
    return std::nullopt;
  return codec::wrong_value("params.for_seconds", "1 to " + std::to_string(longest_seconds),
                            encode(for_seconds));
}

std::optional<problem>
wish(const std::vector<status_type>& types, const std::string& type,
     const std::optional<std::string>& note, const std::vector<status_action>& start_actions,
     const std::vector<status_action>& stop_actions, const std::optional<on_expiry>& expiry,
     const std::optional<std::string>& forced_type, const std::optional<std::string>& alias) {
  if (auto wrong = known_type(types, type, "params.type"))
    return wrong;
  if (auto wrong = short_enough(note.value_or(""), longest_note, "params.note"))
    return wrong;
  if (auto wrong = actions(start_actions, "params.start_actions"))
    return wrong;
  if (auto wrong = actions(stop_actions, "params.stop_actions"))
    return wrong;
  if (alias && !alias->empty())
    if (auto wrong = known_type(types, *alias, "params.alias"))
      return wrong;
  return ending(types, expiry, forced_type);
}

std::optional<problem> status_template(const put_template& x,
                                       const std::vector<status_type>& types) {
  if (auto wrong = name(x.name, longest_label, "params.name"))
    return wrong;
  if (auto wrong = wish(x, types))
    return wrong;
  return x.for_seconds ? length(*x.for_seconds) : std::nullopt;
}

std::optional<problem> status(const set_status& x, const std::vector<status_type>& types,
                              time_point now) {
  if (auto wrong = wish(x, types))
    return wrong;
  return end_of(x, now);
}

std::optional<problem> forwarding(const std::vector<forwarding_rule>& rules,
                                  const std::string& own_number, const std::string& path) {
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const auto& rule = rules[i];
    if (auto wrong = known_word(rule.type, at(path, i) + ".type"))
      return wrong;
    const auto rest = rules.begin() + static_cast<std::ptrdiff_t>(i);
    if (std::any_of(rules.begin(), rest, [&](const auto& x) { return x.type == rule.type; }))
      return codec::wrong_value(at(path, i) + ".type", "each type only once", encode(rule.type));
    if (auto wrong = plausible_number(rule.to, at(path, i) + ".to"))
      return wrong;
    if (normal_number(rule.to) == own_number)
      return codec::wrong_value(at(path, i) + ".to", "another number than the phone's own",
                                encode(rule.to));
  }
  return std::nullopt;
}

} // namespace omstilling::checks
