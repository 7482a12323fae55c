#pragma once

#include "actors/ports/front_door.hpp"
#include "actors/ports/mailer.hpp"
#include "actors/ports/number_lookup.hpp"
#include "actors/ports/sms_sender.hpp"
#include "apps/omstillingd/config/config.hpp"
#include "gateways/ldap/ldap_import.hpp"

#include <tl/expected.hpp>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace omstilling {

/// Each opens what its settings say, nothing where they say nothing; the problem names the key.
tl::expected<std::shared_ptr<mailer>, problem> open_mailer(const mail_settings& x);
tl::expected<std::shared_ptr<sms_sender>, problem> open_sms(const sms_settings& x);
tl::expected<std::shared_ptr<number_lookup>, problem> open_lookup(const lookup_settings& x);

/// What the service is given to reach people with, and to know them by.
struct people_gateways {
  std::shared_ptr<mailer> mail;
  std::shared_ptr<sms_sender> sms;
  std::shared_ptr<number_lookup> lookup;
};

tl::expected<people_gateways, problem> open_people_gateways(const configuration& x);

using imports = std::vector<std::unique_ptr<ldap::importer>>;

/// Begins to import employees, as the administrator with this token; what each import did goes to
/// the log. To be ended before the door.
tl::expected<imports, problem> start_imports(const configuration& x, front_door& door,
                                             const std::string& token,
                                             std::function<void(health_view)> say_health);

} // namespace omstilling
