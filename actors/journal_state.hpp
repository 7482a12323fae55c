#pragma once

#include "actors/journal.hpp"

#include <caf/stateful_actor.hpp>
#include <caf/typed_event_based_actor.hpp>
#include <caf/typed_response_promise.hpp>

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <vector>

/// What the parts of the journal share: journal.cpp (its door), journal_writing.cpp (a commit),
/// journal_sites.cpp (which sites it may write).
namespace omstilling {

struct waiting_step {
  change step;
  caf::typed_response_promise<committed> asker;
};

/// A site that this node owns, and until when.
struct held_site {
  fencing_token token = 0;
  acting_limit_ptr until;
  ownership_actor owner; // hears that it is another's
  std::int64_t epoch = 0;
  bool said_something = false; // to other nodes, since the last beat
};

struct journal_state {
  static inline const char* name = "omstilling.journal";
  std::unique_ptr<store> kept_in;
  std::map<site_id, std::int64_t> last_numbers;
  bool shared = false; // with other nodes: only what is held is written
  std::map<site_id, held_site> held;
  board_actor board;
  std::shared_ptr<clock> time;
  std::vector<waiting_step> gathered;
  bool failing = false;
  std::map<std::string, std::int64_t> events_by_name;
  call_totals totals;
  std::int64_t commits = 0;
  std::int64_t refusals = 0;
  std::int64_t written_events = 0;
  std::chrono::duration<double> writing{};
};

using journal_pointer = journal_actor::stateful_pointer<journal_state>;

// --- journal_writing.cpp --------------------------------------------------------------
/// Writes all that has gathered and shows it. When the store refuses, what should have been kept is
/// refused, each to who asked; live steps go on, so that lamps stay true.
void keep_gathered(journal_pointer self);
/// Says this to other nodes, if it can be written.
void tell_nodes(journal_pointer self, const site_id& site, const frame_entry& what);

// --- journal_sites.cpp ----------------------------------------------------------------
/// Refuses, also live ones, the steps of sites for which this node does not act now: of those it
/// knows nothing that could be shown.
void refuse_foreign(journal_pointer self, std::vector<waiting_step>& steps);
/// Another owns the site: whoever holds it here hears of it.
void lose(journal_pointer self, const site_id& site, const problem& why);
opened_site open(journal_pointer self, const open_site& x);
closed_site close(journal_pointer self, const close_site& x);
void cut(journal_pointer self, const cut_site& x);
loaded_mirrored load(journal_pointer self, const load_mirrored& x);
/// Other nodes hear that this one lives, and how far its sites are.
void say_something(journal_pointer self);
void tell_health_of(journal_pointer self, const health_view& part);
void tell_topics(journal_pointer self, const declare_topics& x);
/// Whether retention may go over it.
bool may_write(const journal_state& st, const site_id& site);

} // namespace omstilling
