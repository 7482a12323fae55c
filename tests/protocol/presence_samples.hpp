#pragma once

#include "protocol/presence_entities.hpp"

/// Why somebody is where she is, what comes, and what statuses there are.
namespace omstilling {

claim_view sample_claim();
plan_view sample_plan();
agenda_entry sample_agenda();
status_type sample_type();
template_view sample_template();

} // namespace omstilling
