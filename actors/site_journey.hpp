#pragma once

#include "actors/road.hpp"
#include "actors/site_state.hpp"

#include <functional>

/// How a command goes through the site to the actor that owns what it changes.
namespace omstilling {

using reply = std::function<void(tl::expected<command_result, problem>)>;

/// A command on its way through the site.
struct journey {
  principal who;
  command what;
  std::optional<receipt> mark{};
  reply then;
  std::optional<colleague_elsewhere> to{};
};

/// An owner that does not answer in this time has failed.
inline constexpr auto patience = std::chrono::seconds{30};

/// Asks the owner; the answer, or that the owner failed, goes back to who asked.
template <class Handle, class Message, class... More>
void ask_owner(site_pointer self, const Handle& owner, Message x, reply then, More... more) {
  self->request(owner, patience, std::move(x), std::move(more)...)
    .then([then](const answer& a) { then(a.value); },
          [then](const caf::error&) {
            then(tl::unexpected(
              problem{.reason = error_reason::try_later, .detail = "it is starting again"}));
          });
}

/// The handle under this id; without one, none.
template <class Map, class Id>
auto find_in(const Map& map, const Id& id) {
  const auto found = map.find(id);
  return found == map.end() ? typename Map::mapped_type{} : found->second;
}

// --- site_personal.cpp ----------------------------------------------------------
/// Whose own status or phone somebody else changes by it is told so.
void ask_employee(site_pointer self, journey x, const employee_id& id);
void to_settings(site_pointer self, const journey& x);
void to_watchlist(site_pointer self, journey x);
/// To the site's own book, or to that of the asker's own templates.
void to_book(site_pointer self, const journey& x, bool of_site);

// --- site_phone_books.cpp -------------------------------------------------------
/// To the shared phone book, or to the asker's own, which is made when it is first needed.
void to_phone_book(site_pointer self, const journey& x, bool shared);

// --- site_messages.cpp ----------------------------------------------------------
/// send_message, cancel_message, close_promise.
void to_messages(site_pointer self, const journey& x);
/// To the site's own templates of messages, or to the asker's.
void to_message_book(site_pointer self, const journey& x, bool of_site);

} // namespace omstilling
