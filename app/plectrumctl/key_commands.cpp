// SPDX-License-Identifier: MIT
// The commands that make and remove whole keys: new, copy, delete, undelete.
#include "editing/key_copy.h"
#include "json/printer.h"
#include "plectrumctl/command.h"
#include "plectrumctl/json_input.h"
#include "plectrumctl/output.h"
#include "plectrumctl/report.h"

#include <format>
#include <optional>
#include <string>
#include <utility>

namespace plectrum::ctl {

namespace {

[[noreturn]] void failAsNotThere(const store::KeyAddress& address)
{
    throw Failure(ExitCode::NotFound, std::format("there is no {}", nameOf(address)));
}

[[noreturn]] void failAsThere(const store::KeyAddress& address, std::string_view hint)
{
    throw Failure(ExitCode::Conflict,
                  std::format("{} is there already{}; nothing was written", nameOf(address), hint));
}

} // namespace

Task<ExitCode> newKey(Context context)
{
    const Arguments& arguments = *context.arguments;
    const store::KeyAddress address = writableAddressOf(arguments);
    const auto file = arguments.value("--data");
    json::Value data = file ? readJson(*file) : json::Value::object();
    const auto now = co_await context.access->inspect(address);
    if (now.entry)
        failAsThere(address, {});
    const editing::SaveOptions options{.lockWait = lockWait(arguments),
                                       .keepsTrying = arguments.has("--keep-trying")};
    const auto result =
        co_await context.access->saveDraft(address, std::nullopt, std::move(data), options);
    co_return showSaved(result, address, arguments);
}

Task<ExitCode> copyKey(Context context)
{
    const Arguments& arguments = *context.arguments;
    store::KeyAddress to = writableAddressOf(arguments);
    store::KeyAddress from = to;
    to.key = arguments.operands().at(2);
    to.store = arguments.value("--to-store").value_or(from.store);
    requireWritable(to);
    if (to == from)
        throw Failure(ExitCode::Usage, "that is the same key");
    const auto source = co_await context.access->inspect(from);
    requireData(source, from);
    if (!source.data)
        failAsNotThere(from);
    const auto target = co_await context.access->inspect(to);
    if (target.entry && !arguments.has("--replace"))
        failAsThere(to, ": --replace writes over it");
    requireData(target, to);
    auto copy = editing::copyOf(source, target);
    if (!copy)
        failAsNotThere(from);
    const auto result =
        co_await context.access->saveDraftAround(to, std::move(copy->base), std::move(copy->draft),
                                                 std::move(copy->around), lockPatience(arguments));
    co_return showSaved(result, to, arguments);
}

Task<ExitCode> deleteKey(Context context)
{
    const Arguments& arguments = *context.arguments;
    const store::KeyAddress address = writableAddressOf(arguments);
    const auto now = co_await context.access->inspect(address);
    if (!now.entry)
        failAsNotThere(address);
    const std::string version = arguments.value("--expect").value_or(now.entry->info.version);
    const editing::DeleteOptions options{.lockWait = lockWait(arguments),
                                         .expectedVersion = version,
                                         .keepsTrying = arguments.has("--keep-trying")};
    const auto result = co_await context.access->deleteKey(address, options);
    throwUnlessDone(result, address);
    const bool isDeleted = result.outcome == editing::SaveOutcome::Saved;
    if (arguments.has("--json")) {
        json::Value::Members members{{"outcome", isDeleted ? "deleted" : "unchanged"}};
        if (isDeleted)
            members.emplace_back("version", version);
        writeDocument(json::Value::object(std::move(members)));
    } else if (isDeleted) {
        write(std::format("Deleted {}. Its version {} stays in the history: undelete brings it "
                          "back.\n",
                          nameOf(address), version));
    } else {
        write(std::format("{} is gone already.\n", nameOf(address)));
    }
    co_return ExitCode::Ok;
}

Task<ExitCode> undeleteKey(Context context)
{
    const Arguments& arguments = *context.arguments;
    const store::KeyAddress address = writableAddressOf(arguments);
    const auto now = co_await context.access->inspect(address);
    if (now.entry)
        failAsThere(address, {});
    const auto version = co_await context.access->deletedVersion(address);
    if (!version) {
        throw Failure(ExitCode::NotFound,
                      std::format("the history keeps nothing of {}", nameOf(address)));
    }
    const editing::RestoreOptions options{.lockWait = lockWait(arguments),
                                          .expectedVersion = std::string(),
                                          .keepsTrying = arguments.has("--keep-trying")};
    const auto result = co_await context.access->restoreVersion(address, version->version, options);
    co_return showSaved(result, address, arguments);
}

} // namespace plectrum::ctl
