#pragma once

#include "actors/ports/front_door.hpp"
#include "gateways/websocket/options.hpp"
#include "gateways/websocket/topic_log.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <atomic>
#include <map>
#include <memory>
#include <vector>

namespace omstilling {

class session;

/// What a topic's readers share, as long as there are any.
struct topic_feed {
  topic_key key;
  topic_log log{};
  std::vector<session*> readers{};
  bool dirty = false;
};

/// What the gateway counts of itself.
struct gateway_counters {
  std::uint64_t sessions_opened = 0;
  std::uint64_t bytes_sent = 0;  // of sessions that ended
  std::uint64_t frames_sent = 0; // likewise
  std::uint64_t frames_published = 0;
  std::uint64_t fell_behind = 0;
  std::uint64_t closed_behind = 0;
  std::uint64_t bytes_discarded = 0;
  std::uint64_t connections_refused = 0;
  std::uint64_t http_requests = 0;
};

/// The sessions and the topics that they read. Lives on the server's one thread.
class hub {
public:
  using io_context = boost::asio::io_context;
  using time_point = std::chrono::steady_clock::time_point;
  /// One heartbeat text for all sessions with the same topics.
  using heartbeat_cache = std::map<std::vector<const topic_feed*>, shared_text>;

  hub(std::shared_ptr<io_context> io, const websocket_options& options, front_door& door);

  const websocket_options& options() const { return options_; }
  front_door& door() { return door_; }
  const std::shared_ptr<io_context>& io() const { return io_; }
  gateway_counters& counters() { return counters_; }
  std::string metrics_text() const;

  /// Appends to the logs; readers get it at once when idle, else at the next tick.
  void publish(const std::vector<topic_frame>& frames);

  /// Whoever reads one of these topics begins again with snapshots.
  void begin_again(const std::vector<std::string>& topics);

  /// Closes the sessions of this login.
  void turn_out(const principal& whom);

  /// A place among the requests for presence that the service may have in hand, until it goes;
  /// null when there is none. May go on any thread, and after this.
  std::shared_ptr<void> take_place();

  bool full() const { return stopping_ || sessions_.size() >= options_.max_sessions; }
  bool stopping() const { return stopping_; }
  void enter(std::shared_ptr<session> x);
  void leave(session& x);
  /// The topic with its log; it stays while it has readers.
  topic_feed& open(const topic_key& key);
  void add_reader(topic_feed& x, session& reader);
  void remove_reader(topic_feed& x, session& reader);

  void start();
  /// Closes all sessions; nobody enters any more.
  void stop();
  /// Ends what is left, without asking the peers.
  void cut();
  bool idle() const { return sessions_.empty(); }

private:
  void schedule_flush();
  void flush();
  void flush(topic_feed& x);
  void schedule_sweep();
  void sweep();

  std::shared_ptr<io_context> io_;
  const websocket_options& options_;
  front_door& door_;
  boost::asio::basic_waitable_timer<std::chrono::steady_clock> flush_timer_;
  boost::asio::basic_waitable_timer<std::chrono::steady_clock> sweep_timer_;
  bool flush_pending_ = false;
  bool stopping_ = false;
  bool cut_ = false;
  std::size_t unflushed_ = 0; // bytes since the last flush
  time_point next_flush_{};
  std::map<topic_key, std::unique_ptr<topic_feed>> topics_;
  std::vector<topic_key> dirty_;
  std::vector<std::shared_ptr<session>> sessions_;
  gateway_counters counters_;
  std::shared_ptr<std::atomic<int>> places_ = std::make_shared<std::atomic<int>>(32);
};

} // namespace omstilling
