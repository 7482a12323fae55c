#pragma once

#include "apps/omstillingd/config/rules.hpp"

namespace omstilling {

/// Keys of [mail], [sms] and [number_lookup], as `table.key`.
const std::vector<key_rule<configuration>>& people_rules();

/// Keys of each [[ldap]], and of each [[ldap.phones]].
const std::vector<key_rule<ldap_settings>>& ldap_rules();
const std::vector<key_rule<ldap_phone_settings>>& ldap_phone_rules();

/// What each key is fine without and all together are not.
std::vector<std::string> wrong_people(const configuration& x);

} // namespace omstilling
