// SPDX-License-Identifier: MIT
// A mock universe and a journal that its writes are entered in.
#pragma once

#include "activity/undo.h"
#include "activity/write_recorder.h"
#include "journal/journal_file.h"
#include "store_world.h"

#include <QTemporaryDir>

#include <vector>

namespace plectrum::test {

struct ActivityWorld : store::StoreWorld
{
    QTemporaryDir folder;
    std::string path = folder.filePath(QStringLiteral("journal.db")).toStdString();
    std::unique_ptr<journal::JournalFile> journalFile =
        std::make_unique<journal::JournalFile>(path, clock, random);
    std::vector<std::string> troubles;

    journal::Journal& journal() { return *journalFile->journal(); }
    void reopen()
    {
        journalFile.reset(); // before the next one opens
        journalFile = std::make_unique<journal::JournalFile>(path, clock, random);
    }
    activity::ErrorHandler errorHandler()
    {
        return [this](const journal::Error& error) { troubles.push_back(error.what()); };
    }
    activity::WriteRecorder recorder(std::string group = {})
    {
        return {journalFile->journal(), {"/u", "window", std::move(group), {}}, errorHandler()};
    }
    /// Makes the record's data this, as the window would, in steps of one hour.
    editing::SaveResult write(const std::string& key, const std::string& data,
                              std::string group = {})
    {
        auto observer = recorder(std::move(group));
        const auto address = lyra(key);
        const auto base = inspect(key).data;
        clock.advance(std::chrono::hours(1));
        return clock.blockOn(access.observedBy(observer).saveDraft(
            address, base, store::parsed(data), editing::SaveOptions{}));
    }
    activity::Undo undoer(activity::Commit commit = {})
    {
        return {journal(), "/u", access, std::move(commit), "window", errorHandler()};
    }
    activity::UndoResult undo(journal::EntryId entry)
    {
        auto undo = undoer();
        return clock.blockOn(undo.undo(entry, {}));
    }
    journal::Entry newestEntry() { return journal().page({}, {}, 1).at(0); }
};

} // namespace plectrum::test
