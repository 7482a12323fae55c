#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

namespace omstilling {

/// What a watch waits for: "any change", "becomes: Free".
std::string condition_text(const watch_condition& x, bool once);
/// How somebody stands, in one word or two: the status where there is one, else the phone.
std::string standing_text(const ui& u, const person_status& status, lamp state);
/// What has happened: "Anna Brandt is free now".
std::string popup_text(const ui& u, const popup_view& x);
/// The watch that a pop-up comes from, or null once it is gone.
const watch_view* watch_of(const console_view& view, const popup_view& x);

} // namespace omstilling
