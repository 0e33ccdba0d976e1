// SPDX-License-Identifier: MIT
#include "ui/settings/settings.h"

#include <QUrl>
#include <QVariant>

#include <algorithm>
#include <optional>
#include <stdexcept>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t recentStoreCount = 8;
constexpr std::size_t recentUniverseCount = 8;
constexpr qsizetype openRecordCount = 20;

QString recentStoresPath(const QString& universe)
{
    return u"recentStores/"_s % QString::fromLatin1(QUrl::toPercentEncoding(universe));
}

QString elementsPath(const QString& universe)
{
    return u"arrayElements/"_s % QString::fromLatin1(QUrl::toPercentEncoding(universe));
}

QString openRecordsPath(const QString& universe)
{
    return u"openRecords/"_s % QString::fromLatin1(QUrl::toPercentEncoding(universe));
}

QString gamesPath(const QString& universe)
{
    return u"games/"_s % QString::fromLatin1(QUrl::toPercentEncoding(universe));
}

std::optional<std::int64_t> idOf(const QString& text)
{
    bool isNumber = false;
    const qint64 id = text.toLongLong(&isNumber);
    return isNumber ? std::optional<std::int64_t>(id) : std::nullopt;
}

QString textOfId(const std::optional<std::int64_t>& id)
{
    return id ? QString::number(*id) : QString();
}

/// "lyra:NAME" or "plain:NAME".
QString textOf(const editing::StoreListing& store)
{
    const bool isLyra = store.kind == store::KeyAddress::Kind::Lyra;
    return (isLyra ? u"lyra:"_s : u"plain:"_s) % QString::fromStdString(store.name);
}

editing::StoreListing storeOf(const QString& text)
{
    const bool isLyra = text.startsWith(u"lyra:"_s);
    return {.kind = isLyra ? store::KeyAddress::Kind::Lyra : store::KeyAddress::Kind::Plain,
            .name = text.section(u':', 1).toStdString()};
}

/// "file:PATH"; "demo:" or "demo:PATH"; "opencloud:..." as in cloud_spec.h.
QString textOf(const datastore::UniverseSpec& universe)
{
    using Kind = datastore::UniverseSpec::Kind;
    if (universe.kind == Kind::OpenCloud)
        return QString::fromStdString(datastore::textOf(universe.cloud));
    const bool isFile = universe.kind == Kind::File;
    return (isFile ? u"file:"_s : u"demo:"_s) % QString::fromStdString(universe.path);
}

/// nullopt for a text that is none, as somebody may have edited it.
std::optional<datastore::CloudSpec> cloudOf(const QString& text)
{
    try {
        return datastore::cloudSpecOf(text.toStdString());
    } catch (const std::invalid_argument&) {
        return std::nullopt;
    }
}

std::optional<datastore::UniverseSpec> universeOf(const QString& text)
{
    using Kind = datastore::UniverseSpec::Kind;
    datastore::UniverseSpec universe;
    if (text.startsWith(QLatin1StringView(datastore::cloudScheme))) {
        const auto cloud = cloudOf(text);
        if (!cloud)
            return std::nullopt;
        universe.kind = Kind::OpenCloud;
        universe.cloud = *cloud;
        return universe;
    }
    universe.kind = text.startsWith(u"file:"_s) ? Kind::File : Kind::Demo;
    universe.path = text.section(u':', 1).toStdString();
    return universe;
}

/// The description of the universe, which has no spaces, and its name.
QString textOf(const documents::Connection& connection)
{
    return QString::fromStdString(datastore::textOf(connection.spec)) % u' ' % connection.name;
}

bool isSameUniverse(const documents::Connection& one, const documents::Connection& other)
{
    return one.spec.universeId == other.spec.universeId && one.spec.baseUrl == other.spec.baseUrl;
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

QList<int> Settings::splitterSizes(const QString& name) const
{
    QList<int> sizes;
    for (const QString& text : m_settings.value(u"splitters/"_s % name).toStringList())
        sizes.append(std::max(0, text.toInt()));
    return sizes;
}

void Settings::setSplitterSizes(const QString& name, const QList<int>& sizes)
{
    QStringList texts;
    for (const int size : sizes)
        texts.append(QString::number(size));
    m_settings.setValue(u"splitters/"_s % name, texts);
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

QString Settings::language() const
{
    const QString name = m_settings.value(u"language"_s).toString();
    return name == "en"_L1 || name == "de"_L1 ? name : QString();
}

void Settings::setLanguage(const QString& language)
{
    m_settings.setValue(u"language"_s, language);
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
        if (const auto universe = universeOf(text))
            universes.push_back(*universe);
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

void Settings::forgetRecentUniverse(const datastore::UniverseSpec& universe)
{
    QStringList texts = m_settings.value(u"recentUniverses"_s).toStringList();
    texts.removeAll(textOf(universe));
    m_settings.setValue(u"recentUniverses"_s, texts);
}

std::vector<documents::Connection> Settings::connections() const
{
    std::vector<documents::Connection> connections;
    for (const QString& text : m_settings.value(u"connections"_s).toStringList())
        if (const auto cloud = cloudOf(text.section(u' ', 0, 0)))
            connections.push_back({.name = text.section(u' ', 1), .spec = *cloud});
    return connections;
}

void Settings::setConnection(const documents::Connection& connection)
{
    QStringList texts{textOf(connection)};
    for (const documents::Connection& known : connections())
        if (!isSameUniverse(known, connection))
            texts.append(textOf(known));
        else if (known.spec != connection.spec)
            forgetRecentUniverse({.kind = datastore::UniverseSpec::Kind::OpenCloud,
                                  .path = {},
                                  .cloud = known.spec});
    m_settings.setValue(u"connections"_s, texts);
}

void Settings::forgetConnection(const documents::Connection& connection)
{
    QStringList texts;
    for (const documents::Connection& known : connections())
        if (!isSameUniverse(known, connection))
            texts.append(textOf(known));
    m_settings.setValue(u"connections"_s, texts);
    forgetRecentUniverse(
        {.kind = datastore::UniverseSpec::Kind::OpenCloud, .path = {}, .cloud = connection.spec});
}

std::vector<editing::StoreListing> Settings::recentStores(const QString& universe) const
{
    std::vector<editing::StoreListing> stores;
    for (const QString& text : m_settings.value(recentStoresPath(universe)).toStringList())
        stores.push_back(storeOf(text));
    return stores;
}

/// Each as a list of store, scope and key; a fourth text marks the one in front.
Settings::OpenRecords Settings::openRecords(const QString& universe) const
{
    OpenRecords open;
    const auto lists = m_settings.value(openRecordsPath(universe)).toList();
    for (const QVariant& one : lists.first(std::min(lists.size(), openRecordCount))) {
        const QStringList words = one.toStringList();
        if (words.size() < 3)
            continue; // somebody has edited it
        const editing::StoreListing store = storeOf(words[0]);
        if (words.size() > 3)
            open.current = open.addresses.size();
        open.addresses.push_back({.kind = store.kind,
                                  .store = store.name,
                                  .key = words[2].toStdString(),
                                  .scope = words[1].toStdString()});
    }
    return open;
}

void Settings::setOpenRecords(const QString& universe, const OpenRecords& open)
{
    QVariantList lists;
    for (std::size_t i = 0; i < open.addresses.size(); ++i) {
        const store::KeyAddress& address = open.addresses[i];
        QStringList words{
            textOf(editing::StoreListing{.kind = address.kind, .name = address.store}),
            QString::fromStdString(address.scope), QString::fromStdString(address.key)};
        if (i == open.current)
            words.append(u"current"_s);
        lists.append(words);
    }
    m_settings.setValue(openRecordsPath(universe), lists);
}

/// Each store as its own list, the name first: names may be any text, keys of settings not.
QMap<QString, QStringList> Settings::elementMembers(const QString& universe) const
{
    QMap<QString, QStringList> all;
    for (const QVariant& one : m_settings.value(elementsPath(universe)).toList()) {
        QStringList members = one.toStringList();
        if (members.size() < 2)
            continue; // somebody has edited it
        const QString store = members.takeFirst();
        all.insert(store, members);
    }
    return all;
}

void Settings::setElementMembers(const QString& universe, const QString& store,
                                 const QStringList& members)
{
    auto all = elementMembers(universe);
    all.insert(store, members);
    QVariantList lists;
    for (const auto& [name, own] : all.asKeyValueRange())
        if (!own.isEmpty())
            lists.append(QStringList(name) + own);
    m_settings.setValue(elementsPath(universe), lists);
}

/// Each as a list of store, file, project, call, name in the code, game id and place id.
std::map<std::string, documents::GameSpec> Settings::games(const QString& universe) const
{
    constexpr qsizetype words = 7;
    std::map<std::string, documents::GameSpec> games;
    for (const QVariant& one : m_settings.value(gamesPath(universe)).toList()) {
        const QStringList texts = one.toStringList();
        if (texts.size() != words)
            continue; // somebody has edited it
        games.insert_or_assign(texts[0].toStdString(),
                               documents::GameSpec{.file = texts[1].toStdString(),
                                                   .project = texts[2].toStdString(),
                                                   .call = texts[3].toStdString(),
                                                   .codeStore = texts[4].toStdString(),
                                                   .gameId = idOf(texts[5]),
                                                   .placeId = idOf(texts[6])});
    }
    return games;
}

void Settings::setGames(const QString& universe,
                        const std::map<std::string, documents::GameSpec>& games)
{
    QVariantList lists;
    for (const auto& [store, spec] : games)
        lists.append(QStringList{
            QString::fromStdString(store), QString::fromStdString(spec.file),
            QString::fromStdString(spec.project), QString::fromStdString(spec.call),
            QString::fromStdString(spec.codeStore), textOfId(spec.gameId), textOfId(spec.placeId)});
    m_settings.setValue(gamesPath(universe), lists);
}

bool Settings::hasGames(const QString& universe) const
{
    return m_settings.contains(gamesPath(universe));
}

void Settings::addRecentStore(const QString& universe, const editing::StoreListing& store)
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

QStringList Settings::consoleHistory() const
{
    return m_settings.value(u"console/history"_s).toStringList();
}

void Settings::setConsoleHistory(const QStringList& inputs)
{
    constexpr qsizetype most = 200;
    m_settings.setValue(u"console/history"_s, inputs.last(std::min(most, inputs.size())));
}

} // namespace plectrum::ui
