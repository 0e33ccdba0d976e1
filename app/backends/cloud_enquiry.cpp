// SPDX-License-Identifier: MIT
#include "backends/cloud_enquiry.h"

#include "backends/cloud_universe.h"
#include "opencloud/http_client.h"
#include "opencloud/universe.h"

#include <utility>

namespace plectrum::app {

namespace {

/// The way there for one question. Nothing waits its turn: somebody waits for the answer, and what
/// is throttled is told as it is.
struct Connection
{
    Connection(const datastore::CloudSpec& spec, secrets::Secret key)
        : client(
              httpSettingsOf(spec, [held = std::move(key)] { return std::string(held.reveal()); }))
        , universe(client, universeSettingsOf(spec))
    {
    }

    opencloud::HttpClient client;
    opencloud::Universe universe;
};

ScopeAnswer answerOf(const opencloud::ScopeFinding& finding)
{
    using enum opencloud::Permission;
    ScopeAnswer answer{.scope = finding.scope, .why = finding.text};
    if (finding.permission != Unknown)
        answer.isGranted = finding.permission == Granted;
    return answer;
}

} // namespace

async::Task<std::string> cloudTitle(datastore::CloudSpec spec, secrets::Secret key,
                                    std::stop_token stop)
{
    Connection connection(spec, std::move(key));
    co_return co_await connection.universe.loadTitle(std::move(stop));
}

async::Task<std::vector<ScopeAnswer>> askScopes(datastore::CloudSpec spec, secrets::Secret key,
                                                std::stop_token stop)
{
    Connection connection(spec, std::move(key));
    const auto findings = co_await connection.universe.probeKey({}, std::move(stop));
    std::vector<ScopeAnswer> answers;
    for (const auto& finding : findings)
        answers.push_back(answerOf(finding));
    co_return std::move(answers);
}

} // namespace plectrum::app
