// SPDX-License-Identifier: MIT
// The versions of one record as they are fetched: the list page by page, and the data of those that
// were asked for. What the timeline and the difference view stand on.
#pragma once

#include "async/task_owner.h"
#include "datastore/entry.h"
#include "editing/record_access.h"

#include <QObject>
#include <QString>

#include <cstddef>
#include <deque>
#include <map>
#include <string>
#include <vector>

namespace plectrum::documents {

class RecordHistory final : public QObject
{
    Q_OBJECT

public:
    /// `records` must outlive the history. Nothing is fetched before reload().
    RecordHistory(store::KeyAddress address, editing::RecordAccess& records,
                  QObject* parent = nullptr);
    ~RecordHistory() override;

    const store::KeyAddress& address() const;
    /// Fetches the list anew; all pages, newest first. What is read of versions is forgotten. An
    /// answer to an earlier reload that is still to come is dropped.
    void reload();
    bool isLoading() const;
    QString failure() const; ///< a sentence; empty when the last fetch went well
    const std::vector<datastore::VersionInfo>& versions() const; ///< newest first

    /// Fetches the data of a version, unless it is here already; versionReady or versionFailed
    /// tells. One fetch runs at a time, and of those that wait only the last one asked for stays.
    void fetch(const std::string& version);
    /// The version as inspected, or nullptr when it is not here (any more: the last few are kept).
    const store::Inspection* inspection(const std::string& version) const;

    static constexpr std::size_t keptInspections = 8;

signals:
    void versionsChanged();
    void loadingChanged(bool isLoading);
    void versionReady(const QString& version);
    void versionFailed(const QString& version, const QString& why);
    void failed(const QString& why);

private:
    async::Task<void> loadList(std::stop_token stop);
    async::Task<void> loadWanted(std::stop_token stop);
    async::Task<void> loadVersion(std::string version, std::stop_token stop);
    async::Task<bool> loadPages(std::size_t question, std::stop_token stop);
    void setLoading(bool isLoading);
    void keep(const std::string& version, store::Inspection inspection);

    store::KeyAddress m_address;
    editing::RecordAccess& m_records;
    std::vector<datastore::VersionInfo> m_versions;
    std::map<std::string, store::Inspection> m_inspections;
    std::deque<std::string> m_keptOrder; ///< oldest first
    std::string m_wanted; ///< the version to fetch next; empty for none
    std::string m_fetching; ///< the version that is being fetched; empty for none
    std::size_t m_question = 0; ///< counts reloads
    QString m_failure;
    bool m_isLoading = false;
    async::TaskOwner m_tasks;
};

} // namespace plectrum::documents
