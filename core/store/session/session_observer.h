// SPDX-License-Identifier: MIT
// Who is asked before a loaded key is written, and told of it before and after: so that people can
// see what a store's calls write, and a journal can enter it. One for all sessions of a store.
#pragma once

#include "async/task.h"
#include "json/value.h"
#include "store/record/record_metadata.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace plectrum::store {

/// One record that is about to be written, by itself or within a transaction.
struct SessionWrite
{
    std::string key;
    std::optional<json::Value> before; ///< as it is stored; nullopt: no data
    json::Value after;
    RecordMetadata metadataBefore;
    RecordMetadata metadataAfter;
    std::string versionBefore; ///< empty: there is no entry
    std::string txId{}; ///< empty: by itself

    /// The data and what is kept around it stay as they are.
    bool isUnchanged() const { return before == after && metadataBefore == metadataAfter; }
};

struct SessionWriteEnd
{
    enum class Kind
    {
        Done,
        Failed, ///< nothing was written
        Unknown, ///< it may have been written
    };
    Kind kind{};
    std::string version{}; ///< for Done: of the entry as written, when that is known
    std::string reason{}; ///< for all others: the error's text
};

class SessionObserver
{
public:
    virtual ~SessionObserver() = default;
    /// Before anything of these is written, which belong together: throws Error (Refused) when it
    /// must not be. The time that it takes is not counted to the limit of the operation, and what
    /// is written is what was shown here. Its lock is kept meanwhile.
    virtual async::Task<void> confirm(std::vector<SessionWrite> writes) = 0;
    /// Right before the write. Gives what ended() is called with. Must not throw.
    virtual std::int64_t begins(const SessionWrite& write) = 0;
    /// Before the first shard of the write is written. Must not throw.
    virtual void writesShards(std::int64_t write, const std::string& shardId) = 0;
    /// Once for each begins(), unless the program ends before. Must not throw.
    virtual void ended(std::int64_t write, const SessionWriteEnd& end) = 0;
};

} // namespace plectrum::store
