// SPDX-License-Identifier: MIT
#include "simulation/cloud.h"

#include "datastore/error.h"
#include "emulator/service.h"
#include "simulation/server.h"

#include <utility>

namespace plectrum::simulation {

namespace {

using datastore::Task;
using opencloud::Request;
using opencloud::Response;

constexpr LineFaults lineFaults;
constexpr int maxTries = 4; ///< of what only reads

datastore::Error noAnswer()
{
    return datastore::Error(datastore::ErrorKind::Unreachable, "The connection was closed.")
        .withUnknownOutcome();
}

Task<Response> ask(Stage* stage, Request request)
{
    emulator::Request sent{std::move(request.method), std::move(request.path),
                           std::move(request.query), std::move(request.headers),
                           std::move(request.body)};
    sent.headers.emplace_back("x-api-key", "simulated");
    auto reply = co_await stage->service->handle(std::move(sent));
    co_return Response{reply.answer.status, std::move(reply.answer.headers),
                       std::move(reply.answer.body)};
}

/// A request that was given up arrives all the same.
Task<void> arriveLate(Stage* stage, Request request, Sender sender, const Life* life)
{
    co_await stage->clock->sleep(Duration(stage->random.integer(100, 60'000)));
    stage->count("requests that came late");
    sender.isLate = true;
    stage->sender = sender;
    stage->sending = life;
    auto task = ask(stage, std::move(request));
    stage->sender = {};
    stage->sending = nullptr;
    co_await std::move(task);
}

} // namespace

class Cloud::Line final : public opencloud::Transport
{
public:
    Line(Stage& stage, Life& life)
        : m_stage(stage)
        , m_life(life)
    {
    }
    Task<Response> send(Request request, std::stop_token) override
    {
        if (request.isIdempotent)
            return read(&m_stage, std::move(request));
        return write(&m_stage, &m_life, std::move(request));
    }

private:
    static bool isCalm(const Stage& stage)
    {
        return stage.elapsed() >= std::chrono::minutes(stage.options.minutes);
    }
    static Task<Response> read(Stage* stage, Request request)
    {
        for (int tries = 1; tries < maxTries && !isCalm(*stage); ++tries) {
            if (!stage->random.chance(lineFaults.dropped))
                break;
            stage->count("reads without an answer");
            if (tries + 1 == maxTries)
                throw noAnswer();
        }
        co_return co_await ask(stage, std::move(request));
    }
    static Task<Response> write(Stage* stage, Life* life, Request request)
    {
        const auto happens = [stage](double part, const char* what) {
            const bool does = !isCalm(*stage) && stage->random.chance(part);
            if (does)
                stage->count(what);
            return does;
        };
        if (happens(lineFaults.dropped, "requests that were lost"))
            throw noAnswer();
        if (happens(lineFaults.late, "requests that were kept back")) {
            stage->ghosts.start(arriveLate(stage, std::move(request), stage->sender, life));
            throw noAnswer();
        }
        if (happens(lineFaults.twice, "requests that were sent twice"))
            co_await ask(stage, request);
        Response answer = co_await ask(stage, std::move(request));
        if (happens(lineFaults.lost, "answers that were lost"))
            throw noAnswer();
        co_return answer;
    }

    Stage& m_stage;
    Life& m_life;
};

Cloud::Cloud(Stage& stage, Life& life)
    : m_line(std::make_unique<Line>(stage, life))
    , m_universe(*m_line, {.universeId = 1, .protocol = opencloud::ProtocolSetting::OnlyV2})
{
}

Cloud::~Cloud() = default;

} // namespace plectrum::simulation
