#pragma once

#include "protocol/time.hpp"

#include <string>

namespace omstilling {

/// `2:14`, from an hour on `1:02:14`; never negative.
std::string elapsed_text(time_point since, time_point now);
/// `10:42` on this computer's clock.
std::string clock_text(time_point x);
/// `11:30` today, else with the weekday or the date.
std::string until_text(time_point x, time_point now);
/// `Mon 24 Nov`, in the language of the words.
std::string date_text(time_point x);
/// `48 min left`, `2 h 10 min left`; once it is past `overrun by 5 min`.
std::string remaining_text(time_point until, time_point now);

} // namespace omstilling
