// SPDX-License-Identifier: MIT
// What is remembered of the keys of one universe: favourites, those opened last, filters that were
// given a name, and the order of the list.
#pragma once

#include "documents/keys/key_list_model.h"
#include "store/key_address.h"

#include <QString>

#include <vector>

class QSettings;

namespace plectrum::ui {

class Settings;

/// What stands in the two fields above the keys.
struct SavedFilter
{
    QString name;
    QString prefix; ///< "Starts with"
    QString filter; ///< "Filter loaded keys"

    friend bool operator==(const SavedFilter&, const SavedFilter&) = default;
};

class KeyMemory
{
public:
    /// The settings must outlive it; `universe` is the name that they keep it under.
    KeyMemory(Settings& settings, QString universe);

    std::vector<store::KeyAddress> favourites() const; ///< in the order in which they were made
    bool isFavourite(const store::KeyAddress& address) const;
    void setFavourite(const store::KeyAddress& address, bool isOne);

    static constexpr std::size_t recentCount = 15;
    std::vector<store::KeyAddress> recent() const; ///< newest first
    void addRecent(const store::KeyAddress& address);

    std::vector<SavedFilter> filters() const; ///< by name
    /// Takes the place of one of that name.
    void saveFilter(const SavedFilter& filter);
    void removeFilter(const QString& name);

    documents::KeyListModel::Order order() const;
    void setOrder(documents::KeyListModel::Order order);

private:
    QString pathOf(const QString& what) const;
    std::vector<store::KeyAddress> keys(const QString& what) const;
    void setKeys(const QString& what, const std::vector<store::KeyAddress>& keys);

    QSettings& m_settings;
    QString m_universe;
};

} // namespace plectrum::ui
