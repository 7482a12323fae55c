#include "services/contacts/contact_columns.hpp"
#include "services/contacts/contact_draft.hpp"
#include "services/contacts/vcard.hpp"
#include "services/contacts/vcard_lines.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

namespace omstilling {

namespace {

/// They say something of the card, not of whom it is about.
const std::set<std::string, std::less<>> about_the_card{
  "BEGIN", "END",  "VERSION", "PRODID",    "REV",     "UID",        "SOURCE", "PROFILE",
  "KIND",  "NAME", "N",       "X-ABLABEL", "X-ABADR", "X-ABSHOWAS", "X-ABUID"};

problem malformed(std::string expected, std::string got) {
  return {
    .reason = error_reason::malformed, .expected = std::move(expected), .got = std::move(got)};
}

/// How much it is preferred: less is better.
int rank_of(const vcard_property& x) {
  if (x.has("TYPE", "PREF"))
    return 0;
  const auto preferred = x.all("PREF");
  int place = 0;
  if (!preferred.empty())
    std::from_chars(preferred.front().data(), preferred.front().data() + preferred.front().size(),
                    place);
  return place >= 1 && place <= 100 ? place - 101 : 1;
}

std::string joined(const std::vector<std::string>& parts, const char* between) {
  std::string result;
  for (const auto& x : parts)
    if (!x.empty())
      result += (result.empty() ? "" : between) + x;
  return result;
}

/// The components of a structured value; one that is a list has commas.
std::vector<std::string> components(const vcard_property& x, std::size_t at_least) {
  std::vector<std::string> result;
  for (const auto& part : split_escaped(x.value, ';')) {
    std::vector<std::string> list;
    for (const auto& y : split_escaped(part, ','))
      list.push_back(unescaped(y));
    result.push_back(joined(list, ", "));
  }
  result.resize(std::max(result.size(), at_least));
  return result;
}

std::string address_of(const vcard_property& x) {
  const auto c = components(x, 7);
  auto result = joined({c[0], c[1], c[2], joined({c[5], c[3]}, " "), c[4], c[6]}, "\n");
  if (!result.empty())
    return result;
  for (const auto& parameter : x.parameters)
    if (parameter.name == "LABEL")
      return joined(parameter.values, ",");
  return {};
}

std::string name_of(const vcard_property& n) {
  const auto c = components(n, 5);
  return joined({c[1], c[2], c[0], c[4]}, " ");
}

/// Apple's own label, `_$!<Work>!$_`, or the user's.
number_type type_of(const vcard_property& x, const std::string& label) {
  const auto is = [&](std::string_view type) { return x.has("TYPE", type); };
  if (is("FAX"))
    return number_type::fax;
  if (is("CELL") || is("MOBILE") || is("IPHONE"))
    return number_type::mobile;
  if (is("MAIN") || is("MAIN-NUMBER"))
    return number_type::main;
  if (is("WORK"))
    return number_type::work;
  if (is("HOME"))
    return number_type::home;
  const auto labelled = labelled_type(label);
  return labelled == number_type::unknown ? number_type::other : labelled;
}

/// One card: its properties, and what becomes of them.
class card {
public:
  card(std::size_t line, contact_file& into) : line_(line), into_(into) {}

  void add(vcard_property x) { properties_.push_back(std::move(x)); }

  void end(std::map<std::string, std::size_t>& unused) {
    if (auto wrong = wrong_card())
      return into_.refused.push_back({line_, "", std::move(*wrong), true});
    contact_draft draft{.line = line_, .contact = {}};
    for (const auto& x : properties_)
      take(x, draft);
    auto& contact = draft.contact;
    if (const auto* n = first("N"); contact.name.empty() && n)
      contact.name = name_of(*n);
    if (const auto* email = best("EMAIL", {})) {
      contact.email = unescaped(email->value);
      draft.email_at = {email->line, "EMAIL"};
    }
    if (const auto* address = best("ADR", {"WORK", "HOME"}))
      contact.address = address_of(*address);
    finish(std::move(draft), into_);
    for (const auto& name : left_over_)
      ++unused[name];
  }

private:
  const vcard_property* first(std::string_view name) const {
    const auto found = std::ranges::find(properties_, name, &vcard_property::name);
    return found == properties_.end() ? nullptr : &*found;
  }

  /// The most preferred one, then by its type; the others are left over.
  const vcard_property* best(std::string_view name, const std::vector<std::string>& types) {
    const vcard_property* result = nullptr;
    std::pair<int, std::size_t> rank;
    for (const auto& x : properties_) {
      if (x.name != name || x.value.empty())
        continue;
      std::size_t type = 0;
      while (type < types.size() && !x.has("TYPE", types[type]))
        ++type;
      const std::pair<int, std::size_t> mine{rank_of(x), type};
      if (result)
        left_over_.insert(std::string{name});
      if (!result || mine < rank) {
        result = &x;
        rank = mine;
      }
    }
    return result;
  }

  std::optional<problem> wrong_card() const {
    const auto* const version = first("VERSION");
    if (!version || (version->value != "3.0" && version->value != "4.0"))
      return malformed("vCard 3.0 or 4.0", version ? "version " + version->value : "no version");
    for (const auto* name : {"KIND", "X-ADDRESSBOOKSERVER-KIND"})
      if (const auto* kind = first(name); kind && in_capitals(kind->value) == "GROUP")
        return malformed("a person or an organisation", "a group");
    return std::nullopt;
  }

  void refuse(const vcard_property& x, problem why) {
    into_.refused.push_back({x.line, x.name, std::move(why), false});
  }

  /// Why its value cannot be read.
  static std::optional<problem> wrong_value(const vcard_property& x) {
    if (!x.unknown_charset.empty())
      return malformed("a charset that is known", x.unknown_charset);
    if (x.has("ENCODING", "QUOTED-PRINTABLE") || x.has("TYPE", "QUOTED-PRINTABLE"))
      return malformed("text as vCard 3.0 and 4.0 write it", "quoted-printable of vCard 2.1");
    return std::nullopt;
  }

  void take(const vcard_property& x, contact_draft& draft) {
    if (x.name.empty())
      return refuse(x, malformed("a property, a colon and its value", "another line"));
    if (auto wrong = wrong_value(x))
      return refuse(x, std::move(*wrong));
    if (x.name == "TEL")
      return take_number(x, draft);
    if (x.name == "CATEGORIES") {
      for (const auto& word : split_escaped(x.value, ','))
        draft.contact.keywords.push_back(unescaped(word));
      return;
    }
    if (x.name == "ORG")
      return take_organisation(x, draft.contact);
    if (x.name == "EMAIL" || x.name == "ADR" || about_the_card.contains(x.name))
      return;
    if (!take_text(x, draft) && !x.value.empty())
      left_over_.insert(x.name);
  }

  /// False when there is no place for it, or something stands there already.
  static bool take_text(const vcard_property& x, contact_draft& draft) {
    auto& contact = draft.contact;
    const auto fill = [&](auto& place, bool is_empty) {
      if (is_empty)
        place = unescaped(x.value);
      return is_empty;
    };
    if (x.name == "FN")
      return fill(contact.name, contact.name.empty());
    if (x.name == "NICKNAME")
      return fill(draft.file_as, draft.file_as.empty());
    if (x.name == "TITLE")
      return fill(contact.title, !contact.title);
    if (x.name == "NOTE")
      return fill(contact.note, !contact.note);
    return false;
  }

  void take_organisation(const vcard_property& x, put_contact& contact) {
    if (contact.company || contact.department)
      return void(left_over_.insert(x.name));
    auto c = components(x, 2);
    contact.company = std::move(c[0]);
    c.erase(c.begin());
    contact.department = joined(c, ", ");
  }

  void take_number(const vcard_property& x, contact_draft& draft) {
    auto number = unescaped(x.value);
    constexpr std::string_view uri = "tel:";
    if (number.starts_with(uri)) {
      const auto more = number.find(';');
      if (more != number.npos)
        left_over_.insert("TEL " + number.substr(more));
      number = number.substr(0, more).substr(uri.size());
    }
    std::string label;
    if (!x.group.empty())
      for (const auto& y : properties_)
        if (y.name == "X-ABLABEL" && y.group == x.group)
          label = y.value;
    draft.numbers.push_back({{type_of(x, label), std::move(number)}, rank_of(x), {x.line, x.name}});
  }

  std::size_t line_;
  contact_file& into_;
  std::vector<vcard_property> properties_;
  std::set<std::string> left_over_;
};

} // namespace

contact_file read_vcards(std::string_view bytes) {
  contact_file result;
  std::map<std::string, std::size_t> unused;
  std::optional<card> open;
  bool outside_told = false;
  std::size_t opened_at = 0;
  const auto refuse = [&](std::size_t line, std::string expected, std::string got) {
    result.refused.push_back({line, "", malformed(std::move(expected), std::move(got)), true});
  };
  for (auto& x : read_vcard_lines(bytes)) {
    const bool of_card = in_capitals(unescaped(x.value)) == "VCARD";
    if (x.name == "BEGIN" && of_card) {
      if (open)
        refuse(opened_at, "END:VCARD", "another BEGIN:VCARD");
      open.emplace(x.line, result);
      opened_at = x.line;
      outside_told = false;
    } else if (!open) {
      if (!std::exchange(outside_told, true))
        refuse(x.line, "BEGIN:VCARD", "another line");
    } else if (x.name == "END" && of_card) {
      open->end(unused);
      open.reset();
    } else {
      open->add(std::move(x));
    }
  }
  if (open)
    refuse(opened_at, "END:VCARD", "the end of the file");
  for (const auto& [name, count] : unused)
    result.unused.push_back({name, count});
  return result;
}

} // namespace omstilling
