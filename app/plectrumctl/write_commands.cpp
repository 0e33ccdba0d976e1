// SPDX-License-Identifier: MIT
// The commands that write: one key under its lock, or a whole file.
#include "backends/backends.h"
#include "datastore/error.h"
#include "json/printer.h"
#include "plectrumctl/command.h"
#include "plectrumctl/command_journal.h"
#include "plectrumctl/json_input.h"
#ifdef PLECTRUM_HAS_LUAU
#include "plectrumctl/luau_input.h"
#endif
#include "plectrumctl/output.h"
#include "plectrumctl/output_file.h"
#include "plectrumctl/patch_input.h"
#include "plectrumctl/report.h"

#include <QFileInfo>

#include <algorithm>
#include <format>
#include <iterator>

namespace plectrum::ctl {

namespace {

/// The export would take the place of what it was made from.
void refuseUniverseItself(const std::string& path, const Arguments& arguments)
{
    const QFileInfo universe(
        QString::fromStdString(arguments.value("--universe").value_or(app::defaultDemoPath())));
    const QString target = QFileInfo(QString::fromStdString(path)).canonicalFilePath();
    if (!target.isEmpty() && target == universe.canonicalFilePath())
        throw Failure(ExitCode::Usage, std::format("{} is the universe itself", path));
}

/// Nothing is exported when one of them is not there.
Task<json::Value> chosenKeys(Context context, std::vector<std::string> keys)
{
    std::vector<datastore::StoredEntry> entries;
    store::KeyAddress address;
    address.kind = context.arguments->has("--raw") ? store::KeyAddress::Kind::Plain
                                                   : store::KeyAddress::Kind::Lyra;
    if (context.arguments->has("--scope") && !context.arguments->has("--raw"))
        throw Failure(ExitCode::Usage, "--scope needs --raw: a Lyra store has no other scopes");
    address.store = context.arguments->value("--store").value_or(std::string());
    address.scope = context.arguments->value("--scope").value_or("global");
    for (const std::string& key : keys) {
        address.key = key;
        auto found = co_await context.access->storedEntries(address);
        if (found.empty())
            throw Failure(ExitCode::NotFound, std::format("there is no {}", nameOf(address)));
        std::ranges::move(found, std::back_inserter(entries));
    }
    co_return app::exportOf(entries, *context.clock);
}

/// A patch, or a Luau function.
struct Change
{
    std::string file;
    std::optional<json::Value> patch{}; ///< none: it is a function
};

Change changeOf(const Arguments& arguments)
{
    const auto patch = arguments.value("--patch");
    const auto function = arguments.value("--luau");
    if (patch.has_value() == function.has_value())
        throw Failure(ExitCode::Usage, "update needs --patch FILE, or --luau FILE");
    return patch ? Change{*patch, readJson(*patch)} : Change{*function};
}

json::Value changed(const json::Value& data, const Change& change)
{
    if (change.patch)
        return patched(data, *change.patch, change.file);
#ifdef PLECTRUM_HAS_LUAU
    return transformed(data, change.file).value_or(data);
#else
    throw Failure(ExitCode::Usage, "this plectrumctl was built without Luau");
#endif
}

} // namespace

Task<ExitCode> update(Context context)
{
    const Arguments& arguments = *context.arguments;
    const store::KeyAddress address = writableAddressOf(arguments);
    const Change change = changeOf(arguments);
    editing::SaveOptions options{.lockWait = lockWait(arguments),
                                 .keepsTrying = arguments.has("--keep-trying"),
                                 .asNoData = arguments.value("--as-no-data")};
    const auto inspection = co_await context.access->inspect(address);
    if (!options.asNoData) {
        requireData(inspection, address);
        if (!inspection.data)
            throw Failure(ExitCode::NotFound, std::format("there is no {}", nameOf(address)));
    }
    if (options.asNoData && !inspection.damage)
        throw Failure(
            ExitCode::Usage,
            std::format("--as-no-data is for odd entries, and {} is none", nameOf(address)));
    const auto base = options.asNoData ? std::nullopt : inspection.data;
    json::Value draft = changed(base.value_or(json::Value::object()), change);
    const auto result =
        co_await context.access->saveDraft(address, base, std::move(draft), std::move(options));
    co_return showSaved(result, address, arguments);
}

Task<ExitCode> restore(Context context)
{
    const Arguments& arguments = *context.arguments;
    const store::KeyAddress address = writableAddressOf(arguments);
    const std::string version = arguments.operands().at(2);
    const auto inspection = co_await context.access->inspectVersion(address, version);
    requireData(inspection, address);
    if (!inspection.data) {
        throw Failure(
            ExitCode::NotFound,
            std::format("there is no version {} of {}", printable(version), nameOf(address)));
    }
    editing::RestoreOptions options{.lockWait = lockWait(arguments),
                                    .expectedVersion = arguments.value("--expect"),
                                    .isOverDamage = arguments.has("--over-damage"),
                                    .keepsTrying = arguments.has("--keep-trying")};
    if (options.isOverDamage && !options.expectedVersion)
        throw Failure(ExitCode::Usage, "--over-damage needs --expect VERSION, the damaged one");
    const auto result =
        co_await context.access->restoreVersion(address, version, std::move(options));
    co_return showSaved(result, address, arguments);
}

Task<ExitCode> exportAll(Context context)
{
    const Arguments& arguments = *context.arguments;
    const auto file = arguments.value("--output");
    if (file)
        refuseUniverseItself(*file, arguments);
    const std::vector<std::string> keys = arguments.values("--key");
    if (keys.empty() != !arguments.has("--store"))
        throw Failure(ExitCode::Usage, "--store and --key go together");
    if (keys.empty() && !context.mock) {
        throw Failure(
            ExitCode::Usage,
            "export of all is for universes in files only; name keys: --store STORE --key "
            "KEY");
    }
    const json::Value document =
        keys.empty() ? app::exportFrom(*context.mock) : co_await chosenKeys(context, keys);
    if (!file) {
        if (arguments.has("--json"))
            writeDocument(document);
        else
            writePretty(document);
        co_return ExitCode::Ok;
    }
    writeFile(*file, json::printPretty(document) + '\n');
    if (arguments.has("--json"))
        writeDocument(json::Value::object({{"file", *file}}));
    else
        write(std::format("Exported to {}.\n", printable(*file)));
    co_return ExitCode::Ok;
}

} // namespace plectrum::ctl
