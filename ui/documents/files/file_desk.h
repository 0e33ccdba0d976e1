// SPDX-License-Identifier: MIT
// What the window does with files and other universes and cannot do itself, as it does not know
// what kinds of universes there are: implemented by app. Must outlive the tasks that use it.
#pragma once

#include "datastore/entry.h"
#include "datastore/universe.h"
#include "json/value.h"

#include <QList>
#include <QPointer>
#include <QString>

#include <memory>
#include <vector>

namespace plectrum::documents {

class Workspace;

class FileDesk
{
public:
    FileDesk() = default;
    FileDesk(const FileDesk&) = delete;
    FileDesk& operator=(const FileDesk&) = delete;
    virtual ~FileDesk() = default;

    /// What an import file holds, as a universe in memory that lives as long as it is kept. Throws
    /// datastore::Error (Malformed) with the place for a document that is none.
    virtual std::unique_ptr<datastore::Universe> readDocument(const json::Value& document) = 0;
    /// An import file of these entries.
    virtual json::Value makeDocument(const std::vector<datastore::StoredEntry>& entries) = 0;
    /// The other universes that are open in windows of this program.
    virtual QList<QPointer<Workspace>> others(const Workspace* own) = 0;
};

} // namespace plectrum::documents
