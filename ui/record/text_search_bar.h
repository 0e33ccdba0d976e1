// SPDX-License-Identifier: MIT
// The search in an editor of text: what, which match of how many, next and previous. The lines are
// looked through in slices of the event loop, so that a long text holds nobody up. Hidden until
// asked for.
#pragma once

#include <QWidget>

#include <vector>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QTimer;
class QToolButton;

namespace plectrum::ui {

class TextSearchBar final : public QWidget
{
    Q_OBJECT

public:
    /// The editor must outlive the bar.
    explicit TextSearchBar(QPlainTextEdit* editor, QWidget* parent = nullptr);

    void open(); ///< shows the bar, ready to type
    void close();
    void next();
    void previous();
    /// Where the matches begin, in the order of the text.
    const std::vector<int>& matches() const { return m_matches; }
    bool isSearching() const; ///< there may be more of them

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    static constexpr std::size_t mostMatches = 20000;

    QToolButton* makeButton(const QString& iconName, const QString& text,
                            void (TextSearchBar::*does)());
    void begin();
    void searchSome();
    void select(std::size_t match);
    void showCount();
    bool isSelected(int match) const;

    QPlainTextEdit* m_editor;
    QLineEdit* m_text;
    QLabel* m_count;
    QTimer* m_again; ///< a text that is edited is searched again when it rests
    QTimer* m_slices;
    std::vector<int> m_matches;
    int m_nextLine = 0; ///< that is not looked through yet
    int m_from = 0; ///< the first match at or behind it is selected; -1: none
};

} // namespace plectrum::ui
