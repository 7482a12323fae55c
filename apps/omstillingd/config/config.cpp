#include "apps/omstillingd/config/config.hpp"

#include "apps/omstillingd/config/nearest.hpp"
#include "apps/omstillingd/config/rules.hpp"
#include "protocol/codec.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <set>

namespace omstilling {

namespace {

constexpr std::size_t largest_file = 1 << 20;

std::string shown(const toml::node& x) {
  if (const auto text = x.value_exact<std::string>())
    return codec::wrong_value("", "", boost::json::value(*text)).got;
  if (const auto number = x.value_exact<std::int64_t>())
    return std::to_string(*number);
  if (const auto flag = x.value_exact<bool>())
    return *flag ? "true" : "false";
  if (const auto number = x.value_exact<double>())
    return fmt::format("{}", *number);
  return x.is_table() ? "a table" : x.is_array() ? "a list" : "a date or time";
}

/// One reading of one file: its errors gather here.
class reader {
public:
  explicit reader(std::string_view file_name) : file_name_(file_name) {}

  void read(const toml::table& all, configuration& out);
  configuration_errors take_errors() { return std::move(errors_); }

private:
  void complain(const toml::source_region& at, std::string_view text) {
    errors_.push_back(
      fmt::format("{}:{}:{}: {}", file_name_, at.begin.line, at.begin.column, text));
  }
  void unknown(const toml::key& key, const std::string& path);
  void read_table(const toml::table& in, const std::string& prefix, configuration& out);
  void read_sites(const toml::node& in, configuration& out);
  site_settings read_site(const toml::table& in);
  void read_asterisks(const toml::node& in, site_settings& out);
  void read_calendars(const toml::node& in, configuration& out);
  calendar_settings read_calendar(const toml::table& in);

  template <class Owner>
  bool read_key(const std::vector<key_rule<Owner>>& rules, const std::string& key,
                const std::string& path, const toml::node& value, Owner& out) {
    const auto rule =
      std::find_if(rules.begin(), rules.end(), [&](const auto& x) { return x.key == key; });
    if (rule == rules.end())
      return false;
    if (const auto expected = rule->read(value, out); !expected.empty())
      complain(value.source(),
               fmt::format("{}: {} expected, got {}", path, expected, shown(value)));
    return true;
  }

  std::string file_name_;
  configuration_errors errors_;
};

void reader::unknown(const toml::key& key, const std::string& path) {
  const auto shown_path = codec::wrong_value("", "", boost::json::value(path)).got;
  const auto bare = shown_path.substr(1, shown_path.size() - 2);
  const auto near = nearest(path, known_keys());
  complain(key.source(), near ? fmt::format("{}: unknown key, did you mean {}?", bare, *near)
                              : fmt::format("{}: unknown key", bare));
}

bool is_table_name(const std::string& name) {
  const auto& rules = general_rules();
  return std::any_of(rules.begin(), rules.end(),
                     [&](const auto& x) { return x.key.starts_with(name + '.'); });
}

void reader::read_table(const toml::table& in, const std::string& prefix, configuration& out) {
  for (const auto& [key, value] : in) {
    const auto path = prefix + std::string{key.str()};
    if (prefix.empty() && path == "site")
      read_sites(value, out);
    else if (prefix.empty() && path == "calendars")
      read_calendars(value, out);
    else if (prefix.empty() && is_table_name(path)) {
      if (const auto* table = value.as_table())
        read_table(*table, path + '.', out);
      else
        complain(value.source(), fmt::format("{}: table expected, got {}", path, shown(value)));
    } else if (!read_key(general_rules(), path, path, value, out))
      unknown(key, path);
  }
}

/// One table, or a list of them for a site with several.
void reader::read_asterisks(const toml::node& in, site_settings& out) {
  const auto read_one = [&](const toml::table& table) {
    asterisk_keys one;
    for (const auto& [key, value] : table) {
      const auto name = std::string{key.str()};
      if (!read_key(asterisk_rules(), name, "site.asterisk." + name, value, one))
        unknown(key, "site.asterisk." + name);
    }
    if (one.user.empty())
      complain(table.source(), "site.asterisk.user: a value expected, got nothing");
    if (one.password.empty() == one.password_file.empty())
      complain(table.source(),
               fmt::format("site.asterisk: password or password_file expected, got {}",
                           one.password.empty() ? "neither" : "both"));
    out.asterisks.push_back(std::move(one));
  };
  if (const auto* table = in.as_table())
    return read_one(*table);
  const auto* list = in.as_array();
  for (const auto& item : list ? *list : toml::array{})
    if (const auto* table = item.as_table())
      read_one(*table);
  if (!list || out.asterisks.size() != list->size())
    complain(in.source(), fmt::format("site.asterisk: table expected, got {}", shown(in)));
  if (out.asterisks.size() > 1)
    for (const auto& x : out.asterisks)
      if (x.phones.empty())
        return complain(in.source(), "site.asterisk.phones: a value expected where a site has "
                                     "several, got nothing");
}

site_settings reader::read_site(const toml::table& in) {
  site_settings result;
  for (const auto& [key, value] : in) {
    const auto name = std::string{key.str()};
    if (name == "asterisk")
      read_asterisks(value, result);
    else if (!read_key(site_rules(), name, "site." + name, value, result))
      unknown(key, "site." + name);
  }
  if (result.pbx == pbx_kind::asterisk && result.asterisks.empty())
    complain(in.source(), "site.asterisk: [[site.asterisk]] expected, got nothing");
  for (const auto* needed : {"id", "name"})
    if (!in.contains(needed))
      complain(in.source(), fmt::format("site.{}: a value expected, got nothing", needed));
  return result;
}

void reader::read_sites(const toml::node& in, configuration& out) {
  const auto* list = in.as_array();
  if (!list) {
    complain(in.source(), fmt::format("site: [[site]] expected, got {}", shown(in)));
    return;
  }
  std::set<site_id> seen;
  for (const auto& item : *list) {
    const auto* table = item.as_table();
    if (!table) {
      complain(item.source(), fmt::format("site: table expected, got {}", shown(item)));
      continue;
    }
    auto site = read_site(*table);
    if (!site.id.empty() && !seen.insert(site.id).second)
      complain(table->source(),
               fmt::format("site.id: an id of its own expected, got \"{}\" again", site.id.value));
    out.sites.push_back(std::move(site));
  }
}

calendar_settings reader::read_calendar(const toml::table& in) {
  calendar_settings result;
  for (const auto& [key, value] : in) {
    const auto name = std::string{key.str()};
    if (!read_key(calendar_rules(), name, "calendars." + name, value, result))
      unknown(key, "calendars." + name);
  }
  for (const auto* needed : {"id", "name", "kind"})
    if (!in.contains(needed))
      complain(in.source(), fmt::format("calendars.{}: a value expected, got nothing", needed));
  if (!result.secret_file.empty() && !result.secret_env.empty())
    complain(in.source(), "calendars: secret_file or secret_env expected, got both");
  return result;
}

void reader::read_calendars(const toml::node& in, configuration& out) {
  const auto* list = in.as_array();
  if (!list)
    return complain(in.source(),
                    fmt::format("calendars: [[calendars]] expected, got {}", shown(in)));
  std::set<std::string> seen;
  for (const auto& item : *list) {
    const auto* table = item.as_table();
    if (!table) {
      complain(item.source(), fmt::format("calendars: table expected, got {}", shown(item)));
      continue;
    }
    auto link = read_calendar(*table);
    if (!link.id.empty() && !seen.insert(link.id).second)
      complain(table->source(),
               fmt::format("calendars.id: an id of its own expected, got \"{}\" again", link.id));
    out.calendars.push_back(std::move(link));
  }
}

void reader::read(const toml::table& all, configuration& out) {
  read_table(all, "", out);
  if (!all.contains("site"))
    errors_.push_back(file_name_ + ": site: at least one [[site]] expected, got none");
}

bool is_loopback(const std::string& address) {
  return address.starts_with("127.") || address == "::1";
}

} // namespace

tl::expected<configuration, configuration_errors> read_configuration(std::string_view text,
                                                                     std::string_view file_name) {
  if (text.size() > largest_file)
    return tl::unexpected(configuration_errors{
      fmt::format("{}: at most {} bytes expected, got {}", file_name, largest_file, text.size())});
  reader one{file_name};
  configuration result;
  try {
    one.read(toml::parse(text), result);
  } catch (const toml::parse_error& failure) {
    return tl::unexpected(
      configuration_errors{fmt::format("{}:{}:{}: {}", file_name, failure.source().begin.line,
                                       failure.source().begin.column, failure.description())});
  }
  if (auto errors = one.take_errors(); !errors.empty())
    return tl::unexpected(std::move(errors));
  return result;
}

tl::expected<configuration, configuration_errors>
load_configuration(const std::filesystem::path& file) {
  std::ifstream in{file, std::ios::binary};
  std::string text(largest_file + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!in.is_open() || in.bad())
    return tl::unexpected(configuration_errors{
      fmt::format("{}: cannot be read: {}", file.string(), std::strerror(errno))});
  text.resize(static_cast<std::size_t>(in.gcount()));
  return read_configuration(text, file.string());
}

std::vector<std::string> warnings(const configuration& x) {
  std::vector<std::string> result;
  if (!is_loopback(x.listen.address))
    result.push_back(fmt::format("listen.address {} can be reached from other machines, without "
                                 "encryption: put a TLS proxy before it",
                                 x.listen.address));
  return result;
}

std::vector<std::string> known_keys() {
  std::vector<std::string> result;
  for (const auto& rule : general_rules())
    result.push_back(rule.key);
  for (const auto& rule : site_rules())
    result.push_back("site." + rule.key);
  for (const auto& rule : asterisk_rules())
    result.push_back("site.asterisk." + rule.key);
  for (const auto& rule : calendar_rules())
    result.push_back("calendars." + rule.key);
  return result;
}

} // namespace omstilling
