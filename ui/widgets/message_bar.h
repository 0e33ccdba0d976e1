// SPDX-License-Identifier: MIT
// What happened, told in place: a line with an icon, perhaps buttons, and a way to send it off.
#pragma once

#include "documents/basics/tone.h"

#include <QFrame>
#include <QList>

#include <functional>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QToolButton;

namespace plectrum::ui {

class MessageBar final : public QFrame
{
    Q_OBJECT

public:
    struct Choice
    {
        QString text;
        std::function<void()> does; ///< must be good for as long as the bar
    };

    explicit MessageBar(QWidget* parent = nullptr);

    /// Shows a message instead of the last one. `meaning` is Added (well done), Warning, Danger or
    /// Accent (good to know).
    void showMessage(documents::Tone meaning, const QString& text,
                     const QList<Choice>& choices = {}, bool canBeDismissed = true);
    void dismiss();
    QString text() const;

signals:
    void dismissed();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void dress();

    documents::Tone m_meaning = documents::Tone::Accent;
    QLabel* m_icon;
    QLabel* m_text;
    QHBoxLayout* m_row;
    QToolButton* m_close;
    QList<QPushButton*> m_buttons;
};

} // namespace plectrum::ui
