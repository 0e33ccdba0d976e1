// SPDX-License-Identifier: MIT
// Enters the writes of a store's sessions (StoreConfig::observer) in the journal, and asks before
// them. The keys of a transaction are a group.
#pragma once

#include "activity/write_recorder.h"
#include "async/task.h"
#include "journal/journal.h"
#include "json/element_identity.h"
#include "store/session/session_observer.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace plectrum::activity {

class SessionRecorder final : public store::SessionObserver
{
public:
    /// Throws store::Error (Refused) when these must not be written; empty: nobody is asked.
    using Confirm = std::function<async::Task<void>(std::vector<store::SessionWrite> writes)>;

    struct Origin
    {
        std::string universe; ///< its lasting id
        std::string actor;
        std::string store; ///< the Lyra NAME
        json::ElementIdentity identity{}; ///< by which the elements of its arrays are told apart
    };

    /// `journal` may be null: nothing is entered then. It must outlive the recorder.
    SessionRecorder(journal::Journal* journal, Origin origin, Confirm confirm,
                    ErrorHandler onError);

    /// Of the writes from now on that are no part of a transaction; empty: each is its own.
    void setGroup(std::string group) { m_group = std::move(group); }

    async::Task<void> confirm(std::vector<store::SessionWrite> writes) override;
    std::int64_t begins(const store::SessionWrite& write) override;
    void writesShards(std::int64_t write, const std::string& shardId) override;
    void ended(std::int64_t write, const store::SessionWriteEnd& end) override;

private:
    std::string groupOf(const store::SessionWrite& write);
    WriteRecorder recorder(std::string group) const;

    journal::Journal* m_journal;
    Origin m_origin;
    Confirm m_confirm;
    ErrorHandler m_onError;
    std::string m_group;
    std::map<std::string, std::string> m_groups; ///< of transactions, by id
};

} // namespace plectrum::activity
