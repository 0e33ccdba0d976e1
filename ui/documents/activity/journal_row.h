// SPDX-License-Identifier: MIT
// A row of JournalModel: writes that belong together, newest first. One alone has no children.
#pragma once

#include "documents/activity/journal_model.h"

#include <string>
#include <vector>

namespace plectrum::documents {

struct JournalModel::Row
{
    std::string group;
    std::vector<journal::Entry> entries;

    bool isGroup() const { return entries.size() > 1; }
};

} // namespace plectrum::documents
