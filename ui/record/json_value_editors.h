// SPDX-License-Identifier: MIT
// The editors that stand in a cell of the tree: one line that says what is wrong with it, and a
// page for long strings that grows over the rows below.
#pragma once

#include <QLineEdit>
#include <QPlainTextEdit>
#include <QString>

#include <functional>

namespace plectrum::ui {

/// One line; `check` gives a sentence when the text cannot be accepted, else nothing. A text that
/// cannot be accepted is marked, explained beside the editor, and not taken over.
class CheckedLineEdit final : public QLineEdit
{
    Q_OBJECT

public:
    using Check = std::function<QString(const QString&)>;
    explicit CheckedLineEdit(Check check, QWidget* parent = nullptr);
    const Check& check() const { return m_check; }

private:
    void showComplaint();
    Check m_check;
};

/// Several lines. Return makes a new one, Ctrl+Return takes over, Escape leaves.
class StringPage final : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit StringPage(QWidget* parent = nullptr);

signals:
    void accepted();

protected:
    void keyPressEvent(QKeyEvent* event) override;
};

} // namespace plectrum::ui
