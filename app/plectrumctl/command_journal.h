// SPDX-License-Identifier: MIT
// The journal as a command uses it: opened once, what is wrong with it told on stderr. The command
// does its work without it, too.
#pragma once

#include "activity/recorded_commit.h"
#include "activity/write_recorder.h"
#include "journal/journal_file.h"
#include "plectrumctl/arguments.h"

#include <string>
#include <string_view>

namespace plectrum::ctl {

class CommandJournal
{
public:
    /// `command` is its name. Both sources must outlive it; the clock is the machine's.
    CommandJournal(std::string_view command, const Arguments& arguments, async::Clock& clock,
                   async::Random& random);

    /// The file that the arguments name, or the usual one.
    static std::string pathIn(const Arguments& arguments);

    /// Null when it cannot be used: warn() says why.
    journal::Journal* journal() { return m_journalFile.journal(); }
    /// As above, but throws Failure.
    journal::Journal& needJournal();
    /// The universe that the arguments name; empty when they name none.
    const std::string& universeId() const { return m_universeId; }
    const std::string& actor() const { return m_actor; }
    activity::WriteRecorder recorder(std::string group = {});
    activity::CommitOrigin commitOrigin();
    activity::ErrorHandler errorHandler() const;
    void warn() const;
    /// False, too, when the journal cannot be used.
    bool wasRolledBack(const std::string& txId);

private:
    std::string m_actor;
    std::string m_universeId;
    journal::JournalFile m_journalFile;
};

} // namespace plectrum::ctl
