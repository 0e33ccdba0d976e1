// SPDX-License-Identifier: MIT
// The stores of a universe as rows: Lyra's first, then the other data stores, each group under a
// heading that cannot be chosen.
#pragma once

#include "editing/record_access.h"

#include <QAbstractListModel>

#include <optional>
#include <vector>

namespace plectrum::documents {

class StoreListModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role
    {
        NameRole = Qt::DisplayRole,
        IsHeadingRole = Qt::UserRole, ///< bool
        IsLyraRole, ///< bool; of a heading: the kind of its group
    };

    using QAbstractListModel::QAbstractListModel;

    void setStores(const std::vector<editing::StoreListing>& stores);
    /// The store of a row; nullopt for a heading.
    std::optional<editing::StoreListing> store(const QModelIndex& index) const;
    QModelIndex indexOf(const editing::StoreListing& store) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    struct Row
    {
        editing::StoreListing store;
        bool isHeading = false;
    };
    std::vector<Row> m_rows;
};

} // namespace plectrum::documents
