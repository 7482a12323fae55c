#pragma once

#include "protocol/entities.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// What ARI says, as plain values.
namespace omstilling::ari {

struct channel {
  std::string id;
  std::string name;  // PJSIP/101-0000002a
  std::string state; // Down, Ring, Ringing, Up ...
  party caller;
  std::string redirected_from; // the number that sent the caller on, if one did
  std::string show_in_switchboard;
  std::string history_info; // where the dialplan kept the headers in variables
  std::string diversion;
  std::string app_name; // what the dialplan does with it
  std::string app_data;

  bool up() const { return state == "Up"; }
  /// `PJSIP/101`: the name without the number of the connection.
  std::string endpoint() const;
  /// Rung by an order of ours, and not answered yet.
  bool rung_by_us() const;
};

struct stasis_start {
  channel who;
  std::vector<std::string> args;
};
struct stasis_end {
  channel who;
};
struct channel_created {
  channel who;
};
struct state_changed {
  channel who;
};
struct dialled {
  channel peer;
  std::string caller; // the channel that dials; empty for a leg of an application
  std::string status; // "" at first, then RINGING, PROGRESS, ANSWER, BUSY ...
};
struct hangup_asked {
  channel who;
  std::int64_t tech_cause = 0;
  bool soft = false; // by somebody on this side
};
struct channel_destroyed {
  channel who;
  std::int64_t cause = 0;      // ISDN (Q.850)
  std::int64_t tech_cause = 0; // SIP
};
struct bridge_entered {
  std::string bridge;
  channel who;
};
struct bridge_left {
  std::string bridge;
  channel who;
};
struct held {
  channel who;
};
struct retrieved {
  channel who;
};
struct digit {
  channel who;
  std::string what;
};
/// REFER from a phone whose transfers are the application's.
struct transfer {
  channel who;
  std::string to;
  bool attended = false; // to somebody it already talks to
  std::string with{};    // on this channel of its own
};
struct endpoint_state {
  std::string endpoint; // PJSIP/101
  phone_reach reach = phone_reach::unknown;
};
/// Somebody else connected under the name of our application: nothing more will come.
struct replaced {};

using fact = std::variant<stasis_start, stasis_end, channel_created, state_changed, dialled,
                          hangup_asked, channel_destroyed, bridge_entered, bridge_left, held,
                          retrieved, digit, transfer, endpoint_state, replaced>;

/// Nothing for what does not concern us, is not complete or is no event at all.
std::optional<fact> read_event(std::string_view json);

struct bridge {
  std::string id;
  std::string creator;
  std::vector<std::string> channels;

  /// Its id is one of ours: `{call}.b{n}`.
  bool made_by_us() const;
};

/// The answers to GET /channels, /bridges, /endpoints; empty when it is something else.
std::vector<channel> read_channels(std::string_view json);
std::vector<bridge> read_bridges(std::string_view json);
std::vector<endpoint_state> read_endpoints(std::string_view json);
/// Whether GET /applications/{application} says that the events of all_topics() come.
bool hears_everything(std::string_view json);

} // namespace omstilling::ari
