#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

namespace omstilling {

/// What a watch waits for: "any change", "becomes: Free".
std::string condition_text(const console_view& view, const watch_condition& x, bool once);
/// The same with its end: "any change · until 16:00".
std::string watch_text(const ui& u, const watch_view& x);
/// Why a pop-up is there; one of an older service has no kind.
popup_kind kind_of(const popup_view& x);
/// It tells of a promise to call back.
bool is_promise(popup_kind x);
/// By whom it was promised, and the number to call.
std::string promise_text(const popup_view& x);
/// How somebody stands, in one word or two: the status where there is one, else the phone.
std::string standing_text(const ui& u, const person_status& status, lamp state);
/// What has happened: "Anna Brandt is free now".
std::string popup_text(const console_view& view, const popup_view& x);
/// The watch that a pop-up comes from, or null once it is gone.
const watch_view* watch_of(const console_view& view, const popup_view& x);

} // namespace omstilling
