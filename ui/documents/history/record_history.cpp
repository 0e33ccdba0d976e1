// SPDX-License-Identifier: MIT
#include "documents/history/record_history.h"

#include "datastore/limits.h"
#include "documents/basics/failure_text.h"

#include <exception>
#include <utility>

namespace plectrum::documents {

RecordHistory::RecordHistory(store::KeyAddress address, editing::RecordAccess& records,
                             QObject* parent)
    : QObject(parent)
    , m_address(std::move(address))
    , m_records(records)
    , m_tasks([this](const std::exception_ptr& error) { emit failed(failureText(error)); })
{
}

RecordHistory::~RecordHistory() = default;

const store::KeyAddress& RecordHistory::address() const
{
    return m_address;
}

bool RecordHistory::isLoading() const
{
    return m_isLoading;
}

QString RecordHistory::failure() const
{
    return m_failure;
}

const std::vector<datastore::VersionInfo>& RecordHistory::versions() const
{
    return m_versions;
}

void RecordHistory::reload()
{
    ++m_question;
    m_inspections.clear();
    m_keptOrder.clear();
    m_failure.clear();
    setLoading(true);
    m_tasks.start(loadList(m_tasks.stopToken()));
}

void RecordHistory::setLoading(bool isLoading)
{
    if (std::exchange(m_isLoading, isLoading) != isLoading)
        emit loadingChanged(isLoading);
}

// After every co_await: first whether this object may still be touched, then whether a newer
// question was asked.

async::Task<void> RecordHistory::loadList(std::stop_token stop)
{
    const std::size_t question = m_question;
    std::exception_ptr error;
    bool isAnswer = false;
    try {
        isAnswer = co_await loadPages(question, stop);
    } catch (...) {
        error = std::current_exception();
    }
    if (stop.stop_requested() || question != m_question)
        co_return;
    if (error)
        m_failure = tr("The versions could not be listed: %1").arg(failureText(error));
    else if (isAnswer)
        emit versionsChanged();
    setLoading(false);
    if (error)
        emit failed(m_failure);
}

async::Task<bool> RecordHistory::loadPages(std::size_t question, std::stop_token stop)
{
    std::vector<datastore::VersionInfo> versions;
    std::string cursor;
    do {
        auto page = co_await m_records.listVersions(m_address, cursor,
                                                    datastore::limits::maximumListPage, stop);
        if (stop.stop_requested() || question != m_question)
            co_return false;
        versions.insert(versions.end(), std::make_move_iterator(page.items.begin()),
                        std::make_move_iterator(page.items.end()));
        cursor = std::move(page.nextCursor);
    } while (!cursor.empty());
    m_versions = std::move(versions);
    co_return true;
}

void RecordHistory::fetch(const std::string& version)
{
    if (m_inspections.contains(version)) {
        m_wanted.clear();
        emit versionReady(QString::fromStdString(version));
        return;
    }
    if (m_fetching == version) {
        m_wanted.clear();
        return;
    }
    m_wanted = version;
    if (m_fetching.empty())
        m_tasks.start(loadWanted(m_tasks.stopToken()));
}

async::Task<void> RecordHistory::loadWanted(std::stop_token stop)
{
    while (!m_wanted.empty()) {
        co_await loadVersion(std::exchange(m_wanted, {}), stop);
        if (stop.stop_requested())
            co_return;
    }
}

async::Task<void> RecordHistory::loadVersion(std::string version, std::stop_token stop)
{
    const std::size_t question = m_question;
    m_fetching = version;
    std::exception_ptr error;
    store::Inspection inspection;
    try {
        inspection = co_await m_records.inspectVersion(m_address, version, stop);
    } catch (...) {
        error = std::current_exception();
    }
    if (stop.stop_requested())
        co_return;
    m_fetching.clear();
    if (question != m_question) { // what was read may be from before a write: read again
        if (m_wanted.empty())
            m_wanted = version;
        co_return;
    }
    if (!error)
        keep(version, std::move(inspection));
    const QString id = QString::fromStdString(version);
    if (error)
        emit versionFailed(id, tr("The version could not be read: %1").arg(failureText(error)));
    else
        emit versionReady(id);
}

void RecordHistory::keep(const std::string& version, store::Inspection inspection)
{
    if (m_inspections.insert_or_assign(version, std::move(inspection)).second)
        m_keptOrder.push_back(version);
    while (m_keptOrder.size() > keptInspections) {
        m_inspections.erase(m_keptOrder.front());
        m_keptOrder.pop_front();
    }
}

const store::Inspection* RecordHistory::inspection(const std::string& version) const
{
    const auto found = m_inspections.find(version);
    return found == m_inspections.end() ? nullptr : &found->second;
}

} // namespace plectrum::documents

#include "moc_record_history.cpp"
