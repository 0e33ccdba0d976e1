// SPDX-License-Identifier: MIT
#include "plectrumctl/command_journal.h"

#include "backends/backends.h"
#include "plectrumctl/exit_code.h"
#include "plectrumctl/universe_option.h"

#include <cstdio>
#include <format>

namespace plectrum::ctl {

namespace {

std::string universeIdOf(const Arguments& arguments)
{
    const bool isNamed = arguments.has("--universe") || arguments.has("--demo");
    return isNamed ? app::stableIdOf(universeIn(arguments)) : std::string();
}

void complain(const journal::Error& error)
{
    const std::string line =
        std::format("plectrumctl: the journal is not kept: {}\n", error.what());
    std::fwrite(line.data(), 1, line.size(), stderr);
}

} // namespace

CommandJournal::CommandJournal(std::string_view command, const Arguments& arguments,
                               async::Clock& clock, async::Random& random)
    : m_actor(std::format("plectrumctl {}", command))
    , m_universeId(universeIdOf(arguments))
    , m_journalFile(pathIn(arguments), clock, random)
{
}

std::string CommandJournal::pathIn(const Arguments& arguments)
{
    return arguments.value("--journal").value_or(app::defaultJournalPath());
}

bool CommandJournal::wasRolledBack(const std::string& txId)
{
    try {
        return journal() && journal()->wasRolledBack(m_universeId, txId);
    } catch (const journal::Error&) {
        return false;
    }
}

journal::Journal& CommandJournal::needJournal()
{
    if (!journal())
        throw Failure(ExitCode::Failed, m_journalFile.problem()->what());
    return *journal();
}

activity::WriteRecorder CommandJournal::recorder(std::string group)
{
    return {journal(), {m_universeId, m_actor, std::move(group), {}}, errorHandler()};
}

activity::CommitOrigin CommandJournal::commitOrigin()
{
    return {m_universeId, m_actor, journal() ? journal()->newGroup() : std::string(), {}};
}

activity::ErrorHandler CommandJournal::errorHandler() const
{
    return complain;
}

void CommandJournal::warn() const
{
    if (m_journalFile.problem())
        complain(*m_journalFile.problem());
}

} // namespace plectrum::ctl
