// SPDX-License-Identifier: MIT
// What shall go wrong with one exchange, as data: asked for by the request itself in the header
// x-plectrum-fault, or by rules that a test gives to the server.
#pragma once

#include "async/clock.h"
#include "emulator/response.h"

#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plectrum::emulator {

/// Text: "KIND" or "KIND=VALUE", several with ";" between them: "latency=250;drop-after".
struct Fault
{
    async::Duration latency{}; ///< "latency=MILLISECONDS": before anything is done
    bool isDroppedBefore = false; ///< "drop-before": closed without an answer, nothing done
    /// "drop-after": done, closed without an answer. QNetworkAccessManager by itself sends a
    /// request again whose connection closed before any answer came, whatever the method.
    bool isDroppedAfter = false;
    bool isCut = false; ///< "cut-body": done, and half of the body is sent
    bool isHtml = false; ///< "html=STATUS": an error page of something in between, nothing done
    /// "status=STATUS" ("html=STATUS" too): refused in the shape of the service, nothing done
    std::optional<int> status{};
    /// "retry-after=SECONDS": with that header
    std::optional<int> retryAfter{};
    std::string contentType{}; ///< "content-type=TEXT": done, the answer says it is that

    /// nullopt for what is no fault text.
    static std::optional<Fault> parse(std::string_view text);
    /// What is answered instead of doing the call, if anything.
    std::optional<Response> answer(std::string_view path) const;
};

/// A fault for the calls that match: those after the first `skip`, `times` of them.
struct FaultRule
{
    static constexpr int always = std::numeric_limits<int>::max();

    Fault fault{};
    std::string method{}; ///< empty: all
    std::string pathPart{}; ///< stands somewhere in the encoded path and query; empty: all
    int skip = 0;
    int times = 1;
    double probability = 1; ///< of those that match
};

} // namespace plectrum::emulator
