#pragma once

#include "gateways/pbx/asterisk/leg_book.hpp"

#include <map>
#include <string>
#include <vector>

namespace omstilling::ari {

/// What each phone does, as the sum of its channels, in our application or not. A phone is an
/// endpoint that the template could have made from a number.
class device_book {
public:
  using changes = std::vector<pbx::device_changed>;

  explicit device_book(std::string phone_endpoint);

  /// What phones do otherwise than was said before.
  changes apply(const fact& x);
  void restart(const picture& now);
  changes all() const;
  bool is_phone(const std::string& endpoint) const;

private:
  struct kept_channel {
    std::string state; // of the channel
    bool held = false;
    bool far_end_rings = false; // of a channel that is up already and dials
  };
  struct kept_phone {
    phone_reach reach = phone_reach::unknown;
    std::map<std::string, kept_channel> channels;
    pbx::device_changed told;
  };

  void hear(const stasis_start& x) { see(x.who); }
  void hear(const channel_created& x) { see(x.who); }
  void hear(const state_changed& x) { see(x.who); }
  void hear(const dialled& x);
  void hear(const channel_destroyed& x);
  void hear(const held& x);
  void hear(const retrieved& x);
  void hear(const endpoint_state& x);
  template <class Other>
  void hear(const Other&) {}

  /// The phone of this endpoint, or nullptr when it is none.
  kept_phone* find(const std::string& endpoint);
  void see(const channel& who);
  static phone_activity doing(const kept_channel& x);
  static pbx::device_changed picture_of(const kept_phone& x);

  std::string phone_endpoint_;
  std::map<std::string, kept_phone> phones_;      // by number
  std::map<std::string, std::string> of_channel_; // its phone's number
  kept_phone* touched_ = nullptr;
};

} // namespace omstilling::ari
