#include "ui-dear-imgui/panels/fonts.hpp"

#include "ui-dear-imgui/panels/icons.hpp"

#include <fstream>
#include <string>

namespace omstilling {

namespace {

// ImGui's size is ascent to descent, and Inter's is this many em.
constexpr float inter_height = 1.2102F;

struct cut {
  const char* file;
  float em;
  float digit; // of an em: all digits take the width of the widest, so that timers stand still
};

constexpr cut regular(float em) { return {"Inter-Regular.otf", em, 0.648F}; }
constexpr cut medium(float em) { return {"Inter-Medium.otf", em, 0.659F}; }
constexpr cut semibold(float em) { return {"Inter-SemiBold.otf", em, 0.670F}; }

constexpr std::array cuts{medium(12),   regular(14), medium(14),   semibold(14),
                          semibold(16), medium(17),  semibold(20), semibold(30)};

constexpr ImWchar digits[] = {0x30, 0x39, 0};
constexpr ImWchar letters[] = {0x20,   0x17F,  0x2010, 0x2026, 0x20AC, 0x20AC, 0x2190,
                               0x2193, 0x21B5, 0x21B5, 0x2212, 0x2212, 0};

bool exists(const std::string& path) { return std::ifstream{path}.good(); }

const ImWchar* icon_ranges() {
  static const auto ranges = [] {
    ImFontGlyphRangesBuilder builder;
    for (const auto* one : icon::all)
      builder.AddText(one);
    ImVector<ImWchar> result;
    builder.BuildRanges(&result);
    return result;
  }();
  return ranges.Data;
}

ImFont* load(ImFontAtlas& atlas, const cut& x, float scale) {
  const auto path = std::string{OMSTILLING_FONTS} + '/' + x.file;
  if (!exists(path))
    return atlas.AddFontDefault();
  ImFontConfig config;
  config.OversampleH = 2;
  const float size = x.em * inter_height * scale;
  config.GlyphMinAdvanceX = config.GlyphMaxAdvanceX = x.digit * x.em * scale;
  auto* font = atlas.AddFontFromFileTTF(path.c_str(), size, &config, digits);
  config.GlyphMinAdvanceX = 0;
  config.GlyphMaxAdvanceX = 1'000;
  config.MergeMode = true;
  atlas.AddFontFromFileTTF(path.c_str(), size, &config, letters);
  if (x.em > 16 || !exists(OMSTILLING_ICON_FONT))
    return font;
  config.GlyphMinAdvanceX = 1.28F * x.em * scale;
  atlas.AddFontFromFileTTF(OMSTILLING_ICON_FONT, x.em * scale, &config, icon_ranges());
  return font;
}

} // namespace

font_set load_fonts(ImFontAtlas& atlas, float scale) {
  atlas.Clear();
  atlas.TexDesiredWidth = scale > 1.2F ? 2'048 : 1'024;
  font_set result;
  for (std::size_t i = 0; i < cuts.size(); ++i)
    result.fonts[i] = load(atlas, cuts[i], scale);
  return result;
}

} // namespace omstilling
