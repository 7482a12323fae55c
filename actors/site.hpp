#pragma once

#include "actors/acting_limit.hpp"
#include "actors/handles.hpp"
#include "actors/outbox_actor.hpp"
#include "actors/ports/pbx.hpp"
#include "services/contacts/phone_book.hpp"
#include "services/settings/settings.hpp"
#include "services/watches/watchlist.hpp"

#include <map>

namespace omstilling {

/// A line to another site's PBX.
struct site_trunk {
  site_id site;
  std::vector<std::string> numbers; // beginnings of the numbers that lead there when dialled
};

/// How a site's phones dial out, and as whom they are seen there.
struct site_numbers {
  std::string outside_prefix;       // before a number outside, and not sent on; may be empty
  std::optional<party> presented{}; // else the most important queue's number
  std::vector<site_trunk> trunks{};
};

/// A site as it was kept, ready to live.
struct site_start {
  site_view site;
  site_numbers plan;
  std::int64_t epoch = 0;
  std::int64_t last_number = 0;
  std::vector<employee_record> employees;
  std::vector<queue> queues; // with their figures of the day
  std::vector<call_record> calls;
  std::vector<desk_record> desks;
  std::vector<watchlist_record> watchlists;
  std::vector<settings_record> settings;
  std::vector<status_book_record> books;
  std::map<std::string, std::vector<kept_contact>> phone_books; // by name
  bool has_shared_book = false;                                 // it lives at one site
  std::vector<message_book_record> message_books;
  std::vector<message_record> messages;
  std::vector<promise_record> promises;
  carriers carried_by{};          // of the service: who carries messages
  std::vector<user_record> users; // of this site, for their desks and settings
  std::vector<receipt> receipts;
  std::map<std::string, feed_actor> feeds; // of the service's links to calendars
  std::shared_ptr<pbx_port> pbx;           // may be absent: then the site has people and no calls
  acting_limit_ptr acts_until{};           // of one of several nodes; none: for ever
};

/// Spawns the site and all that lives at it. Its topics are declared and filled, and overdue
/// deadlines done in their order, before the link to the PBX opens.
site_actor spawn_site(caf::actor_system& system, environment_ptr env, site_start start);

} // namespace omstilling
