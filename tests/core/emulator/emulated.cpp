// SPDX-License-Identifier: MIT
#include "emulated.h"

#include "json/parser.h"
#include "openapi.h"
#include "support/test.h"

namespace plectrum::test {

using emulator::Headers;

namespace {

const OpenApi& schemasOf(const std::string& path)
{
    static const OpenApi v2("open-cloud-v2.openapi.json");
    static const OpenApi v1("datastores-v1.openapi.json");
    return path.starts_with("/cloud/") ? v2 : v1;
}

} // namespace

std::string Answered::header(std::string_view name) const
{
    for (const auto& [each, value] : headers)
        if (each == name)
            return value;
    return {};
}

std::string Answered::code() const
{
    if (body["errors"].isArray())
        return "gateway";
    const auto& v2 = body["code"];
    return std::string(v2.isString() ? v2.toString() : body["error"].toString());
}

emulator::Options Emulated::usual()
{
    emulator::Options options;
    emulator::ApiKey all;
    all.text = key;
    options.keys = {all};
    options.hasUnevenPages = false;
    return options;
}

Emulated::Emulated(emulator::Options options)
    : universe(clock, async::Random(1))
    , service(universe, clock, async::Random(2), std::move(options))
{
}

emulator::Reply Emulated::reply(const std::string& method, const std::string& target,
                                const std::string& body, Headers headers)
{
    emulator::Request request;
    const auto question = target.find('?');
    request.method = method;
    request.path = target.substr(0, question);
    request.query = question == std::string::npos ? "" : target.substr(question + 1);
    request.headers = std::move(headers);
    request.headers.emplace_back("x-api-key", key);
    if (!body.empty())
        request.headers.emplace_back("content-type", "application/json");
    request.body = body;
    return clock.blockOn(service.handle(std::move(request)));
}

Answered Emulated::call(const std::string& method, const std::string& target,
                        const std::string& body, Headers headers)
{
    emulator::Response answer = reply(method, target, body, std::move(headers)).answer;
    Answered answered{answer.status, {}, answer.headers, answer.body};
    if (auto parsed = json::parse(answer.body))
        answered.body = std::move(*parsed);
    if (answer.status == 200) {
        const std::string path = target.substr(0, target.find('?'));
        const auto faults = schemasOf(path).faultsOf(method, path, answered.body);
        if (!faults.empty())
            QTest::qFail(qPrintable(QString::fromStdString(method + ' ' + target + ": " + faults)),
                         __FILE__, __LINE__);
    }
    return answered;
}

} // namespace plectrum::test
