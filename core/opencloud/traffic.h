// SPDX-License-Identifier: MIT
// Counts what goes over the wire, between whatever sends requests and the network.
#pragma once

#include "opencloud/transport.h"

#include <cstdint>

namespace plectrum::opencloud {

struct Traffic
{
    std::int64_t requests = 0; ///< that were sent, repeated ones each time
    std::int64_t sentBytes = 0; ///< of bodies
    std::int64_t receivedBytes = 0; ///< of bodies

    friend bool operator==(const Traffic&, const Traffic&) = default;
};

class CountingTransport final : public Transport
{
public:
    /// `transport` must outlive it and its tasks.
    explicit CountingTransport(Transport& transport);

    Task<Response> send(Request request, std::stop_token stop) override;
    const Traffic& traffic() const { return m_traffic; }

private:
    Transport& m_transport;
    Traffic m_traffic;
};

} // namespace plectrum::opencloud
