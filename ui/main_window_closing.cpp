// SPDX-License-Identifier: MIT
// How MainWindow closes tabs and itself: asks about what is not saved, then waits for what runs.
#include "ui/main_window.h"
#include "ui/record/edit_host.h"
#include "ui/shell/record_tabs.h"
#include "ui/shell/unsaved_question.h"
#include "ui/transaction/transaction_composer.h"
#include "ui/transaction/transaction_pages.h"

#include <QCloseEvent>

#include <algorithm>
#include <memory>
#include <utility>

namespace plectrum::ui {

namespace {

std::vector<std::unique_ptr<documents::UnsavedWork>> unsavedAmong(
    const std::vector<documents::RecordDocument*>& documents, const std::vector<QWidget*>& pages)
{
    std::vector<std::unique_ptr<documents::UnsavedWork>> works;
    for (documents::RecordDocument* document : documents)
        if (document->isModified())
            works.push_back(std::make_unique<documents::UnsavedRecord>(document));
    for (QWidget* page : pages) {
        auto* composer = qobject_cast<TransactionComposer*>(page);
        if (composer && composer->document().hasDrafts())
            works.push_back(std::make_unique<documents::UnsavedTransaction>(&composer->document()));
    }
    return works;
}

} // namespace

void MainWindow::closeCurrent()
{
    if (documents::RecordDocument* document = m_workspace.currentDocument())
        requestClose(document);
    else
        m_tabs->closeCurrentPage();
}

void MainWindow::closeAll()
{
    closeTabs(m_workspace.documents(), m_transactions->all(), nullptr);
}

void MainWindow::requestClose(documents::RecordDocument* document)
{
    closeTabs({document}, {}, nullptr);
}

void MainWindow::requestClosePage(QWidget* page)
{
    closeTabs({}, {page}, nullptr);
}

/// The page that refuses is brought forward: there it is told why.
bool MainWindow::commitEditsOf(const std::vector<documents::RecordDocument*>& documents,
                                 const std::vector<QWidget*>& pages)
{
    for (int i = 0; i < m_tabs->count(); ++i) {
        QWidget* page = m_tabs->widget(i);
        const bool isOfThem = std::ranges::contains(documents, m_tabs->documentAt(i))
            || std::ranges::contains(pages, page);
        if (!isOfThem || !hasEdits(page) || commitEdits(page))
            continue;
        m_tabs->setCurrentIndex(i);
        return commitEdits(page); // once more, for the focus
    }
    return true;
}

void MainWindow::closeNow(const std::vector<documents::RecordDocument*>& documents,
                          const std::vector<QWidget*>& pages, documents::DraftFate fate)
{
    for (documents::RecordDocument* document : documents)
        m_workspace.closeRecord(document, fate);
    for (QWidget* page : pages)
        m_transactions->close(page, fate);
}

void MainWindow::closeTabs(const std::vector<documents::RecordDocument*>& documents,
                           const std::vector<QWidget*>& pages, void (MainWindow::*then)())
{
    if (m_question)
        return m_question->raise();
    if (!commitEditsOf(documents, pages))
        return;
    auto works = unsavedAmong(documents, pages);
    const auto end = [this, documents, pages, then](documents::DraftFate fate) {
        closeNow(documents, pages, fate);
        if (then)
            (this->*then)();
    };
    if (works.empty())
        return end(documents::DraftFate::Drop);
    m_question = new UnsavedQuestion(std::move(works), this);
    connect(m_question, &UnsavedQuestion::answered, this,
            [this, end](UnsavedQuestion::Answer answer) {
                m_question.clear(); // it closes itself
                if (answer != UnsavedQuestion::Answer::Cancel)
                    end(answer == UnsavedQuestion::Answer::Keep ? documents::DraftFate::Keep
                                                                : documents::DraftFate::Drop);
            });
    m_question->open();
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
        closeTabs(m_workspace.documents(), m_transactions->all(), &MainWindow::startShutDown);
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
