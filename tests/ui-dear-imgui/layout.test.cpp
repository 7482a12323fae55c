#include "ui-dear-imgui/panels/layout.hpp"

#include "ui-dear-imgui/panels/theme.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <cmath>

using namespace omstilling;

namespace {

float luminance(ImU32 x) {
  const auto part = [&](int shift) {
    const float value = static_cast<float>((x >> shift) & 0xFF) / 255;
    return value <= 0.03928F ? value / 12.92F : std::pow((value + 0.055F) / 1.055F, 2.4F);
  };
  return 0.2126F * part(IM_COL32_R_SHIFT) + 0.7152F * part(IM_COL32_G_SHIFT) +
         0.0722F * part(IM_COL32_B_SHIFT);
}

float contrast(ImU32 a, ImU32 b) {
  const auto [low, high] = std::minmax({luminance(a), luminance(b)});
  return (high + 0.05F) / (low + 0.05F);
}

bool apart(const rect& a, const rect& b) {
  return a.right() <= b.x || b.right() <= a.x || a.bottom() <= b.y || b.bottom() <= a.y;
}

} // namespace

TEST_CASE("cards never overlap and stay in the window", "[layout]") {
  for (const auto& [width, height] :
       {std::pair{1280.F, 720.F}, {1440.F, 900.F}, {1920.F, 1080.F}, {3840.F, 2160.F}})
    for (const float scale : {1.0F, 1.25F, 1.5F, 2.0F})
      for (const auto& [banner, columns] :
           {std::pair{false, 0.F}, {true, 0.F}, {false, 200.F}, {true, 2000.F}}) {
        const auto x = arrange(width, height, scale, banner, {400 * scale, 200 * scale, 66 * scale},
                               {columns, columns});
        const std::array cards{x.app_bar, x.action_bar, x.banner,    x.current, x.history,
                               x.waiting, x.sent,       x.overview,  x.log,     x.watches,
                               x.person,  x.message,    x.status_bar};
        CAPTURE(width, height, scale, banner, columns);
        for (std::size_t i = 0; i < cards.size(); ++i)
          for (std::size_t j = i + 1; j < cards.size(); ++j)
            if (width / scale >= 1280 && height / scale >= 720 && cards[i].h > 0 && cards[j].h > 0)
              CHECK(apart(cards[i], cards[j]));
        CHECK(x.status_bar.bottom() <= height + 0.5F);
        CHECK(x.person.right() <= width + 0.5F);
        if (width / scale >= 1280)
          CHECK(x.overview.w / scale >= 415);
      }
}

TEST_CASE("a scaled window looks like a smaller one", "[layout]") {
  CHECK(arrange(1920, 1080, 1, false, {}).size == width_class::wide);
  CHECK(arrange(1920, 1080, 1.25F, false, {}).size == width_class::medium);
  CHECK(arrange(1920, 1080, 2, false, {}).size == width_class::compact);
}

TEST_CASE("waiting calls keep their room whatever else there is", "[layout]") {
  CHECK(arrange(1280, 720, 1, true, {900, 900}).waiting.h >= 156);
}

TEST_CASE("text and lamps can be read on every ground they stand on", "[theme]") {
  for (const auto name : {theme_name::light, theme_name::dark, theme_name::contrast}) {
    const auto& c = theme_of(name);
    for (const auto ground : {c.panel, c.raised, c.hover, c.sel, c.bg})
      for (const auto ink : {c.text, c.text2, c.text3})
        CHECK(contrast(ink, ground) >= 4.5F);
    for (const auto& [ink, ground] : {std::pair{c.accent_ink, c.accent},
                                      {c.good_ink, c.good},
                                      {c.bad_ink, c.bad},
                                      {c.warn, c.warn_soft},
                                      {c.bad, c.bad_soft},
                                      {c.dnd, c.dnd_soft},
                                      {c.home, c.home_soft},
                                      {c.mark_ink, c.mark},
                                      {c.key_text, c.key_bg},
                                      {c.text, c.away_soft}})
      CHECK(contrast(ink, ground) >= 4.5F);
    for (const auto lamp : {c.lamp_idle, c.lamp_busy, c.lamp_ring, c.lamp_dial, c.lamp_dnd,
                            c.lamp_pause, c.lamp_fwd, c.lamp_off, c.lamp_unknown, c.line_strong})
      for (const auto ground : {c.panel, c.sel})
        CHECK(contrast(lamp, ground) >= 3.0F);
  }
}
