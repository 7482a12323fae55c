#pragma once

#include "ui-dear-imgui/model/plan_times.hpp"
#include "ui-dear-imgui/panels/canvas.hpp"

namespace omstilling {

/// Who says where somebody is: "Plan", "Calendar".
const char* source_word(claim_source x);
const char* source_icon(claim_source x);

/// What is done at the start or the end of a status: "Do not disturb on, Forwarded → 4100".
std::string actions_text(const std::vector<status_action>& x);

/// "Monday"; 0 is Monday.
const char* weekday_word(std::size_t x);
/// "every Friday 12:00–12:30, 10 times", "Fri 27 Nov 12:00–13:00".
std::string plan_text(const plan_view& x);

/// The day that an entry of the agenda stands under: "Today", "Tomorrow", "Mon 24 Nov".
std::string agenda_day(const ui& u, const agenda_entry& x);
/// "10:00–11:30", "All day".
std::string agenda_span(const ui& u, const agenda_entry& x);
/// What it is: the status and its text, without what is private.
std::string agenda_text(const ui& u, const agenda_entry& x, const site_id& site);

} // namespace omstilling
