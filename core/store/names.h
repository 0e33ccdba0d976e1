// SPDX-License-Identifier: MIT
// How the data stores and the hash map of a Lyra store NAME are called.
#pragma once

#include "datastore/limits.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace plectrum::store::names {

inline constexpr std::string_view recordsPrefix = "lyra/records/";
inline constexpr std::string_view shardsPrefix = "lyra/shards/";
inline constexpr std::string_view transactionsPrefix = "lyra/tx/";
inline constexpr std::string_view locksPrefix = "lyra/locks/";

/// The longest NAME: the records store's name must fit the service's limit.
inline constexpr std::size_t maximumLength = datastore::limits::nameLength - recordsPrefix.size();
static_assert(maximumLength == 37);

inline std::string records(std::string_view name)
{
    return std::string(recordsPrefix).append(name);
}
inline std::string shards(std::string_view name)
{
    return std::string(shardsPrefix).append(name);
}
inline std::string transactions(std::string_view name)
{
    return std::string(transactionsPrefix).append(name);
}
inline std::string locks(std::string_view name)
{
    return std::string(locksPrefix).append(name);
}

} // namespace plectrum::store::names
