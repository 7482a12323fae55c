#include "ui-dear-imgui/panels/canvas.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

namespace omstilling {

namespace {

constexpr std::string_view ellipsis = "\xE2\x80\xA6";

float width(const ImFont* font, std::string_view text) {
  return font->CalcTextSizeA(font->FontSize, 1e9F, 0, text.data(), text.data() + text.size()).x;
}

/// Edges between pixels would be drawn as two faint ones.
rect on_pixels(const rect& x) {
  const float left = std::round(x.x), top = std::round(x.y);
  return {left, top, std::round(x.right()) - left, std::round(x.bottom()) - top};
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
  std::vector<text_mark> pieces;
  for (const auto& [from, to] : marks(text, fragments))
    pieces.push_back({static_cast<std::int64_t>(from), static_cast<std::int64_t>(to - from)});
  return draw_marked(u, font, box, colour, text, pieces);
}

float draw_marked(const ui& u, face font, const rect& box, ImU32 colour, std::string_view text,
                  const std::vector<text_mark>& pieces) {
  auto* used = u.fonts[font];
  const float y = box.y + (box.h - used->FontSize) / 2;
  std::vector<std::pair<std::size_t, std::size_t>> found;
  for (const auto& x : pieces)
    if (x.at >= 0 && x.length > 0 && x.at < static_cast<std::int64_t>(text.size()) &&
        x.length <= static_cast<std::int64_t>(text.size()) - x.at)
      found.emplace_back(x.at, x.at + x.length);
  // What is cut away has no ground either.
  if (width(used, text) > box.w + 0.5F)
    std::erase_if(found, [&](const auto& x) {
      return width(used, text.substr(0, x.second)) > box.w - width(used, ellipsis);
    });
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

void draw_turned_icon(const ui& u, const rect& box, ImU32 colour, const char* icon, float degrees) {
  const auto* font = u.fonts[face::body];
  unsigned code = 0;
  ImTextCharFromUtf8(&code, icon, nullptr);
  const auto* glyph = font->FindGlyph(static_cast<ImWchar>(code));
  if (!glyph)
    return;
  const float half_w = (glyph->X1 - glyph->X0) / 2, half_h = (glyph->Y1 - glyph->Y0) / 2;
  const ImVec2 middle{box.x + glyph->X0 + half_w,
                      box.y + (box.h - font->FontSize) / 2 + glyph->Y0 + half_h};
  const float angle = degrees * 3.14159265F / 180, c = std::cos(angle), s = std::sin(angle);
  const auto corner = [&](float x, float y) {
    return ImVec2{middle.x + x * c - y * s, middle.y + x * s + y * c};
  };
  ImGui::GetWindowDrawList()->AddImageQuad(
    font->ContainerAtlas->TexID, corner(-half_w, -half_h), corner(half_w, -half_h),
    corner(half_w, half_h), corner(-half_w, half_h), {glyph->U0, glyph->V0}, {glyph->U1, glyph->V0},
    {glyph->U1, glyph->V1}, {glyph->U0, glyph->V1}, colour);
}

void draw_mark(const ui& u, const rect& box) {
  const float unit = box.h / 22;
  fill(box, u.colours.accent, 5 * unit);
  auto* list = ImGui::GetWindowDrawList();
  const auto at = [&](float x, float y) { return ImVec2{box.x + x * unit, box.y + y * unit}; };
  const auto ink = u.colours.accent_ink;
  list->AddCircle(at(7.4F, 11), 3.4F * unit, ink, 24, 2.2F * unit);
  list->AddLine(at(10.6F, 11), at(14.2F, 11), ink, 2.2F * unit);
  list->AddTriangleFilled(at(13.6F, 7), at(18.8F, 11), at(13.6F, 15), ink);
}

void fill(const rect& box, ImU32 colour, float radius, ImDrawFlags corners) {
  const auto on = on_pixels(box);
  ImGui::GetWindowDrawList()->AddRectFilled({on.x, on.y}, {on.right(), on.bottom()}, colour, radius,
                                            corners);
}

void outline(const ui& u, const rect& box, ImU32 colour, float radius, float thickness) {
  const auto on = on_pixels(box);
  const float wide = std::max(1.0F, std::round(u.px(thickness)));
  // The library itself moves a border to the middle of its pixels, as if it were one pixel wide.
  const float in = (wide - 1) / 2;
  ImGui::GetWindowDrawList()->AddRect({on.x + in, on.y + in}, {on.right() - in, on.bottom() - in},
                                      colour, radius, 0, wide);
}

void horizontal_line(const ui& u, float x1, float x2, float y, ImU32 colour) {
  fill({x1, std::round(y) - u.px(1), x2 - x1, std::max(1.0F, u.px(1))}, colour);
}

} // namespace omstilling
