// SPDX-License-Identifier: MIT
// The pages of transactions among the tabs of a window: opens them, adds keys to the one that is
// looked at, brings back those that a crash left, closes them.
#pragma once

#include "async/task.h"
#include "documents/workspace.h"

#include <QObject>

#include <vector>

namespace plectrum::documents {
class TransactionDocument;
}

namespace plectrum::store {
struct KeyAddress;
}

namespace plectrum::ui {

class RecordTabs;
class TransactionComposer;

class TransactionPages final : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive the pages.
    TransactionPages(documents::Workspace& workspace, RecordTabs* tabs);

    TransactionComposer* open(const std::string& store); ///< a new one
    /// To the one that is looked at, else the last opened, else a new one.
    void addKey(const store::KeyAddress& address);
    void showUnfinished();
    /// All pages that are no records, in the order of their tabs.
    std::vector<QWidget*> all() const;
    /// Closes it without asking; whoever calls has asked what becomes of its drafts. Kept ones come
    /// back with the next start.
    void close(QWidget* page, documents::DraftFate fate);
    /// Asks all to stop and comes back when nothing of them runs.
    async::Task<void> shutDown();

private:
    TransactionComposer* current() const;
    void bringBack(const journal::DraftGroup& group);
    static QString titleOf(const documents::TransactionDocument& document);
    void showDrafts(TransactionComposer* page);
    static async::Task<void> retire(TransactionComposer* page);

    documents::Workspace& m_workspace;
    RecordTabs* m_tabs;
};

} // namespace plectrum::ui
