// SPDX-License-Identifier: MIT
#include "plectrumctl/report.h"

#include "json/printer.h"
#include "plectrumctl/output.h"

#include <format>

namespace plectrum::ctl {

namespace {

std::string listed(const std::vector<std::string>& texts)
{
    std::string line;
    for (const std::string& text : texts)
        line += (line.empty() ? "" : ", ") + text;
    return line.empty() ? "none" : line;
}

/// How it was decided what a transaction counts for.
std::string evidenceText(store::TransactionEvidence evidence)
{
    using enum store::TransactionEvidence;
    switch (evidence) {
    case None:
        return {};
    case Marker:
        return " (its marker tells)";
    case NoEffect:
        return " (it changes nothing here)";
    case NextVersion:
        return " (the next version tells)";
    case Hour:
        return " (the next version holds other data, and a rollback would have come within the "
               "same hour)";
    case Journal:
        return " (the journal tells)";
    }
    return {};
}

std::string describe(const store::Inspection& inspection)
{
    const std::string evidence = evidenceText(inspection.evidence);
    switch (inspection.transaction) {
    case store::TransactionState::None:
        return "none";
    case store::TransactionState::Committed:
        return std::format("{}, committed{}", inspection.txId.value_or(""), evidence);
    case store::TransactionState::Pending:
        return std::format("{}, not finished: its changes do not count yet",
                           inspection.txId.value_or(""));
    case store::TransactionState::Undecided:
        return std::format("{}, nobody can tell any more whether it was committed",
                           inspection.txId.value_or(""));
    case store::TransactionState::RolledBack:
        return std::format("{}, rolled back{}", inspection.txId.value_or(""), evidence);
    }
    return {};
}

void addRecordFacts(Table& table, const store::Inspection& inspection)
{
    if (inspection.shardCount > 0) {
        table.add({"Shards:",
                   std::format("{} of {} in all", inspection.shardCount,
                               plainSize(inspection.shardSize))});
    }
    const auto& migrations = inspection.record->appliedMigrations;
    table.add({"Migrations:", migrations ? listed(*migrations) : "not written down"});
    table.add({"Transaction:", describe(inspection)});
}

std::string factsOf(const store::Inspection& inspection, const store::KeyAddress& address)
{
    const datastore::EntryInfo& info = inspection.entry->info;
    Table table;
    table.add(
        {address.kind == store::KeyAddress::Kind::Lyra ? "Store:" : "Data store:", address.store});
    table.add({"Key:", address.key});
    table.add({"Version:", info.version});
    table.add({"Updated:", plainTime(info.updatedTime)});
    table.add({"Created:", plainTime(info.createdTime)});
    table.add({"Size:", plainSize(inspection.dataSize)});
    if (inspection.record)
        addRecordFacts(table, inspection);
    std::vector<std::string> users;
    for (const std::int64_t user : info.userIds)
        users.push_back(std::to_string(user));
    table.add({"Users:", listed(users)});
    if (info.attributes.size() > 0)
        table.add({"Attributes:", json::print(info.attributes)});
    return table.text() + '\n';
}

} // namespace

editing::StoreListing storeOf(const Arguments& arguments)
{
    using Kind = store::KeyAddress::Kind;
    const bool isPlain = arguments.has("--raw");
    if (arguments.has("--scope") && !isPlain)
        throw Failure(ExitCode::Usage, "--scope needs --raw: a Lyra store has no other scopes");
    return {.kind = isPlain ? Kind::Plain : Kind::Lyra, .name = arguments.operands().at(0)};
}

store::KeyAddress addressOf(const Arguments& arguments)
{
    auto listing = storeOf(arguments);
    return {.kind = listing.kind,
            .store = std::move(listing.name),
            .key = arguments.operands().at(1),
            .scope = arguments.value("--scope").value_or("global")};
}

void requireWritable(const store::KeyAddress& address)
{
    if (address.kind == store::KeyAddress::Kind::Plain && address.store.starts_with("lyra/")) {
        throw Failure(ExitCode::Usage,
                      std::format("{} is part of a Lyra store: name that store, without --raw",
                                  printable(address.store)));
    }
}

store::KeyAddress writableAddressOf(const Arguments& arguments)
{
    store::KeyAddress address = addressOf(arguments);
    requireWritable(address);
    return address;
}

std::chrono::seconds lockWait(const Arguments& arguments)
{
    constexpr int longest = 3600;
    constexpr int usual = 10;
    return std::chrono::seconds(arguments.number("--lock-wait", longest).value_or(usual));
}

store::LockPatience lockPatience(const Arguments& arguments)
{
    return {lockWait(arguments), arguments.has("--keep-trying")};
}

std::string conflictsOf(const std::vector<json::Conflict>& conflicts)
{
    constexpr std::size_t width = 60;
    const auto side = [](const std::optional<json::Value>& value) {
        return value ? shortText(*value, width) : std::string("removed");
    };
    std::string text;
    for (const json::Conflict& conflict : conflicts) {
        text += std::format("\n  {}: was {}, is {}, was to be {}",
                            printable(conflict.pointer.toString()), side(conflict.base),
                            side(conflict.theirs), side(conflict.ours));
    }
    return text;
}

std::string reasonOf(const store::Damage& damage)
{
    return damage.pointer.empty() ? damage.text
                                  : std::format("{} (at {})", damage.text, damage.pointer);
}

std::string_view wordOf(store::TransactionState state)
{
    using enum store::TransactionState;
    switch (state) {
    case None:
        return {};
    case Committed:
        return "committed";
    case Pending:
        return "pending";
    case Undecided:
        return "undecided";
    case RolledBack:
        return "rolled-back";
    }
    return {};
}

std::string_view wordOf(store::TransactionEvidence evidence)
{
    using enum store::TransactionEvidence;
    switch (evidence) {
    case None:
        return {};
    case Marker:
        return "marker";
    case NoEffect:
        return "no-effect";
    case NextVersion:
        return "next-version";
    case Hour:
        return "hour";
    case Journal:
        return "journal";
    }
    return {};
}

std::string nameOf(const store::KeyAddress& address)
{
    return printable(std::format("{}/{}", address.store, address.key));
}

void requireData(const store::Inspection& inspection, const store::KeyAddress& address)
{
    if (inspection.state == store::RecordState::NotLyra) {
        throw Failure(
            ExitCode::Damaged,
            std::format("{} is not a record of Lyra; \"raw get lyra/records/{} {}\" shows it",
                        nameOf(address), printable(address.store), printable(address.key)));
    }
    if (inspection.state == store::RecordState::Damaged) {
        throw Failure(ExitCode::Damaged,
                      std::format("{} is damaged: {}", nameOf(address),
                                  inspection.damage ? reasonOf(*inspection.damage) : ""));
    }
}

ExitCode showData(const store::Inspection& inspection, const store::KeyAddress& address,
                  const Arguments& arguments)
{
    requireData(inspection, address);
    if (arguments.has("--json")) {
        writeDocument(inspection.data.value_or(json::Value()));
    } else {
        if (inspection.entry)
            write(factsOf(inspection, address));
        if (inspection.data)
            writePretty(*inspection.data);
    }
    if (inspection.data)
        return ExitCode::Ok;
    throw Failure(ExitCode::NotFound,
                  inspection.entry ? std::format("{} holds no data", nameOf(address))
                                   : std::format("there is no {}", nameOf(address)));
}

void throwUnlessDone(const editing::SaveResult& result, const store::KeyAddress& address)
{
    const std::string name = nameOf(address);
    switch (result.outcome) {
    case editing::SaveOutcome::Saved:
    case editing::SaveOutcome::Unchanged:
        return;
    case editing::SaveOutcome::Conflicts:
        throw Failure(ExitCode::Conflict,
                      std::format("{} was changed meanwhile; nothing was written{}", name,
                                  conflictsOf(result.conflicts)));
    case editing::SaveOutcome::Locked:
        throw Failure(ExitCode::Locked,
                      std::format("{} is locked by a game server; nothing was written", name));
    case editing::SaveOutcome::Refused:
        throw Failure(ExitCode::Damaged,
                      std::format("{} does not pass the schema: {}; nothing was written", name,
                                  result.schemaProblem));
    case editing::SaveOutcome::NotWritable:
        break;
    }
    const std::string reason =
        result.damage ? reasonOf(*result.damage) : "it is not a record of Lyra";
    const bool isMissing = result.damage && result.damage->kind == store::DamageKind::NoData;
    throw Failure(isMissing ? ExitCode::NotFound : ExitCode::Damaged,
                  std::format("{} cannot be written: {}; nothing was written", name, reason));
}

ExitCode showSaved(const editing::SaveResult& result, const store::KeyAddress& address,
                   const Arguments& arguments)
{
    throwUnlessDone(result, address);
    const bool isSaved = result.outcome == editing::SaveOutcome::Saved;
    if (arguments.has("--json")) {
        json::Value::Members members{{"outcome", isSaved ? "saved" : "unchanged"}};
        if (isSaved)
            members.emplace_back("version", result.version);
        writeDocument(json::Value::object(std::move(members)));
    } else if (isSaved) {
        write(std::format("Saved {} as version {}.\n", nameOf(address), result.version));
    } else {
        write(std::format("{} is that already; nothing was written.\n", nameOf(address)));
    }
    return ExitCode::Ok;
}

} // namespace plectrum::ctl
