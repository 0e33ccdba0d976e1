// SPDX-License-Identifier: MIT
// The v2 endpoints of Luau execution tasks: create, get, logs. A task waits, is run by a
// TaskRunner, and is kept with its outcome; of those that have ended, the last hundred.
#pragma once

#include "async/random.h"
#include "async/task_owner.h"
#include "emulator/options.h"
#include "emulator/pages.h"
#include "emulator/route.h"
#include "emulator/task_runner.h"
#include "json/value.h"

#include <map>
#include <memory>

namespace plectrum::emulator {

class LuauTasksV2
{
public:
    /// All must outlive it; it asks its tasks to stop when it ends.
    LuauTasksV2(async::Clock& clock, async::Random& random, const Pages& pages,
                const Options& options);
    std::vector<Route> routes();
    /// Without one tasks are not implemented. It must outlive the tasks.
    void setRunner(TaskRunner* runner) { m_runner = runner; }
    /// Stops the tasks; comes back when none runs.
    async::Task<void> close();

private:
    struct Record
    {
        std::string path;
        TaskJob job;
        std::string timeoutText;
        std::int64_t owner = 1;
        async::Time created{};
        async::Time updated{};
        std::string state = "QUEUED";
        TaskOutcome outcome{};
    };

    async::Task<Response> create(RequestContext call);
    async::Task<Response> get(RequestContext call);
    async::Task<Response> logs(RequestContext call);
    async::Task<Response> refuseBinaries(RequestContext call);
    async::Task<void> run(std::shared_ptr<Record> record, std::stop_token stop);
    static std::size_t sizeOf(const Record& record);
    bool isForgotten(const Record& record) const;
    void dropOldRecords();
    void finish(Record& record, TaskOutcome outcome) const;
    std::shared_ptr<Record> recordOf(const RequestContext& call) const;
    json::Value resourceOf(const Record& record, bool withScript) const;
    void checkPlaceId(const RequestContext& call) const;

    async::Clock& m_clock;
    async::Random& m_random;
    const Pages& m_pages;
    const Options& m_options;
    TaskRunner* m_runner = nullptr;
    std::map<std::string, std::shared_ptr<Record>> m_records; ///< by path
    async::TaskOwner m_running;
};

} // namespace plectrum::emulator
