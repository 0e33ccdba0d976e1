// SPDX-License-Identifier: MIT
// The text of a script with the numbers of its lines, read-only, one line of it marked.
#pragma once

#include <QPlainTextEdit>

namespace plectrum::ui {

class SourceView final : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit SourceView(QWidget* parent = nullptr);

    /// Shows a text and brings the line into sight; 0: none is marked.
    void showSource(const QString& text, int markedLine);
    int markedLine() const { return m_marked; }

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    friend class LineNumbers;
    int numbersWidth() const;
    void paintNumbers(QPaintEvent* event);
    void mark();

    QWidget* m_numbers;
    int m_marked = 0;
};

} // namespace plectrum::ui
