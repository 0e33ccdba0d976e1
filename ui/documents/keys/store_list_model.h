// SPDX-License-Identifier: MIT
// The stores of a universe as rows: Lyra's first, then the other data stores, each group under a
// heading that cannot be chosen.
#pragma once

#include "editing/record_access.h"

#include <QAbstractListModel>

#include <optional>
#include <vector>

namespace plectrum::documents {

class GameBindings;

class StoreListModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role
    {
        NameRole = Qt::DisplayRole,
        IsHeadingRole = Qt::UserRole, ///< bool
        IsLyraRole, ///< bool; of a heading: the kind of its group
        BindingRole, ///< QString: the game's code that is bound to it and its state; empty: none
        BindingStateRole, ///< GameBinding::State, where something is bound
    };

    using QAbstractListModel::QAbstractListModel;

    /// Whose code is bound to which store; they must outlive the model.
    void setGames(GameBindings& games);
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
    void showBinding(const QString& store);

    std::vector<Row> m_rows;
    GameBindings* m_games = nullptr;
};

} // namespace plectrum::documents
