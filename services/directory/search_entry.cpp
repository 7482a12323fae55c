#include "services/directory/search_entry.hpp"

namespace omstilling {

namespace {

void add(search_entry& to, searched_field field, const std::string& text) {
  if (!text.empty())
    to.texts.push_back({field, text});
}

void add(search_entry& to, searched_field field, const std::vector<std::string>& list) {
  for (const auto& text : list)
    add(to, field, text);
}

} // namespace

search_entry entry_of(const listed_employee& x) {
  search_entry result{.id = entry_id(x.id), .employee = true, .site = x.site, .texts = {}};
  result.texts.push_back({searched_field::name, x.name});
  add(result, searched_field::alternate, x.alternate_names);
  add(result, searched_field::initials, x.id.value);
  add(result, searched_field::title, x.title);
  add(result, searched_field::department, x.department);
  add(result, searched_field::location, x.location);
  add(result, searched_field::group, x.groups);
  add(result, searched_field::task, x.tasks);
  add(result, searched_field::email, x.email);
  for (std::size_t i = 0; i < x.phones.size(); ++i)
    add(result,
        i == 0 && x.phones[i].kind == phone_kind::desk ? searched_field::extension
                                                       : searched_field::number,
        x.phones[i].number);
  return result;
}

search_entry entry_of(const contact_view& x, const std::optional<user_id>& owner) {
  search_entry result{.id = entry_id(x.id, owner), .owner = owner, .site = {}, .texts = {}};
  result.texts.push_back({searched_field::name, x.name.empty() ? x.company : x.name});
  if (!x.name.empty())
    add(result, searched_field::company, x.company);
  add(result, searched_field::title, x.title);
  add(result, searched_field::department, x.department);
  add(result, searched_field::task, x.keywords);
  add(result, searched_field::address, x.address);
  add(result, searched_field::email, x.email);
  add(result, searched_field::note, x.note);
  for (const auto& number : x.numbers)
    add(result, searched_field::number, number.number);
  return result;
}

std::string entry_id(const employee_id& x) { return "employee/" + x.value; }

std::string entry_id(const contact_id& x, const std::optional<user_id>& owner) {
  return owner ? "contact/" + owner->value + '/' + x.value : "shared/" + x.value;
}

bool may_know(audience who, searched_field x) {
  if (who == audience::reception || who == audience::colleague)
    return true;
  switch (x) {
    case searched_field::name:
    case searched_field::title:
    case searched_field::department:
    case searched_field::location:
    case searched_field::group:
    case searched_field::extension: return true;
    default: return false;
  }
}

} // namespace omstilling
