// SPDX-License-Identifier: MIT
// All shortcuts of a window as it is now. Opened with open(); deletes itself when closed.
#pragma once

#include <QDialog>

namespace plectrum::ui {

class ShortcutsDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit ShortcutsDialog(QWidget* window);
};

} // namespace plectrum::ui
