#include "services/contacts/contact_columns.hpp"

#include <algorithm>
#include <charconv>
#include <map>

namespace omstilling {

namespace {

using use = column_use;
using place = address_place;

constexpr int rank_primary = 0;
constexpr int rank_work = 1;
constexpr int rank_mobile = 2;
constexpr int rank_main = 3;
constexpr int rank_home = 4;
constexpr int rank_other = 5;
constexpr int rank_fax = 6;

contact_column number(number_type type, int rank) { return {use::number, type, rank}; }
contact_column part(use what, place where) { return {.use = what, .place = where}; }

bool has(std::string_view text, std::string_view word) { return text.find(word) != text.npos; }
bool has_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(words, [&](auto word) { return has(text, word); });
}
bool has_word(std::string_view text, std::string_view word) {
  return has(' ' + std::string{text} + ' ', ' ' + std::string{word} + ' ');
}

/// Names without the number in them, as plain_words has them.
const std::map<std::string, contact_column, std::less<>>& known_columns() {
  static const std::map<std::string, contact_column, std::less<>> known = [] {
    std::map<std::string, contact_column, std::less<>> result;
    const auto add = [&](std::initializer_list<const char*> names, const contact_column& x) {
      for (const auto* name : names)
        result.emplace(name, x);
    };
    add({"name", "full name", "display name", "navn", "fulde navn"}, {use::name});
    add({"first name", "given name", "fornavn"}, {use::given});
    add({"middle name", "additional name", "mellemnavn"}, {use::middle});
    add({"last name", "family name", "surname", "efternavn"}, {use::family});
    add({"suffix", "name suffix", "suffiks"}, {use::suffix});
    add({"file as", "nickname", "gem som", "kaldenavn"}, {use::file_as});
    add({"company", "organization name", "firma", "firmanavn", "virksomhed"}, {use::company});
    add({"job title", "organization title", "stilling", "jobtitel", "title", "titel"},
        {use::title});
    add({"department", "organization department", "afdeling"}, {use::department});
    add({"note", "notes", "noter"}, {use::note});
    add({"categories", "keywords", "kategorier", "nøgleord"}, {use::keywords});
    add({"labels", "group membership", "etiketter"}, {use::labels});
    add({"e mail address", "email address", "e mail value", "email", "e mail", "e mail adresse",
         "e mailadresse"},
        {use::email});
    add({"address", "address formatted"}, {use::address});
    add({"number", "phone value"}, {use::number});
    add({"type", "phone label", "phone type"}, {use::number_label});
    add({"primary phone"}, number(number_type::other, rank_primary));
    add({"business phone", "phone", "work phone"}, number(number_type::work, rank_work));
    add({"mobile phone", "mobile", "car phone"}, number(number_type::mobile, rank_mobile));
    add({"company main phone"}, number(number_type::main, rank_main));
    add({"home phone"}, number(number_type::home, rank_home));
    add({"other phone", "callback", "radio phone", "isdn"}, number(number_type::other, rank_other));
    add({"business fax", "home fax", "other fax", "fax"}, number(number_type::fax, rank_fax));
    const std::pair<const char*, place> places[] = {
      {"business", place::work}, {"home", place::home}, {"other", place::other}};
    for (const auto& [word, where] : places) {
      const std::string name{word};
      result[name + " street"] = part(use::street, where);
      result[name + " city"] = part(use::city, where);
      result[name + " state"] = part(use::region, where);
      result[name + " postal code"] = part(use::postal, where);
      result[name + " country region"] = result[name + " country"] = part(use::country, where);
      result[name + " address po box"] = part(use::po_box, where);
    }
    return result;
  }();
  return known;
}

/// Outlook's Danish names differ from one version to the next: `Telefon (arb.)`, `Arbejdstelefon`.
contact_column danish_number(std::string_view name) {
  if (has_any(name, {"assistent", "sekretær", "tekst"}))
    return {};
  if (has(name, "fax"))
    return number(number_type::fax, rank_fax);
  if (has_any(name, {"mobil", "biltelefon"}))
    return number(number_type::mobile, rank_mobile);
  if (!has_any(name, {"telefon", "tlf"}))
    return {};
  if (has(name, "primær"))
    return number(number_type::other, rank_primary);
  if (has(name, "hoved"))
    return number(number_type::main, rank_main);
  if (has_any(name, {"privat", "hjem"}))
    return number(number_type::home, rank_home);
  if (has_any(name, {"anden", "radio"}))
    return number(number_type::other, rank_other);
  return number(number_type::work, rank_work);
}

contact_column danish_address(std::string_view name) {
  const auto where = has_any(name, {"privat", "hjem"})            ? place::home
                     : has_any(name, {"anden", "andet", "andre"}) ? place::other
                                                                  : place::work;
  if (has_any(name, {"mail", "web", "ip adresse"}))
    return {};
  if (has(name, "postboks"))
    return part(use::po_box, where);
  if (has_any(name, {"postnr", "postnummer"}))
    return part(use::postal, where);
  if (has_word(name, "land"))
    return part(use::country, where);
  if (has_word(name, "by"))
    return part(use::city, where);
  if (has_any(name, {"område", "region"}))
    return part(use::region, where);
  if (has_any(name, {"gade", "adresse"}) || has_word(name, "vej"))
    return part(use::street, where);
  return {};
}

/// Takes the number out of `phone 2 value`; 1 when there is none.
int take_index(std::string& name) {
  std::string rest;
  int index = 1;
  for (std::size_t at = 0; at < name.size();) {
    const auto end = std::min(name.find(' ', at), name.size());
    const auto word = std::string_view{name}.substr(at, end - at);
    if (word.find_first_not_of("0123456789") == word.npos)
      std::from_chars(word.data(), word.data() + word.size(), index);
    else
      rest += (rest.empty() ? "" : " ") + std::string{word};
    at = end + 1;
  }
  name = std::move(rest);
  return index;
}

contact_column column_named(const std::string& text) {
  auto name = plain_words(text);
  const auto index = take_index(name);
  const auto& known = known_columns();
  const auto found = known.find(name);
  auto result = found != known.end() ? found->second : danish_number(name);
  if (result.use == use::unused)
    result = danish_address(name);
  // Of Google's parts of an address, which it also writes as a whole.
  constexpr std::string_view of_address = "address ";
  if (result.use == use::unused && name.starts_with(of_address)) {
    const auto which = name.substr(of_address.size());
    result.use = which == "street"        ? use::street
                 : which == "city"        ? use::city
                 : which == "region"      ? use::region
                 : which == "postal code" ? use::postal
                 : which == "country"     ? use::country
                 : which == "po box"      ? use::po_box
                                          : use::unused;
  }
  result.index = index;
  return result;
}

} // namespace

std::string plain_words(std::string_view text) {
  std::string result;
  bool gap = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto c = static_cast<unsigned char>(text[i]);
    const bool word =
      c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    gap = gap || !word;
    if (!word)
      continue;
    if (gap && !result.empty())
      result += ' ';
    gap = false;
    // Capitals of ASCII, and of Latin-1 as UTF-8 writes them: Æ, Ø, Å.
    const bool after_c3 = i > 0 && static_cast<unsigned char>(text[i - 1]) == 0xC3;
    if ((c >= 'A' && c <= 'Z') || (after_c3 && c >= 0x80 && c <= 0x9E))
      c = static_cast<unsigned char>(c + 0x20);
    result += static_cast<char>(c);
  }
  return result;
}

number_type labelled_type(std::string_view label) {
  const auto name = plain_words(label);
  if (has(name, "fax"))
    return number_type::fax;
  if (has_any(name, {"mobil", "cell"}))
    return number_type::mobile;
  if (has_any(name, {"work", "arbejd"}))
    return number_type::work;
  if (has_any(name, {"home", "hjem", "privat"}))
    return number_type::home;
  if (has_any(name, {"main", "hoved"}))
    return number_type::main;
  return name == "other" || name == "andet" || name == "andre" ? number_type::other
                                                               : number_type::unknown;
}

std::vector<contact_column> columns_of(const std::vector<std::string>& header) {
  std::vector<contact_column> result;
  for (const auto& name : header)
    result.push_back(column_named(name));
  // Beside a given name it is how the person is addressed: Mr., Dr.
  if (std::ranges::any_of(result, [](const auto& x) { return x.use == use::given; }))
    for (std::size_t i = 0; i < header.size(); ++i)
      if (const auto name = plain_words(header[i]); name == "title" || name == "titel")
        result[i].use = use::unused;
  return result;
}

} // namespace omstilling
