#pragma once

#include "ui-dear-imgui/panels/call_rows.hpp"

namespace omstilling {

const char* log_icon(log_kind x);
/// "Missed", "Outgoing", "Incoming".
std::string log_word(log_kind x);
ImU32 log_ink(const ui& u, log_kind x);
/// What a call in the caller's history was for the one who calls.
log_kind kind_of(const call_history_entry& x);

/// "Bo Lindholm called back", "Talked with Bo Lindholm", "Missed in Building · not called back".
std::string history_text(const ui& u, const call_history_entry& x);
/// Of a missed one that was answered since: "called back 10:50"; else empty.
std::string called_back_text(const ui& u, const std::optional<time_point>& at);
/// On this computer's clock, with the day where it is not today.
std::string when_text(const ui& u, time_point at);

message_about about_of(const call_view& x);
message_about about_of(const call_log_entry& x);
message_about about_of(const call_history_entry& x);
/// The message in area 5 is about this call from now on (S5.5); with `show` it comes to the front.
void write_about(ui& u, message_about x, bool show);

/// A double-click on a call makes a message about it too (S5.5); with Ctrl held that is all it
/// does. True when the row's own action is wanted.
bool double_clicked(ui& u, const row_events& did, const message_about& x, bool has_action);

/// Who is called back, or called.
call_target target_of(const party& x);

} // namespace omstilling
