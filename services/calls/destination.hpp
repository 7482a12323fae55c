#pragma once

#include "protocol/entities.hpp"

#include <optional>
#include <string>
#include <vector>

namespace omstilling {

/// Where a ring goes on to by somebody's forwarding.
struct detour {
  std::int64_t from = 0; // the stop that it leaves: 0 is the destination, n the detour before it
  forwarding_type on = forwarding_type::unknown;
  party who;
  std::string endpoint;
  endpoint_kind kind = endpoint_kind::phone;
  std::optional<user_id> user{};
  std::optional<party> shown{};
  bool do_not_disturb = false;
  bool headset = true;
  std::string address{};
  site_id site{};
  friend bool operator==(const detour&, const detour&) = default;
};
BOOST_DESCRIBE_STRUCT(detour, (),
                      (from, on, who, endpoint, kind, user, shown, do_not_disturb, headset, address,
                       site))

/// Somebody who can be rung, with all that the house has stated of the ways from there.
struct destination {
  party who;
  std::string endpoint;
  std::optional<user_id> user{}; // when it is a receptionist at her desk
  endpoint_kind kind = endpoint_kind::phone;
  std::optional<party> shown{}; // presented instead of the caller
  bool do_not_disturb = false;
  bool headset = true;   // its owner wants a call that she takes to open by itself
  std::string address{}; // the phone is rung at this IP address only; empty: where it is
  site_id site{};        // of a phone at another site
  std::vector<detour> detours;
  friend bool operator==(const destination&, const destination&) = default;
};
BOOST_DESCRIBE_STRUCT(destination, (),
                      (who, endpoint, user, kind, shown, do_not_disturb, headset, address, site,
                       detours))

/// Somebody of another site who is called by name: looked up there, rung by number from here.
struct colleague_elsewhere {
  site_id site;
  party who;
};

} // namespace omstilling
