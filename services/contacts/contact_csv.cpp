#include "services/contacts/contact_csv.hpp"

#include "protocol/codec.hpp"
#include "services/contacts/contact_columns.hpp"
#include "services/contacts/contact_draft.hpp"
#include "services/directory/numbers.hpp"
#include "services/files/csv.hpp"

#include <algorithm>
#include <map>

namespace omstilling {

namespace {

using use = column_use;
constexpr std::string_view google_separator = " ::: ";

// --- lists in one field ------------------------------------------------------------

/// Keywords with semicolons between; a backslash before one that belongs to a keyword.
std::vector<std::string> split_keywords(std::string_view text) {
  std::vector<std::string> result(1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escaped =
      text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == ';' || text[i + 1] == '\\');
    if (escaped)
      result.back() += text[++i];
    else if (text[i] == ';')
      result.emplace_back();
    else
      result.back() += text[i];
  }
  return result;
}

std::vector<std::string> split_google(std::string_view text) {
  std::vector<std::string> result;
  for (;;) {
    const auto end = text.find(google_separator);
    result.emplace_back(text.substr(0, end));
    if (end == text.npos)
      return result;
    text.remove_prefix(end + google_separator.size());
  }
}

std::string join(const std::vector<std::string>& parts, const char* between) {
  std::string result;
  for (const auto& x : parts)
    if (!x.empty())
      result += (result.empty() ? "" : between) + x;
  return result;
}

// --- reading -----------------------------------------------------------------------

/// One line of the table, and which of its fields found their place.
class csv_row {
public:
  csv_row(const std::vector<std::string>& header, const std::vector<contact_column>& columns,
          const csv_record& record)
    : header_(header), columns_(columns), record_(record), used_(record.fields.size()) {}

  contact_draft draft() {
    contact_draft result{.line = record_.line, .contact = {}, .file_as = first(use::file_as)};
    auto& contact = result.contact;
    contact.name = first(use::name);
    if (contact.name.empty())
      contact.name =
        join({first(use::given), first(use::middle), first(use::family), first(use::suffix)}, " ");
    contact.company = first(use::company);
    contact.title = first(use::title);
    contact.department = first(use::department);
    contact.note = first(use::note);
    contact.address = address();
    contact.email = email(result.email_at);
    contact.keywords = keywords();
    result.numbers = numbers();
    return result;
  }

  void count_unused(std::map<std::size_t, std::size_t>& counts) const {
    for (std::size_t i = 0; i < used_.size(); ++i)
      if (!used_[i] && !record_.fields[i].empty())
        ++counts[i];
  }

private:
  template <class Fits>
  std::string first_that(Fits fits) {
    for (std::size_t i = 0; i < used_.size(); ++i)
      if (!record_.fields[i].empty() && fits(columns_[i])) {
        used_[i] = true;
        return record_.fields[i];
      }
    return {};
  }

  std::string first(use what) {
    return first_that([&](const auto& x) { return x.use == what; });
  }

  std::string part(use what, address_place where, int index) {
    return first_that([&](const auto& x) {
      return x.use == what && x.place == where && (index == 0 || x.index == index);
    });
  }

  std::string address_at(address_place where, int index) {
    std::vector<std::string> lines{part(use::po_box, where, index)};
    // A street may have several columns.
    for (std::size_t i = 0; i < used_.size(); ++i)
      if (columns_[i].use == use::street && columns_[i].place == where &&
          (index == 0 || columns_[i].index == index)) {
        used_[i] = true;
        lines.push_back(record_.fields[i]);
      }
    const auto postal = part(use::postal, where, index);
    lines.push_back(join({postal, part(use::city, where, index)}, " "));
    lines.push_back(part(use::region, where, index));
    lines.push_back(part(use::country, where, index));
    return join(lines, "\n");
  }

  std::string address() {
    for (std::size_t i = 0; i < used_.size(); ++i)
      if (columns_[i].use == use::address && !record_.fields[i].empty()) {
        used_[i] = true;
        address_at(address_place::other, columns_[i].index); // the same in parts
        return record_.fields[i];
      }
    for (const auto where : {address_place::work, address_place::home, address_place::other})
      if (auto result = address_at(where, 0); !result.empty())
        return result;
    return {};
  }

  std::string email(file_place& at) {
    for (std::size_t i = 0; i < used_.size(); ++i)
      if (columns_[i].use == use::email && !record_.fields[i].empty()) {
        used_[i] = true;
        at = {record_.line, header_[i]};
        return split_google(record_.fields[i]).front();
      }
    return {};
  }

  std::vector<std::string> keywords() {
    std::vector<std::string> result;
    for (std::size_t i = 0; i < used_.size(); ++i) {
      const bool google = columns_[i].use == use::labels;
      if (record_.fields[i].empty() || (!google && columns_[i].use != use::keywords))
        continue;
      used_[i] = true;
      auto words = google ? split_google(record_.fields[i]) : split_keywords(record_.fields[i]);
      for (auto& word : words)
        if (!google || !word.starts_with("* ")) // its own groups: * myContacts, * starred
          result.push_back(std::move(word));
    }
    return result;
  }

  /// The label of the numbers with this index, and whether it tells what they are.
  std::pair<std::string, bool> label(int index) {
    for (std::size_t i = 0; i < used_.size(); ++i)
      if (columns_[i].use == use::number_label && columns_[i].index == index) {
        const bool known = labelled_type(record_.fields[i]) != number_type::unknown;
        used_[i] = known;
        return {record_.fields[i], known};
      }
    return {};
  }

  std::vector<drafted_number> numbers() {
    std::vector<drafted_number> result;
    for (std::size_t i = 0; i < used_.size(); ++i) {
      const auto& column = columns_[i];
      if (column.use != use::number || record_.fields[i].empty())
        continue;
      used_[i] = true;
      drafted_number made{
        .number = {column.type}, .rank = column.rank, .at = {record_.line, header_[i]}};
      if (column.type == number_type::unknown) {
        const auto [name, known] = label(column.index);
        made.number.type = known ? labelled_type(name) : number_type::other;
        made.rank = name.starts_with("* ") ? 0 : 1;
      }
      for (auto& number : split_google(record_.fields[i])) {
        made.number.number = std::move(number);
        result.push_back(made);
      }
    }
    return with_primary_first(std::move(result));
  }

  /// Outlook's primary phone is mostly one of the others once more.
  static std::vector<drafted_number> with_primary_first(std::vector<drafted_number> all) {
    const auto same = [](const drafted_number& a, const drafted_number& b) {
      return normal_number(a.number.number) == normal_number(b.number.number);
    };
    const auto primary = std::ranges::find_if(
      all, [](const auto& x) { return x.rank == 0 && x.number.type == number_type::other; });
    if (primary == all.end())
      return all;
    const auto twin = std::ranges::find_if(
      all, [&](const auto& x) { return &x != &*primary && same(x, *primary); });
    if (twin == all.end())
      return all;
    twin->rank = 0;
    all.erase(primary);
    return all;
  }

  const std::vector<std::string>& header_;
  const std::vector<contact_column>& columns_;
  const csv_record& record_;
  std::vector<bool> used_;
};

problem wrong_record(csv_fault what) {
  problem result{.reason = error_reason::malformed};
  switch (what) {
    case csv_fault::too_large: result.expected = "at most 1 MB"; break;
    case csv_fault::not_text: result.expected = "text"; break;
    case csv_fault::quote_inside:
      result.expected = "a field with quotes inside quoted as a whole";
      break;
    case csv_fault::text_after_quote:
      result.expected = "a separator after the closing quote";
      break;
    case csv_fault::unclosed_quote: result.expected = "a closing quote"; break;
    case csv_fault::none: break;
  }
  return result;
}

bool names_something(const std::vector<contact_column>& columns) {
  return std::ranges::any_of(columns, [](const auto& x) {
    return x.use == use::name || x.use == use::given || x.use == use::family ||
           x.use == use::file_as || x.use == use::company;
  });
}

problem unknown_table(const std::vector<std::string>& header) {
  return codec::wrong_value("", "column names such as name, First Name or Fornavn in line 1",
                            encode(join(header, ",")));
}

void read_row(const std::vector<std::string>& header, const std::vector<contact_column>& columns,
              csv_record& record, contact_file& into, std::map<std::size_t, std::size_t>& unused) {
  if (record.wrong != csv_fault::none)
    return into.refused.push_back({record.line, "", wrong_record(record.wrong), true});
  if (record.fields.size() > columns.size())
    return into.refused.push_back({record.line, "",
                                   problem{.reason = error_reason::malformed,
                                           .expected = std::to_string(columns.size()) + " fields",
                                           .got = std::to_string(record.fields.size())},
                                   true});
  if (std::ranges::all_of(record.fields, [](const auto& x) { return x.empty(); }))
    return;
  csv_row row{header, columns, record};
  finish(row.draft(), into);
  row.count_unused(unused);
}

} // namespace

contact_file read_contact_csv(std::string_view text) {
  auto records = read_csv(text, separator_of(text));
  if (records.empty())
    return {.unusable = problem{.reason = error_reason::malformed,
                                .expected = "a line with column names",
                                .got = "nothing"}};
  if (records.front().wrong != csv_fault::none)
    return {.unusable = wrong_record(records.front().wrong)};
  const auto& header = records.front().fields;
  const auto columns = columns_of(header);
  if (!names_something(columns))
    return {.unusable = unknown_table(header)};
  contact_file result;
  std::map<std::size_t, std::size_t> unused;
  for (std::size_t i = 1; i < records.size(); ++i)
    read_row(header, columns, records[i], result, unused);
  for (const auto& [column, count] : unused)
    result.unused.push_back({header[column], count});
  return result;
}

} // namespace omstilling
