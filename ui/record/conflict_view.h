// SPDX-License-Identifier: MIT
// Asks which side shall stand at each conflict of a save.
#pragma once

#include "store/record_access.h"

#include <QWidget>

class QLabel;
class QTreeView;

namespace plectrum::ui {

class ConflictModel;

class ConflictView final : public QWidget
{
    Q_OBJECT

public:
    explicit ConflictView(QWidget* parent = nullptr);

    void setResult(const store::SaveResult& result);
    ConflictModel* model() const;

signals:
    /// The user has chosen: the newest data, and the draft to go on with.
    void resolved(const plectrum::json::Value& newest, const plectrum::json::Value& draft);
    void cancelled();

private:
    QWidget* makeButtons();
    void resolve();

    ConflictModel* m_model;
    QLabel* m_title;
    QTreeView* m_list;
    json::Value m_newest;
};

} // namespace plectrum::ui
