#include "ui-dear-imgui/panels/theme.hpp"

namespace omstilling {

namespace {

constexpr ImU32 rgb(unsigned x) {
  return IM_COL32((x >> 16) & 0xFF, (x >> 8) & 0xFF, x & 0xFF, 0xFF);
}

constexpr theme light{.bg = rgb(0xE9EDF2),
                      .panel = rgb(0xFFFFFF),
                      .raised = rgb(0xF4F6F9),
                      .line = rgb(0xD3DAE2),
                      .line_strong = rgb(0x707E8D),
                      .text = rgb(0x131D27),
                      .text2 = rgb(0x465463),
                      .text3 = rgb(0x566473),
                      .accent = rgb(0x1D55C4),
                      .accent_ink = rgb(0xFFFFFF),
                      .accent_soft = rgb(0xDFE9FB),
                      .accent_line = rgb(0x9DBAF0),
                      .hover = rgb(0xEFF4FB),
                      .sel = rgb(0xDCE8FC),
                      .focus = rgb(0x1D55C4),
                      .mark = rgb(0xFFE58A),
                      .mark_ink = rgb(0x131D27),
                      .good = rgb(0x0A6B4F),
                      .good_ink = rgb(0xFFFFFF),
                      .good_soft = rgb(0xDCF2E8),
                      .warn = rgb(0x7E5000),
                      .warn_soft = rgb(0xFFEECB),
                      .warn_line = rgb(0xA87512),
                      .bad = rgb(0xB3261A),
                      .bad_ink = rgb(0xFFFFFF),
                      .bad_soft = rgb(0xFCE4E1),
                      .bad_line = rgb(0xE08C83),
                      .dnd = rgb(0x7B2382),
                      .dnd_soft = rgb(0xF3E3F5),
                      .home = rgb(0x0B5F78),
                      .home_soft = rgb(0xDDF0F5),
                      .away_soft = rgb(0xE8ECF1),
                      .key_bg = rgb(0xF4F6F9),
                      .key_line = rgb(0xA6B1BD),
                      .key_text = rgb(0x3A4754),
                      .lamp_idle = rgb(0x0E8A66),
                      .lamp_busy = rgb(0xC6281B),
                      .lamp_ring = rgb(0xB77400),
                      .lamp_dial = rgb(0x1F62D6),
                      .lamp_dnd = rgb(0x8A2A92),
                      .lamp_pause = rgb(0x8A5A2B),
                      .lamp_fwd = rgb(0x0D7C93),
                      .lamp_off = rgb(0x687583),
                      .lamp_unknown = rgb(0x4C5A68),
                      .lamp_ink = rgb(0xFFFFFF)};

constexpr theme dark{.bg = rgb(0x0B1015),
                     .panel = rgb(0x141B22),
                     .raised = rgb(0x1B242D),
                     .line = rgb(0x2A3541),
                     .line_strong = rgb(0x738292),
                     .text = rgb(0xE9EEF3),
                     .text2 = rgb(0xB0BCC8),
                     .text3 = rgb(0x94A2B0),
                     .accent = rgb(0x7FB0FF),
                     .accent_ink = rgb(0x07142B),
                     .accent_soft = rgb(0x1B2F4F),
                     .accent_line = rgb(0x3A5F9E),
                     .hover = rgb(0x1B2530),
                     .sel = rgb(0x1D3356),
                     .focus = rgb(0x9CC3FF),
                     .mark = rgb(0x6B5510),
                     .mark_ink = rgb(0xFFF6D6),
                     .good = rgb(0x5AD0A4),
                     .good_ink = rgb(0x04231A),
                     .good_soft = rgb(0x12332A),
                     .warn = rgb(0xF5C15B),
                     .warn_soft = rgb(0x3A2C0D),
                     .warn_line = rgb(0xA87A1E),
                     .bad = rgb(0xFF8A7D),
                     .bad_ink = rgb(0x2B0602),
                     .bad_soft = rgb(0x43191A),
                     .bad_line = rgb(0xA9463D),
                     .dnd = rgb(0xDFA3E6),
                     .dnd_soft = rgb(0x36203A),
                     .home = rgb(0x7CCBE0),
                     .home_soft = rgb(0x12313B),
                     .away_soft = rgb(0x242F3A),
                     .key_bg = rgb(0x212C37),
                     .key_line = rgb(0x566472),
                     .key_text = rgb(0xCBD5DE),
                     .lamp_idle = rgb(0x3CC796),
                     .lamp_busy = rgb(0xFF6B5C),
                     .lamp_ring = rgb(0xF5B53D),
                     .lamp_dial = rgb(0x6AA5FF),
                     .lamp_dnd = rgb(0xD48ADD),
                     .lamp_pause = rgb(0xD39A63),
                     .lamp_fwd = rgb(0x4FC3DC),
                     .lamp_off = rgb(0x8E9BA8),
                     .lamp_unknown = rgb(0xB0BCC8),
                     .lamp_ink = rgb(0x0F151B)};

constexpr theme contrast{.bg = rgb(0x000000),
                         .panel = rgb(0x000000),
                         .raised = rgb(0x0D0D0D),
                         .line = rgb(0x8C8C8C),
                         .line_strong = rgb(0xFFFFFF),
                         .text = rgb(0xFFFFFF),
                         .text2 = rgb(0xFFFFFF),
                         .text3 = rgb(0xE0E0E0),
                         .accent = rgb(0xFFE14D),
                         .accent_ink = rgb(0x000000),
                         .accent_soft = rgb(0x2B2600),
                         .accent_line = rgb(0xFFE14D),
                         .hover = rgb(0x1F1F1F),
                         .sel = rgb(0x2E2900),
                         .focus = rgb(0xFFE14D),
                         .mark = rgb(0xFFE14D),
                         .mark_ink = rgb(0x000000),
                         .good = rgb(0x5CFFB6),
                         .good_ink = rgb(0x000000),
                         .good_soft = rgb(0x00261A),
                         .warn = rgb(0xFFC94D),
                         .warn_soft = rgb(0x2B1E00),
                         .warn_line = rgb(0xFFC94D),
                         .bad = rgb(0xFF9B8F),
                         .bad_ink = rgb(0x000000),
                         .bad_soft = rgb(0x330A06),
                         .bad_line = rgb(0xFF9B8F),
                         .dnd = rgb(0xF0B3FF),
                         .dnd_soft = rgb(0x2A0F30),
                         .home = rgb(0x8CE8FF),
                         .home_soft = rgb(0x002630),
                         .away_soft = rgb(0x1C1C1C),
                         .key_bg = rgb(0x000000),
                         .key_line = rgb(0xFFFFFF),
                         .key_text = rgb(0xFFFFFF),
                         .lamp_idle = rgb(0x5CFFB6),
                         .lamp_busy = rgb(0xFF8A7A),
                         .lamp_ring = rgb(0xFFC94D),
                         .lamp_dial = rgb(0x8CC0FF),
                         .lamp_dnd = rgb(0xF0B3FF),
                         .lamp_pause = rgb(0xFFB98A),
                         .lamp_fwd = rgb(0x8CE8FF),
                         .lamp_off = rgb(0xD0D0D0),
                         .lamp_unknown = rgb(0xFFFFFF),
                         .lamp_ink = rgb(0x000000)};

ImVec4 colour(ImU32 x) { return ImGui::ColorConvertU32ToFloat4(x); }

} // namespace

const theme& theme_of(theme_name x) {
  switch (x) {
    case theme_name::dark: return dark;
    case theme_name::contrast: return contrast;
    default: return light;
  }
}

const char* theme_word(theme_name x) {
  return x == theme_name::dark ? "dark" : x == theme_name::contrast ? "contrast" : "light";
}

theme_name theme_for(colour_theme x) {
  return x == colour_theme::dark       ? theme_name::dark
         : x == colour_theme::contrast ? theme_name::contrast
                                       : theme_name::light;
}

void apply_style(const theme& x, float scale) {
  ImGuiStyle style;
  style.WindowRounding = 0;
  style.ChildRounding = 8;
  style.FrameRounding = 6;
  style.PopupRounding = 10;
  style.GrabRounding = 3;
  style.ScrollbarRounding = 5;
  style.ScrollbarSize = 10;
  style.FrameBorderSize = 0;
  style.ChildBorderSize = 0;
  style.WindowBorderSize = 0;
  style.ItemSpacing = {8, 0};
  style.WindowPadding = {0, 0};
  style.DisabledAlpha = 1;
  style.ScaleAllSizes(scale);
  style.Colors[ImGuiCol_Text] = colour(x.text);
  style.Colors[ImGuiCol_TextDisabled] = colour(x.text3);
  style.Colors[ImGuiCol_WindowBg] = colour(x.bg);
  style.Colors[ImGuiCol_ChildBg] = {0, 0, 0, 0};
  style.Colors[ImGuiCol_PopupBg] = colour(x.panel);
  style.Colors[ImGuiCol_Border] = colour(x.line);
  style.Colors[ImGuiCol_FrameBg] = {0, 0, 0, 0};
  style.Colors[ImGuiCol_FrameBgHovered] = {0, 0, 0, 0};
  style.Colors[ImGuiCol_FrameBgActive] = {0, 0, 0, 0};
  style.Colors[ImGuiCol_TextSelectedBg] = colour(x.accent_line);
  style.Colors[ImGuiCol_ScrollbarBg] = {0, 0, 0, 0};
  style.Colors[ImGuiCol_ScrollbarGrab] = colour(x.line_strong);
  style.Colors[ImGuiCol_ScrollbarGrab].w = 0.45F;
  style.Colors[ImGuiCol_ScrollbarGrabHovered] = colour(x.line_strong);
  style.Colors[ImGuiCol_ScrollbarGrabActive] = colour(x.line_strong);
  style.Colors[ImGuiCol_NavHighlight] = {0, 0, 0, 0};
  ImGui::GetStyle() = style;
}

} // namespace omstilling
