// SPDX-License-Identifier: MIT
#include "opencloud/key_probe.h"

#include "datastore/error.h"
#include "http/encoding.h"
#include "opencloud/protocol.h"
#include "opencloud/response_error.h"

#include <format>
#include <utility>

namespace plectrum::opencloud {

using http::isDotSegment;
using http::percentEncoded;

namespace {

/// A key and a version that nobody has.
constexpr const char* nobody = "plectrum-probe-of-a-key";
constexpr const char* never = "00000000FFFFFFFF.0000000000";

struct Probe
{
    std::string scope;
    std::optional<Request> request; ///< none: it cannot be tried without harm
};

Request request(const char* method, std::string path, RequestKind kind)
{
    Request made;
    made.method = method;
    made.path = std::move(path);
    made.kind = kind;
    made.isIdempotent = true; // whatever it is, it does nothing
    return made;
}

Request withEmptyBody(Request made)
{
    made.headers.emplace_back("content-type", "application/json");
    made.body = "{}";
    return made;
}

std::vector<Probe> probesOfStores(const ProbeTarget& target)
{
    const std::string stores = std::format("/cloud/v2/universes/{}/data-stores", target.universe);
    const std::string entries =
        stores + '/' + percentEncoded(target.dataStore) + "/scopes/global/entries";
    const std::string entry = entries + '/' + nobody;
    Request list = request("GET", stores, RequestKind::List);
    list.query = "maxPageSize=1";
    Request keys = request("GET", entries, RequestKind::List);
    keys.query = "maxPageSize=1";
    const EntryAddress address{target.universe, target.dataStore, "global", nobody};
    const std::string control = "universe-datastores.control:";
    const std::string objects = "universe-datastores.objects:";
    return {
        {control + "list", std::move(list)},
        {control + "create", std::nullopt},
        {objects + "list", std::move(keys)},
        {objects + "read", request("GET", entry, RequestKind::Read)},
        {objects + "create", std::nullopt}, // a service that takes an empty one would make it
        {objects + "update", withEmptyBody(request("PATCH", entry, RequestKind::Write))},
        {objects + "delete", request("DELETE", entry, RequestKind::Remove)},
        {"universe-datastores.versions:list",
         request("GET", entry + ":listRevisions", RequestKind::List)},
        {"universe-datastores.versions:read", protocolV1().readVersion(address, never)},
    };
}

std::vector<Probe> probesOf(const ProbeTarget& target)
{
    const std::string universe = std::format("/cloud/v2/universes/{}", target.universe);
    std::vector<Probe> probes{{"universe:read", request("GET", universe, RequestKind::Other)}};
    auto stores = probesOfStores(target);
    std::ranges::move(stores, std::back_inserter(probes));
    const std::string session = "universe.place.luau-execution-session:";
    Probe write{session + "write", std::nullopt};
    Probe read{session + "read", std::nullopt};
    if (target.placeId) {
        const std::string tasks = std::format("{}/places/{}/", universe, *target.placeId);
        read.request = request("GET",
                               tasks
                                   + "versions/0/luau-execution-sessions/"
                                     "00000000-0000-0000-0000-000000000000/tasks/"
                                     "00000000-0000-0000-0000-000000000000",
                               RequestKind::TaskPoll);
    }
    probes.push_back(std::move(write));
    probes.push_back(std::move(read));
    return probes;
}

ScopeFinding findingOf(const std::string& scope, const Response& answer)
{
    const datastore::Error error = errorOf(answer, {"use " + scope, scope});
    if (answer.status == 403)
        return {scope, Permission::Refused, error.text()};
    // Refused for what it asks, not for who asks: the way there is open.
    const bool isOpen =
        isSuccess(answer) || isNotThere(answer) || (answer.status == 400 && !isNotRouted(answer));
    if (isOpen)
        return {scope, Permission::Granted, {}};
    return {scope, Permission::Unknown, error.text()};
}

} // namespace

Task<std::vector<ScopeFinding>> probeKey(Transport* transport, ProbeTarget target,
                                         std::stop_token stop)
{
    if (isDotSegment(target.dataStore))
        throw datastore::Error(datastore::ErrorKind::InvalidArgument,
                               "A key cannot be tried on a data store of this name: its path would "
                               "mean another.");
    std::vector<ScopeFinding> findings;
    for (auto& probe : probesOf(target)) {
        if (!probe.request) {
            findings.push_back({probe.scope, Permission::Unknown,
                                "It cannot be tried without a place id, or without harm."});
            continue;
        }
        const Response answer = co_await transport->send(*std::move(probe.request), stop);
        if (answer.status == 401)
            throw errorOf(answer, {"use " + probe.scope, probe.scope});
        findings.push_back(findingOf(probe.scope, answer));
    }
    co_return findings;
}

} // namespace plectrum::opencloud
