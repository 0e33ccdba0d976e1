// SPDX-License-Identifier: MIT
// The versions of one record as they are fetched: the list page by page, and the data of those that
// were asked for. What the timeline and the difference view stand on.
#pragma once

#include "async/task_owner.h"
#include "datastore/entry.h"
#include "store/record_access.h"

#include <QObject>
#include <QString>

#include <map>
#include <string>
#include <vector>

namespace plectrum::ui {

class RecordHistory final : public QObject
{
    Q_OBJECT

public:
    /// `records` must outlive the history. Nothing is fetched before reload().
    RecordHistory(store::KeyAddress address, store::RecordAccess& records,
                  QObject* parent = nullptr);
    ~RecordHistory() override;

    const store::KeyAddress& address() const;
    /// Fetches the list anew; all pages, newest first.
    void reload();
    bool isLoading() const;
    QString failure() const; ///< a sentence; empty when the last fetch went well
    const std::vector<datastore::VersionInfo>& versions() const; ///< newest first

    /// Fetches the data of a version, unless it is here already; versionReady tells.
    void fetch(const std::string& version);
    /// The version as inspected, or nullptr when it is not here yet.
    const store::Inspection* inspection(const std::string& version) const;

signals:
    void versionsChanged();
    void loadingChanged(bool isLoading);
    void versionReady(const QString& version);
    void failed(const QString& why);

private:
    async::Task<void> loadList(std::stop_token stop);
    async::Task<void> loadVersion(std::string version, std::stop_token stop);

    store::KeyAddress m_address;
    store::RecordAccess& m_records;
    std::vector<datastore::VersionInfo> m_versions;
    std::map<std::string, store::Inspection> m_inspections;
    QString m_failure;
    bool m_isLoading = false;
    async::TaskOwner m_tasks;
};

} // namespace plectrum::ui
