#include "ui-dear-imgui/panels/local_hits.hpp"

#include "ui-dear-imgui/panels/past_calls.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace omstilling {

namespace {

constexpr std::size_t most_people = 100, most_contacts = 50, most_recent = 10;

std::vector<text_mark> marks_in(const std::string& text,
                                const std::vector<std::string>& fragments) {
  std::vector<text_mark> result;
  for (const auto& [from, to] : marks(text, fragments))
    result.push_back({static_cast<std::int64_t>(from), static_cast<std::int64_t>(to - from)});
  return result;
}

std::string joined(std::initializer_list<const std::string*> parts) {
  std::string result;
  for (const auto* one : parts)
    if (!one->empty())
      result += (result.empty() ? "" : " · ") + *one;
  return result;
}

/// The line under the name: the first of these fields in which something was found.
void put_line(search_hit& x, const std::vector<std::string>& fields, std::string otherwise,
              const std::vector<std::string>& fragments) {
  for (const auto& one : fields)
    if (auto found = marks_in(one, fragments); !found.empty()) {
      x.line = one;
      x.line_marks = std::move(found);
      return;
    }
  x.line = std::move(otherwise);
}

search_hit hit_of(const person& x, const std::vector<std::string>& fragments) {
  search_hit result{.id = "employee/" + x.id.value, .group = hit_group::employee, .employee = x.id};
  result.name = x.name;
  result.name_marks = marks_in(x.name, fragments);
  result.number = x.extension;
  result.number_marks = marks_in(x.extension, fragments);
  std::vector<std::string> fields;
  const auto place = joined({&x.department, &x.location});
  for (const auto& field : {place, x.title})
    fields.push_back(field);
  const auto known = fold(x.name + '\n' + place + '\n' + x.title + '\n' + x.extension);
  for (const auto& one : x.tasks) {
    fields.push_back(fmt::format(fmt::runtime(_("Task: {}")), one));
    const auto folded = fold(one);
    if (std::any_of(fragments.begin(), fragments.end(), [&](const auto& f) {
          return known.find(f) == known.npos && folded.find(f) != folded.npos;
        })) {
      result.group = hit_group::task;
      std::swap(fields.front(), fields.back());
    }
  }
  for (const auto& one : x.alternate_names)
    fields.push_back(one);
  put_line(result, fields, place, fragments);
  return result;
}

search_hit hit_of(const contact_view& x, const std::vector<std::string>& fragments) {
  search_hit result{.id = (x.shared ? "shared/" : "contact/") + x.id.value,
                    .group = hit_group::contact,
                    .contact = x.id,
                    .shared = x.shared};
  result.name = x.name.empty() ? x.company : x.name;
  result.name_marks = marks_in(result.name, fragments);
  for (const auto& one : x.numbers)
    if (result.number.empty() ||
        (result.number_marks.empty() && !marks_in(plain_number(one.number), fragments).empty())) {
      result.number = one.number;
      result.number_marks = marks_in(one.number, fragments);
    }
  std::vector<std::string> fields{joined({&x.company, &x.department}), x.title, x.address, x.email,
                                  x.note};
  fields.insert(fields.end(), x.keywords.begin(), x.keywords.end());
  put_line(result, fields, joined({&x.company, &x.title}), fragments);
  return result;
}

void add_recent(const ui& u, const std::vector<std::string>& fragments,
                std::vector<search_hit>& out) {
  std::set<std::string> seen;
  for (const auto& one : u.view.log->entries) {
    if (seen.size() >= most_recent)
      return;
    const auto text = fold(one.with.name + '\n' + plain_number(one.with.number));
    if (one.with.employee || one.with.number.empty() || seen.contains(one.with.number) ||
        !std::all_of(fragments.begin(), fragments.end(),
                     [&](const auto& x) { return text.find(x) != text.npos; }))
      continue;
    seen.insert(one.with.number);
    search_hit made{.id = "recent/" + one.with.number, .group = hit_group::recent};
    made.name = party_text(one.with);
    made.name_marks = marks_in(made.name, fragments);
    made.line = log_word(one.log) + ' ' + when_text(u, one.at);
    made.number = one.with.number;
    made.number_marks = marks_in(made.number, fragments);
    out.push_back(std::move(made));
  }
}

} // namespace

std::vector<search_hit> local_hits(const ui& u, const std::vector<std::string>& fragments) {
  std::vector<search_hit> result;
  const auto& shown = u.chosen.shown;
  for (std::size_t i = 0; i < std::min(shown.size(), most_people); ++i)
    result.push_back(hit_of((*u.view.people)[shown[i]]->who, fragments));
  if (fragments.empty())
    return result;
  for (const auto place : find_contacts(*u.view.contacts, fragments, most_contacts))
    result.push_back(hit_of((*u.view.contacts)[place]->who, fragments));
  add_recent(u, fragments, result);
  return result;
}

} // namespace omstilling
