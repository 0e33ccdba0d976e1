// SPDX-License-Identifier: MIT
// A universe behind Open Cloud as the user set it up, and the form in which it is typed. Holds no
// key.
#pragma once

#include "datastore/cloud_spec.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace plectrum::documents {

struct Connection
{
    QString name{};
    datastore::CloudSpec spec{};

    friend bool operator==(const Connection&, const Connection&) = default;
};

/// As typed. Each check gives a sentence for beside the field, empty when it is right.
struct ConnectionForm
{
    QString name{};
    QString universeId{};
    QString placeId{}; ///< may be empty: no locks
    QString baseUrl{}; ///< empty: the real service
    int sharePercent = 50; ///< of the request budget; 1 to 100
    datastore::CloudSpec::Wire wire = datastore::CloudSpec::Wire::Automatic;
    bool isProduction = true;

    static ConnectionForm of(const Connection& connection);
    QString nameProblem() const;
    QString universeProblem() const;
    QString placeProblem() const;
    QString baseProblem() const;
    bool canBeAsked() const; ///< universe and base are right: enough to look it up
    bool isRight() const;
    /// Of a form that is right, or can be asked: what is wrong is left at its usual value.
    Connection connection() const;
};

/// The ids in an address of the Creator Hub, as its pages of an experience or place have them.
struct HubIds
{
    QString universeId{};
    QString placeId{}; ///< empty: the address names none
};
/// nullopt for any other text.
std::optional<HubIds> idsInHubUrl(const QString& text);
/// What Plectrum needs a scope of an API key for: a sentence; empty for one that it does not need.
QString scopePurpose(const QString& scope);
/// Those that it needs, in the order in which they are told.
QStringList neededScopes();

/// A JSON document of them, for another machine; without keys.
QByteArray connectionsToJson(const std::vector<Connection>& connections);

/// A sentence on why this key cannot be one; empty when it can. Never tells the key.
QString keyProblem(const QString& key);

} // namespace plectrum::documents
