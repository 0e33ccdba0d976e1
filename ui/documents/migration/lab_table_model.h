// SPDX-License-Identifier: MIT
// A table of the migration lab: steps, failures, changes, ... Rows are few (what many records
// share) and known by an id, so that what is chosen stays chosen while a run adds to it.
#pragma once

#include "documents/basics/tone.h"

#include <QAbstractTableModel>
#include <QString>
#include <QStringList>
#include <QVariant>

#include <cstddef>
#include <optional>
#include <vector>

namespace plectrum::documents {

enum class LabTable
{
    Steps,
    Failures, ///< of steps, by message
    Rejections, ///< by the schema, by message
    Changes, ///< by class
    Sizes,
    Slow,
    Warnings,
    Skipped, ///< records that were not tried
};
inline constexpr int labTableCount = 8;

struct LabCell
{
    QString text{};
    QVariant order{}; ///< by which the column is sorted; the text where there is none
    std::optional<Tone> meaning{};
    bool isNumber = false;

    friend bool operator==(const LabCell&, const LabCell&) = default;
};

struct LabRow
{
    QString id{};
    std::vector<LabCell> cells{};
    std::size_t index = 0; ///< in what the results have of that kind

    friend bool operator==(const LabRow&, const LabRow&) = default;
};

class LabTableModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role
    {
        OrderRole = Qt::UserRole,
        MeaningRole, ///< Tone as int, where there is one
        IndexRole, ///< LabRow::index
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setHeaders(const QStringList& headers);
    /// Takes over the rows; those with the same ids stay the same rows.
    void setRows(std::vector<LabRow> rows);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QStringList m_headers;
    std::vector<LabRow> m_rows;
};

} // namespace plectrum::documents
