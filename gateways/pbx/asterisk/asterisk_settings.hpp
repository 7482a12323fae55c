#pragma once

#include "protocol/ids.hpp"
#include "protocol/time.hpp"

#include <chrono>
#include <map>
#include <string>

namespace omstilling {

/// Where an Asterisk is and how its endpoints are called; `{number}` stands for a number.
struct asterisk_settings {
  std::string url = "http://127.0.0.1:8088/ari";
  std::string user;
  std::string password;
  std::string application = "omstilling"; // what the dialplan names in Stasis()
  std::string phone_endpoint = "PJSIP/{number}";
  std::string outside_endpoint = "PJSIP/{number}@trunk";       // empty: no calls outside
  std::map<site_id, std::string> site_endpoints;               // the lines to other sites
  std::string voicemail_endpoint = "Local/{number}@voicemail"; // empty: there is none
  std::string music = "default";
  // The manager interface over the same HTTP server, same user: it alone can lift a receiver.
  bool ami = false;

  duration ping_every = std::chrono::milliseconds{1500};
  duration silent_after = std::chrono::seconds{4};     // without any frame the link is down
  duration reconnect = std::chrono::milliseconds{200}; // doubling
  duration reconnect_longest = std::chrono::seconds{2};
  duration request_timeout = std::chrono::seconds{3};
};

} // namespace omstilling
