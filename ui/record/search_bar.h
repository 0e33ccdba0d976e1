// SPDX-License-Identifier: MIT
// The search in a tree: text, which match of how many, next and previous. Hidden until asked for.
#pragma once

#include "documents/record/json_search.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QTimer;
class QToolButton;

namespace plectrum::ui {

class JsonTreeView;

class SearchBar final : public QWidget
{
    Q_OBJECT

public:
    /// The view must outlive the bar.
    explicit SearchBar(JsonTreeView* view, QWidget* parent = nullptr);

    void open(); ///< shows the bar, ready to type
    void close();
    void next();
    void previous();
    const documents::JsonMatches& matches() const;

signals:
    void closed();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    QToolButton* makeButton(const QString& iconName, const QString& text,
                            void (SearchBar::*does)());
    void search();
    void showFound();
    void go(bool isForward);
    void showCount();
    std::vector<std::uint32_t> currentRows() const;

    JsonTreeView* m_view;
    documents::JsonSearch m_search;
    QLineEdit* m_text;
    QLabel* m_count;
    QTimer* m_again; ///< a value that changes often is searched again when it rests
    bool m_goesToFirst = false;
};

} // namespace plectrum::ui
