#include "ui-dear-imgui/panels/call_story.hpp"

#include "ui-dear-imgui/panels/call_rows.hpp"
#include "ui-dear-imgui/panels/times.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace omstilling {

namespace {

constexpr float bar = 8, words = 34, least_part = 92;
constexpr std::size_t most_parts = 6;

ImU32 colour_of(const ui& u, story_kind x) {
  const auto& c = u.colours;
  switch (x) {
    case story_kind::ringing: return c.lamp_ring;
    case story_kind::talking: return c.lamp_busy;
    case story_kind::held:
    case story_kind::parked: return c.lamp_pause;
    case story_kind::camped: return c.lamp_dial;
    case story_kind::returned: return c.warn_line;
    case story_kind::overflowed: return c.lamp_dnd;
    default: return c.lamp_off;
  }
}

const char* how_ended(const story_step& x) {
  switch (x.outcome.value_or(call_outcome::unknown)) {
    case call_outcome::abandoned: return _("hung up before an answer");
    case call_outcome::rejected: return _("was rejected");
    case call_outcome::lost: return _("was lost");
    case call_outcome::overflowed: return _("overflowed");
    default: return _("ended");
  }
}

std::string verb(story_kind x) {
  switch (x) {
    case story_kind::waiting: return _("waited");
    case story_kind::ringing: return _("rang");
    case story_kind::talking: return _("talked");
    case story_kind::held: return _("on hold");
    case story_kind::parked: return _("parked");
    case story_kind::camped: return _("waited for a free phone");
    case story_kind::returned: return _("came back");
    case story_kind::overflowed: return _("overflowed");
    case story_kind::ended: return _("ended");
    default: return _("on its way");
  }
}

std::string queue_name(const console_view& view, const queue_id& id) {
  const auto found =
    std::find_if(view.queues.begin(), view.queues.end(), [&](const auto& x) { return x.id == id; });
  if (found == view.queues.end())
    return id.value;
  return found->short_name.empty() ? found->name : found->short_name;
}

/// With whom or where.
std::string place_of(const ui& u, const story_step& x) {
  if (x.kind == story_kind::returned)
    return fmt::format(fmt::runtime(_("Return: {}")),
                       recall_word(x.returned.value_or(recall_reason::unknown)));
  if (x.who)
    return party_text(*x.who);
  if (x.queue)
    return queue_name(u.view, *x.queue);
  if (!x.place.empty())
    return x.kind == story_kind::parked ? fmt::format(fmt::runtime(_("Slot {}")), x.place)
                                        : x.place;
  if (x.by)
    return x.by == u.view.user ? u.view.name : x.by->value;
  return verb(x.kind);
}

std::string length_of(const ui& u, const story_step& x) {
  if (x.kind == story_kind::ended)
    return how_ended(x);
  // Why it came back stands above.
  if (x.kind == story_kind::returned)
    return x.until ? elapsed_text(x.at, *x.until) : std::string{_("now")};
  return x.until ? verb(x.kind) + ' ' + elapsed_text(x.at, *x.until)
                 : verb(x.kind) + ' ' + elapsed_text(x.at, u.now);
}

} // namespace

std::string story_line(const ui& u, const story_step& x) {
  auto result = clock_text(x.at - u.view.ahead) + "  " + length_of(u, x);
  if (x.kind != story_kind::ended)
    result += " · " + place_of(u, x);
  if (x.by && x.who)
    result += " · " + fmt::format(fmt::runtime(_("by {}")),
                                  x.by == u.view.user ? u.view.name : x.by->value);
  return result;
}

float story_height(const ui& u, const std::vector<story_step>& story) {
  return story.size() < 2 ? 0 : u.px(bar + words + 8);
}

void draw_story(const ui& u, const rect& box, const std::vector<story_step>& story) {
  if (story.empty() || box.w <= 0)
    return;
  const auto room = std::clamp<std::size_t>(
    static_cast<std::size_t>(std::max(1.0F, box.w / u.px(least_part))), 1, most_parts);
  const auto count = std::min(story.size(), room);
  const auto before = story.size() - count;
  const float gap = u.px(3);
  const float width = (box.w - gap * static_cast<float>(count - 1)) / static_cast<float>(count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto& x = story[before + i];
    const float left = box.x + static_cast<float>(i) * (width + gap);
    fill({left, box.y, width, u.px(bar)}, colour_of(u, x.kind), u.px(2));
    auto title = place_of(u, x);
    if (i == 0 && before > 0)
      title = fmt::format("(+{}) ", before) + title;
    const float y = box.y + u.px(bar + 3), room_for_words = width - u.px(4);
    draw_text(u, face::caption, {left, y, room_for_words, u.px(16)}, u.colours.text, title);
    draw_text(u, face::caption, {left, y + u.px(15), room_for_words, u.px(16)}, u.colours.text2,
              clock_text(x.at - u.view.ahead) + " · " + length_of(u, x));
  }
}

} // namespace omstilling
