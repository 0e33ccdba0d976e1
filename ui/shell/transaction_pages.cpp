// SPDX-License-Identifier: MIT
#include "ui/shell/transaction_pages.h"

#include "ui/shell/record_tab_bar.h"
#include "ui/shell/record_tabs.h"
#include "ui/transaction/transaction_composer.h"
#include "ui/transaction/unfinished_transactions.h"

namespace plectrum::ui {

using namespace Qt::StringLiterals;

TransactionPages::TransactionPages(documents::Workspace& workspace, RecordTabs* tabs)
    : QObject(tabs)
    , m_workspace(workspace)
    , m_tabs(tabs)
{
    connect(&workspace, &documents::Workspace::transactionFound, this,
            &TransactionPages::bringBack);
}

/// The keys that take part, as far as a tab has room.
QString TransactionPages::titleOf(const documents::TransactionDocument& document)
{
    constexpr int named = 2;
    QStringList keys;
    for (const documents::RecordDocument* part : document.parts())
        keys.append(part->title());
    if (keys.isEmpty())
        return tr("Transaction");
    const auto more = int(keys.size()) - named;
    const QString first = keys.first(std::min<qsizetype>(named, keys.size())).join(u", "_s);
    return more > 0 ? tr("%1 and %n more", nullptr, more).arg(first) : first;
}

TransactionComposer* TransactionPages::open(const std::string& store)
{
    auto* page = new TransactionComposer(m_workspace, m_tabs);
    page->setStore(store);
    m_tabs->addPage(page, tr("Transaction"));
    connect(&page->document(), &documents::TransactionDocument::changed, this,
            [this, page] { showDrafts(page); });
    const documents::TransactionDocument* document = &page->document();
    connect(document, &documents::TransactionDocument::partAdded, page,
            [this, page] { showDrafts(page); });
    connect(
        document, &documents::TransactionDocument::partAboutToBeRemoved, page,
        [this, page] { showDrafts(page); }, Qt::QueuedConnection); // once it is gone
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

void TransactionPages::showUnfinished()
{
    for (int i = 0; i < m_tabs->count(); ++i)
        if (qobject_cast<UnfinishedTransactions*>(m_tabs->widget(i))) {
            m_tabs->setCurrentIndex(i);
            return;
        }
    auto* page = new UnfinishedTransactions(m_workspace, m_tabs);
    m_tabs->addPage(page, tr("Unfinished transactions"));
    page->setFocus();
}

std::vector<QWidget*> TransactionPages::all() const
{
    std::vector<QWidget*> pages;
    for (int i = 0; i < m_tabs->count(); ++i) {
        if (!m_tabs->documentAt(i))
            pages.push_back(m_tabs->widget(i));
    }
    return pages;
}

void TransactionPages::bringBack(const journal::DraftGroup& group)
{
    open(group.parts.front().address.store)->document().bringBack(group);
}

void TransactionPages::showDrafts(TransactionComposer* page)
{
    m_tabs->renamePage(page, titleOf(page->document()));
    const int index = m_tabs->QTabWidget::indexOf(page);
    if (index >= 0)
        m_tabs->recordTabBar()->setModified(index, page->document().hasDrafts());
}

void TransactionPages::close(QWidget* page, documents::DraftFate fate)
{
    m_tabs->removePage(page);
    if (auto* composer = qobject_cast<TransactionComposer*>(page)) {
        composer->document().disconnect(this);
        composer->document().stopKeeping(fate);
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
        composer->document().requestStop();
        co_await composer->document().finished();
    }
}

} // namespace plectrum::ui

#include "moc_transaction_pages.cpp"
