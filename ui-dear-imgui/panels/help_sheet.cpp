#include "ui-dear-imgui/panels/help_sheet.hpp"

#include "ui-dear-imgui/panels/controls.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/keys.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <algorithm>
#include <array>

namespace omstilling {

namespace {

struct line {
  std::string key; // empty: a heading
  std::string does;
  bool mouse = false; // not a key: no keycap
};

using block = std::vector<line>;

constexpr float row = 26, heading = 34, key_column = 76, mouse_column = 96, head = 52, pad = 20;

block keys_of(key_group group, const char* title) {
  block result{{{}, title}};
  for (const auto& one : key_bindings())
    if (one.group == group)
      result.push_back({keycap(one.what), _(one.does)});
  return result;
}

std::vector<block> all_blocks() {
  auto people = keys_of(key_group::people, _("People"));
  people.push_back({"\xE2\x86\x91 \xE2\x86\x93", _("Choose in the list")});
  people.push_back({"Enter", _("Transfer, or dial without a call")});
  auto window = keys_of(key_group::window, _("Window"));
  window.push_back({"Tab", _("To the filter and back; arrows and space inside")});
  window.push_back({"Esc", _("Back")});
  block mouse{{{}, _("Mouse")},
              {_("Double-click"), _("On a person: transfer, or dial"), true},
              {_("Double-click"), _("On a waiting call: answer"), true},
              {_("Double-click"), _("On a transferred call: pull back"), true},
              {_("Double-click"), _("In the call log: call"), true},
              {_("Double-click"), _("On any call: a message about it too"), true},
              {_("Ctrl+click"), _("On any call: only the message"), true},
              {_("Right-click"), _("On a template: take it unless said otherwise"), true},
              {_("Right-click"), _("On a person or a call: all that can be done"), true},
              {_("Drag"), _("A call onto a person: transfer"), true},
              {_("Drag"), _("Between two columns: their width"), true}};
  people.push_back({"Shift+\xE2\x86\xB5", _("In a search: ask first")});
  auto messages = keys_of(key_group::message, _("Messages"));
  messages.push_back({"Delete", _("In the log: cancel the message, close the promise")});
  return {keys_of(key_group::call, _("Calls")),  std::move(people), std::move(messages),
          keys_of(key_group::cards, _("Cards")), std::move(window), std::move(mouse)};
}

float height_of(const block& x) { return heading + row * static_cast<float>(x.size() - 1) + 10; }

/// Blocks in their order, each into the column that is lowest so far.
std::vector<std::size_t> columns_of(const std::vector<block>& all, std::size_t columns) {
  std::vector<float> heights(columns);
  std::vector<std::size_t> result;
  for (const auto& one : all) {
    const auto least = std::min_element(heights.begin(), heights.end());
    *least += height_of(one);
    result.push_back(static_cast<std::size_t>(least - heights.begin()));
  }
  return result;
}

void draw_block(const ui& u, const block& x, float left, float width, float y) {
  for (const auto& one : x) {
    if (one.key.empty()) {
      draw_text(u, face::strong, {left, y, width, u.px(heading - 6)}, u.colours.text, one.does);
      horizontal_line(u, left, left + width, y + u.px(heading - 4), u.colours.line);
      y += u.px(heading);
      continue;
    }
    const float column = u.px(one.mouse ? mouse_column : key_column);
    if (one.mouse)
      draw_text(u, face::label, {left, y, column - u.px(8), u.px(row)}, u.colours.text, one.key);
    else
      draw_keycap(u, {left, y, column, u.px(row)}, one.key.c_str());
    draw_text(u, face::body, {left + column, y, width - column, u.px(row)}, u.colours.text,
              one.does);
    y += u.px(row);
  }
}

/// Returns how high the content is.
float draw_blocks(const ui& u, const std::vector<block>& all, const rect& in, std::size_t columns) {
  const auto which = columns_of(all, columns);
  const float between = u.px(24);
  const float width =
    (in.w - between * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  std::vector<float> used(columns);
  for (std::size_t i = 0; i < all.size(); ++i) {
    auto& y = used[which[i]];
    draw_block(u, all[i], in.x + static_cast<float>(which[i]) * (width + between), width, in.y + y);
    y += u.px(height_of(all[i]));
  }
  return *std::max_element(used.begin(), used.end());
}

rect sheet_in(const ui& u, const rect& window, std::size_t columns, const std::vector<block>& all) {
  std::vector<float> heights(columns);
  const auto which = columns_of(all, columns);
  for (std::size_t i = 0; i < all.size(); ++i)
    heights[which[i]] += height_of(all[i]);
  const float wanted = u.px(head + 2 * pad - 8 + *std::max_element(heights.begin(), heights.end()));
  const float width = std::min(window.w - u.px(24), u.px(columns == 3   ? 1'240
                                                         : columns == 2 ? 860
                                                                        : 480));
  const float height = std::min(window.h - u.px(24), wanted);
  return {window.x + (window.w - width) / 2, window.y + (window.h - height) / 2, width, height};
}

} // namespace

void help_sheet::draw(ui& u, const rect& window) {
  const auto all = all_blocks();
  const std::size_t columns = window.w >= u.px(1'100) ? 3 : window.w >= u.px(760) ? 2 : 1;
  const auto box = sheet_in(u, window, columns, all);
  ImGui::SetNextWindowPos({window.x, window.y});
  ImGui::SetNextWindowSize({window.w, window.h});
  ImGui::SetNextWindowFocus();
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::PushStyleColor(ImGuiCol_WindowBg, 0U);
  ImGui::Begin("help", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoNav |
                 ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoScrollWithMouse);
  fill(window, IM_COL32(0, 0, 0, 110));
  fill(box, u.colours.panel, u.px(10));
  draw_text(u, face::title, {box.x + u.px(pad), box.y, box.w - u.px(140), u.px(head)},
            u.colours.text, _("All keys"));
  const button close{
    .id = "close help", .text = _("Close"), .key = "Esc", .look = button_look::ghost};
  const float width = button_width(u, close);
  bool done =
    draw_button(u, {box.right() - width - u.px(10), box.y + u.px(10), width, u.px(32)}, close);
  horizontal_line(u, box.x, box.right(), box.y + u.px(head), u.colours.line);
  {
    const rect body{box.x, box.y + u.px(head), box.w - u.px(4), box.h - u.px(head + 6)};
    const scroll_area scroll{body, "all keys"};
    const auto at = ImGui::GetCursorScreenPos();
    const float used = draw_blocks(
      u, all, {at.x + u.px(pad), at.y + u.px(pad - 8), body.w - u.px(2 * pad), body.h}, columns);
    ImGui::SetCursorScreenPos({at.x, at.y + used + u.px(pad - 8)});
    ImGui::Dummy({1, 1});
    // A click goes on to nothing else; one on the scroll bar is for the bar.
    done = done || (ImGui::IsWindowHovered() && ImGui::IsMouseClicked(0) &&
                    !ImGui::IsAnyItemHovered() && !ImGui::IsAnyItemActive());
  }
  outline(u, box, u.colours.line_strong, u.px(10));
  const auto mouse = ImGui::GetIO().MousePos;
  const bool beside =
    mouse.x < box.x || mouse.x >= box.right() || mouse.y < box.y || mouse.y >= box.bottom();
  if (done || (beside && ImGui::IsMouseClicked(0)))
    u.chosen.overlay = {};
  ImGui::End();
  ImGui::PopStyleColor();
  ImGui::PopStyleVar();
}

} // namespace omstilling
