// SPDX-License-Identifier: MIT
// Our own SVG icons by name, drawn in the colours of the palette so that they fit light and dark.
#pragma once

#include <QIcon>
#include <QString>

namespace plectrum::ui {

/// The icon resources/icons/NAME.svg; its strokes (currentColor) take the palette's text colour,
/// also when the palette changes later. An unknown name gives a null icon and a warning.
QIcon icon(const QString& name);

} // namespace plectrum::ui
