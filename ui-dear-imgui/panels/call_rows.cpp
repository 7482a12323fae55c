#include "ui-dear-imgui/panels/call_rows.hpp"

#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

namespace omstilling {

const char* recall_word(recall_reason x) {
  switch (x) {
    case recall_reason::no_answer: return _("no answer");
    case recall_reason::busy: return _("busy");
    case recall_reason::rejected: return _("rejected");
    case recall_reason::unreachable: return _("unreachable");
    case recall_reason::timeout: return _("waited too long");
    case recall_reason::pulled_back: return _("pulled back");
    default: return _("returned");
  }
}

row_events draw_row(const ui& u, const rect& box, const char* id, const row_look& look) {
  ImGui::SetCursorScreenPos({box.x, box.y});
  row_events result;
  result.clicked = ImGui::InvisibleButton(id, {std::max(1.0F, box.w), box.h});
  ImGui::SetItemAllowOverlap();
  result.hovered = ImGui::IsItemHovered();
  result.double_clicked = result.hovered && ImGui::IsMouseDoubleClicked(0);
  result.right_clicked = result.hovered && ImGui::IsMouseClicked(1);
  const auto ground = look.ground ? look.ground : result.hovered ? u.colours.hover : 0;
  if (ground)
    fill({box.x + u.px(1), box.y, box.w - u.px(2), box.h}, ground);
  if (look.bar)
    fill({box.x, box.y, u.px(3), box.h}, look.bar);
  horizontal_line(u, box.x, box.right(), box.bottom(), u.colours.line);
  return result;
}

std::string party_text(const party& x) {
  if (!x.name.empty())
    return x.name;
  return x.number.empty() ? _("Hidden number") : x.number;
}

std::string return_text(const call_view& x) {
  const auto* why = recall_word(x.returned.value_or(recall_reason::unknown));
  if (x.returned == recall_reason::pulled_back || !x.target)
    return fmt::format(fmt::runtime(_("Return: {}")), why);
  return fmt::format(fmt::runtime(_("Return from {}: {}")), party_text(*x.target), why);
}

std::string return_text(const ui& u, face font, float room, const call_view& x) {
  auto whole = return_text(x);
  if (text_width(u, font, whole) <= room)
    return whole;
  return fmt::format(fmt::runtime(_("Return: {}")),
                     recall_word(x.returned.value_or(recall_reason::unknown)));
}

} // namespace omstilling
