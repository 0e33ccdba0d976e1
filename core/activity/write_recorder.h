// SPDX-License-Identifier: MIT
// Enters the writes of a RecordAccess (observedBy) in the journal. A journal that cannot be written
// stops nothing: the write goes on, and whoever made the recorder is told.
#pragma once

#include "editing/write_observer.h"
#include "journal/error.h"
#include "journal/journal.h"

#include <functional>
#include <optional>
#include <string>

namespace plectrum::activity {

using ErrorHandler = std::function<void(const journal::Error&)>;

/// Of all writes of one recorder.
struct Origin
{
    std::string universe; ///< its lasting id
    std::string actor; ///< "window", "plectrumctl update"
    std::string group{}; ///< Journal::newGroup() for writes that belong together
    std::optional<journal::EntryId> undoes{};
};

class WriteRecorder final : public editing::WriteObserver
{
public:
    /// `journal` may be null: nothing is entered then. It must outlive the recorder.
    WriteRecorder(journal::Journal* journal, Origin origin, ErrorHandler onError);

    std::int64_t begins(const editing::PlannedWrite& write) override;
    void writesShards(std::int64_t write, const std::string& shardId) override;
    void ended(std::int64_t write, const editing::WriteEnd& end) override;

    /// For writes that no RecordAccess makes; of the intent's place the universe is the recorder's,
    /// and actor, group and undoes are.
    std::int64_t begins(journal::Intent intent);
    void ended(std::int64_t write, journal::Outcome outcome, const std::string& version,
               const std::string& reason);

private:
    journal::Journal* m_journal;
    Origin m_origin;
    ErrorHandler m_onError;
};

} // namespace plectrum::activity
