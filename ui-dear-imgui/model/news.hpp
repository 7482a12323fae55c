#pragma once

#include "ui-dear-imgui/model/view.hpp"

#include <set>
#include <string>
#include <vector>

namespace omstilling {

/// What the user should be told even when another window is in front.
struct news_item {
  std::string key; // the same for the same thing
  std::optional<popup_view> popup{};
  std::optional<call_view> returned{};
};

/// Tells of each pop-up and each returned call once.
class news {
public:
  /// New since the last view; keys that are over are left in `gone`.
  std::vector<news_item> take(const console_view& view);
  std::vector<std::string> take_gone();

private:
  std::set<std::string> known_;
  std::vector<std::string> gone_;
};

} // namespace omstilling
