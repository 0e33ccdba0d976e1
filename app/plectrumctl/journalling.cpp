// SPDX-License-Identifier: MIT
#include "plectrumctl/journalling.h"

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
    return isNamed ? app::lastingIdOf(universeIn(arguments)) : std::string();
}

void complain(const journal::Error& error)
{
    const std::string line =
        std::format("plectrumctl: the journal is not kept: {}\n", error.what());
    std::fwrite(line.data(), 1, line.size(), stderr);
}

} // namespace

Journalling::Journalling(std::string_view command, const Arguments& arguments, async::Clock& clock,
                         async::Random& random)
    : m_asker(std::format("plectrumctl {}", command))
    , m_universeId(universeIdOf(arguments))
    , m_notebook(pathIn(arguments), clock, random)
{
}

std::string Journalling::pathIn(const Arguments& arguments)
{
    return arguments.value("--journal").value_or(app::usualJournalPath());
}

bool Journalling::wasRolledBack(const std::string& txId)
{
    try {
        return journal() && journal()->wasRolledBack(m_universeId, txId);
    } catch (const journal::Error&) {
        return false;
    }
}

journal::Journal& Journalling::needJournal()
{
    if (!journal())
        throw Failure(ExitCode::Failed, m_notebook.problem()->what());
    return *journal();
}

activity::WriteRecorder Journalling::recorder(std::string group)
{
    return {journal(), {m_universeId, m_asker, std::move(group), {}}, troubleSink()};
}

activity::CommitOrigin Journalling::commitOrigin()
{
    return {m_universeId, m_asker, journal() ? journal()->newGroup() : std::string(), {}};
}

activity::TroubleSink Journalling::troubleSink() const
{
    return complain;
}

void Journalling::warn() const
{
    if (m_notebook.problem())
        complain(*m_notebook.problem());
}

} // namespace plectrum::ctl
