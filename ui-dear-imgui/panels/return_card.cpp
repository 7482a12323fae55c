#include "ui-dear-imgui/panels/return_card.hpp"

#include "ui-dear-imgui/panels/call_rows.hpp"
#include "ui-dear-imgui/panels/call_story.hpp"
#include "ui-dear-imgui/panels/controls.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/keys.hpp"
#include "ui-dear-imgui/panels/lamps.hpp"
#include "ui-dear-imgui/panels/motion.hpp"
#include "ui-dear-imgui/panels/past_calls.hpp"
#include "ui-dear-imgui/panels/statuses.hpp"
#include "ui-dear-imgui/panels/times.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace omstilling {

namespace {

constexpr float width = 546, head = 36, text = 94, text_in_hand = 36, button_height = 36, gap = 8;

bool came_back(const call_view& x) {
  return x.returned && x.returned != recall_reason::pulled_back && !x.transferred;
}

bool in_hand(const call_view& x) {
  return x.state == caller_state::talking || x.state == caller_state::held;
}

std::string state_text(const ui& u, const call_view& x) {
  if (rings_here(u.view, x))
    return _("rings at you");
  if (x.state == caller_state::talking)
    return _("talking");
  return x.state == caller_state::held ? _("on hold") : _("waits in the queue");
}

/// Buttons from left to right, in as many rows as they need.
class button_flow {
public:
  button_flow(const ui& u, const rect& in) : u_(u), in_(in), x_(in.x), y_(in.y) {}

  rect next(const button& x) {
    const float wide = std::min(button_width(u_, x), in_.w);
    if (x_ + wide > in_.right() + 1) {
      x_ = in_.x;
      y_ += u_.px(button_height + gap);
    }
    const rect result{x_, y_, wide, u_.px(button_height)};
    x_ += wide + u_.px(gap);
    return result;
  }
  float bottom() const { return y_ + u_.px(button_height); }

private:
  const ui& u_;
  rect in_;
  float x_, y_;
};

struct offer {
  button what;
  std::optional<command> does;
  bool opens_message = false;
};

std::vector<offer> offers(const ui& u, const call_view& x) {
  const auto* now = current_call(u.view);
  const bool current = now && now->id == x.id;
  const std::string first = _("answer it first");
  const std::string away = u.live() ? first : _("no connection to the service");
  std::vector<offer> result;
  std::optional<command> answer;
  if (u.live())
    answer = answer_call{x.id};
  if (!in_hand(x))
    result.push_back({{.id = "answer the return",
                       .text = _("Answer"),
                       .icon = icon::phone,
                       .key = keycap(deed::answer),
                       .look = button_look::good,
                       .why_not = away},
                      answer});
  result.push_back({{.id = "try again",
                     .text = _("Try again"),
                     .icon = icon::again,
                     .key = keycap(deed::repeat_target),
                     .why_not = away},
                    current ? try_again(u.view) : std::nullopt});
  if (x.target && x.target->employee)
    result.push_back({{.id = "message to target",
                       .text = _("Message"),
                       .icon = icon::comment,
                       .key = keycap(deed::message)},
                      {},
                      true});
  result.push_back({{.id = "return to queue",
                     .text = _("Back into the queue"),
                     .icon = icon::list,
                     .key = keycap(deed::back_to_queue),
                     .why_not = x.state == caller_state::waiting ? _("it waits there") : away},
                    current ? back_to_queue(u.view) : std::nullopt});
  for (auto& one : result)
    one.what.enabled = one.does || one.opens_message;
  return result;
}

void draw_caller(ui& u, const rect& in, const call_view& x) {
  const auto timer = elapsed_text(x.since, u.now);
  const float wide = text_width(u, face::title, timer) + u.px(10);
  draw_text(u, face::title, {in.x, in.y, in.w - wide, u.px(28)}, u.colours.text,
            party_text(x.caller));
  draw_text(u, face::title, {in.x, in.y, in.w, u.px(28)}, u.colours.text, timer, align::right);
  auto second = state_text(u, x);
  if (!x.caller.name.empty() && !x.caller.number.empty())
    second = x.caller.number + " · " + second;
  draw_text(u, face::body, {in.x, in.y + u.px(28), in.w, u.px(22)}, u.colours.text2, second);
}

void draw_target(ui& u, const rect& line, const call_view& x) {
  if (!x.target)
    return;
  const auto* who = x.target->employee ? find_person(u.view, *x.target->employee) : nullptr;
  float left = draw_text(u, face::body, line, u.colours.text2, _("meant for")) + u.px(8);
  if (who) {
    draw_lamp(u, {left, line.y + u.px(6)}, u.px(14), lamp_now(u, *who));
    left += u.px(20);
  }
  left = draw_text(u, face::strong, {left, line.y, line.right() - left, line.h}, u.colours.text,
                   party_text(*x.target)) +
         u.px(8);
  std::string rest = x.target->name.empty() ? "" : x.target->number;
  if (who) {
    rest += " · " + lamp_text(u, *who, true);
    if (const auto look = look_of(u, who->status, who->site); !look.quiet)
      rest += " · " + look.word;
  }
  draw_text(u, face::body, {left, line.y, line.right() - left, line.h}, u.colours.text2, rest);
}

} // namespace

shelf_window::shelf_window(const ui& u, const rect& box, const std::string& id, ImU32 border) {
  ImGui::SetNextWindowPos({box.x - u.px(4), box.y - u.px(4)});
  ImGui::SetNextWindowSize({box.w + u.px(8), box.h + u.px(10)});
  ImGui::Begin(id.c_str(), nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoNav |
                 ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoSavedSettings |
                 ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoScrollWithMouse);
  const bool dark = u.chosen.colours != theme_name::light;
  fill({box.x - u.px(3), box.y - u.px(1), box.w + u.px(6), box.h + u.px(6)},
       IM_COL32(0, 0, 0, dark ? 90 : 26), u.px(12));
  fill(box, u.colours.panel, u.px(10));
  outline(u, box, border, u.px(10), 2);
}

shelf_window::~shelf_window() { ImGui::End(); }

const call_view* return_card::find(const ui& u) const {
  const call_view* result = nullptr;
  for (const auto& x : u.view.calls)
    if (came_back(x) && rings_here(u.view, x))
      return &x;
  for (const auto& x : u.view.calls)
    if (!result && came_back(x) && in_hand(x) && put_away_ != x.id)
      result = &x;
  for (const auto& x : u.view.waiting)
    if (!result && came_back(x) && x.sender && x.sender == u.view.user && put_away_ != x.id)
      result = &x;
  return result;
}

rect return_card::draw(ui& u, const rect& area) {
  const auto* call = find(u);
  if (!call)
    return {};
  const float wide = std::min(u.px(width), area.w);
  const auto all = offers(u, *call);
  button_flow measure{u, {0, 0, wide - u.px(32), 0}};
  for (const auto& one : all)
    measure.next(one.what);
  // In hand it stands with the other calls already, and here is only what to do next.
  const bool short_form = in_hand(*call);
  const float story = short_form ? 0 : story_height(u, call->story);
  const float words = u.px(short_form ? text_in_hand : text) + story;
  const float high = u.px(head + 12) + words + measure.bottom() + u.px(14);
  const rect box{area.x, area.bottom() - high + arrival_slide(u, call->since), wide, high};
  const shelf_window window{u, box, "returned call", u.colours.warn_line};
  const rect title{box.x, box.y, box.w, u.px(head)};
  fill(title.inset(u.px(2), u.px(2)), u.colours.warn_soft, u.px(8), ImDrawFlags_RoundCornersTop);
  draw_text(u, face::body, {title.x + u.px(16), title.y, u.px(20), title.h}, u.colours.warn,
            icon::back);
  const button away{
    .id = "put the return away", .text = {}, .icon = icon::cross, .look = button_look::ghost};
  // What rings stays: it has to be seen as long as it rings.
  const bool may_go = !rings_here(u.view, *call);
  const float end = title.right() - u.px(may_go ? 48 : 16);
  float room = end;
  if (call->until && *call->until > u.now) {
    const auto left =
      fmt::format(fmt::runtime(_("back into the queue in {}")), elapsed_text(u.now, *call->until));
    room -= text_width(u, face::body, left);
    draw_text(u, face::body, {room, title.y, end - room + 1, title.h}, u.colours.text, left);
  }
  draw_text(u, face::strong, {title.x + u.px(40), title.y, room - title.x - u.px(50), title.h},
            u.colours.warn, return_text(*call));
  if (may_go &&
      draw_button(u, {title.right() - u.px(42), title.y + u.px(4), u.px(34), u.px(28)}, away))
    put_away_ = call->id;
  const rect in{box.x + u.px(16), title.bottom() + u.px(12), box.w - u.px(32), words};
  if (!short_form)
    draw_caller(u, in, *call);
  draw_target(u, {in.x, in.bottom() - story - u.px(40), in.w, u.px(26)}, *call);
  if (story > 0)
    draw_story(u, {in.x, in.bottom() - story - u.px(8), in.w, story}, call->story);
  button_flow flow{u, {in.x, in.bottom(), in.w, 0}};
  for (const auto& one : all) {
    if (!draw_button(u, flow.next(one.what), one.what))
      continue;
    u.ask(one.does);
    if (one.opens_message) {
      u.chosen.person = call->target->employee;
      write_about(u, about_of(*call), true);
      u.chosen.focus_message = true;
    }
  }
  return box;
}

} // namespace omstilling
