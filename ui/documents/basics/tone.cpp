// SPDX-License-Identifier: MIT
#include "documents/basics/tone.h"

#include <QPalette>

#include <array>

namespace plectrum::documents {

namespace {

struct Shades
{
    QRgb light;
    QRgb dark;
};

constexpr std::array shades{
    Shades{0xFF2F5FD0, 0xFF8FB3FF}, // Accent
    Shades{0xFF5B6472, 0xFF9DA7B5}, // Muted
    Shades{0xFFD9DEE6, 0xFF3A414D}, // Line
    Shades{0xFF13713A, 0xFF6FD39A}, // Added
    Shades{0xFFB3261E, 0xFFFF9A92}, // Removed
    Shades{0xFF8A5A00, 0xFFE9B85C}, // Changed
    Shades{0xFF8A5A00, 0xFFE9B85C}, // Warning
    Shades{0xFFB3261E, 0xFFFF9A92}, // Danger
    Shades{0xFF13713A, 0xFF8FD6A6}, // String
    Shades{0xFF2F5FD0, 0xFF8FB3FF}, // Number
    Shades{0xFF8A3FA8, 0xFFD6A1EE}, // Boolean
    Shades{0xFF5B6472, 0xFF9DA7B5}, // Null
    Shades{0xFF1C2430, 0xFFE4E8EF}, // Name
};

} // namespace

bool isDark(const QPalette& palette)
{
    return palette.color(QPalette::Base).lightness() < 128;
}

QColor tone(Tone meaning, const QPalette& palette)
{
    const auto& shade = shades.at(static_cast<std::size_t>(meaning));
    return QColor::fromRgb(isDark(palette) ? shade.dark : shade.light);
}

QColor toneFill(Tone meaning, const QPalette& palette)
{
    QColor fill = tone(meaning, palette);
    fill.setAlphaF(isDark(palette) ? 0.22F : 0.13F);
    return fill;
}

} // namespace plectrum::documents
