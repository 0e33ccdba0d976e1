// SPDX-License-Identifier: MIT
// What runs and what failed, with pause, cancel and clear.
#pragma once

#include <QModelIndex>
#include <QWidget>

class QAction;
class QListView;

namespace plectrum::documents {
class OperationList;
} // namespace plectrum::documents

namespace plectrum::ui {

class OperationsPanel final : public QWidget
{
    Q_OBJECT

public:
    /// The list must outlive the panel.
    explicit OperationsPanel(documents::OperationList& operations, QWidget* parent = nullptr);

private:
    QModelIndex chosen() const;
    void cancelChosen();
    void togglePause();
    void showState();

    documents::OperationList& m_operations;
    QListView* m_view;
    QAction* m_pause;
    QAction* m_cancel;
    QAction* m_clear;
};

} // namespace plectrum::ui
