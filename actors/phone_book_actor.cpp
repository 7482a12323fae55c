#include "actors/phone_book_actor.hpp"

#include "actors/road.hpp"

#include <caf/stateful_actor.hpp>
#include <caf/typed_event_based_actor.hpp>
#include <caf/typed_response_promise.hpp>

namespace omstilling {

namespace {

constexpr std::size_t contacts_a_message = 1000;

struct phone_book_state {
  static inline const char* name = "omstilling.phone_book";
  environment_ptr env;
  site_id site;
  phone_book core;
};

using self_pointer = phone_book_actor::stateful_pointer<phone_book_state>;

// --- the directory --------------------------------------------------------------------

/// Contacts that are from now on as `x` has them can be found, and who calls is known by them.
void tell_directory(self_pointer self, directory_contacts x) {
  const auto& st = self->state;
  if (!st.core.shared())
    x.of = user_id{st.core.name()};
  if (st.env->directory)
    self->send(st.env->directory, std::move(x));
}

void tell_directory(self_pointer self, const phone_book_decision& kept) {
  directory_contacts news;
  if (kept.put)
    news.put.push_back(*kept.put);
  if (kept.gone)
    news.removed.push_back(*kept.gone);
  tell_directory(self, std::move(news));
}

/// The whole book, in parts: the first one says that nothing else is in it.
void tell_directory_all(self_pointer self, const std::vector<kept_contact>& contacts) {
  directory_contacts part{.whole = true};
  for (const auto& x : contacts) {
    part.put.push_back(*x);
    if (part.put.size() < contacts_a_message)
      continue;
    tell_directory(self, std::move(part));
    part = {};
  }
  if (part.whole || !part.put.empty())
    tell_directory(self, std::move(part));
}

// --- commands ---------------------------------------------------------------------------

phone_book_decision decide(phone_book_state& st, const ask& x) {
  if (const auto* put = std::get_if<put_contact>(&x.what))
    return st.core.put(*put, x.who.name, st.env->time->now());
  return st.core.remove(std::get<remove_contact>(x.what), x.who.name);
}

change step_of(const phone_book_state& st, const ask& x, const phone_book_decision& done) {
  const auto& book = st.core.name();
  change step{.site = st.site,
              .at = st.env->time->now(),
              .events = done.events,
              .by = x.who.user,
              .mark = x.mark};
  if (step.mark)
    step.mark->result = command_result{.contact = done.contact};
  if (const auto& id = done.contact ? done.contact : done.gone)
    step.entity = {entity_kind::contact, contact_entity_id(book, *id)};
  if (done.put) {
    step.state = encode_text(*done.put);
    step.pictures.push_back(shown_contact(book, *done.put));
  }
  if (done.gone) {
    step.erased = true;
    step.pictures.push_back(hidden(phone_book_topic(book), done.gone->value));
  }
  return step;
}

caf::result<answer> carry_out(self_pointer self, const ask& x) {
  auto& st = self->state;
  if (auto refusal = missing(x.who, right_for(x.what, x.who)))
    return answer{tl::unexpected(*refusal)};
  if (auto refusal = foreign_book(st.core.name(), x.who))
    return answer{tl::unexpected(*refusal)};
  const auto done = decide(st, x);
  if (done.refused)
    return answer{tl::unexpected(*done.refused)};
  if (done.events.empty() && !x.mark)
    return answer{command_result{.contact = done.contact}};
  auto asker = self->make_response_promise<answer>();
  const auto then = [self, asker, done](const committed& kept) mutable {
    if (!kept.revision) {
      asker.deliver(answer{tl::unexpected(kept.revision.error())});
      return;
    }
    self->state.core.apply(done);
    tell_directory(self, done);
    asker.deliver(answer{command_result{.revision = *kept.revision, .contact = done.contact}});
  };
  const auto gone = [asker](const caf::error&) mutable {
    asker.deliver(answer{tl::unexpected(
      problem{.reason = error_reason::storage_unavailable, .detail = "the journal is gone"})});
  };
  auto asked = self->request(st.env->journal, caf::infinite, step_of(st, x, done));
  // Nobody can ask for a new contact before its id is answered: nothing has to wait for it, and
  // thousands of them need not stand in a line.
  const bool fresh = done.put && done.put->version == 1;
  fresh ? std::move(asked).then(then, gone) : std::move(asked).await(then, gone);
  return asker;
}

} // namespace

std::string phone_book_topic(const std::string& name) { return "phonebook/" + name; }

picture_change shown_contact(const std::string& book, const contact_view& x) {
  return shown(phone_book_topic(book), item_kind<contact_view>, x.id.value, x);
}

phone_book_actor spawn_phone_book(caf::actor_system& system, environment_ptr env, site_id site,
                                  std::string name, std::vector<kept_contact> kept) {
  auto contacts = std::make_shared<std::vector<kept_contact>>(std::move(kept));
  return system.spawn([env = std::move(env), site = std::move(site), name = std::move(name),
                       contacts](self_pointer self) -> phone_book_actor::behavior_type {
    auto& st = self->state;
    st.env = env;
    st.site = site;
    st.core = phone_book{name, *contacts};
    tell_directory_all(self, *contacts);
    contacts->clear();
    return {[self](const ask& x) { return carry_out(self, x); }};
  });
}

} // namespace omstilling
