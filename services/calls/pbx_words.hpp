#pragma once

#include "protocol/entities.hpp"

#include <map>
#include <string>
#include <variant>
#include <vector>

/// The language between our call core and any PBX: legs and bridges (what ARI calls channels and
/// bridges). It knows no transfer and no queue. Whoever orders chooses the ids, so that an event
/// may overtake the answer to its order.
namespace omstilling::pbx {

// --- orders -------------------------------------------------------------------
/// Rings `endpoint` as a new leg. Ends by itself with leg_gone{no_answer} after `ring_for`.
struct originate {
  leg_id leg;
  std::string endpoint; // a phone's number, or a number outside
  party shown;          // what the phone's display shows
  duration ring_for{};
  bool auto_answer = false; // the phone should answer by itself, if it can
};
struct answer {
  leg_id leg;
};
struct hang_up {
  leg_id leg;
  leg_cause cause = leg_cause::hung_up;
};
struct create_bridge {
  bridge_id bridge;
};
/// Puts the leg into the bridge, out of any other.
struct add_to_bridge {
  bridge_id bridge;
  leg_id leg;
};
struct remove_from_bridge {
  bridge_id bridge;
  leg_id leg;
};
struct destroy_bridge {
  bridge_id bridge;
};
struct start_music {
  leg_id leg;
};
struct stop_music {
  leg_id leg;
};
struct start_ringing_tone {
  leg_id leg;
};
struct stop_ringing_tone {
  leg_id leg;
};
struct play {
  leg_id leg;
  std::string media;
};
struct send_dtmf {
  leg_id leg;
  std::string digits;
};
struct set_variable {
  leg_id leg;
  std::string name;
  std::string value;
};

using order = std::variant<originate, answer, hang_up, create_bridge, add_to_bridge,
                           remove_from_bridge, destroy_bridge, start_music, stop_music,
                           start_ringing_tone, stop_ringing_tone, play, send_dtmf, set_variable>;

// --- events -------------------------------------------------------------------
/// A caller came in.
struct leg_arrived {
  leg_id leg;
  party caller;
  std::string called;
  std::string show_in_switchboard;
  std::vector<origin_hop> origin;
};
struct leg_ringing {
  leg_id leg;
};
struct leg_answered {
  leg_id leg;
};
struct leg_gone {
  leg_id leg;
  leg_cause cause = leg_cause::unknown;
};
struct dtmf_received {
  leg_id leg;
  std::string digits;
};
/// The leg's order could not be carried out.
struct order_failed {
  leg_id leg;
  std::string why;
  bool no_leg = false; // because there is no such leg (any more): an originate that failed, or a
                       // race with its end
};
struct device_changed {
  std::string number; // of the phone
  phone_reach reach = phone_reach::unknown;
  phone_activity activity = phone_activity::unknown;
};
/// The link is up, and this is what exists there now.
struct link_up {
  std::vector<leg_id> legs;
  std::vector<bridge_id> bridges;
  std::vector<device_changed> devices;
};
struct link_down {
  std::string why;
};

using event = std::variant<leg_arrived, leg_ringing, leg_answered, leg_gone, dtmf_received,
                           order_failed, device_changed, link_up, link_down>;

/// What a PBX can do; what it cannot is refused with not_supported and greyed out in the console.
struct capabilities {
  std::string name; // and version
  bool auto_answer = false;
  bool show_in_switchboard = false;
  bool survives_restart = false; // calls live on while the service is away
};

} // namespace omstilling::pbx
