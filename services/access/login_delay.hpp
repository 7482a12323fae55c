#pragma once

#include "protocol/time.hpp"

#include <map>
#include <string>

namespace omstilling {

/// Slows guessing down: after three failures each further one doubles the wait, from 1 s to 60 s; a
/// success or 15 quiet minutes forgets. Kept per (user, address), and per address with ten times
/// the patience, so that nobody can lock another's account for ever. A login by token has no user
/// and counts for its address alone: a token cannot be guessed, and many may share an address.
/// Holds at most 10,000 keys; the quietest go first.
class login_delay {
public:
  /// How long this login must wait before it is tried at all; zero if it may be tried now.
  duration wait(const std::string& user, const std::string& address, time_point now) const;
  void failed(const std::string& user, const std::string& address, time_point now);
  void succeeded(const std::string& user, const std::string& address);

private:
  struct failures {
    int count = 0;
    time_point last;
  };
  std::map<std::string, failures> failures_;
};

} // namespace omstilling
