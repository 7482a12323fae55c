#pragma once

#include "services/calls/destination.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace omstilling {

/// What the house knows of a number.
struct number_facts {
  party who;
  endpoint_kind kind = endpoint_kind::outside;
  std::optional<user_id> user{}; // a receptionist's own phone
  bool do_not_disturb = false;
  bool headset = true;
  std::string address{}; // where the phone is locked to
  site_id site{};        // that the number belongs to, when it is another one
  std::vector<forwarding_rule> forwarding;
};

/// The way to a number with every forwarding that its owner, and whoever that leads to, has set;
/// none is followed in a circle, and none further than eight steps. What goes outside presents
/// `house`, when there is one.
destination make_route(const std::string& number,
                       const std::function<number_facts(const std::string&)>& facts,
                       const std::optional<party>& house);

} // namespace omstilling
