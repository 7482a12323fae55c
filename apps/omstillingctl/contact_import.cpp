#include "apps/omstillingctl/contact_import.hpp"

#include "protocol/codec.hpp"
#include "services/directory/numbers.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace omstilling {

namespace {

/// Equal for the same name with the same numbers, however they are written and in whatever order.
std::string identity(const std::string& name, const std::vector<contact_number>& numbers) {
  std::vector<std::string> plain;
  for (const auto& x : numbers)
    plain.push_back(normal_number(x.number).value_or(x.number));
  std::ranges::sort(plain);
  auto result = name;
  for (const auto& x : plain)
    result += '\n' + x;
  return result;
}

std::string given_or(const std::optional<std::string>& wish, const std::string& otherwise) {
  return wish && !wish->empty() ? *wish : otherwise;
}

/// The contact as it stands, with what the wish says otherwise or more.
put_contact merged(const contact_view& there, const put_contact& wish) {
  return {.shared = there.shared,
          .id = there.id,
          .name = wish.name,
          .company = given_or(wish.company, there.company),
          .title = given_or(wish.title, there.title),
          .department = given_or(wish.department, there.department),
          .address = given_or(wish.address, there.address),
          .email = given_or(wish.email, there.email),
          .numbers = wish.numbers,
          .keywords = wish.keywords.empty() ? there.keywords : wish.keywords,
          .note = given_or(wish.note, there.note),
          .expected_version = there.version};
}

bool stands_so(const contact_view& there, const put_contact& x) {
  return x.company == there.company && x.title == there.title && x.department == there.department &&
         x.address == there.address && x.email == there.email && x.numbers == there.numbers &&
         x.keywords == there.keywords && x.note == there.note;
}

} // namespace

contact_plan plan_contacts(const std::vector<file_contact>& wanted,
                           const std::vector<contact_view>& there, bool shared) {
  std::unordered_map<std::string, const contact_view*> known;
  for (const auto& x : there)
    known.emplace(identity(x.name, x.numbers), &x);
  contact_plan result;
  std::unordered_set<std::string> planned;
  for (const auto& [line, contact] : wanted) {
    auto wish = contact;
    wish.shared = shared;
    const auto found = known.find(identity(wish.name, wish.numbers));
    if (found != known.end())
      wish = merged(*found->second, wish);
    const bool stands = found != known.end() && stands_so(*found->second, wish);
    if (stands || !planned.insert(encode_text(wish)).second) {
      ++result.already_there;
      continue;
    }
    // Of the next line that means the same contact nobody knows yet what it says more.
    if (found != known.end())
      known.erase(found);
    result.puts.push_back({line, std::move(wish)});
  }
  return result;
}

} // namespace omstilling
