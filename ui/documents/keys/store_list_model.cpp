// SPDX-License-Identifier: MIT
#include "documents/keys/store_list_model.h"

#include "documents/game/game_binding.h"

#include <algorithm>

namespace plectrum::documents {

void StoreListModel::setStores(const std::vector<editing::StoreListing>& stores)
{
    using Kind = store::KeyAddress::Kind;
    beginResetModel();
    m_rows.clear();
    for (const Kind kind : {Kind::Lyra, Kind::Plain}) {
        if (std::ranges::find(stores, kind, &editing::StoreListing::kind) == stores.end())
            continue;
        m_rows.push_back({.store = {.kind = kind, .name = {}}, .isHeading = true});
        for (const auto& store : stores)
            if (store.kind == kind)
                m_rows.push_back({.store = store});
    }
    endResetModel();
}

void StoreListModel::setGames(GameBindings& games)
{
    m_games = &games;
    connect(&games, &GameBindings::bindingChanged, this, &StoreListModel::showBinding);
}

void StoreListModel::showBinding(const QString& store)
{
    const QModelIndex index =
        indexOf({.kind = store::KeyAddress::Kind::Lyra, .name = store.toStdString()});
    if (index.isValid())
        emit dataChanged(index, index);
}

std::optional<editing::StoreListing> StoreListModel::store(const QModelIndex& index) const
{
    if (!index.isValid() || !checkIndex(index))
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    return row.isHeading ? std::nullopt : std::optional(row.store);
}

QModelIndex StoreListModel::indexOf(const editing::StoreListing& store) const
{
    const auto found = std::ranges::find_if(
        m_rows, [&store](const Row& row) { return !row.isHeading && row.store == store; });
    return found == m_rows.end() ? QModelIndex() : index(static_cast<int>(found - m_rows.begin()));
}

int StoreListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant StoreListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !checkIndex(index))
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const bool isLyra = row.store.kind == store::KeyAddress::Kind::Lyra;
    switch (role) {
    case NameRole:
        if (!row.isHeading)
            return QString::fromStdString(row.store.name);
        return isLyra ? tr("Lyra stores") : tr("Other data stores");
    case IsHeadingRole:
        return row.isHeading;
    case IsLyraRole:
        return isLyra;
    case Qt::ToolTipRole:
    case BindingRole:
        if (const GameBinding* bound =
                m_games && isLyra && !row.isHeading ? m_games->of(row.store.name) : nullptr)
            return tr("Game code %1").arg(bound->statusText());
        return QString();
    case BindingStateRole:
        if (const GameBinding* bound =
                m_games && isLyra && !row.isHeading ? m_games->of(row.store.name) : nullptr)
            return QVariant::fromValue(bound->state());
        return {};
    default:
        return {};
    }
}

Qt::ItemFlags StoreListModel::flags(const QModelIndex& index) const
{
    if (index.isValid() && index.data(IsHeadingRole).toBool())
        return Qt::NoItemFlags;
    return QAbstractListModel::flags(index);
}

} // namespace plectrum::documents
