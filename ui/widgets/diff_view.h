// SPDX-License-Identifier: MIT
// A difference on screen: the list of changes, or in its place why there is none (computing, equal,
// nothing chosen, damaged), and above it a note when there is something to know about it.
#pragma once

#include "documents/history/difference.h"
#include "json/value.h"

#include <QWidget>

#include <optional>

class QLabel;
class QStackedLayout;
class QTreeView;

namespace plectrum::documents {
class DiffModel;
} // namespace plectrum::documents

namespace plectrum::ui {

class DiffView final : public QWidget
{
    Q_OBJECT

public:
    explicit DiffView(QWidget* parent = nullptr);

    documents::DiffModel* model() const;
    QTreeView* tree() const;
    /// What stands in the columns, "Now" and "This version".
    void setColumnTitles(const QString& before, const QString& after);
    /// Shows the difference as soon as it is known; nullopt: nothing stands there.
    void compare(std::optional<json::Value> before, std::optional<json::Value> after);
    /// Shows a difference that is known already.
    void showDifference(documents::Difference difference);
    /// Shows a state in place of a difference: one short line, and a sentence that says more.
    void showState(const QString& title, const QString& explanation);
    /// What is said when there is no difference.
    void setEqualText(const QString& title, const QString& explanation);
    /// A sentence above the list; empty for none. Stays until it is set anew.
    void setNote(const QString& note);
    /// "2 added, 1 removed, 14 changed"; empty while there is no difference to tell of.
    QString summary() const;
    QString stateTitle() const; ///< what stands in place of the list; empty when it is there

signals:
    /// A comparison came to its end.
    void compared();

private:
    QWidget* makeStatePage();
    void makeTree();
    void showComputing();
    void showAnswer();

    documents::DiffModel* m_model;
    QTreeView* m_tree;
    QLabel* m_note;
    QLabel* m_stateTitle;
    QLabel* m_stateExplanation;
    QStackedLayout* m_pages;
    QString m_equalTitle;
    QString m_equalExplanation;
};

} // namespace plectrum::ui
