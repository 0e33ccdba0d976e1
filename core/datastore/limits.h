// SPDX-License-Identifier: MIT
// The limits of Roblox's data stores and memory stores as data, each with its source: "D" is
// documented at create.roblox.com/docs (data stores: error codes and limits; Open Cloud).
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace plectrum::datastore::limits {

inline constexpr std::size_t nameLength = 50; ///< data store names, bytes (D)
inline constexpr std::size_t scopeLength = 50; ///< (D)
inline constexpr std::size_t keyLength = 50; ///< (D)
inline constexpr std::size_t valueSize = 4'194'304; ///< bytes of JSON text (D)
inline constexpr std::size_t attributeNameLength = 50; ///< (D)
inline constexpr std::size_t attributeValueLength = 250; ///< (D)
inline constexpr std::size_t attributesLength = 300; ///< all names and values together (D)
inline constexpr std::size_t userIdCount = 4; ///< user ids that one entry may be tagged with (D)

inline constexpr std::chrono::hours versionInterval{1}; ///< one version per key and UTC hour (D)
inline constexpr std::chrono::days versionLifetime{30}; ///< after it was superseded (D)
inline constexpr std::chrono::seconds readCacheLifetime{4}; ///< of game servers (D)

/// A request budget that refills per minute: base + perPlayer * players (D).
struct RequestBudget
{
    int base;
    int perPlayer;
};
inline constexpr RequestBudget readBudget{300, 40};
inline constexpr RequestBudget writeBudget{300, 20};
inline constexpr RequestBudget listBudget{300, 2};
inline constexpr RequestBudget removeBudget{300, 40};

/// Per key over the last 60 s; each request counts rounded up to whole KB (D).
inline constexpr std::size_t keyReadThroughput = 25'000'000;
inline constexpr std::size_t keyWriteThroughput = 4'194'304;
inline constexpr std::chrono::seconds throughputWindow{60};

/// Open Cloud v1, a minute (D).
inline constexpr std::size_t v1ReadBytes = 20'000'000;
inline constexpr std::size_t v1WrittenBytes = 10'000'000;

inline constexpr int maximumListPage = 256; ///< Open Cloud v2, entries (D)
inline constexpr std::chrono::seconds hashMapMaximumTtl{3'888'000}; ///< 45 days (D)
inline constexpr std::size_t hashMapKeyLength = 128; ///< (D)
inline constexpr std::size_t hashMapValueSize = 32'768; ///< bytes of JSON text (D)

} // namespace plectrum::datastore::limits
