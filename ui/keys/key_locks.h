// SPDX-License-Identifier: MIT
// Watches the locks of the rows that are seen, and lets the model tell when one changes. Belongs to
// the view; nothing is asked while the view is hidden.
#pragma once

#include "editing/lock_watch.h"

#include <QObject>

#include <memory>

class QTimer;

namespace plectrum::documents {
class KeyListModel;
} // namespace plectrum::documents

namespace plectrum::ui {

class KeyListView;

class KeyLocks final : public QObject
{
    Q_OBJECT

public:
    KeyLocks(documents::KeyListModel* model, KeyListView* view, editing::LockWatch& watch);
    ~KeyLocks() override;

private:
    void watchShownRows();

    documents::KeyListModel* m_model;
    KeyListView* m_view;
    std::unique_ptr<editing::LockWatch::Watcher> m_watcher;
    QTimer* m_soon; ///< scrolling does not ask for every row that flies past
};

} // namespace plectrum::ui
