#pragma once

/// The key codes that the window's library reports, for the keys that ImGui 1.86 has no name for.
namespace omstilling::key {

inline constexpr int f1 = 290;
inline constexpr int f2 = f1 + 1, f3 = f1 + 2, f4 = f1 + 3, f6 = f1 + 5, f7 = f1 + 6, f9 = f1 + 8,
                     f10 = f1 + 9;
inline constexpr int k = 'K';

} // namespace omstilling::key
