#pragma once

#include "gateways/pbx/asterisk/asterisk_settings.hpp"
#include "services/calls/pbx_words.hpp"

#include <tl/expected.hpp>

#include <string>
#include <string_view>

namespace omstilling::ari {

/// One HTTP request; `target` stands behind the ARI's own path, or beside it for the manager.
struct request {
  std::string method = "GET";
  std::string target;
  std::string body{};     // JSON
  bool repeatable = true; // asking twice does what asking once does
  bool manager = false;   // of the manager interface
};

/// What the answer to an order means.
struct outcome {
  enum class kind { done, refused, unreachable } what = kind::done;
  std::string why{};
  bool no_leg = false;
};

std::string percent_encoded(std::string_view text);

/// The request that carries out an order, or why none can. press_answer is notify_talk().
tl::expected<request, outcome> request_for(const pbx::order& order, const asterisk_settings& to);
/// What the status of its answer means. Most errors are races with the end of a leg.
outcome judge(const pbx::order& order, int status, std::string_view body);

/// Channels, endpoints and bridges. Not device states, which say nothing more of a phone:
/// Asterisk 22.10 ends a subscription to them when our socket ends, and if a phone changes its
/// state at that moment, the application is locked until Asterisk is started again.
request all_topics(const std::string& application);
request event_filter(const std::string& application);
/// From now on the phone's transfer key asks us instead of the PBX.
request take_transfers(const std::string& channel);
request tell_transfer(const std::string& channel, std::string_view state);
/// One header of the INVITE that a caller came with; an error when it has none.
request read_header(const std::string& channel, std::string_view name);

/// Ends what was played to the leg: until then it is deaf to all that waits for its thread.
request stop_playback(const leg_id& leg);
bool cuts_playback(const pbx::order& order);
/// Whether a channel's phone holds: `1`.
request read_hold(const std::string& channel);

request manager_login(const asterisk_settings& as);
/// Asks the phone of a ringing channel, by its name, to answer.
request notify_talk(const std::string& channel_name);
bool manager_agreed(std::string_view body);

} // namespace omstilling::ari
