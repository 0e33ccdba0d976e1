// SPDX-License-Identifier: MIT
// Does the steps of a recording with our engine over a mock universe on the simulated clock, and
// keeps what came out beside what the library did.
#pragma once

#include "async/sim_clock.h"
#include "async/task_owner.h"
#include "golden_scenario.h"
#include "mock/universe.h"
#include "store/session/store.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace plectrum::interop {

class Replay
{
public:
    using Configure = std::function<void(const std::string& server, store::StoreConfig& config)>;
    using Action = std::function<void(Replay& replay)>;
    using Transform = std::function<json::Value(json::Value& data)>;
    using TxTransform = store::MutableTxTransform;

    /// Does a step by other means: what it gives, or it throws.
    using Performer = std::function<async::Task<std::optional<json::Value>>(json::Value step)>;

    explicit Replay(std::string name);

    // What a recording does not tell, to be given before run().
    void configure(Configure configure) { m_configure = std::move(configure); }
    void plan(mock::FaultPlan plan) { universe.setFaultPlan(std::move(plan)); }
    void performBy(Performer performer) { m_performer = std::move(performer); }
    /// Before the step of this index (from 0, notes not counted).
    void before(std::size_t step, Action action) { m_before.emplace(step, std::move(action)); }
    /// At this moment, between steps.
    void at(async::Duration time, Action action) { m_at.emplace(time, std::move(action)); }
    /// Transforms in the order of the update steps; else each update makes the data that the
    /// recording's `changed` has next for its key.
    void transforms(std::vector<Transform> transforms) { m_transforms = std::move(transforms); }
    /// Transforms in the order of the transactions, of both forms; the data that one leaves is what
    /// the immutable form answers with true.
    void txTransforms(std::vector<TxTransform> transforms)
    {
        m_txTransforms = std::move(transforms);
    }
    void skip(std::size_t step) { m_skipped.push_back(step); }
    /// Close handles its keys in any order.
    void unordered() { m_isUnordered = true; }
    /// A step comes before whatever is due at its moment and was put off later than the step
    /// before.
    void waiterFirst() { m_isWaiterFirst = true; }
    /// What ours says where the library says something else, on purpose.
    void expectError(std::size_t step, std::string text) { m_errors[step] = std::move(text); }
    /// Ours makes only the first `count` writes of the recording, and so the final stores differ.
    void expectWrites(std::size_t count) { m_writeCount = count; }
    /// One more change at the end, at the start time, by server A.
    void expectChange(const std::string& key, const json::Value& before, const json::Value& now);
    /// A change of the recording that ours does not make.
    void exceptChange(std::size_t index) { m_exceptChanges.push_back(index); }
    void expectResult(std::size_t step, json::Value result) { m_results[step] = std::move(result); }

    /// Messages that ours has not, or others, on purpose: their texts.
    void exceptLog(std::vector<std::string> messages) { m_exceptLog = std::move(messages); }

    void run();

    /// Empty when all agrees; else the first difference, for people.
    std::string difference() const;

    /// The first `count` writes of the recording, as they are, at their places.
    void seed(std::size_t count);
    /// One write of the recording.
    void writeRaw(std::size_t index);
    store::Store& server(const std::string& name);
    /// What such a server's store is made with.
    store::StoreConfig configOf(const std::string& name);
    async::Random& random() { return m_random; }
    /// Our version for one of the recording.
    std::string versionOf(const std::string& key, const std::string& recorded);
    /// What the next update of a key makes, by the recording.
    json::Value nextData(const std::string& key);
    /// The data of a key as it is stored now.
    json::Value peek(const std::string& key);

    async::SimClock clock;
    mock::Universe universe;
    const json::Value golden;

private:
    struct Step
    {
        std::size_t index;
        json::Value golden;
        std::optional<json::Value> result;
        std::string error;
        async::Duration end{-1};
    };
    using StepPointer = std::shared_ptr<Step>;

    void observe(const mock::ObservedCall& call);
    void waitUntil(async::Duration time);
    void advanceTo(async::Duration time);
    async::Task<void> perform(StepPointer step);
    async::Task<std::optional<json::Value>> call(StepPointer step);
    async::Task<bool> tx(StepPointer step);
    Transform nextTransform(const std::string& key);
    json::Value finalStores() const;
    std::string writesDifference() const;
    json::Value comparableLog(const json::Value& log) const;
    json::Value expectedChanges() const;
    std::string stepDifference(const Step& step) const;
    static std::string compare(const char* what, const json::Value& ours,
                               const json::Value& theirs);

    async::Random m_random{7};
    async::Time m_start;
    Configure m_configure;
    Performer m_performer;
    std::multimap<std::size_t, Action> m_before;
    std::multimap<async::Duration, Action> m_at;
    std::optional<std::vector<Transform>> m_transforms;
    std::size_t m_nextTransform = 0;
    std::map<std::string, std::size_t> m_nextChange;
    std::vector<std::size_t> m_skipped;
    std::map<std::size_t, std::string> m_errors;
    std::map<std::size_t, json::Value> m_results;
    std::vector<TxTransform> m_txTransforms;
    std::size_t m_nextTx = 0;
    std::optional<std::size_t> m_writeCount;
    std::vector<json::Value> m_expectedChanges;
    std::vector<std::size_t> m_exceptChanges;
    bool m_isUnordered = false;
    bool m_isWaiterFirst = false;

    std::map<std::string, std::unique_ptr<store::Store>> m_servers;
    std::vector<StepPointer> m_steps;
    std::vector<json::Value> m_writes;
    std::vector<json::Value> m_locks;
    std::vector<json::Value> m_changed;
    std::vector<json::Value> m_lost;
    std::vector<json::Value> m_log;
    std::vector<std::string> m_exceptLog;
    async::TaskOwner m_tasks{async::TaskOwner::ErrorSink()};
};

} // namespace plectrum::interop
