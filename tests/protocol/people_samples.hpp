#pragma once

#include "protocol/contact_entities.hpp"
#include "protocol/history_entities.hpp"
#include "protocol/message_entities.hpp"

/// Whom one knows, what became of calls, and what was written to whom.
namespace omstilling {

contact_view sample_contact();
search_hit sample_hit();
alternative_view sample_alternative();
call_history_entry sample_history();
call_log_entry sample_log();
message_view sample_message();
promise_view sample_promise();
message_template_view sample_message_template();
message_defaults_view sample_message_defaults();

} // namespace omstilling
