// SPDX-License-Identifier: MIT
// A text editor with line numbers, in which what stands between brackets can be folded away. A line
// can be folded when it ends with an opening bracket: up to the line of the closing one. The cursor
// is never in what is folded: going there unfolds it.
#pragma once

#include <QPlainTextEdit>
#include <QTextBlock>

namespace plectrum::ui {

class NumberedTextEdit final : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit NumberedTextEdit(QWidget* parent = nullptr);

    static bool canFold(const QTextBlock& line);
    static bool isFolded(const QTextBlock& line);
    void fold(const QTextBlock& line);
    void unfold(const QTextBlock& line);
    void toggleFold(const QTextBlock& line);
    /// Folds the innermost brackets around the cursor that are not folded yet.
    void foldAtCursor();
    void unfoldAtCursor();
    void unfoldAll();

    int gutterWidth() const;
    QWidget* gutter() const { return m_gutter; }

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override; ///< of the gutter

private:
    static QTextBlock endOf(const QTextBlock& line);
    void showLines(const QTextBlock& from, const QTextBlock& to, bool isVisible);
    void revealCursor();
    void layOutGutter();
    void scrollGutter(const QRect& rect, int scrolledBy);
    void paintGutter();
    void clickGutter(const QPoint& at);
    int markWidth() const;

    QWidget* m_gutter;
};

} // namespace plectrum::ui
