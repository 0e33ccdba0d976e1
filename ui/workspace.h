// SPDX-License-Identifier: MIT
// The one meeting place of the views: the open universe, its stores, the open records, the current
// one. Views ask it and listen to it; they do not talk to each other.
#pragma once

#include "async/clock.h"
#include "async/random.h"
#include "async/task_owner.h"
#include "datastore/universe.h"
#include "store/record_access.h"

#include <QObject>
#include <QString>

#include <memory>
#include <vector>

namespace plectrum::ui {

class RecordDocument;

class Workspace final : public QObject
{
    Q_OBJECT

public:
    /// `clock` and `random` must outlive the workspace.
    Workspace(std::unique_ptr<datastore::Universe> universe, async::Clock& clock,
              async::Random& random, QObject* parent = nullptr);
    ~Workspace() override;

    QString universeTitle() const;
    store::RecordAccess& records();
    async::Clock& clock();
    /// Runs tasks that belong to no document; their errors come out of failed().
    async::TaskOwner& tasks();

    /// The stores as last listed, Lyra's first.
    const std::vector<store::StoreListing>& stores() const;
    bool isListingStores() const;
    void reloadStores();

    /// Opens a record, or makes the one that is open already the current one.
    RecordDocument* openRecord(const store::KeyAddress& address);
    /// Closes it without asking; whoever calls has asked.
    void closeRecord(RecordDocument* document);
    const std::vector<RecordDocument*>& documents() const; ///< in the order of their tabs
    RecordDocument* currentDocument() const; ///< may be null
    void setCurrentDocument(RecordDocument* document);

signals:
    void storesChanged();
    void listingStoresChanged(bool isListing);
    void documentOpened(plectrum::ui::RecordDocument* document);
    void documentAboutToClose(plectrum::ui::RecordDocument* document);
    void currentDocumentChanged(plectrum::ui::RecordDocument* document);
    void failed(const QString& what); ///< a sentence for the status bar

private:
    async::Clock& m_clock;
    std::unique_ptr<datastore::Universe> m_universe;
    store::RecordAccess m_records;
    std::vector<store::StoreListing> m_stores;
    std::vector<RecordDocument*> m_documents;
    RecordDocument* m_current = nullptr;
    bool m_isListing = false;
    async::TaskOwner m_tasks;

    async::Task<void> listStores(std::stop_token stop);
};

} // namespace plectrum::ui
