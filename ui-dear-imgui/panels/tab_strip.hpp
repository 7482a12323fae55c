#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

namespace omstilling {

struct tab {
  std::string id;
  std::string text;
  std::optional<std::size_t> count{};
};

/// Tabs in the place of a card's head, as wide apart as there is room; returns the one pressed.
std::optional<std::size_t> draw_tabs(const ui& u, const rect& box, const std::vector<tab>& all,
                                     std::size_t chosen);

} // namespace omstilling
