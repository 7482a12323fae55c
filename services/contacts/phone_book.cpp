#include "services/contacts/phone_book.hpp"

#include "services/contacts/contact_checks.hpp"
#include "services/presence/checks.hpp"

#include <algorithm>
#include <charconv>

namespace omstilling {

namespace {

constexpr std::size_t most_shared = 500'000;
constexpr std::size_t most_own = 20'000;
constexpr std::size_t removed_remembered = 200;

/// The number in `c12`; 0 when it is another kind of id.
std::int64_t number_in(std::string_view id) {
  std::int64_t result = 0;
  if (id.starts_with('c'))
    std::from_chars(id.data() + 1, id.data() + id.size(), result);
  return result;
}

contact_view made_of(const put_contact& x, contact_id id) {
  return {.id = std::move(id),
          .shared = x.shared,
          .name = x.name,
          .company = x.company.value_or(""),
          .title = x.title.value_or(""),
          .department = x.department.value_or(""),
          .address = x.address.value_or(""),
          .email = x.email.value_or(""),
          .numbers = x.numbers,
          .keywords = x.keywords,
          .note = x.note.value_or("")};
}

} // namespace

std::optional<std::string> own_book(const user_id& user) {
  return user.value == shared_book ? std::nullopt : std::optional{user.value};
}

std::string contact_entity_id(const std::string& book, const contact_id& contact) {
  return book + '/' + contact.value;
}

std::string book_of_contact(std::string_view entity_id) {
  return std::string{entity_id.substr(0, entity_id.rfind('/'))};
}

std::optional<problem> foreign_book(const std::string& book, const principal& who) {
  if (book == shared_book || (who.user && who.user->value == book))
    return std::nullopt;
  return problem{.reason = error_reason::forbidden, .expected = "a phone book of one's own"};
}

phone_book::phone_book(std::string name, std::vector<kept_contact> kept) : name_(std::move(name)) {
  contacts_.reserve(kept.size());
  for (auto& x : kept) {
    last_number_ = std::max(last_number_, number_in(x->id.value));
    auto id = x->id;
    contacts_.insert_or_assign(std::move(id), std::move(x));
  }
}

const contact_view* phone_book::find(const contact_id& id) const {
  const auto found = contacts_.find(id);
  return found == contacts_.end() ? nullptr : found->second.get();
}

contact_id phone_book::next_id(time_point now) {
  const auto ms =
    std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count();
  last_number_ = std::max<std::int64_t>(last_number_ + 1, ms);
  return contact_id{'c' + std::to_string(last_number_)};
}

std::optional<problem> phone_book::conflict(const contact_id& id,
                                            const std::optional<std::int64_t>& expected) const {
  const auto* const found = find(id);
  if (!found) {
    const auto gone = std::ranges::find(removed_, id, &removed_contact::id);
    problem result{.reason = error_reason::unknown_contact,
                   .path = "params.id",
                   .expected =
                     shared() ? "a contact of the shared phone book" : "a contact of one's own",
                   .got = id.value};
    if (gone != removed_.end()) {
      result.who = gone->by;
      result.detail = "removed by " + gone->by;
    }
    return result;
  }
  if (!expected || *expected == found->version)
    return std::nullopt;
  return problem{.reason = error_reason::stale_revision,
                 .path = "params.expected_version",
                 .expected = std::to_string(found->version),
                 .got = std::to_string(*expected),
                 .who = found->changed_by,
                 .detail = "changed by " + found->changed_by};
}

phone_book_decision phone_book::put(const put_contact& x, const std::string& by, time_point now) {
  const auto wanted = tidied(x);
  if (auto wrong = wrong_contact(wanted))
    return {.refused = std::move(wrong)};
  const auto most = shared() ? most_shared : most_own;
  if (!x.id && contacts_.size() >= most)
    return {.refused = checks::too_many("params", most, "contacts")};
  if (x.id)
    if (auto refused = conflict(*x.id, x.expected_version))
      return {.refused = std::move(refused)};
  const auto* const before = x.id ? find(*x.id) : nullptr;
  auto next = made_of(wanted, x.id ? *x.id : next_id(now));
  next.shared = shared();
  if (before) {
    next.version = before->version;
    next.changed_at = before->changed_at;
    next.changed_by = before->changed_by;
    if (next == *before)
      return {.contact = next.id};
  }
  ++next.version;
  next.changed_at = now;
  next.changed_by = by;
  return {.events = {contact_put{next.id, next.name, next.version}},
          .contact = next.id,
          .put = std::make_shared<const contact_view>(std::move(next)),
          .by = by};
}

phone_book_decision phone_book::remove(const remove_contact& x, const std::string& by) const {
  if (auto refused = conflict(x.id, x.expected_version))
    return {.refused = std::move(refused)};
  return {.events = {contact_removed{x.id, find(x.id)->name}}, .gone = x.id, .by = by};
}

void phone_book::apply(const phone_book_decision& kept) {
  if (kept.put)
    contacts_.insert_or_assign(kept.put->id, kept.put);
  if (!kept.gone)
    return;
  contacts_.erase(*kept.gone);
  removed_.push_back({*kept.gone, kept.by});
  if (removed_.size() > removed_remembered)
    removed_.pop_front();
}

} // namespace omstilling
