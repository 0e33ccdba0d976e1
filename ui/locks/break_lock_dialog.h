// SPDX-License-Identifier: MIT
// Asks before another's lock is broken: says what may go wrong, wants the key typed, and breaks
// only the lock that stood there when it was opened. Deletes itself when closed.
#pragma once

#include "editing/lock_view.h"

#include <QDialog>

#include <vector>

class QLabel;
class QLineEdit;
class QPushButton;

namespace plectrum::documents {
class LockStatus;
} // namespace plectrum::documents

namespace plectrum::ui {

class BreakLockDialog final : public QDialog
{
    Q_OBJECT

public:
    /// The status must outlive the dialog.
    explicit BreakLockDialog(documents::LockStatus* status, QWidget* parent = nullptr);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void build();
    QWidget* makeRisks();
    QWidget* makeButtons();
    void update();
    void confirm();
    void waitInstead();

    documents::LockStatus* m_status;
    std::vector<store::ObservedLock> m_seen;
    QLabel* m_state;
    QLineEdit* m_typed;
    QPushButton* m_confirm;
};

} // namespace plectrum::ui
