#include "apps/omstillingd/config/config.hpp"

#include "apps/omstillingd/config/nearest.hpp"
#include "apps/omstillingd/config/people_rules.hpp"
#include "apps/omstillingd/config/rules.hpp"
#include "protocol/codec.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace omstilling {

namespace {

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
  void read_trunks(const toml::node& in, site_settings& out);
  void read_calendars(const toml::node& in, configuration& out);
  calendar_settings read_calendar(const toml::table& in);
  void read_directories(const toml::node& in, configuration& out);
  ldap_settings read_directory(const toml::table& in);
  void read_phones(const toml::node& in, ldap_settings& out);
  template <class One>
  void each_table(const toml::node& in, const std::string& name, One&& one);

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
  const auto is_of = [&](const auto& x) { return x.key.starts_with(name + '.'); };
  const auto& general = general_rules();
  const auto& people = people_rules();
  return std::any_of(general.begin(), general.end(), is_of) ||
         std::any_of(people.begin(), people.end(), is_of);
}

void reader::read_table(const toml::table& in, const std::string& prefix, configuration& out) {
  for (const auto& [key, value] : in) {
    const auto path = prefix + std::string{key.str()};
    if (prefix.empty() && path == "site")
      read_sites(value, out);
    else if (prefix.empty() && path == "calendars")
      read_calendars(value, out);
    else if (prefix.empty() && path == "ldap")
      read_directories(value, out);
    else if (prefix.empty() && is_table_name(path)) {
      if (const auto* table = value.as_table())
        read_table(*table, path + '.', out);
      else
        complain(value.source(), fmt::format("{}: table expected, got {}", path, shown(value)));
    } else if (!read_key(general_rules(), path, path, value, out) &&
               !read_key(people_rules(), path, path, value, out))
      unknown(key, path);
  }
}

/// Of a list, which may be absent. (A copy of it would not know its place in the file.)
template <class Read>
void for_each_table(const toml::array* list, Read read) {
  if (!list)
    return;
  for (const auto& item : *list)
    if (const auto* table = item.as_table())
      read(*table);
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
  for_each_table(list, read_one);
  if (!list || out.asterisks.size() != list->size())
    complain(in.source(), fmt::format("site.asterisk: table expected, got {}", shown(in)));
  if (out.asterisks.size() > 1)
    for (const auto& x : out.asterisks)
      if (x.phones.empty())
        return complain(in.source(), "site.asterisk.phones: a value expected where a site has "
                                     "several, got nothing");
}

void reader::read_trunks(const toml::node& in, site_settings& out) {
  std::size_t read = 0;
  std::set<site_id> seen;
  const auto* list = in.as_array();
  for_each_table(list, [&](const toml::table& table) {
    ++read;
    trunk_settings one;
    for (const auto& [key, value] : table) {
      const auto name = std::string{key.str()};
      if (!read_key(trunk_rules(), name, "site.trunk." + name, value, one))
        unknown(key, "site.trunk." + name);
    }
    for (const auto* needed : {"site", "endpoint"})
      if (!table.contains(needed))
        complain(table.source(),
                 fmt::format("site.trunk.{}: a value expected, got nothing", needed));
    if (!one.site.empty() && !seen.insert(one.site).second)
      complain(table.source(), fmt::format("site.trunk.site: one line to each site expected, got "
                                           "\"{}\" again",
                                           one.site.value));
    if (!one.endpoint.empty())
      out.trunks.push_back(std::move(one));
  });
  if (!list || read != list->size())
    complain(in.source(), fmt::format("site.trunk: [[site.trunk]] expected, got {}", shown(in)));
}

site_settings reader::read_site(const toml::table& in) {
  site_settings result;
  for (const auto& [key, value] : in) {
    const auto name = std::string{key.str()};
    if (name == "asterisk")
      read_asterisks(value, result);
    else if (name == "trunk")
      read_trunks(value, result);
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

/// A list of tables, such as [[calendars]].
template <class One>
void reader::each_table(const toml::node& in, const std::string& name, One&& one) {
  const auto* list = in.as_array();
  if (!list)
    return complain(in.source(), fmt::format("{0}: [[{0}]] expected, got {1}", name, shown(in)));
  for (const auto& item : *list)
    if (const auto* table = item.as_table())
      one(*table);
    else
      complain(item.source(), fmt::format("{}: table expected, got {}", name, shown(item)));
}

void reader::read_calendars(const toml::node& in, configuration& out) {
  std::set<std::string> seen;
  each_table(in, "calendars", [&](const toml::table& table) {
    auto link = read_calendar(table);
    if (!link.id.empty() && !seen.insert(link.id).second)
      complain(table.source(),
               fmt::format("calendars.id: an id of its own expected, got \"{}\" again", link.id));
    out.calendars.push_back(std::move(link));
  });
}

void reader::read_phones(const toml::node& in, ldap_settings& out) {
  each_table(in, "ldap.phones", [&](const toml::table& table) {
    ldap_phone_settings one;
    for (const auto& [key, value] : table) {
      const auto name = std::string{key.str()};
      if (!read_key(ldap_phone_rules(), name, "ldap.phones." + name, value, one))
        unknown(key, "ldap.phones." + name);
    }
    if (!table.contains("attribute"))
      complain(table.source(), "ldap.phones.attribute: a value expected, got nothing");
    out.phones.push_back(std::move(one));
  });
}

ldap_settings reader::read_directory(const toml::table& in) {
  ldap_settings result;
  for (const auto& [key, value] : in) {
    const auto name = std::string{key.str()};
    if (name == "phones")
      read_phones(value, result);
    else if (!read_key(ldap_rules(), name, "ldap." + name, value, result))
      unknown(key, "ldap." + name);
  }
  for (const auto* needed : {"id", "name", "site"})
    if (!in.contains(needed))
      complain(in.source(), fmt::format("ldap.{}: a value expected, got nothing", needed));
  return result;
}

void reader::read_directories(const toml::node& in, configuration& out) {
  std::set<std::string> seen;
  each_table(in, "ldap", [&](const toml::table& table) {
    auto one = read_directory(table);
    if (!one.id.empty() && !seen.insert(one.id).second)
      complain(table.source(),
               fmt::format("ldap.id: an id of its own expected, got \"{}\" again", one.id));
    out.ldap.push_back(std::move(one));
  });
}

void reader::read(const toml::table& all, configuration& out) {
  read_table(all, "", out);
  if (!all.contains("site"))
    errors_.push_back(file_name_ + ": site: at least one [[site]] expected, got none");
  if (errors_.empty()) // else what is missing may only be what is wrong
    for (const auto& line : wrong_people(out))
      errors_.push_back(file_name_ + ": " + line);
  const auto is_site = [&](const std::string& id) {
    return std::any_of(out.sites.begin(), out.sites.end(),
                       [&](const auto& x) { return x.id.value == id; });
  };
  for (const auto& x : out.sites)
    for (const auto& line : x.trunks)
      if (errors_.empty() && (line.site == x.id || !is_site(line.site.value)))
        errors_.push_back(
          fmt::format("{}: site.trunk.site: the id of another [[site]] expected, got \"{}\"",
                      file_name_, line.site.value));
  for (const auto& id : out.node.prefers)
    if (errors_.empty() && !is_site(id))
      errors_.push_back(
        fmt::format("{}: node.prefers: ids of [[site]] expected, got \"{}\"", file_name_, id));
}

} // namespace

tl::expected<configuration, configuration_errors> read_configuration(std::string_view text,
                                                                     std::string_view file_name) {
  if (text.size() > largest_configuration)
    return tl::unexpected(configuration_errors{fmt::format(
      "{}: at most {} bytes expected, got {}", file_name, largest_configuration, text.size())});
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

} // namespace omstilling
