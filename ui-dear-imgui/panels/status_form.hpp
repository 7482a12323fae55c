#pragma once

#include "ui-dear-imgui/panels/status_fields.hpp"
#include "ui-dear-imgui/panels/when_fields.hpp"

namespace omstilling {

/// The next time, after `now` and on this computer's clock, that "14:30", "1430", "14.30" or "9"
/// means; none where it is no time of day.
std::optional<time_point> next_time(std::string_view text, time_point now);
/// The same, or "27-11 14:30"; none where it is past.
std::optional<time_point> next_end(std::string_view text, time_point now);
/// The next midnight on this computer's clock.
time_point end_of_day(time_point now);

/// Another status for a person: which, from when and how long, how it repeats, what happens at its
/// start and end, what outsiders see (S14.1-S14.6); and templates to begin from or to keep (area
/// 19).
class status_form {
public:
  /// With a plan, that one is changed; one without a name is a new one.
  void open(const ui& u, const employee_id& who, const std::optional<plan_id>& plan = {});
  void draw(ui& u, const rect& window);

private:
  /// What the form says of a status that begins now.
  struct draft {
    status_values values;
    std::optional<std::size_t> length;
    std::string until;
    friend bool operator==(const draft&, const draft&) = default;
  };

  void open(const ui& u, const plan_view& x);
  void open_running(const ui& u, const person& who);
  void show(const draft& x);
  draft shown() const;
  void fill_in(const ui& u, const template_view& x);
  void draw_templates(const ui& u, form& page);
  void draw_type(const ui& u, form& page, const site_id& site);
  void draw_length(ui& u, form& page);
  void draw_more(ui& u, form& page);
  bool has_end() const;
  bool is_planned() const;
  bool ends_it() const;
  std::string why_not(const ui& u) const;
  command planned() const;
  command as_template() const;
  std::vector<command> made(const ui& u) const;

  employee_id who_;
  form_state state_;
  status_fields fields_;
  when_fields when_;
  std::optional<plan_view> plan_;
  std::optional<std::size_t> length_, template_;
  std::string until_, name_;
  std::optional<draft> running_; // what is on
  draft untouched_;              // as the form last filled itself in
  bool to_calendar_ = false, save_ = false, global_ = false;
};

} // namespace omstilling
