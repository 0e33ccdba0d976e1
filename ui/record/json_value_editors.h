// SPDX-License-Identifier: MIT
// The editors that stand in a cell of the tree: one line that says what is wrong with it, and a
// page for long strings that grows over the rows below.
#pragma once

#include <QLineEdit>
#include <QPlainTextEdit>
#include <QString>

#include <functional>
#include <optional>

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

/// Several lines. Return makes a new one, Ctrl+Return takes over, Escape leaves. Holds any text
/// exactly: one with characters that a text widget would change or swallow (carriage returns, line
/// separators, ...) is shown with these escaped as in JSON, backslashes too.
class StringPage final : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit StringPage(QWidget* parent = nullptr);

    void setValue(const QString& value);
    /// What stands there; nullopt while an escape in it is not complete or not known.
    std::optional<QString> value() const;
    bool isEscaped() const { return m_isEscaped; }

signals:
    void accepted();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void insertFromMimeData(const QMimeData* source) override;

private:
    void escapeAll();
    void showComplaint();

    bool m_isEscaped = false;
};

/// The text of an editor without the changes that QPlainTextEdit::toPlainText() makes (it turns
/// no-break spaces into spaces): only line ends, which it holds as paragraphs, become "\n".
QString exactText(const QPlainTextEdit& editor);

} // namespace plectrum::ui
