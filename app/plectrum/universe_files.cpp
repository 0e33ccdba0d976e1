// SPDX-License-Identifier: MIT
#include "plectrum/universe_files.h"

#include "backends/backends.h"
#include "documents/workspace.h"

#include <utility>

namespace plectrum::app {

UniverseFiles::UniverseFiles(async::Clock& clock,
                             std::function<QList<documents::Workspace*>()> workspaces)
    : m_clock(clock)
    , m_workspaces(std::move(workspaces))
{
}

std::unique_ptr<datastore::Universe> UniverseFiles::readDocument(const json::Value& document)
{
    return universeOf(document, m_clock);
}

json::Value UniverseFiles::makeDocument(const std::vector<datastore::StoredEntry>& entries)
{
    return exportOf(entries, m_clock);
}

QList<QPointer<documents::Workspace>> UniverseFiles::others(const documents::Workspace* own)
{
    QList<QPointer<documents::Workspace>> others;
    for (documents::Workspace* workspace : m_workspaces())
        if (workspace != own)
            others.append(workspace);
    return others;
}

} // namespace plectrum::app
