// SPDX-License-Identifier: MIT
// A Service on a port of this machine. Loopback only: nobody else can reach it.
#pragma once

#include "emulator/service.h"

#include <cstdint>
#include <memory>
#include <string>

namespace plectrum::emulator {

struct ServerLimits
{
    /// How long a connection may say nothing, and a request may take to come.
    std::chrono::milliseconds idle = std::chrono::seconds(60);
};

class Server
{
public:
    /// Listens at once; port 0 takes any that is free. Throws std::runtime_error when it cannot.
    /// Needs a QCoreApplication; the service must outlive the server.
    Server(Service& service, std::uint16_t port, ServerLimits limits = {});
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    /// Closes all connections; calls that are still on their way are cancelled.
    ~Server();

    std::uint16_t port() const;
    std::string baseUrl() const; ///< "http://127.0.0.1:PORT"
    std::size_t connections() const; ///< that were made so far
    /// Listens no more and cancels what waits; comes back when no call is on its way.
    async::Task<void> close();

private:
    struct State;
    class Connection;
    std::unique_ptr<State> m_state;
};

} // namespace plectrum::emulator
