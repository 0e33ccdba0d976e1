// SPDX-License-Identifier: MIT
// tx: several keys of a store changed together or not at all.
#include "editing/transaction_access.h"
#include "json/diff.h"
#include "json/patch.h"
#include "plectrumctl/command.h"
#include "plectrumctl/command_journal.h"
#include "plectrumctl/json_input.h"
#ifdef PLECTRUM_HAS_LUAU
#include "plectrumctl/luau_input.h"
#endif
#include "plectrumctl/output.h"
#include "plectrumctl/patch_input.h"
#include "plectrumctl/report.h"

#include <algorithm>
#include <format>

namespace plectrum::ctl {

namespace {

using editing::KeyState;
using store::CommitOutcome;

struct PatchFile
{
    std::string key;
    std::string file;
    json::Value patch;
};

/// KEY=FILE: a key may hold "=", so the last one counts.
std::vector<PatchFile> patchesOf(const Arguments& arguments)
{
    std::vector<PatchFile> patches;
    int fromStdin = 0;
    for (const std::string& word : arguments.values("--patch")) {
        const auto equals = word.rfind('=');
        if (equals == std::string::npos || equals == 0 || equals + 1 == word.size())
            throw Failure(ExitCode::Usage, std::format("--patch is KEY=FILE, not \"{}\"", word));
        PatchFile patch{
            .key = word.substr(0, equals), .file = word.substr(equals + 1), .patch = {}};
        if (std::ranges::contains(patches, patch.key, &PatchFile::key))
            throw Failure(ExitCode::Usage, std::format("two patches for the key {}", patch.key));
        fromStdin += patch.file == "-" ? 1 : 0;
        patches.push_back(std::move(patch));
    }
    if (patches.empty())
        throw Failure(ExitCode::Usage, "tx needs --patch KEY=FILE, once for each key");
    if (fromStdin > 1)
        throw Failure(ExitCode::Usage, "only one patch can come from the standard input");
    for (PatchFile& patch : patches)
        patch.patch = readJson(patch.file);
    return patches;
}

store::KeyAddress addressAt(const std::string& store, const std::string& key)
{
    return {.kind = store::KeyAddress::Kind::Lyra, .store = store, .key = key};
}

Task<std::vector<editing::TransactionDraft>> draftsOf(Context context, std::string store,
                                                      std::vector<PatchFile> patches)
{
    std::vector<editing::TransactionDraft> drafts;
    for (const PatchFile& patch : patches) {
        const auto address = addressAt(store, patch.key);
        auto inspection = co_await context.access->inspect(address);
        requireData(inspection, address);
        if (!inspection.data)
            throw Failure(ExitCode::NotFound, std::format("there is no {}", nameOf(address)));
        drafts.push_back({.key = patch.key,
                          .base = inspection.data,
                          .draft = patched(*inspection.data, patch.patch, patch.file)});
    }
    co_return drafts;
}

/// All keys as they are now, each its own draft.
Task<std::vector<editing::TransactionDraft>> unchangedDrafts(Context context, std::string store,
                                                             std::vector<std::string> keys)
{
    std::vector<editing::TransactionDraft> drafts;
    for (const std::string& key : keys) {
        const auto address = addressAt(store, key);
        auto inspection = co_await context.access->inspect(address);
        requireData(inspection, address);
        if (!inspection.data)
            throw Failure(ExitCode::NotFound, std::format("there is no {}", nameOf(address)));
        drafts.push_back({.key = key, .base = inspection.data, .draft = *inspection.data});
    }
    co_return drafts;
}

/// By a function that gets all keys at once.
void transform(std::vector<editing::TransactionDraft>& drafts, const std::string& file)
{
#ifdef PLECTRUM_HAS_LUAU
    store::TxData data;
    for (const auto& draft : drafts)
        data.emplace(draft.key, draft.draft);
    const auto after = transformed(data, file);
    if (!after)
        return;
    for (auto& draft : drafts) {
        const auto found = after->find(draft.key);
        if (found == after->end() || after->size() != data.size())
            throw Failure(ExitCode::BadInput,
                          std::format("{}: keys must be neither added nor removed",
                                      printable(inputName(file))));
        draft.draft = found->second;
    }
#else
    static_cast<void>(drafts);
    throw Failure(ExitCode::Usage,
                  std::format("{}: this plectrumctl was built without Luau", inputName(file)));
#endif
}

std::string changesText(const editing::TransactionDraft& draft)
{
    constexpr std::size_t width = 60;
    std::string text;
    for (const json::Change& change : json::diff(*draft.base, draft.draft)) {
        const std::string pointer = printable(change.pointer.toString());
        const std::string before = shortText(change.before, width);
        const std::string after = shortText(change.after, width);
        if (change.kind == json::ChangeKind::Added)
            text += std::format("  + {}: {}\n", pointer, after);
        else if (change.kind == json::ChangeKind::Removed)
            text += std::format("  - {}: {}\n", pointer, before);
        else
            text += std::format("  ~ {}: {} -> {}\n", pointer, before, after);
    }
    return text.empty() ? "  no change\n" : text;
}

ExitCode showDryRun(const std::vector<editing::TransactionDraft>& drafts,
                    const Arguments& arguments)
{
    if (arguments.has("--json")) {
        std::vector<json::Value> keys;
        for (const auto& draft : drafts) {
            keys.push_back(json::Value::object(
                {{"key", draft.key}, {"changes", json::createPatch(*draft.base, draft.draft)}}));
        }
        writeDocument(json::Value::object(
            {{"outcome", "dry run"}, {"keys", json::Value::array(std::move(keys))}}));
        return ExitCode::Ok;
    }
    for (const auto& draft : drafts)
        write(std::format("{}\n{}", printable(draft.key), changesText(draft)));
    write("Nothing was written.\n");
    return ExitCode::Ok;
}

Failure notReady(const editing::CommitResult& result, const std::string& store)
{
    ExitCode code = ExitCode::Failed;
    std::string text = "nothing was written";
    for (const editing::KeyResult& key : result.keys) {
        const std::string name = nameOf(addressAt(store, key.key));
        const auto add = [&](ExitCode reason, const std::string& why) {
            code = code == ExitCode::Failed ? reason : code;
            text += std::format("\n  {} {}", name, why);
        };
        if (key.state == KeyState::Conflicts)
            add(ExitCode::Conflict, "was changed meanwhile" + conflictsOf(key.conflicts));
        else if (key.state == KeyState::Locked)
            add(ExitCode::Locked, "is locked by a game server");
        else if (key.state == KeyState::NotWritable)
            add(ExitCode::Damaged,
                "cannot be written: "
                    + (key.damage ? reasonOf(*key.damage) : "it is not a record of Lyra"));
        else if (key.state == KeyState::Refused)
            add(ExitCode::BadInput, "is refused: " + key.schemaProblem);
    }
    return Failure(code, text);
}

/// Throws for all but Committed and Unchanged.
void throwUnlessDone(const editing::CommitResult& result, const std::string& store)
{
    switch (result.outcome) {
    case CommitOutcome::Committed:
    case CommitOutcome::Unchanged:
        return;
    case CommitOutcome::NotReady:
        throw notReady(result, store);
    case CommitOutcome::Reverted:
        throw Failure(ExitCode::Failed,
                      std::format("failed, and all is as it was: {}", result.error));
    case CommitOutcome::Unfinished:
    case CommitOutcome::Crashed:
        break;
    case CommitOutcome::Unknown:
        throw Failure(ExitCode::Failed,
                      std::format("{} (the transaction {} may have been committed all the same: "
                                  "read the keys back)",
                                  result.error, result.txId));
    }
    throw Failure(ExitCode::Failed,
                  std::format("failed, and the transaction {} is left unfinished: {}; readers see "
                              "the data before; \"transactions {} roll-back {}\" tidies up",
                              result.txId, result.error, printable(store), result.txId));
}

void showCommitted(const editing::CommitResult& result, const Arguments& arguments)
{
    const bool isCommitted = result.outcome == CommitOutcome::Committed;
    if (!arguments.has("--json")) {
        std::string text =
            isCommitted ? "" : "All of them are that already; nothing was written.\n";
        for (const editing::KeyResult& key : result.keys)
            if (!key.version.empty())
                text += std::format("Saved {} as version {}.\n", printable(key.key), key.version);
        if (!result.txId.empty())
            text += std::format("Committed as transaction {}.\n", result.txId);
        write(text);
        return;
    }
    std::vector<json::Value> keys;
    for (const editing::KeyResult& key : result.keys) {
        json::Value::Members members{{"key", key.key}};
        if (!key.version.empty())
            members.emplace_back("version", key.version);
        keys.push_back(json::Value::object(std::move(members)));
    }
    json::Value::Members members{{"outcome", isCommitted ? "committed" : "unchanged"},
                                 {"keys", json::Value::array(std::move(keys))}};
    if (!result.txId.empty())
        members.emplace_back("txId", result.txId);
    writeDocument(json::Value::object(std::move(members)));
}

} // namespace

Task<ExitCode> tx(Context context)
{
    const Arguments& arguments = *context.arguments;
    const std::string store = arguments.operands().at(0);
    const auto patience = lockPatience(arguments);
    const auto function = arguments.value("--luau");
    const auto keys = arguments.values("--key");
    if (function.has_value() == keys.empty() || (function && arguments.has("--patch")))
        throw Failure(ExitCode::Usage,
                      "tx takes --patch KEY=FILE once for each key, or --luau FILE with --key KEY "
                      "once for each key");
    std::vector<editing::TransactionDraft> drafts;
    if (function) {
        drafts = co_await unchangedDrafts(context, store, keys);
        transform(drafts, *function);
    } else {
        drafts = co_await draftsOf(context, store, patchesOf(arguments));
    }
    if (arguments.has("--dry-run"))
        co_return showDryRun(drafts, arguments);
    auto access = context.access->transactions();
    editing::CommitRequest request;
    request.store = store;
    request.drafts = std::move(drafts);
    request.lockWait = patience;
    const auto commit = [&access](editing::CommitRequest each, std::stop_token stop) {
        return access.commit(std::move(each), std::move(stop));
    };
    CommandJournal& commandJournal = *context.commandJournal;
    const auto result = co_await activity::commitRecorded(
        commandJournal.journal(), commandJournal.commitOrigin(), commandJournal.errorHandler(),
        *context.access, commit, std::move(request));
    throwUnlessDone(result, store);
    showCommitted(result, arguments);
    co_return ExitCode::Ok;
}

} // namespace plectrum::ctl
