// SPDX-License-Identifier: MIT
// Who is told of each write of a key before it is made and after it, so that it can be kept in a
// journal. What stands at the key is known under its lock, so both sides of the change are exact.
#pragma once

#include "editing/record_access.h"
#include "store/record/record_metadata.h"

#include <cstdint>
#include <optional>
#include <string>

namespace plectrum::editing {

struct PlannedWrite
{
    store::KeyAddress address;
    std::optional<json::Value> before; ///< nullopt: no data
    json::Value after;
    store::RecordMetadata aroundBefore;
    store::RecordMetadata aroundAfter;
    std::string versionBefore; ///< empty: there is no entry
    std::optional<std::string> restored; ///< the old version that is brought back
    json::ElementIdentity identity{}; ///< by which the elements of its arrays are told apart
    std::string detail{}; ///< more that a reader of the journal should know
};

struct WriteEnd
{
    enum class Kind
    {
        Done,
        Failed, ///< nothing was written
        Unknown, ///< it may have been written
    };
    Kind kind{};
    std::string version{}; ///< for Done: of the entry as written
    std::string reason{}; ///< for all others: the error's text
};

class WriteObserver
{
public:
    virtual ~WriteObserver() = default;
    /// Right before the write. Gives what ended() is called with. Must not throw.
    virtual std::int64_t begins(const PlannedWrite& write) = 0;
    /// Before the first shard of the write is written: what the program leaves there when it ends
    /// before the record is written bears this id, and no record names it. Must not throw.
    virtual void writesShards(std::int64_t write, const std::string& shardId)
    {
        static_cast<void>(write);
        static_cast<void>(shardId);
    }
    /// Once for each begins(), unless the program ends before. Must not throw.
    virtual void ended(std::int64_t write, const WriteEnd& end) = 0;
};

} // namespace plectrum::editing
