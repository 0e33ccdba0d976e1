// SPDX-License-Identifier: MIT
#include "documents/connect/connection.h"

#include "json/printer.h"
#include "json/value.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace plectrum::documents {

using namespace Qt::StringLiterals;

namespace {

struct ConnectionText
{
    Q_DECLARE_TR_FUNCTIONS(Connection)
};

/// 0 when it is no number above 0.
std::int64_t idIn(const QString& text)
{
    bool isNumber = false;
    const qlonglong id = text.trimmed().toLongLong(&isNumber);
    return isNumber && id > 0 ? id : 0;
}

bool isLoopback(const QString& host)
{
    return host == "localhost"_L1 || host == "127.0.0.1"_L1 || host == "::1"_L1;
}

QString textOf(std::int64_t id)
{
    return id > 0 ? QString::number(id) : QString();
}

} // namespace

ConnectionForm ConnectionForm::of(const Connection& connection)
{
    const datastore::CloudSpec& spec = connection.spec;
    return {.name = connection.name,
            .universeId = textOf(spec.universeId),
            .placeId = textOf(spec.placeId),
            .baseUrl = QString::fromStdString(spec.baseUrl),
            .sharePercent = std::clamp(qRound(spec.share * 100), 1, 100),
            .wire = spec.wire,
            .isProduction = spec.isProduction};
}

QString ConnectionForm::nameProblem() const
{
    return name.trimmed().isEmpty() ? ConnectionText::tr("Give it a name to find it by.")
                                    : QString();
}

QString ConnectionForm::universeProblem() const
{
    if (universeId.trimmed().isEmpty())
        return ConnectionText::tr(
            "The universe id is missing. The Creator Dashboard shows it with the experience.");
    return idIn(universeId) ? QString()
                            : ConnectionText::tr("A universe id is a whole number above 0.");
}

QString ConnectionForm::placeProblem() const
{
    if (placeId.trimmed().isEmpty() || idIn(placeId))
        return {};
    return ConnectionText::tr("A place id is a whole number above 0, or nothing.");
}

QString ConnectionForm::baseProblem() const
{
    const QString text = baseUrl.trimmed();
    if (text.isEmpty())
        return {};
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty())
        return ConnectionText::tr("This is not an address such as https://apis.roblox.com.");
    if (!url.userInfo().isEmpty() || url.hasQuery() || url.hasFragment() || text.endsWith(u'/'))
        return ConnectionText::tr("Only scheme, host, port and path, without a “/” at the end.");
    if (url.scheme() == "https"_L1 || (url.scheme() == "http"_L1 && isLoopback(url.host())))
        return {};
    return ConnectionText::tr(
        "Only https:// keeps the key safe. http:// is for this machine (127.0.0.1) only.");
}

bool ConnectionForm::canBeAsked() const
{
    return universeProblem().isEmpty() && placeProblem().isEmpty() && baseProblem().isEmpty();
}

bool ConnectionForm::isRight() const
{
    return nameProblem().isEmpty() && canBeAsked();
}

Connection ConnectionForm::connection() const
{
    datastore::CloudSpec spec;
    spec.universeId = idIn(universeId);
    spec.placeId = idIn(placeId);
    spec.baseUrl = baseUrl.trimmed().toStdString();
    spec.share = std::clamp(sharePercent, 1, 100) / 100.0;
    spec.wire = wire;
    spec.isProduction = isProduction;
    return {.name = name.trimmed(), .spec = spec};
}

std::optional<HubIds> idsInHubUrl(const QString& text)
{
    const QUrl url(text.trimmed(), QUrl::StrictMode);
    if (!url.isValid()
        || (url.host() != "create.roblox.com"_L1 && url.host() != "www.roblox.com"_L1))
        return std::nullopt;
    static const QRegularExpression experience(u"/experiences/(\\d+)"_s);
    static const QRegularExpression place(u"/places/(\\d+)"_s);
    HubIds ids{.universeId = experience.match(url.path()).captured(1),
               .placeId = place.match(url.path()).captured(1)};
    return ids.universeId.isEmpty() ? std::nullopt : std::optional(std::move(ids));
}

namespace {

struct ScopeRow
{
    const char* scope;
    const char* purpose;
    bool isNeeded = true;
};

constexpr ScopeRow scopeRows[] = {
    {"universe:read", QT_TRANSLATE_NOOP("Connection", "its name")},
    {"universe-datastores.control:list", QT_TRANSLATE_NOOP("Connection", "the list of stores")},
    {"universe-datastores.control:create",
     QT_TRANSLATE_NOOP("Connection", "saving in a store that is not there yet"), false},
    {"universe-datastores.objects:list", QT_TRANSLATE_NOOP("Connection", "the list of keys")},
    {"universe-datastores.objects:read", QT_TRANSLATE_NOOP("Connection", "reading records")},
    {"universe-datastores.objects:create", QT_TRANSLATE_NOOP("Connection", "saving new records")},
    {"universe-datastores.objects:update", QT_TRANSLATE_NOOP("Connection", "saving records")},
    {"universe-datastores.objects:delete",
     QT_TRANSLATE_NOOP("Connection", "ending transactions and large records")},
    {"universe-datastores.versions:list", QT_TRANSLATE_NOOP("Connection", "the history of a key")},
    {"universe-datastores.versions:read", QT_TRANSLATE_NOOP("Connection", "old versions")},
    {"universe.place.luau-execution-session:write",
     QT_TRANSLATE_NOOP("Connection", "seeing and taking locks")},
    {"universe.place.luau-execution-session:read",
     QT_TRANSLATE_NOOP("Connection", "seeing and taking locks")},
};

} // namespace

QString scopePurpose(const QString& scope)
{
    for (const ScopeRow& row : scopeRows)
        if (scope == QLatin1StringView(row.scope))
            return ConnectionText::tr(row.purpose);
    return {};
}

QStringList neededScopes()
{
    QStringList scopes;
    for (const ScopeRow& row : scopeRows)
        if (row.isNeeded)
            scopes.append(QLatin1StringView(row.scope));
    return scopes;
}

QByteArray connectionsToJson(const std::vector<Connection>& connections)
{
    std::vector<json::Value> all;
    for (const Connection& connection : connections) {
        all.push_back(json::Value::object({{"name", connection.name.toStdString()},
                                           {"universe", datastore::textOf(connection.spec)}}));
    }
    const auto document = json::Value::object(
        {{"format", "plectrum-connections"}, {"connections", json::Value::array(std::move(all))}});
    return QByteArray::fromStdString(json::printPretty(document) + '\n');
}

QString keyProblem(const QString& key)
{
    if (key.isEmpty())
        return ConnectionText::tr("The API key is missing.");
    const bool isPrintable = std::ranges::all_of(
        key, [](QChar each) { return each > QChar(u' ') && each < QChar(0x7F); });
    return isPrintable
        ? QString()
        : ConnectionText::tr("An API key has no spaces and no other than plain letters.");
}

} // namespace plectrum::documents
