// SPDX-License-Identifier: MIT
#include "documents/migration/lab_table_model.h"

#include <algorithm>
#include <utility>

namespace plectrum::documents {

void LabTableModel::setHeaders(const QStringList& headers)
{
    beginResetModel();
    m_headers = headers;
    m_rows.clear();
    endResetModel();
}

void LabTableModel::setRows(std::vector<LabRow> rows)
{
    const std::size_t common = std::min(rows.size(), m_rows.size());
    const auto isSame = [&](std::size_t i) { return rows[i].id == m_rows[i].id; };
    std::size_t same = 0;
    while (same < common && isSame(same))
        ++same;
    if (same < m_rows.size()) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return;
    }
    for (std::size_t i = 0; i < same; ++i)
        if (rows[i] != m_rows[i]) {
            m_rows[i] = std::move(rows[i]);
            emit dataChanged(index(int(i), 0), index(int(i), columnCount() - 1));
        }
    if (rows.size() == same)
        return;
    beginInsertRows({}, int(same), int(rows.size()) - 1);
    std::move(rows.begin() + std::ptrdiff_t(same), rows.end(), std::back_inserter(m_rows));
    endInsertRows();
}

int LabTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int LabTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_headers.size());
}

QVariant LabTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !checkIndex(index))
        return {};
    const LabRow& row = m_rows[std::size_t(index.row())];
    if (role == IndexRole)
        return QVariant::fromValue(qulonglong(row.index));
    if (std::size_t(index.column()) >= row.cells.size())
        return {};
    const LabCell& cell = row.cells[std::size_t(index.column())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return cell.text;
    case OrderRole:
        return cell.order.isValid() ? cell.order : QVariant(cell.text);
    case MeaningRole:
        return cell.meaning ? QVariant(int(*cell.meaning)) : QVariant();
    case Qt::TextAlignmentRole:
        return QVariant((cell.isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant LabTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section >= m_headers.size())
        return {};
    return m_headers.at(section);
}

} // namespace plectrum::documents

#include "moc_lab_table_model.cpp"
