// SPDX-License-Identifier: MIT
// Asks before a production universe may be written: wants its name typed, and for how long. Deletes
// itself when closed.
#pragma once

#include <QDialog>

class QLineEdit;
class QPushButton;
class QSpinBox;

namespace plectrum::documents {
class Production;
} // namespace plectrum::documents

namespace plectrum::ui {

class UnlockDialog final : public QDialog
{
    Q_OBJECT

public:
    /// It must outlive the dialog.
    explicit UnlockDialog(documents::Production& production, QWidget* parent = nullptr);

private:
    void build();
    void confirm();

    documents::Production& m_production;
    QLineEdit* m_typed;
    QSpinBox* m_minutes;
    QPushButton* m_confirm;
};

} // namespace plectrum::ui
