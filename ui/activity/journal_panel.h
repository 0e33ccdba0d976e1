// SPDX-License-Identifier: MIT
// The journal as a list with filter, the difference of the chosen write beside it, and undo.
#pragma once

#include "ui/activity/undo_controller.h"

#include <QWidget>

class QAction;
class QModelIndex;
class QSplitter;
class QStackedLayout;
class QTreeView;

namespace plectrum::documents {
class JournalModel;
} // namespace plectrum::documents

namespace plectrum::ui {

class DiffView;
class EmptyState;
class JournalFilterBar;
class MessageBar;

class JournalPanel final : public QWidget
{
    Q_OBJECT

public:
    /// The workspace must have a journal, and outlive the panel.
    explicit JournalPanel(documents::Workspace& workspace, QWidget* parent = nullptr);

    documents::JournalModel* model() const { return m_model; }
    QTreeView* view() const { return m_view; }
    void focusList();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override; ///< of the list: its width

private:
    void makeActions();
    void makeView();
    QWidget* makeTop();
    QSplitter* makeBottom();
    void connectAll();

    void applyFilter();
    void showStores();
    void showChosen();
    void showDifference(const std::vector<journal::Entry>& entries);
    void showEmptiness();
    void showActions();
    void undoChosen();
    void openChosen();
    void showOnlyRecord();
    UndoController::Target target() const;

    documents::Workspace& m_workspace;
    async::EventLoopClock m_clock; ///< the times of the journal are the machine's
    documents::JournalModel* m_model;
    JournalFilterBar* m_filter;
    MessageBar* m_message;
    QTreeView* m_view;
    DiffView* m_diff;
    EmptyState* m_empty;
    QStackedLayout* m_pages;
    UndoController* m_request;
    QAction* m_undo = nullptr;
    QAction* m_open = nullptr;
    QAction* m_onlyRecord = nullptr;
    QAction* m_search = nullptr;
    QAction* m_all = nullptr;
};

} // namespace plectrum::ui
