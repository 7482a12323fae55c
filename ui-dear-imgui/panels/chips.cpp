#include "ui-dear-imgui/panels/chips.hpp"

#include "ui-dear-imgui/panels/call_rows.hpp"
#include "ui-dear-imgui/panels/controls.hpp"
#include "ui-dear-imgui/panels/icons.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace omstilling {

namespace {

constexpr float chip_height = 28, list_row = 32;

bool pressed(ImGuiKey x, bool repeat = false) {
  return ImGui::IsKeyPressed(ImGui::GetKeyIndex(x), repeat);
}

std::string count_text(const chip& x) {
  if (!x.counts)
    return {};
  return x.count ? std::to_string(*x.count) : std::string{"\xE2\x80\x93"};
}

button button_of(const chip& x) {
  return {.id = x.id.c_str(),
          .text = x.text + "  " + count_text(x),
          .look = x.on ? button_look::chosen : button_look::plain,
          .font = face::body};
}

/// As wide as it may become, so that its neighbours stand still while it counts.
float chip_width(const ui& u, const chip& x) {
  const auto digits = std::to_string(std::max(x.most, x.count.value_or(0))).size();
  return u.px(24) + text_width(u, face::body, x.text + "  ") +
         text_width(u, face::body, std::string(digits, '0'));
}

/// The list's button says what is chosen in it.
std::string more_text(const std::vector<chip>& all, std::size_t from, const char* more) {
  std::string result;
  for (std::size_t i = from; i < all.size(); ++i)
    if (all[i].on)
      result += (result.empty() ? "" : ", ") + all[i].text;
  return result.empty() ? more : result;
}

void draw_ring(const ui& u, const rect& box, float radius) {
  outline(u, {box.x - u.px(3), box.y - u.px(3), box.w + u.px(6), box.h + u.px(6)}, u.colours.focus,
          u.px(radius + 3), 2);
}

void draw_caret(const ui& u, float x, float y, ImU32 ink) {
  ImGui::GetWindowDrawList()->AddTriangleFilled({x, y - u.px(2)}, {x + u.px(8), y - u.px(2)},
                                                {x + u.px(4), y + u.px(3)}, ink);
}

} // namespace

void chip_row::open(ui& u, bool on) {
  open_ = on;
  row_ = 0;
  scroll_ = on;
  if (on)
    u.chosen.focused = name_;
  else if (has_keys(u))
    u.chosen.focused.clear();
}

std::size_t chip_row::fitting(const ui& u, const rect& box, const std::vector<chip>& all,
                              std::size_t listed, float more_width, bool late) const {
  float x = box.x;
  for (std::size_t i = 0; i < listed; ++i) {
    x += chip_width(u, all[i]) + u.px(6);
    // The last one needs no room for the list's button behind it.
    const bool rest = late || i + 1 < all.size();
    if (x - u.px(6) + (rest ? u.px(6) + more_width : 0) > box.right())
      return i;
  }
  return listed;
}

std::optional<std::size_t> chip_row::keys(ui& u, const std::vector<chip>& all,
                                          std::size_t inline_chips, bool has_list) {
  const std::size_t stops = inline_chips + (has_list ? 1 : 0);
  at_ = std::min(at_, stops == 0 ? 0 : stops - 1);
  if (!has_keys(u) || stops == 0)
    return {};
  const bool press = pressed(ImGuiKey_Space) || pressed(ImGuiKey_Enter);
  if (open_) {
    const auto rows = all.size() - inline_chips;
    if (rows == 0)
      return {};
    if (pressed(ImGuiKey_DownArrow, true))
      row_ = std::min(row_ + 1, rows - 1), scroll_ = true;
    if (pressed(ImGuiKey_UpArrow, true))
      row_ -= row_ > 0 ? 1 : 0, scroll_ = true;
    return press ? std::optional{inline_chips + std::min(row_, rows - 1)} : std::nullopt;
  }
  if (pressed(ImGuiKey_DownArrow) || pressed(ImGuiKey_UpArrow))
    u.chosen.focused.clear(); // back to the list
  if (pressed(ImGuiKey_RightArrow, true))
    at_ = std::min(at_ + 1, stops - 1);
  if (pressed(ImGuiKey_LeftArrow, true))
    at_ -= at_ > 0 ? 1 : 0;
  if (!press)
    return {};
  if (at_ < inline_chips)
    return at_;
  open(u, true);
  return {};
}

std::optional<std::size_t> chip_row::draw_list(ui& u, const rect& anchor,
                                               const std::vector<chip>& all, std::size_t from) {
  const auto count = all.size() - from;
  const float row = u.px(list_row), pad = u.px(4), width = u.px(300);
  const float below = ImGui::GetIO().DisplaySize.y - anchor.bottom() - u.px(16);
  const float height =
    std::min({row * static_cast<float>(count), u.px(352), std::max(row, below)}) + 2 * pad;
  const rect box{std::min(anchor.x, ImGui::GetIO().DisplaySize.x - width - u.px(8)),
                 anchor.bottom() + u.px(4), width, height};
  ImGui::SetNextWindowPos({box.x, box.y});
  ImGui::SetNextWindowSize({box.w, box.h});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
  ImGui::PushStyleColor(ImGuiCol_WindowBg, 0U);
  ImGui::Begin((name_ + " list").c_str(), nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoNav |
                 ImGuiWindowFlags_NoSavedSettings);
  fill(box, u.colours.panel, u.px(6));
  std::optional<std::size_t> result;
  {
    const scroll_area scroll{box.inset(u.px(2), pad), "choices"};
    if (std::exchange(scroll_, false))
      ImGui::SetScrollY(std::max(0.0F, (static_cast<float>(row_) - 4) * row));
    const auto origin = ImGui::GetCursorScreenPos();
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(count), row);
    while (clipper.Step())
      for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
        const auto& one = all[from + static_cast<std::size_t>(i)];
        const rect line{box.x + u.px(2), origin.y + static_cast<float>(i) * row, box.w - u.px(4),
                        row};
        const bool meant = has_keys(u) && row_ == static_cast<std::size_t>(i);
        ImGui::PushID(i);
        if (draw_row(u, line, "choice", {.ground = meant ? u.colours.hover : 0}).clicked)
          result = from + static_cast<std::size_t>(i);
        ImGui::PopID();
        u.seen.note(line, {.kind = "choice", .id = one.id, .text = one.text, .on = one.on});
        if (one.on)
          draw_text(u, face::caption, {line.x + u.px(10), line.y, u.px(20), row}, u.colours.accent,
                    icon::check);
        const auto number = count_text(one);
        const float used = text_width(u, face::body, number) + u.px(22);
        draw_text(u, one.on ? face::label : face::body,
                  {line.x + u.px(32), line.y, line.w - u.px(38) - used, row}, u.colours.text,
                  one.text);
        draw_text(u, face::body, {line.right() - used, line.y, used - u.px(14), row},
                  u.colours.text2, number, align::right);
        ImGui::SetCursorScreenPos({origin.x, origin.y + static_cast<float>(i + 1) * row});
      }
  }
  outline(u, box, u.colours.line_strong, u.px(6));
  const auto mouse = ImGui::GetIO().MousePos;
  const auto inside = [&](const rect& x) {
    return mouse.x >= x.x && mouse.x < x.right() && mouse.y >= x.y && mouse.y < x.bottom();
  };
  if (ImGui::IsMouseClicked(0) && !inside(box) && !inside(anchor))
    open(u, false);
  ImGui::End();
  ImGui::PopStyleColor();
  ImGui::PopStyleVar(2);
  return result;
}

std::optional<std::size_t> chip_row::draw(ui& u, const rect& box, const std::vector<chip>& all,
                                          std::size_t listed, const char* more, bool late) {
  if (open_ && !has_keys(u))
    open_ = false;
  const auto more_width = [&](std::size_t from) {
    // Where there is nothing but the list, its button is as wide as the row.
    if (listed == 0 && late)
      return box.w;
    return std::min(u.px(170), u.px(44) + text_width(u, face::body, more_text(all, from, more)));
  };
  auto fits = fitting(u, box, all, listed, more_width(all.size()), late);
  fits = std::min(fits, fitting(u, box, all, fits, more_width(fits), late));
  const bool has_list = late || fits < all.size();
  auto result = keys(u, all, fits, has_list);
  float x = box.x;
  const rect line{box.x, box.y, box.w, u.px(chip_height)};
  for (std::size_t i = 0; i < fits; ++i) {
    const rect place{x, line.y, chip_width(u, all[i]), line.h};
    if (draw_button(u, place, button_of(all[i])))
      result = i;
    if (has_keys(u) && at_ == i)
      draw_ring(u, place, 6);
    x = place.right() + u.px(6);
  }
  if (!has_list)
    return result;
  const auto text = more_text(all, fits, more);
  const bool chosen = text != more;
  const rect place{x, line.y, more_width(fits), line.h};
  const auto id = name_ + " more";
  // The text keeps clear of the caret.
  const button drop{.id = id.c_str(),
                    .text = {},
                    .look = chosen ? button_look::chosen : button_look::plain,
                    .font = face::body};
  if (draw_button(u, place, drop))
    open(u, !open_);
  const auto ink = chosen ? u.colours.accent_ink : u.colours.text;
  draw_text(u, face::body, {place.x + u.px(12), place.y, place.w - u.px(36), place.h}, ink, text);
  draw_caret(u, place.right() - u.px(20), place.y + place.h / 2, ink);
  if (has_keys(u) && at_ == fits && !open_)
    draw_ring(u, place, 6);
  if (open_ && fits < all.size())
    if (const auto picked = draw_list(u, place, all, fits))
      result = picked;
  return result;
}

} // namespace omstilling
