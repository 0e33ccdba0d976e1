// SPDX-License-Identifier: MIT
// Asks before records are written without their lock, where the universe's locks cannot be reached:
// says what may become of it, and wants a sentence typed. Once a session. Deletes itself when
// closed.
#pragma once

#include "ui/widgets/message_bar.h"

#include <QDialog>
#include <QList>

#include <functional>

class QLineEdit;
class QPushButton;

namespace plectrum::editing {
class LockConsent;
} // namespace plectrum::editing

namespace plectrum::ui {

class LocklessDialog final : public QDialog
{
    Q_OBJECT

public:
    /// It must outlive the dialog.
    explicit LocklessDialog(editing::LockConsent& consent, QWidget* parent = nullptr);
    /// What has to be typed.
    static QString sentence();

signals:
    void agreed();

private:
    void confirm();

    editing::LockConsent& m_consent;
    QLineEdit* m_typed;
    QPushButton* m_confirm;
};

/// Asks, and goes on when the user agrees.
void askLockless(editing::LockConsent& consent, QWidget* parent, std::function<void()> goOn);
QString locklessText(); ///< of the button that leads there
/// The choice to go on so, for a message; none where no write has failed for want of consent.
QList<MessageBar::Choice> locklessChoices(editing::LockConsent& consent, QWidget* parent,
                                          std::function<void()> goOn);

} // namespace plectrum::ui
