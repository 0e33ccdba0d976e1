// SPDX-License-Identifier: MIT
#include "ui/transaction/transaction_pages.h"

#include "ui/shell/record_tabs.h"
#include "ui/transaction/dangling_transactions.h"
#include "ui/transaction/transaction_composer.h"
#include "ui/workspace.h"

#include <QMessageBox>
#include <QPushButton>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

TransactionPages::TransactionPages(Workspace& workspace, RecordTabs* tabs)
    : QObject(tabs)
    , m_workspace(workspace)
    , m_tabs(tabs)
{
    connect(tabs, &RecordTabs::pageCloseRequested, this, &TransactionPages::requestClose);
}

TransactionComposer* TransactionPages::open(const std::string& store)
{
    auto* page = new TransactionComposer(m_workspace.records(), m_workspace.isPlayground(), m_tabs);
    page->setStore(store);
    m_tabs->addPage(page, tr("Transaction"));
    page->setFocus();
    return page;
}

TransactionComposer* TransactionPages::current() const
{
    if (auto* page = qobject_cast<TransactionComposer*>(m_tabs->currentWidget()))
        return page;
    for (int i = m_tabs->count() - 1; i >= 0; --i)
        if (auto* page = qobject_cast<TransactionComposer*>(m_tabs->widget(i)))
            return page;
    return nullptr;
}

void TransactionPages::addKey(const store::KeyAddress& address)
{
    TransactionComposer* page = current();
    if (page)
        m_tabs->setCurrentWidget(page);
    else
        page = open(address.store);
    page->addKey(address);
}

void TransactionPages::showDangling()
{
    for (int i = 0; i < m_tabs->count(); ++i)
        if (qobject_cast<DanglingTransactions*>(m_tabs->widget(i))) {
            m_tabs->setCurrentIndex(i);
            return;
        }
    auto* page = new DanglingTransactions(m_workspace, m_tabs);
    m_tabs->addPage(page, tr("Unfinished transactions"));
    page->setFocus();
}

bool TransactionPages::hasDrafts() const
{
    for (int i = 0; i < m_tabs->count(); ++i)
        if (auto* page = qobject_cast<TransactionComposer*>(m_tabs->widget(i)))
            if (page->document().changedCount() > 0)
                return true;
    return false;
}

void TransactionPages::requestClose(QWidget* page)
{
    auto* composer = qobject_cast<TransactionComposer*>(page);
    if (!composer || composer->document().changedCount() == 0)
        return close(page);
    auto* box = new QMessageBox(QMessageBox::Question, tr("Close transaction"),
                                tr("Discard the drafts of this transaction?"),
                                QMessageBox::Discard | QMessageBox::Cancel, page);
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(box->button(QMessageBox::Discard), &QPushButton::clicked, this,
            [this, page] { close(page); });
    box->open();
}

void TransactionPages::close(QWidget* page)
{
    m_tabs->removePage(page);
    if (auto* composer = qobject_cast<TransactionComposer*>(page))
        m_workspace.tasks().start(retire(composer));
    else
        page->deleteLater();
}

async::Task<void> TransactionPages::retire(TransactionComposer* page)
{
    page->document().requestStop();
    co_await page->document().finished();
    page->deleteLater();
}

async::Task<void> TransactionPages::shutDown()
{
    for (int i = 0; i < m_tabs->count(); ++i)
        if (auto* page = qobject_cast<TransactionComposer*>(m_tabs->widget(i))) {
            page->document().requestStop();
            co_await page->document().finished();
        }
}

} // namespace plectrum::ui

#include "moc_transaction_pages.cpp"
