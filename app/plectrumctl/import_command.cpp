// SPDX-License-Identifier: MIT
// import: a whole file at once into a universe file, or key by key into any universe.
#include "backends/backends.h"
#include "datastore/error.h"
#include "editing/import_plan.h"
#include "plectrumctl/command.h"
#include "plectrumctl/command_journal.h"
#include "plectrumctl/json_input.h"
#include "plectrumctl/output.h"
#include "plectrumctl/report.h"

#include <format>
#include <memory>
#include <utility>

namespace plectrum::ctl {

namespace {

mock::Universe& mockOf(const Context& context, std::string_view command)
{
    if (!context.mock)
        throw Failure(ExitCode::Usage, std::format("{} is for universes in files only", command));
    return *context.mock;
}

std::string_view wordFor(editing::ImportEffect effect)
{
    switch (effect) {
    case editing::ImportEffect::New:
        return "new";
    case editing::ImportEffect::Replaced:
        return "replaced";
    case editing::ImportEffect::Unchanged:
        return "unchanged";
    case editing::ImportEffect::Refused:
        break;
    }
    return "refused";
}

std::string_view wordFor(editing::SaveOutcome outcome)
{
    using enum editing::SaveOutcome;
    switch (outcome) {
    case Saved:
        return "written";
    case Unchanged:
        return "unchanged";
    case Locked:
        return "locked";
    case NotWritable:
        return "not writable";
    case Conflicts:
        return "conflict";
    case Refused:
        break;
    }
    return "refused";
}

/// One key of an import as it is told.
struct ImportLine
{
    editing::ImportItem item;
    std::string outcome; ///< empty in a dry run
};

void tellImport(const std::vector<ImportLine>& lines, const Arguments& arguments)
{
    std::vector<json::Value> documents;
    Table table({"EFFECT", "STORE", "KEY", "OUTCOME"});
    for (const ImportLine& line : lines) {
        const editing::ImportItem& item = line.item;
        const std::string problem = item.problem ? reasonOf(*item.problem) : std::string();
        const bool isLyra = item.address.kind == store::KeyAddress::Kind::Lyra;
        json::Value::Members members{{"effect", wordFor(item.effect)},
                                     {"key", item.address.key},
                                     {"raw", !isLyra},
                                     {"store", item.address.store}};
        if (!line.outcome.empty())
            members.emplace_back("outcome", line.outcome);
        if (!problem.empty())
            members.emplace_back("reason", problem);
        documents.push_back(json::Value::object(std::move(members)));
        table.add({std::string(wordFor(item.effect)), item.address.store, item.address.key,
                   problem.empty() ? line.outcome : problem});
    }
    if (arguments.has("--json"))
        writeDocument(json::Value::array(std::move(documents)));
    else
        write(lines.empty() ? "The file holds no keys.\n" : table.text());
}

/// Why a key was not written, for the exit code of all.
ExitCode codeOf(editing::SaveOutcome outcome)
{
    using enum editing::SaveOutcome;
    switch (outcome) {
    case Locked:
        return ExitCode::Locked;
    case Conflicts:
        return ExitCode::Conflict;
    case NotWritable:
        return ExitCode::Damaged;
    default:
        return ExitCode::Ok;
    }
}

/// Key by key under their locks, as one group of the journal; with --dry-run nothing is written.
Task<ExitCode> importByKey(Context context, json::Value document)
{
    const Arguments& arguments = *context.arguments;
    std::unique_ptr<datastore::Universe> file;
    try {
        file = app::universeOf(document, *context.clock);
    } catch (const datastore::Error& error) {
        throw Failure(ExitCode::BadInput,
                      std::format("{}: {}", inputName(arguments.operands().at(0)), error.text()));
    }
    editing::RecordAccess source(*file, *context.clock, *context.random,
                                 context.access->executor());
    auto recorder = context.commandJournal->recorder(context.commandJournal->commitOrigin().group);
    const editing::RecordAccess target = context.access->observedBy(recorder);
    const auto items = co_await editing::planImport(source, target);
    auto code = ExitCode::Ok;
    std::vector<ImportLine> lines;
    for (const editing::ImportItem& item : items) {
        const bool isWanted = item.effect == editing::ImportEffect::New
            || item.effect == editing::ImportEffect::Replaced;
        auto itemCode =
            item.effect == editing::ImportEffect::Refused ? ExitCode::Damaged : ExitCode::Ok;
        std::string outcome;
        if (isWanted && !arguments.has("--dry-run")) {
            const auto result = co_await editing::importItem(target, item, lockPatience(arguments));
            outcome = wordFor(result.outcome);
            itemCode = codeOf(result.outcome);
        }
        code = code == ExitCode::Ok ? itemCode : code;
        lines.push_back({item, std::move(outcome)});
    }
    tellImport(lines, arguments);
    co_return code;
}

} // namespace

Task<ExitCode> importFile(Context context)
{
    const std::string& file = context.arguments->operands().at(0);
    const json::Value document = readJson(file);
    if (context.arguments->has("--by-key") || context.arguments->has("--dry-run"))
        co_return co_await importByKey(context, document);
    app::ImportSummary summary;
    auto recorder = context.commandJournal->recorder();
    const auto entry =
        recorder.begins(journal::Intent{.act = journal::Act::Import, .detail = inputName(file)});
    try {
        summary = app::importInto(mockOf(context, "import"), document);
    } catch (const datastore::Error& error) {
        recorder.ended(entry, journal::Outcome::Failed, {}, error.text());
        const bool isInput = error.kind() != datastore::ErrorKind::Storage;
        throw Failure(isInput ? ExitCode::BadInput : ExitCode::Failed,
                      std::format("{}: {}", inputName(file), error.text()));
    }
    recorder.ended(entry, journal::Outcome::Done, {}, {});
    if (context.arguments->has("--json")) {
        writeDocument(json::Value::object({{"dataStores", std::int64_t(summary.dataStores)},
                                           {"keys", std::int64_t(summary.keys)}}));
    } else {
        write(std::format("Imported {} keys into {} data stores.\n", summary.keys,
                          summary.dataStores));
    }
    co_return ExitCode::Ok;
}

} // namespace plectrum::ctl
