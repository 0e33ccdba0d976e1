// SPDX-License-Identifier: MIT
#include "ui/settings.h"

#include <QUrl>

#include <algorithm>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t recentStoreCount = 8;
constexpr std::size_t recentUniverseCount = 8;

QString recentStoresPath(const QString& universe)
{
    return u"recentStores/"_s % QString::fromLatin1(QUrl::toPercentEncoding(universe));
}

/// "lyra:NAME" or "plain:NAME".
QString textOf(const store::StoreListing& store)
{
    const bool isLyra = store.kind == store::KeyAddress::Kind::Lyra;
    return (isLyra ? u"lyra:"_s : u"plain:"_s) % QString::fromStdString(store.name);
}

store::StoreListing storeOf(const QString& text)
{
    const bool isLyra = text.startsWith(u"lyra:"_s);
    return {.kind = isLyra ? store::KeyAddress::Kind::Lyra : store::KeyAddress::Kind::Plain,
            .name = text.section(u':', 1).toStdString()};
}

/// "file:PATH"; "demo:" or "demo:PATH".
QString textOf(const datastore::UniverseSpec& universe)
{
    const bool isFile = universe.kind == datastore::UniverseSpec::Kind::File;
    return (isFile ? u"file:"_s : u"demo:"_s) % QString::fromStdString(universe.path);
}

datastore::UniverseSpec universeOf(const QString& text)
{
    using Kind = datastore::UniverseSpec::Kind;
    return {.kind = text.startsWith(u"file:"_s) ? Kind::File : Kind::Demo,
            .path = text.section(u':', 1).toStdString()};
}

} // namespace

Settings::Settings() = default;

Settings::Settings(const QString& file)
    : m_settings(file, QSettings::IniFormat)
{
}

QByteArray Settings::windowGeometry() const
{
    return m_settings.value(u"window/geometry"_s).toByteArray();
}

void Settings::setWindowGeometry(const QByteArray& geometry)
{
    m_settings.setValue(u"window/geometry"_s, geometry);
}

QByteArray Settings::windowState() const
{
    return m_settings.value(u"window/state"_s).toByteArray();
}

void Settings::setWindowState(const QByteArray& state)
{
    m_settings.setValue(u"window/state"_s, state);
}

Appearance::Choice Settings::appearance() const
{
    const QString name = m_settings.value(u"appearance"_s).toString();
    if (name == "light"_L1)
        return Appearance::Choice::Light;
    return name == "dark"_L1 ? Appearance::Choice::Dark : Appearance::Choice::System;
}

void Settings::setAppearance(Appearance::Choice choice)
{
    const QString name = choice == Appearance::Choice::Light ? u"light"_s
        : choice == Appearance::Choice::Dark                 ? u"dark"_s
                                                             : u"system"_s;
    m_settings.setValue(u"appearance"_s, name);
}

bool Settings::isSimulationOn() const
{
    return m_settings.value(u"simulation"_s, true).toBool();
}

void Settings::setSimulationOn(bool isOn)
{
    m_settings.setValue(u"simulation"_s, isOn);
}

std::vector<datastore::UniverseSpec> Settings::recentUniverses() const
{
    std::vector<datastore::UniverseSpec> universes;
    for (const QString& text : m_settings.value(u"recentUniverses"_s).toStringList())
        universes.push_back(universeOf(text));
    return universes;
}

void Settings::addRecentUniverse(const datastore::UniverseSpec& universe)
{
    QStringList texts = m_settings.value(u"recentUniverses"_s).toStringList();
    texts.removeAll(textOf(universe));
    texts.prepend(textOf(universe));
    texts.resize(std::min(texts.size(), static_cast<qsizetype>(recentUniverseCount)));
    m_settings.setValue(u"recentUniverses"_s, texts);
}

std::vector<store::StoreListing> Settings::recentStores(const QString& universe) const
{
    std::vector<store::StoreListing> stores;
    for (const QString& text : m_settings.value(recentStoresPath(universe)).toStringList())
        stores.push_back(storeOf(text));
    return stores;
}

void Settings::addRecentStore(const QString& universe, const store::StoreListing& store)
{
    auto stores = recentStores(universe);
    std::erase(stores, store);
    stores.insert(stores.begin(), store);
    stores.resize(std::min(stores.size(), recentStoreCount));
    QStringList texts;
    for (const auto& one : stores)
        texts.append(textOf(one));
    m_settings.setValue(recentStoresPath(universe), texts);
}

} // namespace plectrum::ui
