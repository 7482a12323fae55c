#pragma once

#include "ui-dear-imgui/panels/form.hpp"

namespace omstilling {

/// Tells once when this person's phone is free ("call me when free").
add_watch when_free(const employee_id& who);

/// What of whom to watch: several people, any change or one in particular, once or from now on
/// (area 18).
class watch_form {
public:
  void open(const std::optional<employee_id>& who);
  void draw(ui& u, const rect& window);

private:
  void draw_people(ui& u, form& page);
  void draw_found(ui& u, form& page);
  void draw_condition(const ui& u, form& page);
  void look_up(const ui& u);
  void add(const employee_id& who);
  std::string why_not(const ui& u) const;
  void draw_ending(const ui& u, form& page);
  std::optional<time_point> end(const ui& u) const;
  add_watch made(const ui& u, bool when_free) const;

  form_state state_;
  std::vector<employee_id> people_;
  std::string query_, looked_up_;
  std::uint64_t order_ = 0;
  std::vector<std::size_t> found_;
  std::optional<std::size_t> kind_, type_, lamp_, how_often_, ending_;
  std::string until_;
};

} // namespace omstilling
