// SPDX-License-Identifier: MIT
#include "ui/shell/tab_closer.h"

#include "ui/shell/record_tabs.h"
#include "ui/shell/transaction_pages.h"
#include "ui/shell/unsaved_question.h"
#include "ui/transaction/transaction_composer.h"
#include "ui/widgets/edit_host.h"

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

TabCloser::TabCloser(documents::Workspace& workspace, RecordTabs* tabs,
                     TransactionPages* transactions, QWidget* window)
    : QObject(window)
    , m_workspace(workspace)
    , m_tabs(tabs)
    , m_transactions(transactions)
    , m_window(window)
{
    connect(tabs, &RecordTabs::closeRequested, this, &TabCloser::close);
    connect(tabs, &RecordTabs::pageCloseRequested, this, &TabCloser::closePage);
    connect(tabs, &RecordTabs::closeOthersRequested, this, &TabCloser::closeOthers);
    connect(tabs, &RecordTabs::closeAllRequested, this, &TabCloser::closeAll);
}

void TabCloser::closeCurrent()
{
    if (documents::RecordDocument* document = m_workspace.currentDocument())
        close(document);
    else
        m_tabs->closeCurrentPage();
}

void TabCloser::closeAll()
{
    closeAllAnd({});
}

void TabCloser::closeAllAnd(std::function<void()> then)
{
    closeTabs(m_workspace.documents(), m_transactions->all(), std::move(then));
}

void TabCloser::close(documents::RecordDocument* document)
{
    closeTabs({document}, {}, {});
}

void TabCloser::closePage(QWidget* page)
{
    closeTabs({}, {page}, {});
}

void TabCloser::closeOthers(int index)
{
    auto documents = m_workspace.documents();
    auto pages = m_transactions->all();
    std::erase(documents, m_tabs->documentAt(index));
    std::erase(pages, m_tabs->widget(index));
    closeTabs(documents, pages, {});
}

/// The page that refuses is brought forward: there it is told why.
bool TabCloser::commitEditsOf(const std::vector<documents::RecordDocument*>& documents,
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

void TabCloser::closeNow(const std::vector<documents::RecordDocument*>& documents,
                         const std::vector<QWidget*>& pages, documents::DraftFate fate)
{
    for (documents::RecordDocument* document : documents)
        m_workspace.closeRecord(document, fate);
    for (QWidget* page : pages)
        m_transactions->close(page, fate);
}

void TabCloser::closeTabs(const std::vector<documents::RecordDocument*>& documents,
                          const std::vector<QWidget*>& pages, std::function<void()> then)
{
    if (m_question)
        return m_question->raise();
    if (!commitEditsOf(documents, pages))
        return;
    auto works = unsavedAmong(documents, pages);
    const auto end = [this, documents, pages, then](documents::DraftFate fate) {
        closeNow(documents, pages, fate);
        if (then)
            then();
    };
    if (works.empty())
        return end(documents::DraftFate::Drop);
    m_question = new UnsavedQuestion(std::move(works), m_window);
    connect(m_question, &UnsavedQuestion::answered, this,
            [this, end](UnsavedQuestion::Answer answer) {
                m_question.clear(); // it closes itself
                if (answer != UnsavedQuestion::Answer::Cancel)
                    end(answer == UnsavedQuestion::Answer::Keep ? documents::DraftFate::Keep
                                                                : documents::DraftFate::Drop);
            });
    m_question->open();
}

} // namespace plectrum::ui

#include "moc_tab_closer.cpp"
