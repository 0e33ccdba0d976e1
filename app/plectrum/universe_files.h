// SPDX-License-Identifier: MIT
// What a window does with files and other universes: by app/backends and the windows that are open.
#pragma once

#include "async/clock.h"
#include "documents/files/file_desk.h"

#include <functional>

namespace plectrum::app {

class UniverseFiles final : public documents::FileDesk
{
public:
    /// `workspaces` tells those of all windows. Both must outlive it.
    UniverseFiles(async::Clock& clock, std::function<QList<documents::Workspace*>()> workspaces);

    std::unique_ptr<datastore::Universe> readDocument(const json::Value& document) override;
    json::Value makeDocument(const std::vector<datastore::StoredEntry>& entries) override;
    QList<QPointer<documents::Workspace>> others(const documents::Workspace* own) override;

private:
    async::Clock& m_clock;
    std::function<QList<documents::Workspace*>()> m_workspaces;
};

} // namespace plectrum::app
