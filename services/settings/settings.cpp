#include "services/settings/settings.hpp"

#include "protocol/codec.hpp"
#include "protocol/key_combination.hpp"
#include "services/directory/numbers.hpp"
#include "services/presence/checks.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <string_view>

namespace omstilling {

namespace {

using boost::describe::describe_members;
using boost::describe::mod_public;

constexpr std::size_t most_views = 20;
constexpr std::size_t most_entries = 100;
constexpr std::size_t longest_name = 100;
constexpr std::size_t longest_entry = 200; // as long as a location or a group may be

bool contains(const std::vector<std::string>& list, const std::string& wanted) {
  return std::find(list.begin(), list.end(), wanted) != list.end();
}

// --- each member in its one writing, or what is wrong with it -----------------------------

std::optional<problem> settle_phone(std::optional<std::string>& x, const std::string& path,
                                    const std::vector<std::string>& own) {
  if (!x || x->empty())
    return std::nullopt;
  if (const auto number = normal_number(*x); number && contains(own, *number)) {
    x = *number;
    return std::nullopt;
  }
  std::string theirs;
  for (const auto& number : own)
    theirs += (theirs.empty() ? " (" : ", ") + number;
  auto wrong = codec::wrong_value(
    path, "one of your phones" + theirs + (theirs.empty() ? "" : ")") + " or nothing", encode(*x));
  wrong.reason = error_reason::unknown_phone;
  return wrong;
}

std::optional<problem> settle_address(std::optional<std::string>& x) {
  if (!x || x->empty())
    return std::nullopt;
  for (const int family : {AF_INET, AF_INET6}) {
    std::array<unsigned char, sizeof(in6_addr)> bytes{};
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (inet_pton(family, x->c_str(), bytes.data()) == 1 &&
        inet_ntop(family, bytes.data(), text.data(), text.size())) {
      x = text.data();
      return std::nullopt;
    }
  }
  return codec::wrong_value("params.locked_address", "an IPv4 or IPv6 address or nothing",
                            encode(*x));
}

std::optional<problem> settle_keys(hotkey& x, const std::string& path) {
  if (x.keys.empty() && x.active)
    return codec::wrong_value(path, "the keys of an active hotkey", encode(x.keys));
  if (x.keys.empty())
    return std::nullopt;
  const auto keys = read_key_combination(x.keys);
  if (!keys)
    return codec::wrong_value(path, keys.error(), encode(x.keys));
  x.keys = text_of(*keys);
  return std::nullopt;
}

std::optional<problem> settle_hotkeys(std::vector<hotkey>& all) {
  for (auto x = all.begin(); x != all.end(); ++x) {
    const auto path = "params.hotkeys[" + std::to_string(x - all.begin()) + "]";
    if (auto wrong = checks::known_word(x->action, path + ".action"))
      return wrong;
    if (std::any_of(all.begin(), x, [&](const hotkey& y) { return y.action == x->action; }))
      return codec::wrong_value(path + ".action", "each action only once", encode(x->action));
    if (auto wrong = settle_keys(*x, path + ".keys"))
      return wrong;
    if (!x->keys.empty() &&
        std::any_of(all.begin(), x, [&](const hotkey& y) { return y.keys == x->keys; }))
      return codec::wrong_value(path + ".keys", "keys that no other hotkey has", encode(x->keys));
  }
  return std::nullopt;
}

std::optional<problem> wrong_view(const saved_view& x, const std::string& path) {
  if (auto wrong = checks::name(x.name, longest_name, path + ".name"))
    return wrong;
  const auto wrong_texts = [&](const std::vector<std::string>& list, const std::string& where) {
    auto wrong = checks::few_enough(list.size(), most_entries, where);
    for (std::size_t i = 0; !wrong && i < list.size(); ++i)
      wrong = checks::name(list[i], longest_entry, where + '[' + std::to_string(i) + ']');
    return wrong;
  };
  if (auto wrong = wrong_texts(x.status_types, path + ".status_types"))
    return wrong;
  if (auto wrong = wrong_texts(x.locations, path + ".locations"))
    return wrong;
  if (auto wrong = wrong_texts(x.groups, path + ".groups"))
    return wrong;
  auto wrong = checks::few_enough(x.lamps.size(), most_entries, path + ".lamps");
  for (std::size_t i = 0; !wrong && i < x.lamps.size(); ++i)
    wrong = checks::known_word(x.lamps[i], path + ".lamps[" + std::to_string(i) + ']');
  return wrong;
}

std::optional<problem> wrong_views(const std::vector<saved_view>& all) {
  if (auto wrong = checks::few_enough(all.size(), most_views, "params.views"))
    return wrong;
  for (auto x = all.begin(); x != all.end(); ++x) {
    const auto path = "params.views[" + std::to_string(x - all.begin()) + "]";
    if (auto wrong = wrong_view(*x, path))
      return wrong;
    if (std::any_of(all.begin(), x, [&](const saved_view& y) { return y.name == x->name; }))
      return codec::wrong_value(path + ".name", "each name only once", encode(x->name));
  }
  return std::nullopt;
}

/// 0 leaves it to the desktop.
std::optional<problem> wrong_size(const std::optional<double>& x, const std::string& path,
                                  double least, double most, const std::string& expected) {
  if (!x || *x == 0 || (*x >= least && *x <= most))
    return std::nullopt;
  return codec::wrong_value(path, expected, encode(*x));
}

std::optional<problem> settle(set_settings& x, const std::vector<std::string>& own) {
  if (auto wrong = settle_phone(x.call_phone, "params.call_phone", own))
    return wrong;
  if (auto wrong = settle_phone(x.sms_phone, "params.sms_phone", own))
    return wrong;
  if (auto wrong = settle_address(x.locked_address))
    return wrong;
  if (auto wrong = x.hotkeys ? settle_hotkeys(*x.hotkeys) : std::nullopt)
    return wrong;
  if (auto wrong = x.views ? wrong_views(*x.views) : std::nullopt)
    return wrong;
  if (auto wrong = x.theme ? checks::known_word(*x.theme, "params.theme") : std::nullopt)
    return wrong;
  if (auto wrong = wrong_size(x.text_size, "params.text_size", 0.5, 4, "0, or 0.5 to 4"))
    return wrong;
  if (auto wrong = wrong_size(x.left_width, "params.left_width", 200, 2000, "0, or 200 to 2000"))
    return wrong;
  return wrong_size(x.right_width, "params.right_width", 200, 2000, "0, or 200 to 2000");
}

/// Writes what is given over the member of the same name; says which became another.
std::vector<std::string> write_over(settings_view& to, const set_settings& x) {
  std::vector<std::string> changed;
  boost::mp11::mp_for_each<describe_members<set_settings, mod_public>>([&](auto from) {
    boost::mp11::mp_for_each<describe_members<settings_view, mod_public>>([&](auto member) {
      const auto& given = x.*from.pointer;
      auto& stands = to.*member.pointer;
      using value = std::remove_cvref_t<decltype(stands)>;
      if constexpr (std::is_same_v<decltype(given), const std::optional<value>&>)
        if (given && std::string_view{from.name} == member.name && stands != *given) {
          stands = *given;
          changed.emplace_back(member.name);
        }
    });
  });
  return changed;
}

} // namespace

settings_decision user_settings::change(const set_settings& x,
                                        const std::vector<std::string>& own) {
  auto wish = x;
  if (auto wrong = settle(wish, own))
    return {.refused = std::move(wrong)};
  auto changed = write_over(record_.chosen, wish);
  if (changed.empty())
    return {};
  return {.events = {settings_changed{std::move(changed)}}, .changed = true};
}

settings_decision user_settings::rename(const std::string& name) {
  return {.changed = std::exchange(record_.chosen.name, name) != name};
}

std::string call_number(const settings_view& x, const std::vector<std::string>& own) {
  if (contains(own, x.call_phone))
    return x.call_phone;
  return own.empty() ? std::string{} : own.front();
}

std::optional<problem> refused_callback(const settings_view& x) {
  if (x.callback_calls)
    return std::nullopt;
  return problem{.reason = error_reason::wrong_state,
                 .detail = "callback calls are switched off in the settings"};
}

} // namespace omstilling
