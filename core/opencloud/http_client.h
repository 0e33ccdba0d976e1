// SPDX-License-Identifier: MIT
// Requests over the network: TLS, or plain HTTP to this machine only; HTTP/2 where the server
// offers it; connections kept open; compressed answers unpacked. The key goes into its header and
// nowhere else. A request with a body is handed over so that Qt cannot send it a second time by
// itself, as it does when a connection closes. One thread with an event loop.
#pragma once

#include "opencloud/transport.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace plectrum::opencloud {

struct HttpSettings
{
    /// Scheme, host and port, with a path before all others if need be; no "/" at the end.
    std::string base = "https://apis.roblox.com";
    /// Asked for each request, so that the key is held elsewhere only.
    std::function<std::string()> apiKey{};
    std::int64_t maxBytes = 64'000'000; ///< of an answer's body
    /// HTTP/2 from the first byte, without TLS: for a server of this machine that speaks it.
    bool isHttp2Direct = false;
    int maxTimeouts = 10; ///< of a request that goes on all the time, in its timeouts
};

class HttpClient final : public Transport
{
public:
    /// Throws datastore::Error (InvalidArgument) for a base that is no such URL.
    explicit HttpClient(HttpSettings settings);
    ~HttpClient() override; ///< ends what is under way

    /// Gives every answer of a server as it is, whatever its status. Throws datastore::Error:
    /// Unreachable when there was none, or not all of it (its outcome is unknown when the request
    /// may have been read), TooLarge, Malformed for a redirect, which is never followed. When
    /// stopped throws Cancelled, or an unknown outcome for what writes. `timeout` is how long
    /// nothing may come or go.
    Task<Response> send(Request request, std::stop_token stop = {}) override;

private:
    struct State;
    std::shared_ptr<State> m_state;
};

} // namespace plectrum::opencloud
