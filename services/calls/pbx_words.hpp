#pragma once

#include "protocol/entities.hpp"

#include <optional>
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
  std::string endpoint; // a number, of the kind below
  endpoint_kind kind = endpoint_kind::phone;
  party shown; // what the phone's display shows, or the number presented outside
  duration ring_for{};
  bool auto_answer = false; // the phone should answer by itself, if it can
  std::string address{};    // a phone of the house is rung there only; empty: where it is
  site_id site{};           // of a phone at another site
  leg_id for_leg;           // rung for this leg: same exchange, same origin; may be empty
};
/// Makes the phone that rings with this leg answer now, as if its receiver was lifted; order_failed
/// when it cannot.
struct press_answer {
  leg_id leg;
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

using order = std::variant<originate, press_answer, answer, hang_up, create_bridge, add_to_bridge,
                           remove_from_bridge, destroy_bridge, start_music, stop_music,
                           start_ringing_tone, stop_ringing_tone, play, send_dtmf, set_variable>;

// --- events -------------------------------------------------------------------
/// A caller came in, from outside, from a phone of the house or from another site.
struct leg_arrived {
  leg_id leg;
  party caller;
  std::string from_phone; // its number, when it was dialled at one of our phones
  bool from_site = false; // another site of the house sent it here
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
/// The hold key of the phone itself: the PBX plays music to whoever is bridged with it.
struct leg_held {
  leg_id leg;
};
struct leg_retrieved {
  leg_id leg;
};
/// The transfer key of the phone itself (REFER): nothing has happened yet, it is ours to do.
struct transfer_asked {
  leg_id leg;
  std::string to;                 // a number, or
  std::optional<leg_id> to_leg{}; // the phone's other call: the two it talks with are to meet
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
/// A leg that exists.
struct leg_now {
  leg_id leg;
  bool answered = false;
  std::optional<bridge_id> bridge{};
  std::optional<leg_arrived> arrival{}; // of one that came in
};
/// The link is up, and this is what exists there now.
struct link_up {
  std::vector<leg_now> legs;
  std::vector<bridge_id> bridges; // those that we made
  std::vector<device_changed> devices;
  std::string missing{}; // a part of the PBX that is away, and why; else empty
  bool partial = false;  // nothing is known yet of what exists in that part
};
struct link_down {
  std::string why;
};

using event =
  std::variant<leg_arrived, leg_ringing, leg_answered, leg_gone, leg_held, leg_retrieved,
               transfer_asked, dtmf_received, order_failed, device_changed, link_up, link_down>;

/// What a PBX can do; what it cannot is refused with not_supported and greyed out in the console.
struct capabilities {
  std::string name; // and version
  std::vector<capability> can;
};

} // namespace omstilling::pbx
