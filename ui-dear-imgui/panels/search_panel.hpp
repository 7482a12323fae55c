#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

namespace omstilling {

/// What a search finds, in its groups (B2.6): the service's answer, and until that is there what
/// the console knows itself. The first row is chosen at once.
class search_panel {
public:
  /// Before anything is drawn, once the filter has looked through the people.
  void update(ui& u, const std::vector<std::string>& fragments);
  void draw(ui& u, const rect& box);
  /// Moves the choice by so many rows.
  static void move(ui& u, int rows);
  /// Whom the chosen row means.
  static call_target target(const ui& u);

private:
  void find_here(ui& u, const std::vector<std::string>& fragments);
  void draw_hit(ui& u, const rect& box, const search_hit& x);
  static void choose(ui& u, const search_hit& x);

  std::string query_;
  std::string picked_; // the row that was chosen at once, and not by her
  std::shared_ptr<const people_answers> shown_;
  std::shared_ptr<const people_list> people_;
  std::shared_ptr<const contact_list> contacts_;
  std::shared_ptr<const call_log> log_;
  bool served_ = false; // the rows are the service's
};

} // namespace omstilling
