#include "ui-dear-imgui/panels/waiting_calls_panel.hpp"

#include "ui-dear-imgui/panels/call_rows.hpp"
#include "ui-dear-imgui/panels/controls.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/keys.hpp"
#include "ui-dear-imgui/panels/motion.hpp"
#include "ui-dear-imgui/panels/past_calls.hpp"
#include "ui-dear-imgui/panels/times.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace omstilling {

namespace {

const queue_view* chosen_queue(const ui& u) {
  if (!u.view.desk || !u.view.desk->chosen_queue)
    return nullptr;
  const auto found = std::find_if(u.view.queues.begin(), u.view.queues.end(), [&](const auto& x) {
    return x.id == *u.view.desk->chosen_queue;
  });
  return found == u.view.queues.end() ? nullptr : &*found;
}

std::string second_line(const ui& u, const call_view& x) {
  if (x.state == caller_state::offered && x.holder && x.holder != u.view.user)
    return fmt::format(fmt::runtime(_("Rings at {}")), x.holder->value);
  std::string result = x.show_in_switchboard;
  if (!x.caller.name.empty() && !x.caller.number.empty())
    result += (result.empty() ? "" : " · ") + x.caller.number;
  return result;
}

/// By which queue the caller came, as a tag; it gives way to the text. Returns its width.
float draw_queue_tag(const ui& u, const rect& box, float left, float right, const call_view& x) {
  if (u.size != width_class::wide || !x.queue)
    return 0;
  const auto found = std::find_if(u.view.queues.begin(), u.view.queues.end(),
                                  [&](const auto& one) { return one.id == *x.queue; });
  if (found == u.view.queues.end())
    return 0;
  const auto& name = found->short_name.empty() ? found->name : found->short_name;
  const float width = text_width(u, face::caption, name) + u.px(12);
  const auto text = x.returned ? return_text(x) : second_line(u, x);
  const float needed = text_width(u, face::caption, text) + u.px(x.returned ? 18 : 0);
  if (left + needed + u.px(8) + width > right)
    return 0;
  const rect tag{right - width, box.y + (box.h - u.px(20)) / 2, width, u.px(20)};
  fill(tag, u.colours.away_soft, u.px(4));
  draw_text(u, face::caption, tag, u.colours.text, name, align::centre);
  return width + u.px(8);
}

void draw_call(ui& u, const rect& box, const call_view& x, bool late, bool first) {
  const auto since = x.waiting_since.value_or(x.since);
  row_look look{.ground = arrival_ground(u, since)};
  if (x.returned)
    look = {u.colours.warn_soft, u.colours.warn_line};
  if (late)
    look.bar = u.colours.bad;
  const auto did = draw_row(u, box, "row", look);
  u.seen.note(box, {.kind = "row", .id = "waiting " + x.id.value, .text = party_text(x.caller)});
  if (did.right_clicked)
    u.open(overlay_kind::call_menu, {}, x.id, ImGui::GetIO().MousePos);
  const auto ink = late ? u.colours.bad : u.colours.text;
  const float end = draw_text(u, face::lead, rect{box.x + u.px(12), box.y, u.px(66), box.h}, ink,
                              elapsed_text(since, u.now));
  if (late)
    draw_text(u, face::body, rect{end + u.px(4), box.y, u.px(20), box.h}, ink, icon::warning);
  const bool with_button = first || did.hovered;
  const button answer{.id = "answer",
                      .text = _("Answer"),
                      .icon = u.size == width_class::compact ? nullptr : icon::phone,
                      .key = first ? keycap(deed::answer) : nullptr,
                      .look = first ? button_look::good : button_look::plain,
                      .enabled = u.live()};
  const float width = with_button ? button_width(u, answer) + u.px(8) : 0;
  const float left = box.x + u.px(84), end_of_row = box.right() - u.px(12);
  const float tag =
    draw_queue_tag(u, box, left, with_button ? end_of_row - width + u.px(4) : end_of_row, x);
  const float room = box.right() - u.px(8) - width - tag - left;
  draw_text(u, face::label, rect{left, box.y + u.px(3), room, u.px(18)}, u.colours.text,
            party_text(x.caller));
  float indent = 0;
  if (x.returned) {
    draw_text(u, face::caption, rect{left, box.y + u.px(20), u.px(18), u.px(16)}, u.colours.warn,
              icon::back);
    indent = u.px(18);
  }
  draw_text(u, face::caption, rect{left + indent, box.y + u.px(20), room - indent, u.px(16)},
            x.returned ? u.colours.warn : u.colours.text2,
            x.returned ? return_text(u, face::caption, room - indent, x) : second_line(u, x));
  const bool pressed =
    with_button &&
    draw_button(u, {box.right() - width, box.y + u.px(5), width - u.px(8), u.px(30)}, answer);
  const bool wanted = double_clicked(u, did, about_of(x), true);
  if (u.live() && (pressed || wanted))
    u.ask(answer_call{x.id});
}

} // namespace

void waiting_calls_panel::draw(ui& u, const rect& box) {
  const auto* queue = chosen_queue(u);
  const auto& calls = u.view.waiting;
  const auto title = queue ? fmt::format(fmt::runtime(_("Waiting in {}")), queue->name)
                           : std::string{_("Waiting calls")};
  const auto limit = std::chrono::seconds{queue ? queue->max_wait_seconds : 120};
  const auto is_late = [&](const call_view& x) {
    return u.now - x.waiting_since.value_or(x.since) > limit;
  };
  card frame{u,     box,          "waiting calls",
             title, calls.size(), std::any_of(calls.begin(), calls.end(), is_late)};
  if (!calls.empty())
    frame.head_note(
      fmt::format(fmt::runtime(_("longest {}")),
                  elapsed_text(calls.front().waiting_since.value_or(calls.front().since), u.now)));
  const auto body = frame.body();
  if (!u.view.desk || !u.view.desk->chosen_queue)
    return draw_empty(u, body, _("Choose a queue above."));
  if (calls.empty())
    return draw_empty(u, body, _("Nobody waits."));
  const scroll_area scroll{body, "rows"};
  const auto origin = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float height = u.px(u.size == width_class::compact ? 40 : 42);
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(calls.size()), height);
  while (clipper.Step())
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      const auto& call = calls[static_cast<std::size_t>(i)];
      ImGui::PushID(call.id.value.c_str());
      draw_call(u, {body.x, origin.y + static_cast<float>(i) * height, width, height}, call,
                is_late(call), i == 0);
      ImGui::PopID();
      ImGui::SetCursorScreenPos({origin.x, origin.y + static_cast<float>(i + 1) * height});
    }
}

} // namespace omstilling
