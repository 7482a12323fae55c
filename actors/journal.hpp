#pragma once

#include "actors/handles.hpp"

#include <map>

namespace omstilling {

/// Where it writes, and what each site's numbering goes on from.
struct journal_start {
  std::unique_ptr<store> kept_in;
  std::map<site_id, std::int64_t> last_numbers;
  bool of_several_nodes = false; // then it writes only for sites that were opened by open_site
};

/// `own_thread` is false in tests, where everything runs on the test's thread.
journal_actor spawn_journal(caf::actor_system& system, journal_start start, board_actor board,
                            std::shared_ptr<clock> time, bool own_thread);

} // namespace omstilling
