// SPDX-License-Identifier: MIT
// Closes tabs: takes over what is typed in them, asks about what is not saved, then closes them.
#pragma once

#include "documents/workspace.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <vector>

class QWidget;

namespace plectrum::ui {

class RecordTabs;
class TransactionPages;
class UnsavedQuestion;

class TabCloser final : public QObject
{
    Q_OBJECT

public:
    /// Questions open over `window`. All must live as long as it. Closes what the tabs ask for.
    TabCloser(documents::Workspace& workspace, RecordTabs* tabs, TransactionPages* transactions,
              QWidget* window);

    void closeCurrent();
    void closeAll();
    /// The same, and goes on when all are closed; not when the user has cancelled it.
    void closeAllAnd(std::function<void()> then);
    void close(documents::RecordDocument* document);
    void closePage(QWidget* page);
    void closeOthers(int index); ///< all tabs but that one

private:
    void closeTabs(const std::vector<documents::RecordDocument*>& documents,
                   const std::vector<QWidget*>& pages, std::function<void()> then);
    bool commitEditsOf(const std::vector<documents::RecordDocument*>& documents,
                       const std::vector<QWidget*>& pages);
    void closeNow(const std::vector<documents::RecordDocument*>& documents,
                  const std::vector<QWidget*>& pages, documents::DraftFate fate);

    documents::Workspace& m_workspace;
    RecordTabs* m_tabs;
    TransactionPages* m_transactions;
    QWidget* m_window;
    QPointer<UnsavedQuestion> m_question;
};

} // namespace plectrum::ui
