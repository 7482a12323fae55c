#pragma once

#include "apps/omstillingd/config/config.hpp"

#include <toml++/toml.h>

#include <functional>
#include <string>
#include <vector>

namespace omstilling {

/// How one key is read into its owner; the answer is what was expected instead, empty when fine.
template <class Owner>
struct key_rule {
  std::string key;
  std::function<std::string(const toml::node&, Owner&)> read;
};

/// Keys outside [[site]], as `table.key`, in the order of etc/omstilling.toml.
const std::vector<key_rule<configuration>>& general_rules();

/// Keys of each [[site]].
const std::vector<key_rule<site_settings>>& site_rules();

/// Keys of each [[site.asterisk]].
const std::vector<key_rule<asterisk_keys>>& asterisk_rules();

/// Keys of each [[site.trunk]].
const std::vector<key_rule<trunk_settings>>& trunk_rules();

/// Keys of each [[calendars]].
const std::vector<key_rule<calendar_settings>>& calendar_rules();

} // namespace omstilling
