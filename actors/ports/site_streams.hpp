#pragma once

#include "protocol/errors.hpp"
#include "protocol/time.hpp"
#include "services/ownership/lease_words.hpp"

#include <tl/expected.hpp>

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace omstilling {

/// What followed the position that was given, in order and without a gap.
struct more_frames {
  std::string position;            // to read on after
  std::vector<std::string> bodies; // store_batch::frames; none when only what nobody read has gone
  friend bool operator==(const more_frames&, const more_frames&) = default;
};
/// What followed cannot be told as it was: too much has been written since, something that was read
/// has been taken back, or the store has lost it. Load a picture, then read on after `position`,
/// which is the end as it was before: what the picture has already comes once more.
struct frames_gone {
  std::string position;
  friend bool operator==(const frames_gone&, const frames_gone&) = default;
};
using followed_frames = std::variant<more_frames, frames_gone>;

/// What another node asks of the owner of a site.
struct asked_command {
  site_id site;
  std::string id; // to acknowledge it
  node_id asker;  // who waits for the answer
  std::string body;
  duration waited{}; // since it was asked, by the store's clock
  friend bool operator==(const asked_command&, const asked_command&) = default;
};

/// Asks the owner of the site, whoever that is now or next. It is put down once, and read by an
/// owner at least once; try_later when `most_commands` of the site have no answer.
struct put_question {
  site_id site;
  node_id asker;
  std::string body;
};
/// Answers the node that asked, and no other. Kept for a minute, the latest 10,000 of a node; may
/// arrive twice.
struct put_answer {
  node_id asker;
  std::string body;
};
/// The command with this id is answered: nobody is given it again. Where there is a newer token
/// nothing happens, and the next owner is given it.
struct put_done {
  site_id site;
  fencing_token token = 0;
  std::string id;
};
using stream_put = std::variant<put_question, put_answer, put_done>;

/// What nodes tell each other through the store; bodies are any bytes. Failures are values
/// (storage_unavailable), and then it is not known whether it was done.
///
/// frames(), commands() and answers() block for at most `wait` and as long as it takes to find that
/// the store is away; they return at once when there is something, and with nothing when the time
/// is over or wake() was called. Each of the three is called by one thread at a time, which may be
/// three threads. Everything else may be called from any thread, also while those wait.
class site_streams {
public:
  /// A longer body is refused as too_large. (One of frames is as long as what it shows.)
  static constexpr std::size_t largest_body = 16U * 1024 * 1024;
  /// So many commands of a site may be without an answer; more are refused as try_later.
  static constexpr std::size_t most_commands = 10'000;

  virtual ~site_streams() = default;

  /// What the owners of these sites have shown after these positions; sites without news are left
  /// out. An empty position is for who begins to follow: frames_gone, at once. A position that is
  /// none is invalid_params.
  virtual tl::expected<std::map<site_id, followed_frames>, problem>
  frames(const std::map<site_id, std::string>& after, duration wait) = 0;

  /// What was asked of these sites, which this node owns under these tokens, of each site in the
  /// order in which it was asked; nothing of one for which there is a newer token. Each is given
  /// once while the site stays among `mine` with the same token. A new token gives all that was
  /// never acknowledged, so what an owner that died had begun is given to the next. After the store
  /// has lost something they may be given again.
  virtual tl::expected<std::vector<asked_command>, problem>
  commands(const std::map<site_id, fencing_token>& mine, duration wait) = 0;
  /// All of them in this order, each with its own result, in little more time than one.
  virtual std::vector<tl::expected<void, problem>> put(const std::vector<stream_put>& all) = 0;
  /// What came for this node; at first also what came for an earlier life of it.
  virtual tl::expected<std::vector<std::string>, problem> answers(const node_id& mine,
                                                                  duration wait) = 0;

  /// `told` hears that a lease was given back, from a thread of the store's own; nobody tells of
  /// those that were given back while the store was away. It must not call on_freed(). An empty
  /// one: nobody hears it, also no more of what is being told when this returns.
  virtual void on_freed(std::function<void(const site_id&)> told) = 0;
  /// What waits returns at once; of the three calls, each that does not wait now returns at once
  /// the next time.
  virtual void wake() = 0;
};

} // namespace omstilling
