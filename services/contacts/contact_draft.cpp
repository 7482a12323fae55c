#include "services/contacts/contact_draft.hpp"

#include "services/contacts/contact_checks.hpp"
#include "services/presence/checks.hpp"

#include <algorithm>

namespace omstilling {

namespace {

void keep_one_line(std::string& x) {
  for (auto& c : x)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
      c = ' ';
}

/// Line ends as LF, and nothing else that steers.
void keep_text(std::string& x) {
  std::string result;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const bool line_end = x[i] == '\r';
    if (line_end && i + 1 < x.size() && x[i + 1] == '\n')
      continue;
    const bool steers = static_cast<unsigned char>(x[i]) < 0x20 || x[i] == 0x7F;
    result += line_end ? '\n' : steers && x[i] != '\n' && x[i] != '\t' ? ' ' : x[i];
  }
  x = std::move(result);
}

void keep_one_line(std::optional<std::string>& x) {
  if (x)
    keep_one_line(*x);
}

void leave_out_empty(std::optional<std::string>& x) {
  if (x && x->empty())
    x.reset();
}

void clean(contact_draft& x) {
  auto& contact = x.contact;
  keep_one_line(contact.name);
  keep_one_line(x.file_as);
  for (auto* text : {&contact.company, &contact.title, &contact.department, &contact.email})
    keep_one_line(*text);
  for (auto* text : {&contact.address, &contact.note})
    if (*text)
      keep_text(**text);
  for (auto& keyword : contact.keywords)
    keep_one_line(keyword);
  contact = tidied(std::move(contact));
  std::erase_if(contact.keywords, [](const auto& word) { return word.empty(); });
  for (auto* text : {&contact.company, &contact.title, &contact.department, &contact.address,
                     &contact.email, &contact.note})
    leave_out_empty(*text);
  if (contact.name.empty())
    contact.name = x.file_as;
  if (contact.name.empty())
    contact.name = contact.company.value_or("");
  contact = tidied(std::move(contact));
}

/// Whether this number may stand in a contact that has a name.
std::optional<problem> wrong_number(const contact_number& x) {
  return wrong_contact({.name = "x", .numbers = {x}, .keywords = {}});
}

void take_numbers(contact_draft& x, contact_file& into) {
  std::ranges::stable_sort(x.numbers, {}, &drafted_number::rank);
  for (auto& [number, rank, at] : x.numbers) {
    put_contact one{.name = "x", .numbers = {std::move(number)}, .keywords = {}};
    one = tidied(std::move(one));
    auto wrong = wrong_number(one.numbers.front());
    if (!wrong && x.contact.numbers.size() == most_numbers_of_contact)
      wrong = problem{.reason = error_reason::too_many,
                      .expected = "at most " + std::to_string(most_numbers_of_contact),
                      .got = one.numbers.front().number};
    if (!wrong) {
      x.contact.numbers.push_back(std::move(one.numbers.front()));
      continue;
    }
    wrong->path.clear();
    into.refused.push_back({at.line, at.field, std::move(*wrong), false});
  }
}

} // namespace

void finish(contact_draft x, contact_file& into) {
  clean(x);
  take_numbers(x, into);
  if (auto& email = x.contact.email; email && checks::plausible_email(*email, "")) {
    into.refused.push_back({x.email_at.line, x.email_at.field,
                            problem{.reason = error_reason::invalid_params,
                                    .expected = "an e-mail address",
                                    .got = *email},
                            false});
    email.reset();
  }
  auto wrong = wrong_contact(x.contact);
  if (!wrong)
    return into.contacts.push_back({x.line, std::move(x.contact)});
  constexpr std::string_view params = "params.";
  auto field = wrong->path.starts_with(params) ? wrong->path.substr(params.size()) : wrong->path;
  wrong->path.clear();
  into.refused.push_back({x.line, std::move(field), std::move(*wrong), true});
}

} // namespace omstilling
