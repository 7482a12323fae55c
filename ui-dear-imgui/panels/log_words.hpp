#pragma once

#include "ui-dear-imgui/panels/log_rows.hpp"

namespace omstilling {

/// It may still change: it waits, is on its way, or failed.
bool is_unsettled(message_state x);
bool is_open(promise_state x);

/// "Sent", "Failed: no such number", "Queued, next try 10:45: the server is busy".
std::string message_state_text(const ui& u, const message_view& x);
std::string promise_state_text(const ui& u, const promise_view& x);

log_line line_of(const ui& u, const call_log_entry& x);
log_line line_of(const ui& u, const message_view& x);
log_line line_of(const ui& u, const promise_view& x);

} // namespace omstilling
