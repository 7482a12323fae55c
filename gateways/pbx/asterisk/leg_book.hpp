#pragma once

#include "gateways/pbx/asterisk/ari_events.hpp"
#include "services/calls/pbx_words.hpp"

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace omstilling::ari {

/// All that exists at one moment.
struct picture {
  std::vector<channel> channels;
  std::vector<bridge> bridges;
  std::vector<endpoint_state> endpoints;
  std::map<std::string, bool> held; // by channel, where it was asked for
};

/// Why a leg ended that we rang and nobody answered.
leg_cause cause_of(std::int64_t isdn, std::int64_t sip, bool rang);

/// The legs of our application. Turns facts into events of the port: a leg arrives, rings, is
/// answered and is gone once each, in this order, and nothing is said of it afterwards.
class leg_book {
public:
  using events = std::vector<pbx::event>;

  explicit leg_book(std::string application);

  events apply(const fact& x);
  /// Ours to ring: its channel will have this id.
  void ordered(const pbx::originate& x);
  void ordered(const pbx::hang_up& x);
  void ordered(const pbx::play& x);
  /// It will not come to be; false when it is not known, or known to exist after all.
  bool forget(const leg_id& leg);
  /// Says a caller whose way here was asked for.
  events origin_known(const leg_id& leg, std::vector<origin_hop> origin);
  /// Callers that wait for origin_known(), each told once.
  std::vector<leg_id> take_redirected();

  /// Starts anew from what exists, and what happened while that was read. The events are those that
  /// the picture cannot tell; they belong behind it.
  events restart(const picture& now, const std::vector<fact>& meanwhile);
  std::vector<pbx::leg_now> legs() const;

  bool knows(const leg_id& leg) const { return legs_.contains(leg); }
  /// The name of its channel; empty while there is none.
  std::string channel_of(const leg_id& leg) const;
  /// Rung by us and not answered: it exists, but nothing can be done to it yet.
  bool rings(const leg_id& leg) const;
  /// Its phone was promised that a transfer is under way; asked once.
  bool take_transfer(const leg_id& leg);
  /// Something was played to it; asked once.
  bool take_playback(const leg_id& leg);

private:
  enum class progress { dialled, ringing, answered };
  struct kept_leg {
    progress state = progress::dialled;
    std::string channel_name{};
    std::optional<pbx::leg_arrived> arrival{};
    std::optional<bridge_id> bridge{};
    std::optional<leg_cause> ended_by_us{};
    bool origin_open = false; // not told before its origin is known
    bool ended_there = false; // by the far end
    bool said_ringing = false;
    bool held = false;
    bool transfer = false;
    bool playback = false;
  };

  void hear(const stasis_start& x, events& out);
  void hear(const stasis_end& x, events& out);
  void hear(const state_changed& x, events& out);
  void hear(const dialled& x, events& out);
  void hear(const hangup_asked& x, events& out);
  void hear(const channel_destroyed& x, events& out);
  void hear(const bridge_entered& x, events& out);
  void hear(const bridge_left& x, events& out);
  void hear(const held& x, events& out);
  void hear(const retrieved& x, events& out);
  void hear(const digit& x, events& out);
  void hear(const transfer& x, events& out);
  template <class Other>
  void hear(const Other&, events&) {}

  kept_leg* find(const channel& who);
  bool has_ended(const leg_id& leg) const;
  kept_leg* find_or_adopt(const channel& who);
  void arrive(const channel& who, const std::vector<std::string>& args, events& out);
  void ring(const std::string& id, kept_leg& x, events& out);
  void end(const std::string& id, leg_cause cause, events& out);
  void hold(const channel& who, bool on, events& out);
  void add_existing(const channel& who, const std::map<leg_id, kept_leg>& before,
                    const picture& now);

  std::string application_;
  std::map<leg_id, kept_leg> legs_;
  std::vector<leg_id> redirected_;
  std::deque<leg_id> ended_; // the last ones: what still comes of them is not theirs any more
};

} // namespace omstilling::ari
