// SPDX-License-Identifier: MIT
// Where the focus goes when a dialog is closed: to where the user was.
#pragma once

class QDialog;

namespace plectrum::ui {

/// When `dialog` is closed, the window of its parent is active again and the widget that has the
/// focus there now gets it back; the parent itself when that widget is gone by then. Nothing for a
/// dialog without a parent. Called before the dialog is opened.
void returnFocusAfter(QDialog* dialog);

} // namespace plectrum::ui
