#include "ui-dear-imgui/panels/screen.hpp"

#include <imgui.h>

#include <cmath>

namespace omstilling {

namespace {

bool in_sight(const rect& x) {
  return x.w > 0 && x.h > 0 && ImGui::IsRectVisible({x.x, x.y}, {x.right(), x.bottom()});
}

template <class Part>
void place(Part& part, const rect& at) {
  part.x = static_cast<int>(std::lround(at.x));
  part.y = static_cast<int>(std::lround(at.y));
  part.w = static_cast<int>(std::lround(at.w));
  part.h = static_cast<int>(std::lround(at.h));
}

} // namespace

void screen::note_text(const rect& at, std::string_view whole, bool cut) {
  if (!in_sight(at))
    return;
  shown_text made{.whole = std::string{whole}, .cut = cut};
  place(made, at);
  texts.push_back(std::move(made));
}

void screen::note(const rect& at, shown_control what) {
  if (!in_sight(at))
    return;
  place(what, at);
  controls.push_back(std::move(what));
}

} // namespace omstilling
