#pragma once

#include "gateways/websocket/hub.hpp"
#include "gateways/websocket/lag_watch.hpp"
#include "gateways/websocket/outbox.hpp"
#include "protocol/wire.hpp"

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace omstilling {

/// Close codes of RFC 6455, 7.4.1 that the service itself gives.
enum class close_reason : std::uint16_t {
  going_away = 1001,
  text_only = 1003,
  not_allowed = 1008,
  internal = 1011,
  try_again_later = 1013
};

/// One observer: who it is, what it reads, what it asked. Knows the protocol but no socket; what
/// carries its bytes derives from it. Lives on the server's one thread.
class session : public std::enable_shared_from_this<session> {
public:
  using time_point = std::chrono::steady_clock::time_point;

  session(hub& home, std::string peer);
  virtual ~session() = default;
  session(const session&) = delete;
  session& operator=(const session&) = delete;

  /// One whole text message of the client.
  void receive(std::string_view text);
  /// Sends what can be sent now, and judges whether the reader keeps up.
  void flush();
  /// What time brings: heartbeats and deadlines.
  void sweep(time_point now, hub::heartbeat_cache& cache);
  /// Says why and ends; nothing more is sent after it.
  void close(close_reason code, std::string_view reason);
  /// Begins again with snapshots if it reads one of these.
  void begin_again(const std::unordered_set<std::string_view>& topics);
  /// Closes it if it is this login's: what it has seen and may do rests on rights that are no more.
  void turn_out(const principal& whom);
  /// Ends without a word.
  virtual void cut() = 0;

  const outbox& box() const { return box_; }
  bool is_behind() const { return behind_; }
  bool is_closing() const { return closing_since_.has_value(); }

protected:
  /// Sends as much of the outbox as goes without waiting, and goes on by itself later.
  virtual void send_now() = 0;
  virtual void start_close(std::uint16_t code, std::string_view reason) = 0;
  /// The peer is gone.
  void left();
  /// Whether an administrator is logged in here.
  bool administers() const;

  hub& home_;
  outbox box_;

private:
  /// A topic on its way to being read.
  struct slot {
    std::string name;
    std::optional<subscription> answer{};
  };
  /// Topics being opened together: for a client that asked, or to begin again from the latest
  /// state.
  struct opening {
    std::uint64_t number = 0;
    std::optional<std::string> rpc_id{}; // none for a fresh start
    std::vector<slot> slots{};
    std::size_t missing = 0;
    std::optional<problem> refusal{};
    bool overtaken = false; // the reader fell behind meanwhile, so its frames are of no use
  };

  // session.cpp
  void answer(std::string_view id, const boost::json::value& result);
  void refuse(std::string_view id, const problem& why);
  void perform(std::string id, const hello&, const std::optional<idempotency_key>&);
  void perform(std::string id, authenticate&, const std::optional<idempotency_key>&);
  void perform(std::string id, subscribe&, const std::optional<idempotency_key>&);
  void perform(std::string id, unsubscribe&, const std::optional<idempotency_key>&);
  void perform(std::string id, command&, const std::optional<idempotency_key>&);
  void perform(std::string id, query&, const std::optional<idempotency_key>&);
  bool may_ask(const std::string& id);
  void admitted(const std::string& id, tl::expected<admission, problem> who);
  void carried_out(const std::string& id, const tl::expected<command_result, problem>& done);
  void answered(const std::string& id, const tl::expected<query_result, problem>& done);
  void beat(hub::heartbeat_cache& cache);
  shared_text heartbeat_of(const std::vector<const topic_feed*>& topics) const;
  bool end_when_due(time_point now);

  // session_topics.cpp
  using topic_asking = std::variant<subscribe, unsubscribe>;
  void ask_topics(std::string id, topic_asking asked);
  void next_topics();
  void begin(const std::string& id, subscribe& asked);
  void begin(const std::string& id, unsubscribe& asked);
  std::optional<problem> wrong(const subscribe& asked) const;
  void open_all(std::optional<std::string> rpc_id, std::vector<topic_request> topics);
  void opened(std::uint64_t number, std::size_t index, tl::expected<subscription, problem> x);
  void finish_opening();
  void answer_opening(opening& done);
  void finish_fresh_start(opening& done);
  void deliver(opening& done);
  /// Stops all topics; they begin again with snapshots as soon as the reader takes something.
  void start_over(std::string_view why);
  void try_fresh_start();
  void keep_up();
  /// Tells the hub which topics are read now.
  void register_topics();

  const std::string peer_;
  const time_point born_;
  time_point next_heartbeat_;
  std::optional<time_point> closing_since_;
  std::optional<principal> who_;
  bool admitting_ = false;
  std::size_t in_flight_ = 0;

  std::vector<std::string> subscribed_;
  std::vector<topic_feed*> registered_;
  std::deque<std::pair<std::string, topic_asking>> topics_asked_;
  std::optional<opening> opening_;
  std::uint64_t openings_ = 0;
  lag_watch lag_;
  bool behind_ = false;
  std::string behind_why_;
};

} // namespace omstilling
