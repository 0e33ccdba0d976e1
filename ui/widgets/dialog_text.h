// SPDX-License-Identifier: MIT
// Sentences and titles of dialogs: plain text that wraps, and the same larger and bolder.
#pragma once

class QLabel;
class QString;
class QWidget;

namespace plectrum::ui {

QLabel* makeDialogText(const QString& text, QWidget* parent);
QLabel* makeDialogTitle(const QString& text, QWidget* parent);

} // namespace plectrum::ui
