// SPDX-License-Identifier: MIT
#include "documents/history/version_list_model.h"

#include "datastore/limits.h"
#include "documents/basics/version_text.h"
#include "documents/history/record_history.h"

#include <algorithm>
#include <chrono>

namespace plectrum::documents {

VersionListModel::VersionListModel(const RecordHistory* history, QObject* parent)
    : QAbstractListModel(parent)
    , m_history(history)
{
    connect(history, &RecordHistory::versionsChanged, this, &VersionListModel::rebuild);
    rebuild();
}

void VersionListModel::rebuild()
{
    beginResetModel();
    m_rows.clear();
    m_rows.reserve(m_history->versions().size());
    for (const auto& info : m_history->versions()) {
        m_rows.push_back({QString::fromStdString(info.version),
                          info.createdTime.time_since_epoch().count(),
                          static_cast<qint64>(info.size), info.deleted});
    }
    endResetModel();
}

int VersionListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant VersionListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto at = static_cast<std::size_t>(index.row());
    const Row& row = m_rows[at];
    switch (role) {
    case Qt::DisplayRole:
        return momentText(row.time);
    case VersionRole:
        return row.version;
    case TimeRole:
        return row.time;
    case DeletedRole:
        return row.deleted;
    case SizeRole:
        return row.size;
    case CurrentRole:
        return at == 0;
    case ExpiryRole:
        if (at > 0) {
            constexpr std::chrono::milliseconds kept = datastore::limits::versionLifetime;
            return m_rows[at - 1].time + qint64{kept.count()};
        }
        return {};
    default:
        return {};
    }
}

QHash<int, QByteArray> VersionListModel::roleNames() const
{
    auto names = QAbstractListModel::roleNames();
    names.insert({{VersionRole, "version"},
                  {TimeRole, "time"},
                  {DeletedRole, "deleted"},
                  {SizeRole, "size"},
                  {CurrentRole, "current"},
                  {ExpiryRole, "expiry"}});
    return names;
}

int VersionListModel::rowOf(const QString& version) const
{
    const auto found = std::ranges::find(m_rows, version, &Row::version);
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

} // namespace plectrum::documents

#include "moc_version_list_model.cpp"
