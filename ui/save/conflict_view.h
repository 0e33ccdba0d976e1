// SPDX-License-Identifier: MIT
// Asks which side shall stand at each conflict of a save: the places above, and of the current one
// mine, theirs, what was there before, and the result side by side below.
#pragma once

#include "editing/record_access.h"

#include <QWidget>

#include <array>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTreeView;

namespace plectrum::documents {
class ConflictModel;
} // namespace plectrum::documents

namespace plectrum::ui {

class ConflictView final : public QWidget
{
    Q_OBJECT

public:
    explicit ConflictView(QWidget* parent = nullptr);

    void setResult(const editing::SaveResult& result);
    documents::ConflictModel* model() const;

signals:
    /// The user has chosen: the newest data, and the draft to go on with.
    void resolved(const plectrum::json::Value& newest, const plectrum::json::Value& draft);
    void cancelled();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeButtons();
    QWidget* makeSides();
    QWidget* makeSide(int column, const QString& title, const QString& chooseText);
    int currentRow() const;
    void goTo(int row);
    bool chooseByKey(int key);
    void chooseCurrent(int column);
    void showCurrent();
    void showState();
    void resolve();

    documents::ConflictModel* m_model;
    QLabel* m_title;
    QTreeView* m_list;
    std::array<QPlainTextEdit*, 5> m_texts{}; ///< by column; none for the place
    std::array<QPushButton*, 5> m_choices{};
    QPushButton* m_save = nullptr;
    json::Value m_newest;
};

} // namespace plectrum::ui
