#pragma once

#include "ui-dear-imgui/panels/return_card.hpp"

#include <map>

namespace omstilling {

/// Pop-ups of watches and returned calls, over the foot of the middle column; they never take the
/// keys away. A pop-up stands for a while and then stays in the watch list.
class popup_shelf {
public:
  void draw(ui& u, const rect& area);
  /// The pop-up that Esc means.
  std::optional<popup_id> newest() const { return newest_; }

private:
  std::vector<const popup_view*> standing(const ui& u);
  void follow(const ui& u);
  void draw_popup(ui& u, const rect& box, const popup_view& x, bool last);

  return_card returned_;
  std::map<popup_id, time_point> first_seen_;
  std::optional<time_point> here_since_; // what is older was told to nobody
  std::optional<user_id> user_;
  std::optional<popup_id> newest_;
};

} // namespace omstilling
