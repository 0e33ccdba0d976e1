// SPDX-License-Identifier: MIT
// Colours by meaning, for light and for dark palettes; each has a contrast of at least 4.5 : 1 on
// the palette's base, and none carries a meaning alone. And the one scale of distances.
#pragma once

#include <QColor>

class QPalette;

namespace plectrum::documents {

enum class Tone
{
    Accent, ///< selection, focus, what is chosen
    Muted, ///< secondary text
    Line, ///< separators and grids (no text)
    Added,
    Removed,
    Changed,
    Warning,
    Danger,
    String, ///< JSON values by type
    Number,
    Boolean,
    Null,
    Name, ///< member names
};

/// The colour for that meaning on this palette; dark when the palette's base is.
QColor tone(Tone meaning, const QPalette& palette);
/// A pale fill of the same meaning, for the background of text.
QColor toneFill(Tone meaning, const QPalette& palette);
bool isDark(const QPalette& palette);

/// Distances in device-independent pixels; nothing else is used.
namespace spacing {
inline constexpr int tiny = 4;
inline constexpr int small = 8;
inline constexpr int medium = 12;
inline constexpr int large = 16;
inline constexpr int huge = 24;
} // namespace spacing

} // namespace plectrum::documents
