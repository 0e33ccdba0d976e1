// SPDX-License-Identifier: MIT
// A workspace on a mock universe in memory with two players of one Lyra store, and what a test asks
// of it.
#pragma once

#include "async/clock.h"
#include "async/executor.h"
#include "async/random.h"
#include "documents/workspace.h"
#include "json/parser.h"
#include "mock/universe.h"
#include "support/test.h"

#include <QCoroTask>

#include <memory>
#include <string>
#include <utility>

namespace plectrum {

inline json::Value parsed(const std::string& text)
{
    auto value = json::parse(text);
    if (!value)
        qFatal("not JSON: %s", text.c_str());
    return *value;
}

template <typename Clock>
struct WorldOn
{
    WorldOn()
    {
        auto made = std::make_unique<mock::Universe>(clock, async::Random(1));
        universe = made.get();
        workspace =
            std::make_unique<documents::Workspace>(std::move(made), clock, random, executor);
        workspace->setPlayground(true);
        put("ann", R"({"coins":10,"bag":{"sword":1}})");
        put("bob", R"({"coins":5,"bag":{}})");
    }
    ~WorldOn() { end(); }
    /// Before what the workspace was given goes.
    void end()
    {
        if (const auto ending = std::exchange(workspace, nullptr))
            QCoro::waitFor(ending->shutDown());
    }

    static store::KeyAddress player(const std::string& key)
    {
        return {store::KeyAddress::Kind::Lyra, "Player", key};
    }
    void putEntry(const std::string& key, const json::Value& entry) const
    {
        auto& records = universe->dataStores().dataStore("lyra/records/Player");
        QCoro::waitFor(records.set(key, entry));
    }
    void put(const std::string& key, const std::string& data) const
    {
        putEntry(key,
                 parsed(R"({"appliedMigrations":[],"file":{"data":{"committedData":)" + data
                        + R"(}},"orphanedFiles":[]})"));
    }
    void lock(const std::string& key) const
    {
        auto& locks = universe->memoryStores().hashMap("lyra/locks/Player");
        QCoro::waitFor(locks.set(key, json::Value("somebody"), std::chrono::hours(1)));
    }
    json::Value stored(const std::string& key) const
    {
        const auto found = QCoro::waitFor(workspace->records().inspect(player(key)));
        return found.data.value_or(json::Value());
    }

    Clock clock;
    async::Random random{7};
    async::InlineExecutor executor;
    mock::Universe* universe = nullptr;
    std::unique_ptr<documents::Workspace> workspace;
};

using TransactionWorld = WorldOn<async::EventLoopClock>;

} // namespace plectrum
