// SPDX-License-Identifier: MIT
// How MainWindow closes tabs and itself: asks about what is not saved, then waits for what runs.
#include "ui/main_window.h"
#include "ui/shell/record_tabs.h"
#include "ui/shell/unsaved_question.h"
#include "ui/transaction/transaction_pages.h"

#include <QCloseEvent>

#include <algorithm>
#include <iterator>

namespace plectrum::ui {

void MainWindow::closeCurrent()
{
    if (RecordDocument* document = m_workspace.currentDocument())
        requestClose(document);
    else
        m_tabs->closeCurrentPage();
}

void MainWindow::closeAll()
{
    m_transactions->askToDiscard(
        [this] { closeRecords(m_workspace.documents(), &MainWindow::closePages); });
}

void MainWindow::requestClose(RecordDocument* document)
{
    closeRecords({document}, nullptr);
}

void MainWindow::closePages()
{
    m_transactions->closeAll();
}

void MainWindow::closeRecords(const std::vector<RecordDocument*>& documents,
                              void (MainWindow::*then)())
{
    if (m_isAsking)
        return;
    const auto closeThem = [this, documents, then] {
        m_isAsking = false;
        for (RecordDocument* document : documents)
            m_workspace.closeRecord(document);
        if (then)
            (this->*then)();
    };
    std::vector<RecordDocument*> modified;
    std::ranges::copy_if(documents, std::back_inserter(modified), &RecordDocument::isModified);
    if (modified.empty())
        return closeThem();
    m_isAsking = true;
    m_workspace.setCurrentDocument(modified.front());
    auto* question = new UnsavedQuestion(modified, this);
    connect(question, &UnsavedQuestion::settled, this, closeThem);
    connect(question, &UnsavedQuestion::cancelled, this, [this] { m_isAsking = false; });
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (m_isShutDown) {
        event->accept();
        emit closed();
        return;
    }
    event->ignore();
    if (!m_isClosing)
        m_transactions->askToDiscard(
            [this] { closeRecords(m_workspace.documents(), &MainWindow::startShutDown); });
}

void MainWindow::startShutDown()
{
    m_isClosing = true;
    keepLayout();
    m_tasks.start(shutDown());
}

/// Cannot be cancelled: all was asked to stop and is only waited for.
async::Task<void> MainWindow::shutDown()
{
    co_await m_transactions->shutDown();
    co_await m_workspace.shutDown();
    m_isShutDown = true;
    // This may still be inside the close that asked for it, which a second one does not interrupt.
    QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
}

} // namespace plectrum::ui
