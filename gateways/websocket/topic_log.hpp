#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

namespace omstilling {

/// The frames of one topic and audience, ready to be sent and one after the other in memory, so
/// that a reader is only a place in it and is served with one send. Offsets and frame numbers count
/// from the log's beginning for ever.
class topic_log {
public:
  /// A place between two frames.
  struct place {
    std::uint64_t offset = 0;
    std::uint64_t frame = 0; // how many frames stand before it
    friend bool operator==(const place&, const place&) = default;
  };

  /// Frames the text of a notification that brings the topic to `revision`.
  void append(std::string_view text, std::int64_t revision);

  place begin() const { return {base_.offset, base_.frame}; }
  place end() const { return {base_.offset + bytes_.size(), base_.frame + ends_.size()}; }
  /// The bytes from there to the end; `offset` is between begin and end.
  std::string_view since(std::uint64_t offset) const;
  /// The first place at or after `offset`: the end of the frame in which it lies.
  place frame_end(std::uint64_t offset) const;

  /// The topic's revision after all that was appended.
  std::int64_t revision() const { return revision_; }
  void start_at(std::int64_t revision) { revision_ = revision; }

  /// Forgets what stands before `oldest`, when that is worth the move.
  void trim(const place& oldest);
  /// Bytes held.
  std::size_t capacity() const { return bytes_.capacity(); }

private:
  std::string bytes_;
  place base_;
  std::deque<std::uint64_t> ends_; // offset after each frame
  std::int64_t revision_ = 0;
};

} // namespace omstilling
