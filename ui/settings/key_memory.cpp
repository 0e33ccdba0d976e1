// SPDX-License-Identifier: MIT
#include "ui/settings/key_memory.h"

#include "ui/settings/settings.h"

#include <QSettings>
#include <QStringList>
#include <QUrl>
#include <QVariant>

#include <algorithm>
#include <utility>

namespace plectrum::ui {

using namespace Qt::StringLiterals;
using Order = documents::KeyListModel::Order;

namespace {

const QString favouriteKeys = u"favouriteKeys"_s;
const QString recentKeys = u"recentKeys"_s;
const QString keyFilters = u"keyFilters"_s;
const QString keyOrder = u"keyOrder"_s;

/// Kind, store, scope, key: each may be any text.
QStringList wordsOf(const store::KeyAddress& address)
{
    const bool isLyra = address.kind == store::KeyAddress::Kind::Lyra;
    return {isLyra ? u"lyra"_s : u"plain"_s, QString::fromStdString(address.store),
            QString::fromStdString(address.scope), QString::fromStdString(address.key)};
}

} // namespace

KeyMemory::KeyMemory(Settings& settings, QString universe)
    : m_settings(settings.store())
    , m_universe(std::move(universe))
{
}

QString KeyMemory::pathOf(const QString& what) const
{
    return what % u'/' % QString::fromLatin1(QUrl::toPercentEncoding(m_universe));
}

std::vector<store::KeyAddress> KeyMemory::keys(const QString& what) const
{
    std::vector<store::KeyAddress> keys;
    for (const QVariant& one : m_settings.value(pathOf(what)).toList()) {
        const QStringList words = one.toStringList();
        if (words.size() != 4)
            continue; // somebody has edited it
        keys.push_back({.kind = words[0] == "lyra"_L1 ? store::KeyAddress::Kind::Lyra
                                                      : store::KeyAddress::Kind::Plain,
                        .store = words[1].toStdString(),
                        .key = words[3].toStdString(),
                        .scope = words[2].toStdString()});
    }
    return keys;
}

void KeyMemory::setKeys(const QString& what, const std::vector<store::KeyAddress>& keys)
{
    QVariantList lists;
    for (const store::KeyAddress& key : keys)
        lists.append(wordsOf(key));
    m_settings.setValue(pathOf(what), lists);
}

std::vector<store::KeyAddress> KeyMemory::favourites() const
{
    return keys(favouriteKeys);
}

bool KeyMemory::isFavourite(const store::KeyAddress& address) const
{
    return std::ranges::contains(favourites(), address);
}

void KeyMemory::setFavourite(const store::KeyAddress& address, bool isOne)
{
    auto all = favourites();
    std::erase(all, address);
    if (isOne)
        all.push_back(address);
    setKeys(favouriteKeys, all);
}

std::vector<store::KeyAddress> KeyMemory::recent() const
{
    return keys(recentKeys);
}

void KeyMemory::addRecent(const store::KeyAddress& address)
{
    auto all = recent();
    std::erase(all, address);
    all.insert(all.begin(), address);
    all.resize(std::min(all.size(), recentCount));
    setKeys(recentKeys, all);
}

std::vector<SavedFilter> KeyMemory::filters() const
{
    std::vector<SavedFilter> all;
    for (const QVariant& one : m_settings.value(pathOf(keyFilters)).toList()) {
        const QStringList words = one.toStringList();
        if (words.size() == 3)
            all.push_back({words[0], words[1], words[2]});
    }
    std::ranges::sort(all, {}, &SavedFilter::name);
    return all;
}

void KeyMemory::saveFilter(const SavedFilter& filter)
{
    removeFilter(filter.name);
    QVariantList lists = m_settings.value(pathOf(keyFilters)).toList();
    lists.append(QStringList{filter.name, filter.prefix, filter.filter});
    m_settings.setValue(pathOf(keyFilters), lists);
}

void KeyMemory::removeFilter(const QString& name)
{
    QVariantList lists;
    for (const SavedFilter& filter : filters())
        if (filter.name != name)
            lists.append(QStringList{filter.name, filter.prefix, filter.filter});
    m_settings.setValue(pathOf(keyFilters), lists);
}

Order KeyMemory::order() const
{
    const QString name = m_settings.value(pathOf(keyOrder)).toString();
    if (name == "natural"_L1)
        return Order::Natural;
    return name == "descending"_L1 ? Order::Descending : Order::Bytes;
}

void KeyMemory::setOrder(Order order)
{
    const QString name = order == Order::Natural ? u"natural"_s
        : order == Order::Descending             ? u"descending"_s
                                                 : u"bytes"_s;
    m_settings.setValue(pathOf(keyOrder), name);
}

} // namespace plectrum::ui
