// SPDX-License-Identifier: MIT
// The versions of a record as rows, newest first, with what follows from their order: which one
// stands now, when one was superseded and when it will be gone.
#pragma once

#include <QAbstractListModel>

#include <vector>

namespace plectrum::documents {

class RecordHistory;

class VersionListModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role
    {
        VersionRole = Qt::UserRole, ///< QString: the version's id
        TimeRole, ///< qint64: milliseconds since 1970 UTC, when it was written
        DeletedRole, ///< bool: a tombstone
        SizeRole, ///< qint64: bytes of the JSON text, 0 when not known
        CurrentRole, ///< bool: the newest one
        ExpiryRole, ///< qint64: milliseconds since 1970 UTC; invalid for the current version
    };
    Q_ENUM(Role)

    /// The history must outlive the model.
    explicit VersionListModel(const RecordHistory* history, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;
    /// The row of a version id, or -1.
    int rowOf(const QString& version) const;

private:
    struct Row
    {
        QString version;
        qint64 time = 0;
        qint64 size = 0;
        bool deleted = false;
    };
    void rebuild();

    const RecordHistory* m_history;
    std::vector<Row> m_rows;
};

} // namespace plectrum::documents
