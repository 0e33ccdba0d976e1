// SPDX-License-Identifier: MIT
// Moves the focus from pane to pane: the views of a window that are in sight, in the order of Tab.
#pragma once

#include <QList>

class QWidget;

namespace plectrum::ui {

QList<QWidget*> panesOf(QWidget* window);
/// `step` panes on, 1 or -1, from the one that has the focus, round the window.
void focusPane(QWidget* window, int step);

} // namespace plectrum::ui
