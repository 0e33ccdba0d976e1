// SPDX-License-Identifier: MIT
// What runs and what failed, with cancel and clear.
#pragma once

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
    void cancelChosen();
    void showState();

    documents::OperationList& m_operations;
    QListView* m_view;
    QAction* m_cancel;
    QAction* m_clear;
};

} // namespace plectrum::ui
