#include "ui-dear-imgui/panels/canvas.hpp"

#include <cmath>

namespace omstilling {

namespace {

constexpr std::string_view ellipsis = "\xE2\x80\xA6";

float width(const ImFont* font, std::string_view text) {
  return font->CalcTextSizeA(font->FontSize, 1e9F, 0, text.data(), text.data() + text.size()).x;
}

/// The longest beginning that fits, without cutting a character apart.
std::string_view fitting(const ImFont* font, std::string_view text, float room) {
  const char* rest = nullptr;
  font->CalcTextSizeA(font->FontSize, room, 0, text.data(), text.data() + text.size(), &rest);
  auto length = rest ? static_cast<std::size_t>(rest - text.data()) : text.size();
  while (length > 0 && length < text.size() &&
         (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80)
    --length;
  while (length > 0 && text[length - 1] == ' ')
    --length;
  return text.substr(0, length);
}

/// Returns the x behind it.
float put_text(ImFont* font, ImVec2 at, ImU32 colour, std::string_view text) {
  ImGui::GetWindowDrawList()->AddText(font, font->FontSize, {std::round(at.x), std::round(at.y)},
                                      colour, text.data(), text.data() + text.size());
  return at.x + width(font, text);
}

} // namespace

float text_width(const ui& u, face font, std::string_view text) {
  return width(u.fonts[font], text);
}

float text_height(const ui& u, face font) { return u.fonts[font]->FontSize; }

float draw_text_at(const ui& u, face font, ImVec2 at, ImU32 colour, std::string_view text) {
  auto* used = u.fonts[font];
  const float end = put_text(used, at, colour, text);
  u.seen.note_text({at.x, at.y, end - at.x, used->FontSize}, text, false);
  return end;
}

float draw_text(const ui& u, face font, const rect& box, ImU32 colour, std::string_view text,
                align where) {
  auto* used = u.fonts[font];
  if (box.w <= 0 || text.empty())
    return box.x;
  const float y = box.y + (box.h - used->FontSize) / 2;
  const float whole = width(used, text);
  if (whole <= box.w + 0.5F) {
    const float spare = box.w - whole;
    const float x = box.x + (where == align::left ? 0 : where == align::right ? spare : spare / 2);
    return draw_text_at(u, font, {x, y}, colour, text);
  }
  const auto begin = fitting(used, text, box.w - width(used, ellipsis));
  u.seen.note_text({box.x, y, box.w, used->FontSize}, text, true);
  const float x = put_text(used, {box.x, y}, colour, begin);
  return put_text(used, {x, y}, colour, ellipsis);
}

float draw_marked(const ui& u, face font, const rect& box, ImU32 colour, std::string_view text,
                  const std::vector<std::string>& fragments) {
  auto* used = u.fonts[font];
  const float y = box.y + (box.h - used->FontSize) / 2;
  const auto found = marks(text, fragments);
  for (const auto& [from, to] : found) {
    const float left = box.x + width(used, text.substr(0, from));
    const float right = std::min(box.x + width(used, text.substr(0, to)), box.right());
    if (left < right)
      fill({left - u.px(1), y, right - left + u.px(2), used->FontSize}, u.colours.mark, u.px(2));
  }
  const float end = draw_text(u, font, box, colour, text);
  for (const auto& [from, to] : found) {
    const float left = box.x + width(used, text.substr(0, from));
    if (box.x + width(used, text.substr(0, to)) <= end)
      put_text(used, {left, y}, u.colours.mark_ink, text.substr(from, to - from));
  }
  return end;
}

void fill(const rect& box, ImU32 colour, float radius, ImDrawFlags corners) {
  ImGui::GetWindowDrawList()->AddRectFilled({box.x, box.y}, {box.right(), box.bottom()}, colour,
                                            radius, corners);
}

void outline(const ui& u, const rect& box, ImU32 colour, float radius, float thickness) {
  const float half = u.px(thickness) / 2;
  ImGui::GetWindowDrawList()->AddRect({box.x + half, box.y + half},
                                      {box.right() - half, box.bottom() - half}, colour, radius, 0,
                                      u.px(thickness));
}

void horizontal_line(const ui& u, float x1, float x2, float y, ImU32 colour) {
  fill({x1, std::round(y) - u.px(1), x2 - x1, std::max(1.0F, u.px(1))}, colour);
}

} // namespace omstilling
