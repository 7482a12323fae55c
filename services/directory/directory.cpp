#include "services/directory/directory.hpp"

#include "protocol/codec.hpp"
#include "services/directory/search_hits.hpp"

#include <algorithm>

namespace omstilling {

namespace {

constexpr std::size_t longest_query = 200;
constexpr std::int64_t most_hits = 100;
constexpr std::int64_t usual_hits = 20;
constexpr std::int64_t most_alternatives = 20;
constexpr std::int64_t usual_alternatives = 5;

tl::expected<std::size_t, problem> limit_of(const std::optional<std::int64_t>& asked,
                                            std::int64_t usual, std::int64_t most) {
  const auto limit = asked.value_or(usual);
  if (limit < 1 || limit > most)
    return tl::unexpected(
      codec::wrong_value("params.limit", "1-" + std::to_string(most), encode(limit)));
  return static_cast<std::size_t>(limit);
}

std::string text_of(const search_entry& x, searched_field field) {
  const auto found =
    std::find_if(x.texts.begin(), x.texts.end(), [&](const auto& y) { return y.field == field; });
  return found == x.texts.end() ? "" : found->text;
}

} // namespace

void directory::put(const listed_employee& x) {
  index_.put(entry_of(x));
  stand_ins_.put(x);
}

void directory::remove(const employee_id& x) {
  index_.remove(entry_id(x));
  stand_ins_.remove(x);
}

void directory::put(const std::optional<user_id>& book, const std::vector<contact_view>& contacts,
                    bool whole) {
  auto& known = books_[book];
  if (whole) {
    for (const auto& x : known)
      index_.remove(entry_id(x, book));
    known.clear();
  }
  for (const auto& x : contacts) {
    index_.put(entry_of(x, book));
    known.insert(x.id);
  }
}

void directory::remove(const std::optional<user_id>& book, const contact_id& x) {
  index_.remove(entry_id(x, book));
  books_[book].erase(x);
}

void directory::called(const user_id& user, const party& with, time_point at) {
  habits_.add(user, {with, numbers_.read(with.number), at});
  known_habits_.erase(user);
}

const directory::habit& directory::habit_of(const user_id& user, const seeker& who) {
  auto& known = known_habits_[user];
  if (known.version == index_.version() && known.contacts == who.contacts)
    return known;
  known = {.version = index_.version(), .contacts = who.contacts, .often = {}, .strangers = {}};
  std::set<std::string> seen;
  for (const auto& call : habits_.of(user)) {
    if (call.with.employee) {
      ++known.often[entry_id(*call.with.employee)];
      continue;
    }
    const auto owners = index_.owners(call.number, who);
    for (const auto at : owners)
      ++known.often[index_.id(at)];
    if (owners.empty() && !call.number.national.empty() && seen.insert(call.number.key()).second)
      known.strangers.push_back(call);
  }
  return known;
}

seeker directory::seeker_of(const principal& who) {
  seeker result{.user = who.user,
                .site = who.site,
                .sees = who.sees,
                .contacts = !missing(who, right::own_contacts),
                .often = {}};
  if (who.user)
    result.often = habit_of(*who.user, result).often;
  return result;
}

std::vector<search_hit> directory::recent(const search_query& x, const seeker& who,
                                          std::size_t limit) {
  std::vector<search_hit> result;
  if (!who.user)
    return result;
  for (const auto& call : habit_of(*who.user, who).strangers) {
    const auto found = std::find_if(x.readings.begin(), x.readings.end(), [&](const auto& reading) {
      return std::all_of(reading.begin(), reading.end(), [&](const fragment& part) {
        return (part.digits && mark_in_number(call.with.number, part, numbers_)) ||
               (!call.with.name.empty() && !marks_in(call.with.name, {part}).empty());
      });
    });
    if (found == x.readings.end())
      continue;
    const search_entry entry{.id = "recent/" + call.with.number,
                             .site = {},
                             .texts = {{searched_field::name, call.with.name},
                                       {searched_field::number, call.with.number}}};
    auto hit = make_hit(entry, hit_group::recent, *found, who.sees, numbers_);
    hit.contact.reset();
    hit.shared = false;
    hit.id = entry.id;
    result.push_back(std::move(hit));
    if (result.size() == limit)
      break;
  }
  return result;
}

tl::expected<search_result, problem> directory::find(const search& x, const principal& who) {
  if (x.text.size() > longest_query)
    return tl::unexpected(problem{.reason = error_reason::invalid_params,
                                  .path = "params.text",
                                  .expected = "text of at most 200 bytes",
                                  .got = std::to_string(x.text.size()) + " bytes"});
  const auto limit = limit_of(x.limit, usual_hits, most_hits);
  if (!limit)
    return tl::unexpected(limit.error());
  const auto asked = read_query(x.text);
  const auto asker = seeker_of(who);
  search_result result{x.text, {}};
  auto lately = recent(asked, asker, *limit);
  const auto add_recent = [&] {
    std::move(lately.begin(), lately.end(), std::back_inserter(result.hits));
    lately.clear();
  };
  for (const auto& hit : index_.find(asked, asker, *limit)) {
    if (hit.group == hit_group::sounds_like)
      add_recent();
    result.hits.push_back(make_hit(index_.entry(hit.entry), hit.group, asked.readings[hit.reading],
                                   who.sees, numbers_));
  }
  add_recent();
  return result;
}

tl::expected<alternatives_result, problem> directory::find(const find_alternatives& x,
                                                           const principal& who) const {
  const auto limit = limit_of(x.limit, usual_alternatives, most_alternatives);
  if (!limit)
    return tl::unexpected(limit.error());
  if (!stand_ins_.knows(x.employee))
    return tl::unexpected(problem{.reason = error_reason::unknown_employee,
                                  .path = "params.employee",
                                  .expected = "an employee",
                                  .got = x.employee.value});
  return alternatives_result{x.employee, stand_ins_.find(x.employee, who.sees, *limit)};
}

known_number directory::whose(const std::string& number, const std::optional<user_id>& user,
                              const std::optional<site_id>& site) const {
  const seeker asker{.user = user,
                     .site = site.value_or(site_id{}),
                     .sees = audience::reception,
                     .contacts = true,
                     .often = {}};
  const auto found = index_.owners(numbers_.read(number), asker);
  if (found.empty())
    return {};
  const auto x = index_.entry(found.front());
  const auto last = x.id.substr(x.id.rfind('/') + 1);
  known_number result{.name = x.texts.front().text,
                      .source = x.employee ? name_source::employee : name_source::contact,
                      .company = text_of(x, searched_field::company)};
  if (x.employee) {
    result.employee = employee_id{last};
  } else {
    result.contact = contact_id{last};
    result.shared = !x.owner;
  }
  return result;
}

} // namespace omstilling
