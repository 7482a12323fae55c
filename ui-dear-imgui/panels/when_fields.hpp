#pragma once

#include "ui-dear-imgui/model/plan_times.hpp"
#include "ui-dear-imgui/panels/form.hpp"

namespace omstilling {

/// The part of a form that says when a plan is on: from, to, and how it comes again (S14.2, S14.4).
class when_fields {
public:
  struct plan_times {
    std::string starts, ends, rule; // as put_plan has them
  };

  /// From the next full hour, for an hour.
  void open(const local_minute& now);
  void open(const plan_view& x, const local_minute& now);
  void draw(form& page);

  std::string why_not() const;
  std::optional<plan_times> made() const;

private:
  std::optional<local_minute> start() const;
  std::optional<local_minute> end() const;
  repetition repeats_now() const;
  void draw_repeats(form& page);
  void draw_last(form& page);
  const char* every_label() const;

  local_minute now_;
  std::string from_day_, from_time_, to_day_, to_time_, every_, count_, last_, rule_;
  std::optional<std::size_t> how_, end_;
  std::vector<bool> days_;
};

} // namespace omstilling
