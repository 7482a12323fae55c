#pragma once

#include "protocol/ids.hpp"
#include "services/ownership/lease_words.hpp"

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <vector>

namespace omstilling {

/// Of which sites the picture is asked for now: a few at a time, in the order in which they were
/// wanted.
///
/// A node that starts wants the pictures of all sites of all others. Asked for at once they would
/// hold up the store, its disk and the owners so long that leases run out meanwhile; the sites
/// would go from node to node, and all pictures would be wanted anew.
class picture_turns {
public:
  /// `most` at a time; a turn is over when nothing came for `patience`.
  explicit picture_turns(std::size_t most = 4, span_of_time patience = span_of_time{15'000});

  /// Waits for its turn, behind the others; so does one whose turn it is, which has to be asked for
  /// anew: its owner is another, the question was lost, or what came was of no use.
  void want(const site_id& site);
  /// The turn is over, if it was its turn: it came, or failed.
  void done(const site_id& site);
  /// Is not wanted any more.
  void forget(const site_id& site);
  /// Something of the picture came.
  void heard(const site_id& site, instant now);

  /// Whose turn begins now, to be asked for.
  std::vector<site_id> begin_turns(instant now);
  /// Whose turn ends because nothing came; each is told once.
  std::vector<site_id> end_late(instant now);
  /// When to call end_late(); nothing while nobody has a turn.
  std::optional<instant> deadline() const;

private:
  std::size_t most_;
  span_of_time patience_;
  std::deque<site_id> waiting_;          // each once
  std::map<site_id, instant> last_word_; // of those whose turn it is; the question counts
};

} // namespace omstilling
