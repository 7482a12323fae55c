#include "ui-dear-imgui/panels/settings_form.hpp"

#include "ui-dear-imgui/panels/words.hpp"

#include <algorithm>

namespace omstilling {

bool settings_form::matches(std::string_view text) const {
  const auto folded = fold(text);
  return std::all_of(sought.begin(), sought.end(),
                     [&](const auto& one) { return folded.find(one) != folded.npos; });
}

settings_rows::settings_rows(settings_form& form, const rect& box, const char* id,
                             float label_width, float row_height)
  : form_(form),
    box_(box),
    label_(form.u.px(label_width)),
    row_(form.u.px(row_height)),
    above_(box.w < form.u.px(440)),
    scroll_(box, id) {
  const auto& u = form.u;
  x_ = box.x + u.px(16);
  w_ = box.w - u.px(32);
  top_ = ImGui::GetCursorScreenPos().y;
  y_ = top_ + u.px(6);
}

settings_rows::~settings_rows() {
  auto& u = form_.u;
  if (empty_ && !form_.sought.empty())
    line(_("Nothing of that name here."));
  ImGui::SetCursorScreenPos({x_, top_});
  ImGui::Dummy({1, y_ + u.px(4) - top_});
}

rect settings_rows::take(float height) {
  empty_ = false;
  const rect result{x_, y_, w_, height};
  y_ += height;
  return result;
}

std::optional<rect> settings_rows::row(const std::string& label, float control_height) {
  if (!form_.matches(label))
    return {};
  empty_ = false;
  const auto& u = form_.u;
  const float height = u.px(control_height);
  if (above_) {
    draw_text(u, face::label, rect{x_, y_, w_, u.px(24)}, u.colours.text, label);
    const rect result{x_, y_ + u.px(24), w_, height};
    y_ = result.bottom() + u.px(8);
    return result;
  }
  const float tall = std::max(row_, height + u.px(8));
  draw_text(u, face::label, rect{x_, y_, label_ - u.px(8), std::min(tall, row_)}, u.colours.text,
            label);
  const rect result{x_ + label_, y_ + (std::min(tall, row_) - std::min(height, u.px(32))) / 2,
                    w_ - label_, height};
  y_ += tall;
  return result;
}

void settings_rows::help(const std::string& text, bool bad) {
  const auto& u = form_.u;
  const float left = above_ ? 0 : label_;
  const rect room{x_ + left, y_ - u.px(3), w_ - left, 0};
  y_ = draw_lines(u, face::caption, room, bad ? u.colours.bad : u.colours.text2, text) + u.px(4);
}

void settings_rows::fact(const std::string& label, const std::string& text) {
  if (const auto place = row(label))
    draw_text(form_.u, face::body, *place, form_.u.colours.text, text);
}

bool settings_rows::toggle(const form_item& x, bool on) {
  if (!form_.matches(x.text))
    return false;
  return draw_switch(form_.u, form_.focus, take(switch_height(form_.u, x, w_)), x, on);
}

void settings_rows::toggle(const char* id, const char* label, const char* help, bool on,
                           std::optional<bool> set_settings::*member) {
  if (!toggle(form_.item(id, label, help), on))
    return;
  set_settings x;
  x.*member = !on;
  form_.change(std::move(x));
}

void settings_rows::choice(const form_item& x, const std::vector<form_option>& options,
                           std::optional<std::size_t> chosen, std::optional<std::size_t>& taken) {
  const auto& u = form_.u;
  const float height = choice_height(u, above_ ? w_ : w_ - label_, options);
  if (const auto place = row(x.text, height / u.scale))
    taken = draw_choice(form_.u, form_.focus,
                        {place->x, place->y + (above_ ? 0 : u.px(2)), place->w, height}, x, options,
                        chosen);
}

void settings_rows::heading(const std::string& text) {
  draw_text(form_.u, face::strong, take(form_.u.px(30)), form_.u.colours.text, text);
}

void settings_rows::line(const std::string& text) {
  const auto& u = form_.u;
  y_ = draw_lines(u, face::body, {x_, y_ + u.px(4), w_, 0}, u.colours.text2, text) + u.px(6);
  empty_ = false;
}

void settings_rows::divider() {
  const auto& u = form_.u;
  if (!form_.sought.empty())
    return;
  horizontal_line(u, box_.x, box_.right(), y_ + u.px(4), u.colours.line);
  y_ += u.px(8);
}

} // namespace omstilling
