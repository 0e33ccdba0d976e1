// SPDX-License-Identifier: MIT
// Roblox Open Cloud over a mock universe, without the network: a request in, an answer out. What
// every call passes: faults, the key, its scopes, the budgets, then its endpoint.
#pragma once

#include "async/random.h"
#include "emulator/options.h"
#include "emulator/response.h"
#include "mock/universe.h"

#include <memory>
#include <stop_token>

namespace plectrum::emulator {

struct MemoryStores;
class TaskRunner;

/// What goes over the wire, and how far.
struct Reply
{
    enum class Delivery
    {
        Whole,
        Cut, ///< half of the body, then the connection is closed
        Dropped ///< the connection is closed without an answer
    };
    Response answer{};
    Delivery delivery = Delivery::Whole;
    bool isCompressed = false; ///< to be sent as gzip
};

class Service
{
public:
    /// All must outlive it and its tasks.
    Service(mock::Universe& universe, async::Clock& clock, async::Random random, Options options);
    Service(const Service&) = delete;
    Service& operator=(const Service&) = delete;
    ~Service();

    /// Never throws but Cancelled: what goes wrong is an answer, too.
    async::Task<Reply> handle(Request request, std::stop_token stop = {});
    /// Rules are looked through in order; the first that matches is the fault of a call.
    /// Whether the key that a request carries may enter at all.
    bool knows(const Request& request) const;
    void addFault(FaultRule rule);
    void clearFaults();
    void setKeys(std::vector<ApiKey> keys);
    /// Without one Luau execution tasks are not implemented. It must outlive the service.
    void setTaskRunner(TaskRunner* runner);
    /// Stops the Luau execution tasks; comes back when none runs.
    async::Task<void> close();
    /// What its task runner works on beside the universe.
    MemoryStores& memoryStores();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace plectrum::emulator
