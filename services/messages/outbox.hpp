#pragma once

#include "protocol/queries.hpp"
#include "services/messages/outgoing_message.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace omstilling {

/// What a channel can do, as whoever carries its messages says.
struct carrier {
  bool there = false;
  bool knows_copies = false; // would not deliver the same id twice
};

/// How it goes with a channel; `problem` says why not.
struct channel_health {
  bool ok = true;
  std::string problem;
  friend bool operator==(const channel_health&, const channel_health&) = default;
};

/// All messages of a site: whose turn it is, and what each user sent.
///
/// A few of each channel are under way at a time, with a pause between, so that a long queue is no
/// flood; a gateway that asks for patience holds its channel up. Of one user no two are of the same
/// instant, so that pages have clean edges.
class outbox {
public:
  static constexpr std::size_t most_under_way = 4;                  // of a channel
  static constexpr duration pause = std::chrono::milliseconds{200}; // between two of a channel
  static constexpr std::size_t most_shown = 200;                    // of a user, on the topic

  outbox() = default;
  outbox(carrier email, carrier sms)
    : carriers_{{message_kind::email, email}, {message_kind::sms, sms}} {}

  /// What is kept. One that was found while being given away is settled by `recover`.
  void load(message_record kept);
  std::vector<message_id> interrupted() const;
  bool is_sending(const message_id& id) const;

  /// Adds it, at an instant of its own; it must be new.
  const message_record& add(message_record made);
  /// As it was before a step that was not kept; nothing: it was not there.
  void put_back(const message_id& id, std::optional<message_record> before);
  /// Goes one step; the index of what waits follows.
  template <class Step>
  message_decision change(const message_id& id, Step step) {
    auto& x = all_.at(id);
    auto out = step(x);
    index(id);
    return out;
  }
  const outgoing_message* find(const message_id& id) const;

  /// What is to be done now, one after the other; may be none.
  std::optional<std::pair<message_id, message_task>> next(time_point now) const;
  std::optional<time_point> deadline() const;
  /// An attempt begins: the channel rests a little.
  void begun(message_kind channel, time_point now);
  /// What an answer says of the channel; something when its health is another from now on.
  std::optional<channel_health> heard(message_kind channel, const delivery_answer& x,
                                      time_point now);
  const carrier& of(message_kind channel) const { return carriers_.at(channel); }

  /// The newest of a user, the newest first.
  std::vector<message_id> latest(const user_id& user) const;
  bool is_shown(const message_id& id) const;
  messages_result page(const user_id& user, const read_messages& asked) const;
  std::vector<user_id> users() const;
  /// Messages before this instant that need nothing more: they go.
  std::vector<message_id> older(time_point before) const;
  void forget(const message_id& id);

private:
  void index(const message_id& id);
  std::size_t under_way(message_kind channel) const;
  time_point turn(const outgoing_message& x, time_point due) const;

  struct channel_state {
    time_point rests_until;
    int failures = 0;
    channel_health health{};
  };
  std::map<message_kind, carrier> carriers_;
  std::map<message_kind, channel_state> channels_;
  std::unordered_map<message_id, outgoing_message> all_;
  std::map<user_id, std::map<time_point, message_id>> sent_by_;
  std::set<std::pair<time_point, message_id>> waiting_; // by deadline
  std::unordered_map<message_id, time_point> deadlines_;
  std::map<message_kind, std::set<message_id>> sending_;
};

/// Refuses a read_messages whose limit is out of bounds.
std::optional<problem> wrong_page(const read_messages& asked);

} // namespace omstilling
