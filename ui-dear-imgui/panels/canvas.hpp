#pragma once

#include "ui-dear-imgui/model/actions.hpp"
#include "ui-dear-imgui/panels/fonts.hpp"
#include "ui-dear-imgui/panels/layout.hpp"
#include "ui-dear-imgui/panels/theme.hpp"

#include <imgui.h>

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace omstilling {

struct log_in_wish {
  user_id user;
  std::string password;
};
struct retry_wish {};
struct dismiss_wish {
  std::int64_t refusal = 0;
};
/// What the person at the console wants done.
using wish = std::variant<command, log_in_wish, retry_wish, dismiss_wish>;

/// What has been chosen on the screen; no panel owns it alone.
struct choices {
  std::optional<employee_id> person;
  std::string query;
  people_list shown; // after search and filter
  theme_name colours = theme_name::light;
  bool focus_search = false;
  bool scroll_to_person = false;
};

/// What every panel draws with, and where it leaves its wishes.
struct ui {
  const console_view& view;
  const theme& colours;
  const font_set& fonts;
  float scale;
  time_point now; // by the service's clock
  width_class size;
  choices& chosen;
  std::vector<wish>& wishes;

  float px(float x) const { return x * scale; }
  bool live() const { return view.phase == link_phase::live; }
  void ask(std::optional<command> x) {
    if (x)
      wishes.emplace_back(std::move(*x));
  }
};

enum class align { left, centre, right };

float text_width(const ui& u, face font, std::string_view text);
float text_height(const ui& u, face font);
/// Draws at a point; returns the x behind it.
float draw_text_at(const ui& u, face font, ImVec2 at, ImU32 colour, std::string_view text);
/// Draws in the middle of the box's height, cut with an ellipsis at its right; returns the x
/// behind.
float draw_text(const ui& u, face font, const rect& box, ImU32 colour, std::string_view text,
                align where = align::left);
/// The same, with the found pieces on their ground.
float draw_marked(const ui& u, face font, const rect& box, ImU32 colour, std::string_view text,
                  const std::vector<std::string>& fragments);

void fill(const rect& box, ImU32 colour, float radius = 0, ImDrawFlags corners = 0);
void outline(const ui& u, const rect& box, ImU32 colour, float radius, float thickness = 1);
void horizontal_line(const ui& u, float x1, float x2, float y, ImU32 colour);

} // namespace omstilling
