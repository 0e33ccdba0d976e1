// SPDX-License-Identifier: MIT
// A service over a mock universe in memory on simulated time, asked without the network; every
// answer that says 200 is checked against the service's own schemas.
#pragma once

#include "async/sim_clock.h"
#include "emulator/service.h"
#include "json/value.h"

#include <string>

namespace plectrum::test {

/// An answer with its body read.
struct Answered
{
    int status = 0;
    json::Value body; ///< null when it is no JSON
    emulator::Headers headers{};
    std::string text{};

    std::string header(std::string_view name) const; ///< empty when there is none
    /// v2's code, v1's error, or "gateway"; empty for what is no error.
    std::string code() const;
};

class Emulated
{
public:
    static constexpr const char* key = "test-key";

    explicit Emulated(emulator::Options options = usual());

    /// One key that may do all; even pages; the documented quotas.
    static emulator::Options usual();

    /// `target` is path and query, encoded. A body that is not empty is sent as JSON. Members of
    /// `headers` stand before the usual ones.
    Answered call(const std::string& method, const std::string& target,
                  const std::string& body = {}, emulator::Headers headers = {});
    emulator::Reply reply(const std::string& method, const std::string& target,
                          const std::string& body = {}, emulator::Headers headers = {});

    async::SimClock clock;
    mock::Universe universe;
    emulator::Service service;
};

} // namespace plectrum::test
