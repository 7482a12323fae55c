#pragma once

#include "actors/handles.hpp"
#include "actors/ports/mailer.hpp"
#include "actors/ports/sms_sender.hpp"

#include <memory>
#include <vector>

namespace omstilling {

/// Who carries a service's messages; either may be missing.
struct carriers {
  std::shared_ptr<mailer> mail;
  std::shared_ptr<sms_sender> sms;
};

/// What a site's outbox begins with.
struct outbox_start {
  site_id site;
  carriers by;
  std::vector<message_record> kept;
};

outbox_actor spawn_outbox(caf::actor_system& system, environment_ptr env, site_actor site,
                          outbox_start start);

/// The newest messages of each user as items of `messages/{user}`.
std::vector<picture_change> shown_messages(const std::vector<message_record>& kept);

} // namespace omstilling
