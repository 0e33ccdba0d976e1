// SPDX-License-Identifier: MIT
#include "ui/transaction/transaction_pages.h"

#include "ui/shell/record_tabs.h"
#include "ui/transaction/dangling_transactions.h"
#include "ui/transaction/transaction_composer.h"
#include "ui/workspace.h"

#include <QMessageBox>
#include <QPushButton>

#include <algorithm>
#include <utility>

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
    auto* page = new TransactionComposer(m_workspace, m_tabs);
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

std::vector<QWidget*> TransactionPages::all() const
{
    std::vector<QWidget*> pages;
    for (int i = 0; i < m_tabs->count(); ++i) {
        QWidget* page = m_tabs->widget(i);
        if (qobject_cast<TransactionComposer*>(page) || qobject_cast<DanglingTransactions*>(page))
            pages.push_back(page);
    }
    return pages;
}

int TransactionPages::draftCount() const
{
    return int(std::ranges::count_if(all(), [](QWidget* page) {
        auto* composer = qobject_cast<TransactionComposer*>(page);
        return composer && composer->document().changedCount() > 0;
    }));
}

void TransactionPages::askToDiscard(std::function<void()> then)
{
    const int count = draftCount();
    if (count == 0)
        return then();
    if (m_question)
        return m_question->raise();
    auto* box =
        new QMessageBox(QMessageBox::Question, tr("Close transactions"),
                        count == 1 ? tr("Discard the drafts of a transaction?")
                                   : tr("Discard the drafts of %1 transactions?").arg(count),
                        QMessageBox::Discard | QMessageBox::Cancel, m_tabs);
    box->setObjectName(u"transactions.discard"_s);
    box->setInformativeText(tr("They are not committed; nothing of them was written."));
    box->setDefaultButton(QMessageBox::Cancel);
    box->setAttribute(Qt::WA_DeleteOnClose);
    m_question = box;
    connect(box->button(QMessageBox::Discard), &QPushButton::clicked, this, std::move(then));
    box->open();
}

void TransactionPages::closeAll()
{
    for (QWidget* page : all())
        close(page);
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
    if (auto* composer = qobject_cast<TransactionComposer*>(page)) {
        composer->document().forgetDrafts();
        m_workspace.tasks().start(retire(composer));
    } else {
        page->deleteLater();
    }
}

async::Task<void> TransactionPages::retire(TransactionComposer* page)
{
    page->document().requestStop();
    co_await page->document().finished();
    page->deleteLater();
}

async::Task<void> TransactionPages::shutDown()
{
    for (QWidget* page : all()) {
        auto* composer = qobject_cast<TransactionComposer*>(page);
        if (!composer)
            continue;
        composer->document().forgetDrafts();
        composer->document().requestStop();
        co_await composer->document().finished();
    }
}

} // namespace plectrum::ui

#include "moc_transaction_pages.cpp"
