#include "actors/phone_book_actor.hpp"
#include "actors/site_journey.hpp"
#include "actors/site_state.hpp"

#include <spdlog/spdlog.h>

namespace omstilling {

namespace {

constexpr std::size_t pictures_a_message = 1000;

phone_book_actor add_phone_book(site_pointer self, const std::string& name,
                                std::vector<kept_contact> kept) {
  auto& st = self->state;
  return st.phone_books[name] = supervise(
           self, spawn_phone_book(self->system(), st.env, st.site.id, name, std::move(kept)),
           {entity_kind::contact, name});
}

void show_contacts(site_pointer self, const std::string& book,
                   const std::vector<kept_contact>& contacts) {
  std::vector<picture_change> pictures;
  for (const auto& x : contacts) {
    pictures.push_back(shown_contact(book, *x));
    if (pictures.size() == pictures_a_message)
      show(self, std::exchange(pictures, {}));
  }
  if (!pictures.empty())
    show(self, std::move(pictures));
}

/// The book that the asker means; none: the name of whoever asks is that of no book.
std::optional<std::string> meant_book(const site_state& st, const principal& who, bool shared) {
  if (shared)
    return std::string{shared_book};
  return who.user && st.logins.contains(*who.user) ? own_book(*who.user) : std::nullopt;
}

std::vector<kept_contact> contacts_in(const std::vector<std::string>& rows) {
  std::vector<kept_contact> result;
  for (const auto& row : rows)
    if (auto read = decode_text<contact_view>(row))
      result.push_back(std::make_shared<const contact_view>(std::move(*read)));
    else
      spdlog::error("a contact is left out: {}", message(read.error()));
  return result;
}

} // namespace

void add_phone_books(site_pointer self, std::map<std::string, std::vector<kept_contact>> kept,
                     bool with_shared) {
  if (with_shared)
    kept.try_emplace(std::string{shared_book});
  for (auto& [name, contacts] : kept) {
    declare(self, {phone_book_topic(name)});
    show_contacts(self, name, contacts);
    add_phone_book(self, name, std::move(contacts));
  }
}

void restart_phone_book(site_pointer self, const std::string& name) {
  const auto& st = self->state;
  self
    ->request(st.env->journal, caf::infinite,
              load_rows{st.site.id, entity_kind::contact, contact_entity_id(name, {})})
    .then([self, name](const loaded_rows& read) {
      if (!read.states)
        return spdlog::error("phone book {} is not started again: {}", name,
                             message(read.states.error()));
      spdlog::warn("phone book {} is started again", name);
      // What is kept of it is what is shown.
      add_phone_book(self, name, contacts_in(*read.states));
    });
}

void to_phone_book(site_pointer self, const journey& x, bool shared) {
  const auto& st = self->state;
  const auto book = meant_book(st, x.who, shared);
  if (!book)
    return x.then(tl::unexpected(
      problem{.reason = error_reason::forbidden, .detail = "this login has no phone book"}));
  auto owner = find_in(st.phone_books, *book);
  if (!owner && shared)
    return x.then(tl::unexpected(
      problem{.reason = error_reason::not_supported, .detail = "it lives at another site"}));
  if (!owner)
    owner = add_phone_book(self, *book, {});
  ask_owner(self, owner, ask{x.who, x.what, x.mark}, x.then);
}

} // namespace omstilling
