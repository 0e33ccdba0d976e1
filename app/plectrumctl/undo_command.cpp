// SPDX-License-Identifier: MIT
// undo: takes writes of the journal back.
#include "activity/undo.h"
#include "editing/transaction_access.h"
#include "plectrumctl/command.h"
#include "plectrumctl/command_journal.h"
#include "plectrumctl/journal_report.h"
#include "plectrumctl/output.h"
#include "plectrumctl/report.h"

#include <algorithm>
#include <charconv>
#include <format>

namespace plectrum::ctl {

namespace {

/// The entry that a word means, when it is a number of one.
std::optional<journal::Entry> entryOf(const journal::Journal& journal, const std::string& word)
{
    journal::EntryId id = 0;
    const char* end = word.data() + word.size();
    const auto [stopped, error] = std::from_chars(word.data(), end, id);
    return error == std::errc() && stopped == end ? journal.entry(id) : std::nullopt;
}

/// Half of a transaction is never taken back.
bool isOfTransaction(const journal::Entry& entry)
{
    return entry.act == journal::Act::Transaction || entry.act == journal::Act::FinishTransaction;
}

Task<std::vector<activity::UndoResult>> undoWord(activity::Undo* undo, journal::Journal* journal,
                                                 std::string word, store::LockPatience wait)
{
    const auto entry = entryOf(*journal, word);
    if (!entry)
        co_return co_await undo->undoGroup(word, wait);
    if (isOfTransaction(*entry))
        co_return co_await undo->undoGroup(entry->group, wait);
    std::vector<activity::UndoResult> results;
    results.push_back(co_await undo->undo(entry->id, wait));
    co_return results;
}

/// The code of the first that is not undone; 0 when all are.
ExitCode show(const std::vector<activity::UndoResult>& results, const Arguments& arguments)
{
    std::vector<json::Value> documents;
    std::string text;
    auto code = ExitCode::Ok;
    for (const activity::UndoResult& result : results) {
        documents.push_back(documentOf(result));
        text += textOf(result);
        if (code == ExitCode::Ok)
            code = exitCodeOf(result);
    }
    if (arguments.has("--json"))
        writeDocument(json::Value::array(std::move(documents)));
    else
        write(text);
    return code;
}

} // namespace

Task<ExitCode> undo(Context context)
{
    const Arguments& arguments = *context.arguments;
    const std::string word = arguments.operands().at(0);
    auto& journal = context.commandJournal->needJournal();
    auto transactions = context.access->transactions();
    const activity::Commit commit = [&transactions](editing::CommitRequest request,
                                                    std::stop_token stop) {
        return transactions.commit(std::move(request), std::move(stop));
    };
    activity::Undo undo(journal, context.commandJournal->universeId(), *context.access, commit,
                        context.commandJournal->actor(), context.commandJournal->errorHandler());
    const auto results = co_await undoWord(&undo, &journal, word, lockPatience(arguments));
    if (results.empty())
        throw Failure(ExitCode::NotFound,
                      std::format("there is no entry and no group {}", printable(word)));
    co_return show(results, arguments);
}

} // namespace plectrum::ctl
