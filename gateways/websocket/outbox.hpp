#pragma once

#include "gateways/websocket/frame_head.hpp"
#include "gateways/websocket/topic_log.hpp"
#include "services/pictures/frames.hpp"

#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace omstilling {

/// All that one session is still to be sent: frames of its own (answers, snapshots, control frames)
/// and its places in the logs of its topics. Own frames go first; a frame is never cut by another.
class outbox {
public:
  /// What may be thrown away when the reader falls behind: only parts of a picture.
  enum class matter { answer, picture };

  struct counters {
    std::uint64_t bytes = 0;
    std::uint64_t frames = 0;
  };

  /// Queues a text for a frame of its own.
  void push(shared_text text, matter kind);
  /// Queues what is framed already, such as a pong.
  void push_framed(std::string bytes);
  /// Queues a close frame: pictures are dropped, and whatever comes later too.
  void push_last(std::string bytes);

  /// Goes on from the log's end; held back until release().
  void follow(topic_log& log);
  /// Lets the held places go on, in place of older ones in the same log.
  void release();
  /// Gives up the places that are held back.
  void abandon();
  void unfollow(const topic_log& log);
  bool follows(const topic_log& log) const;
  bool follows_live(const topic_log& log) const;

  /// Throws away all that is not answers, and every place; a frame of which a part was sent stays.
  /// Returns the bytes that will not be sent.
  std::size_t discard_pictures();

  /// The next bytes to send, as pieces; returns how many.
  std::size_t gather(std::span<std::string_view> pieces) const;
  /// That many of the gathered bytes were sent.
  void sent(std::size_t bytes);

  /// Nothing is left to send, apart from what is held back.
  bool empty() const;
  /// Bytes that wait in the logs, held back or not.
  std::size_t log_bytes() const;
  /// Bytes of own frames that nobody else shares.
  std::size_t answer_bytes() const { return answer_bytes_; }
  /// The oldest byte of the log that is still needed here.
  topic_log::place oldest(const topic_log& log) const;
  const counters& totals() const { return totals_; }

private:
  struct own_frame {
    frame_head head;
    shared_text body;
    matter kind = matter::answer;
    std::size_t size() const { return head.size() + body->size(); }
  };
  struct cursor {
    topic_log* log = nullptr;
    topic_log::place at{};
    bool held = false;
  };

  void enqueue(own_frame frame);
  std::size_t sent_own(std::size_t bytes);
  void sent_of(cursor& x, std::size_t bytes);

  std::deque<own_frame> own_;
  std::size_t front_sent_ = 0; // of own_.front()
  std::size_t answer_bytes_ = 0;
  std::vector<cursor> cursors_;
  bool finished_ = false;
  counters totals_;
};

} // namespace omstilling
