// SPDX-License-Identifier: MIT
// The actions of the panels of the activity: they hear their keys while the focus is inside.
#pragma once

#include <QString>

class QAction;
class QToolButton;
class QWidget;

namespace plectrum::ui {

/// An action of `owner`, shown in its context menu too.
QAction* makePanelAction(const QString& name, const QString& text, const QString& shortcut,
                         const QString& iconName, QWidget* owner);
QToolButton* makePanelButton(QAction* action, QWidget* parent, bool hasText = true);

} // namespace plectrum::ui
