#pragma once

#include "ui-dear-imgui/panels/form.hpp"

namespace omstilling {

/// The next time, after `now` and on this computer's clock, that "14:30", "1430", "14.30" or "9"
/// means; none where it is no time of day.
std::optional<time_point> next_time(std::string_view text, time_point now);
/// The next midnight on this computer's clock.
time_point end_of_day(time_point now);

/// Another status for a person: which, how long, what happens at its start and end (S14.1-S14.6).
class status_form {
public:
  void open(const ui& u, const employee_id& who);
  void draw(ui& u, const rect& window);

private:
  void draw_length(ui& u, form& page);
  void draw_expiry(ui& u, form& page);
  bool has_end() const;
  std::string why_not(const ui& u) const;
  std::optional<command> made(const ui& u) const;

  employee_id who_;
  form_state state_;
  std::optional<std::size_t> type_, length_, expiry_, forced_;
  std::string until_, note_;
  bool dnd_on_ = false, dnd_off_ = false;
};

} // namespace omstilling
