// SPDX-License-Identifier: MIT
#include "emulator/luau_task_runner.h"

#include "async/task_owner.h"
#include "emulator/luau_data_stores.h"
#include "emulator/luau_memory_stores.h"
#include "luau/scheduler.h"
#include "luau/services.h"

namespace plectrum::emulator {

using async::Task;

namespace {

constexpr std::size_t maxMemory = std::size_t{128} << 20;

TaskFailure failureOf(const luau::Error& error)
{
    using luau::ErrorKind;
    const auto kind = error.failure().kind;
    const bool isTime = kind == ErrorKind::Time || kind == ErrorKind::Steps;
    return {isTime ? TaskFailure::Code::DeadlineExceeded : TaskFailure::Code::ScriptError,
            error.what()};
}

TaskMessage::Kind kindOf(luau::LogLevel level)
{
    switch (level) {
    case luau::LogLevel::Warning:
        return TaskMessage::Kind::Warning;
    case luau::LogLevel::Error:
        return TaskMessage::Kind::Error;
    case luau::LogLevel::Print:
        break;
    }
    return TaskMessage::Kind::Output;
}

Task<void> stopLater(async::Clock* clock, async::Duration after, std::stop_source source,
                     std::stop_token stop)
{
    co_await clock->sleep(after, stop);
    source.request_stop();
}

class LuauTaskRunner final : public TaskRunner
{
public:
    LuauTaskRunner(mock::Universe& universe, MemoryStores& stores, async::Clock& clock,
                   async::Random random, TaskPause pause)
        : m_universe(universe)
        , m_stores(stores)
        , m_clock(clock)
        , m_random(std::move(random))
        , m_pause(std::move(pause))
    {
    }

    Task<TaskOutcome> run(TaskJob job, std::stop_token stop) override;

private:
    luau::Vm::Options optionsOf(const TaskJob& job, std::vector<TaskMessage>& messages);
    void offer(luau::Vm& vm, const TaskJob& job);
    Task<std::vector<json::Value>> results(TaskJob job, std::vector<TaskMessage>* messages,
                                           std::stop_token stop, std::stop_token deadline);

    mock::Universe& m_universe;
    MemoryStores& m_stores;
    async::Clock& m_clock;
    async::Random m_random;
    TaskPause m_pause;
};

luau::Vm::Options LuauTaskRunner::optionsOf(const TaskJob& job, std::vector<TaskMessage>& messages)
{
    luau::Vm::Options options;
    options.limits.time = computingTime(job.timeout, m_pause != nullptr);
    options.limits.memory = maxMemory;
    options.seed = std::uint32_t(m_random.bits());
    options.clock = &m_clock;
    options.log = [this, &messages](luau::LogLevel level, const std::string& text) {
        messages.push_back({kindOf(level), text, m_clock.now()});
    };
    return options;
}

void LuauTaskRunner::offer(luau::Vm& vm, const TaskJob& job)
{
    vm.setGlobal("Enum", luauEnums());
    luau::offerServices(
        vm,
        {{"DataStoreService", makeDataStoreService(vm, m_universe)},
         {"MemoryStoreService", makeMemoryStoreService(vm, m_universe, m_stores)},
         {"HttpService", luau::makeHttpService(vm, m_random)},
         {"RunService", luau::makeRunService(vm)}},
        {{"PlaceId", json::Value(job.placeId)}, {"GameId", json::Value(job.universeId)}});
}

Task<std::vector<json::Value>> LuauTaskRunner::results(TaskJob job,
                                                       std::vector<TaskMessage>* messages,
                                                       std::stop_token stop,
                                                       std::stop_token deadline)
{
    luau::Vm vm(optionsOf(job, *messages));
    luau::Scheduler scheduler(vm, m_clock, m_pause);
    offer(vm, job);
    const luau::Reference script = vm.compile(job.script, "TaskScript");
    co_return luau::dataOf(co_await scheduler.run(script, {}, stop, deadline));
}

Task<TaskOutcome> LuauTaskRunner::run(TaskJob job, std::stop_token stop)
{
    TaskOutcome outcome;
    std::stop_source deadline;
    async::TaskOwner timer([](const std::exception_ptr&) { });
    timer.start(stopLater(&m_clock, job.timeout, deadline, timer.stopToken()));
    try {
        outcome.results = co_await results(job, &outcome.messages, stop, deadline.get_token());
    } catch (const luau::Error& error) {
        outcome.failure = failureOf(error);
    } catch (const async::Cancelled&) {
        // Thrown again below: nothing may be awaited here.
    } catch (const std::exception& error) {
        outcome.failure = {TaskFailure::Code::InternalError, error.what()};
    }
    timer.requestStop();
    co_await timer.finished();
    async::throwIfStopped(stop);
    co_return outcome;
}

} // namespace

std::unique_ptr<TaskRunner> makeLuauTaskRunner(mock::Universe& universe, MemoryStores& stores,
                                               async::Clock& clock, async::Random random,
                                               TaskPause pause)
{
    return std::make_unique<LuauTaskRunner>(universe, stores, clock, std::move(random),
                                            std::move(pause));
}

} // namespace plectrum::emulator
