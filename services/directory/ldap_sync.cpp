#include "services/directory/ldap_sync.hpp"

#include "protocol/codec.hpp"
#include "services/calendars/utf8.hpp"
#include "services/directory/numbers.hpp"

#include <algorithm>
#include <functional>

namespace omstilling::ldap {

namespace {

constexpr std::size_t most_phones = 10;

std::string small(std::string_view x) {
  std::string result{x};
  std::transform(result.begin(), result.end(), result.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return result;
}

/// Distinguished names are written with spaces and capitals as people like.
std::string plain_dn(std::string_view dn) {
  std::string result;
  for (const auto c : small(dn)) {
    if (c == ' ' && (result.empty() || result.back() == ',' || result.back() == '='))
      continue;
    while ((c == ',' || c == '=') && !result.empty() && result.back() == ' ')
      result.pop_back();
    result += c;
  }
  return result;
}

std::string trimmed(std::string_view x) {
  const auto begin = x.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos)
    return {};
  return clean_utf8(x.substr(begin, x.find_last_not_of(" \t\r\n") - begin + 1));
}

const std::vector<std::string>& values(const entry& x, const std::string& attribute) {
  static const std::vector<std::string> none;
  const auto found = attribute.empty() ? x.values.end() : x.values.find(small(attribute));
  return found == x.values.end() ? none : found->second;
}

/// Those with something in them, each once, in their order.
std::vector<std::string> texts(const entry& x, const std::string& attribute) {
  std::vector<std::string> result;
  for (const auto& value : values(x, attribute))
    if (auto text = trimmed(value);
        !text.empty() && std::find(result.begin(), result.end(), text) == result.end())
      result.push_back(std::move(text));
  return result;
}

std::optional<std::string> text(const entry& x, const std::string& attribute) {
  auto all = texts(x, attribute);
  return all.empty() ? std::nullopt : std::optional{std::move(all.front())};
}

std::string hexadecimal(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string result;
  for (const auto x : bytes) {
    const auto byte = static_cast<unsigned char>(x);
    result += digits[byte >> 4U];
    result += digits[byte & 15U];
  }
  return result;
}

/// Empty: there is none.
std::string id_text(const entry& x, const std::string& attribute) {
  if (small(attribute) == "objectguid") {
    const auto& all = values(x, attribute);
    return all.empty() ? std::string{} : hexadecimal(all.front());
  }
  return text(x, attribute).value_or("");
}

std::vector<phone_record> phones_of(const entry& x, const mapping& fields) {
  std::vector<phone_record> result;
  for (const auto& from : fields.phones)
    for (const auto& number : texts(x, from.attribute)) {
      const auto same = [&](const phone_record& other) {
        return normal_number(other.number) == normal_number(number);
      };
      if (result.size() < most_phones && std::none_of(result.begin(), result.end(), same))
        result.push_back({number, from.kind});
    }
  return result;
}

std::string bad_number(const std::vector<phone_record>& phones) {
  for (const auto& x : phones)
    if (!normal_number(x.number))
      return x.number;
  return {};
}

} // namespace

std::vector<std::string> attributes_of(const mapping& x) {
  std::vector<std::string> result;
  const auto add = [&](const std::string& name) {
    if (!name.empty() && std::find(result.begin(), result.end(), name) == result.end())
      result.push_back(name);
  };
  for (const auto* name : {&x.id, &x.name, &x.title, &x.department, &x.location, &x.email,
                           &x.alternate_names, &x.groups, &x.tasks, &x.deputy})
    add(*name);
  for (const auto& phone : x.phones)
    add(phone.attribute);
  return result;
}

struct employee_sync::reading {
  struct person {
    put_employee what;
    std::string deputy; // as it stands there
  };
  std::vector<person> people;
  std::map<employee_id, std::string> dns; // of all that can be told apart, refused ones too
  std::map<std::string, employee_id> ids; // by plain distinguished name
  std::set<std::string> nameless;         // plain names of entries without a usable id
  std::vector<refused_entry> refused;
};

employee_sync::employee_sync(mapping fields, site_id site, std::string import, removal_limit limit)
  : fields_{std::move(fields)}, site_{std::move(site)}, import_{std::move(import)}, limit_{limit} {}

employee_sync::reading employee_sync::read(const std::vector<entry>& entries) const {
  reading result;
  for (const auto& x : entries) {
    const auto refuse = [&](std::string why) { result.refused.push_back({x.dn, std::move(why)}); };
    const employee_id id{id_text(x, fields_.id)};
    if (!valid_id(id.value)) {
      result.nameless.insert(plain_dn(x.dn));
      refuse(id.value.empty() ? fields_.id + ": a value expected, got nothing"
                              : fields_.id +
                                  ": id of 1-64 characters from letters, digits and "
                                  "._:@+- expected, got \"" +
                                  id.value + '"');
      continue;
    }
    if (const auto [at, fresh] = result.dns.emplace(id, x.dn); !fresh) {
      refuse(fields_.id + ": an id of its own expected, " + at->second + " has it too");
      continue;
    }
    result.ids.emplace(plain_dn(x.dn), id);
    const auto name = text(x, fields_.name);
    auto phones = phones_of(x, fields_);
    if (!name)
      refuse(fields_.name + ": a value expected, got nothing");
    else if (const auto bad = bad_number(phones); !bad.empty())
      refuse("telephone number expected, got \"" + bad + '"');
    else
      result.people.push_back({{.id = id,
                                .site = site_,
                                .name = *name,
                                .title = text(x, fields_.title),
                                .department = text(x, fields_.department),
                                .location = text(x, fields_.location),
                                .groups = texts(x, fields_.groups),
                                .phones = std::move(phones),
                                .email = text(x, fields_.email),
                                .alternate_names = texts(x, fields_.alternate_names),
                                .tasks = texts(x, fields_.tasks),
                                .imported_from = import_},
                               text(x, fields_.deputy).value_or("")});
  }
  return result;
}

std::vector<employee_id> employee_sync::gone(const reading& all,
                                             const std::vector<employee_id>& imported) const {
  std::set<employee_id> safe;
  for (const auto& dn : all.nameless) // somebody whom we knew by this name may have lost her id
    if (const auto known = ids_.find(dn); known != ids_.end())
      safe.insert(known->second);
  std::vector<employee_id> result;
  for (const auto& x : imported)
    if (!all.dns.contains(x) && !safe.contains(x))
      result.push_back(x);
  return result;
}

employee_sync::plan employee_sync::compare(const std::vector<entry>& entries,
                                           const std::vector<employee_id>& imported) {
  auto all = read(entries);
  plan result{.put = {}, .remove = gone(all, imported), .refused = std::move(all.refused)};
  asked_.clear();
  const std::set<employee_id> made(imported.begin(), imported.end());
  for (auto& [what, deputy] : all.people) {
    if (const auto found = all.ids.find(plain_dn(deputy)); found != all.ids.end())
      what.deputy = found->second;
    else if (all.dns.contains(employee_id{deputy}))
      what.deputy = employee_id{deputy};
    if (what.deputy == what.id)
      what.deputy.reset();
    const auto digest = std::hash<std::string>{}(encode_text(what));
    const auto known = taken_.find(what.id);
    if (known != taken_.end() && known->second == digest && made.contains(what.id))
      continue;
    asked_[what.id] = digest;
    result.put.push_back(std::move(what));
  }
  result.allowed = static_cast<std::size_t>(
    std::max(limit_.count, static_cast<std::int64_t>(imported.size()) * limit_.percent / 100));
  if (result.remove.size() > result.allowed)
    result.held_back = std::exchange(result.remove, {}).size();
  for (const auto& [dn, id] : ids_) // kept, so that the next comparison still knows them
    if (all.nameless.contains(dn))
      all.ids.emplace(dn, id);
  dns_ = std::move(all.dns);
  ids_ = std::move(all.ids);
  return result;
}

void employee_sync::taken(const employee_id& x) {
  if (const auto found = asked_.find(x); found != asked_.end())
    taken_[x] = found->second;
}

std::string employee_sync::dn_of(const employee_id& x) const {
  const auto found = dns_.find(x);
  return found == dns_.end() ? std::string{} : found->second;
}

} // namespace omstilling::ldap
