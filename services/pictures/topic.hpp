#pragma once

#include "protocol/commands.hpp"
#include "services/pictures/frames.hpp"

#include <deque>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace omstilling {

/// Where a reader that opens a topic stands, and what it has to be sent first.
struct topic_opening {
  resume_outcome outcome = resume_outcome::unknown;
  std::string epoch;
  std::int64_t revision = 0;
  std::vector<shared_text> frames; // a replay's frames, or a snapshot's chunks
};

/// The latest picture of one topic and its recent frames.
///
/// Changes gather until flush(), the last value of an item wins, and each frame is encoded once an
/// audience; reports are frames of their own and never merge. Readers who come back with a position
/// get the frames since, or nothing, or the whole picture: one of three stated outcomes, and after
/// each the same picture as a reader who never left. That holds for a position that another node
/// gave out in the same epoch, too, although its frames end at other revisions.
class topic {
public:
  /// A topic whose items look the same to all (`split` false) is kept once, under the audience
  /// `reception`.
  topic(std::string name, std::string epoch, std::int64_t revision, bool split);

  void apply(const picture_change& x, std::int64_t revision);
  /// From `revision` on the topic holds these items and no other; what differs is news.
  void become(const std::vector<pictured_item>& items, std::int64_t revision);
  bool dirty() const { return !changed_.empty() || !made_.empty(); }
  /// The frames of all audiences since the last flush.
  std::vector<topic_frame> flush();

  /// Call flush() first; `who` sees what its audience may.
  topic_opening open(audience who, const std::optional<stream_position>& from) const;
  topic_key key_for(audience who) const;
  std::int64_t revision() const { return revision_; }
  std::size_t size() const { return items_.size(); }
  const std::unordered_map<std::string, item_texts>& items() const { return items_; }

private:
  static constexpr std::size_t most_frames = 4096;
  static constexpr std::size_t most_bytes = 8 << 20;
  static constexpr std::size_t items_a_chunk = 200;

  struct audience_log {
    audience sees = audience::reception;
    std::deque<topic_frame> recent;
    std::size_t bytes = 0;
  };

  void note_changed(const std::string& id, std::int64_t revision);
  void merge_changes();
  void remember(audience_log& log, topic_frame frame);
  std::vector<shared_text> snapshot(audience who) const;
  const audience_log& log_for(audience who) const;

  std::string name_;
  std::string epoch_;
  std::int64_t revision_;
  std::int64_t framed_; // revision up to which frames exist
  bool split_;
  std::unordered_map<std::string, item_texts> items_;
  std::vector<std::string>
    changed_; // ids, each once, in order of their first change since the last flush
  std::unordered_map<std::string, bool> is_changed_;
  std::vector<topic_frame> made_;
  std::vector<audience_log> logs_;
};

} // namespace omstilling
