// SPDX-License-Identifier: MIT
// How the emulated service is, as data.
#pragma once

#include "emulator/api_key.h"
#include "emulator/fault.h"
#include "emulator/quota.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace plectrum::emulator {

/// One request and what became of it, for whoever counts.
struct Exchange
{
    async::Time time{};
    std::string method;
    std::string path; ///< with the query, still encoded
    std::size_t requestBytes = 0; ///< of the body
    std::size_t answerBytes = 0; ///< of the body
    int status = 0; ///< 0: closed without an answer
};

struct Options
{
    std::int64_t universeId = 1;
    std::string universeName = "Emulated universe";
    std::int64_t rootPlaceId = 1;
    std::vector<ApiKey> keys{};
    std::map<std::int64_t, std::string> userNames{}; ///< other ids are "UserID"
    Quotas quotas{};
    bool hasThroughput = true; ///< the limits per key are enforced
    bool hasUnevenPages = true; ///< short and empty pages that have a next one
    bool routesEncodedSlash = true; ///< false: "%2F" in a path is "/", as some gateways have it
    bool compresses = false; ///< gzip for who accepts it, from 1 KB on
    bool acceptsFaultHeader = true; ///< x-plectrum-fault is obeyed
    bool queuesTasks = false; ///< a Luau task is QUEUED until it begins, not PROCESSING
    async::Duration taskDelay = std::chrono::seconds(1); ///< before a Luau task begins
    std::function<void(const Exchange&)> observer{};
};

} // namespace plectrum::emulator
