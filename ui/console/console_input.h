// SPDX-License-Identifier: MIT
// Where inputs of the console are typed: Return runs what is complete, Shift+Return begins a line,
// Up and Down walk through what was run, Tab completes.
#pragma once

#include <QPlainTextEdit>
#include <QString>

class QCompleter;
class QStandardItemModel;

namespace plectrum::documents {
class ConsoleDocument;
} // namespace plectrum::documents

namespace plectrum::ui {

class LuauHighlighter;

class ConsoleInput final : public QPlainTextEdit
{
    Q_OBJECT

public:
    /// The document must outlive it.
    explicit ConsoleInput(documents::ConsoleDocument& document, QWidget* parent = nullptr);

    /// Runs what is typed, and empties the field.
    void runAll();
    QCompleter* completer() const { return m_completer; }
    QSize sizeHint() const override;

protected:
    void keyPressEvent(QKeyEvent* event) override;
    /// Tab completes behind what is typed; else it goes on.
    bool focusNextPrevChild(bool isNext) override;
    void focusInEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    bool handleKey(QKeyEvent* event);
    bool isBehindText() const;
    bool recall(int step);
    void showHistory();
    void complete(bool isAsked);
    void insertCompletion(const QString& text);
    void fitHeight();

    documents::ConsoleDocument& m_document;
    LuauHighlighter* m_highlighter;
    QCompleter* m_completer;
    QStandardItemModel* m_candidates;
    qsizetype m_completionBegin = 0;
    qsizetype m_place = -1; ///< in the history; -1: what is typed anew
    QString m_typed; ///< what stood there before the history was looked at
};

} // namespace plectrum::ui
