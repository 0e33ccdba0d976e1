// SPDX-License-Identifier: MIT
#include "cloud_world.h"

#include "datastore/error.h"

#include <optional>

namespace plectrum::test {

using async::Task;
using datastore::Error;
using datastore::ErrorKind;
using opencloud::Response;

ServiceTransport::ServiceTransport(emulator::Service& service, std::string key)
    : m_service(service)
    , m_key(std::move(key))
{
}

Task<Response> ServiceTransport::send(opencloud::Request request, std::stop_token stop)
{
    emulator::Request sent{std::move(request.method), std::move(request.path),
                           std::move(request.query), std::move(request.headers),
                           std::move(request.body)};
    sent.headers.emplace_back("x-api-key", m_key);
    auto reply = co_await m_service.handle(std::move(sent), std::move(stop));
    if (reply.delivery != emulator::Reply::Delivery::Whole)
        throw Error(ErrorKind::Unreachable, "The connection was closed.").withUnknownOutcome();
    Response answer{reply.answer.status, std::move(reply.answer.headers),
                    std::move(reply.answer.body)};
    answer.headers.emplace_back("content-type", reply.answer.contentType);
    co_return answer;
}

PatientTransport::PatientTransport(opencloud::Transport& transport, int tries)
    : m_transport(transport)
    , m_tries(tries)
{
}

Task<Response> PatientTransport::send(opencloud::Request request, std::stop_token stop)
{
    for (int i = 1;; ++i) {
        std::optional<Error> failed;
        try {
            Response answer = co_await m_transport.send(request, stop);
            const bool mayPass = answer.status == 429 || answer.status >= 500;
            if (!mayPass || !request.isIdempotent || i == m_tries)
                co_return answer;
        } catch (const Error& error) {
            failed = error;
        }
        if (failed && (!request.isIdempotent || i == m_tries))
            throw *failed;
    }
}

emulator::Options CloudWorld::usual()
{
    emulator::Options options;
    emulator::ApiKey all;
    all.text = apiKey;
    options.keys = {all};
    options.quotas.isEnforced = false;
    options.hasThroughput = false;
    options.userNames = {{7, "Builderman"}};
    return options;
}

emulator::Options CloudWorld::observed(emulator::Options options)
{
    options.observer = [this](const emulator::Exchange& each) { exchanges.push_back(each); };
    return options;
}

CloudWorld::CloudWorld(opencloud::ProtocolSetting protocol, emulator::Options options,
                       bool hasHashMaps)
    : there(clock, async::Random(1))
    , service(there, clock, async::Random(2), observed(std::move(options)))
    , network(service, apiKey)
    , counted(network)
    , patient(counted, 8)
    , universe(patient, {.universeId = 1, .placeId = 5, .protocol = protocol},
               hasHashMaps ? &there.memoryStores() : nullptr)
{
}

void CloudWorld::fault(const std::string& text, const std::string& method, int times,
                       double probability)
{
    emulator::FaultRule rule;
    rule.fault = emulator::Fault::parse(text).value();
    rule.method = method;
    rule.times = times;
    rule.probability = probability;
    service.addFault(rule);
}

} // namespace plectrum::test
