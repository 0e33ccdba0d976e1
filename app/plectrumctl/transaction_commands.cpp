// SPDX-License-Identifier: MIT
// transactions: what servers left unfinished, and how it is ended.
#include "activity/recorded_repair.h"
#include "editing/transaction_access.h"
#include "json/printer.h"
#include "plectrumctl/command.h"
#include "plectrumctl/command_journal.h"
#include "plectrumctl/output.h"
#include "plectrumctl/report.h"

#include <algorithm>
#include <format>

namespace plectrum::ctl {

namespace {

using editing::EndOutcome;
using editing::FoundTransaction;

json::Value recordDocument(const editing::TransactionRecord& record)
{
    json::Value::Members members{{"key", record.key},
                                 {"version", record.version},
                                 {"isLocked", record.isLocked},
                                 {"before", record.before.value_or(json::Value())}};
    if (record.damage)
        members.emplace_back("damage", reasonOf(*record.damage));
    else
        members.emplace_back("after", record.after.value_or(json::Value()));
    return json::Value::object(std::move(members));
}

json::Value listDocument(const std::vector<FoundTransaction>& all)
{
    std::vector<json::Value> documents;
    for (const FoundTransaction& found : all) {
        std::vector<json::Value> records;
        std::ranges::transform(found.records, std::back_inserter(records), recordDocument);
        json::Value::Members members{{"txId", found.txId},
                                     {"state", found.isMarkerThere ? "unfinished" : "committed"},
                                     {"records", json::Value::array(std::move(records))},
                                     {"unreadable", std::int64_t(found.unreadable)}};
        if (found.isMarkerThere)
            members.emplace_back("markerTime", async::toRfc3339(found.markerTime));
        documents.push_back(json::Value::object(std::move(members)));
    }
    return json::Value::array(std::move(documents));
}

std::string listText(const std::vector<FoundTransaction>& all)
{
    constexpr std::size_t width = 36;
    std::string text;
    for (const FoundTransaction& found : all) {
        text += std::format("{}  {}\n", printable(found.txId),
                            found.isMarkerThere ? "unfinished since " + plainTime(found.markerTime)
                                                : std::string("committed"));
        Table table;
        for (const editing::TransactionRecord& record : found.records) {
            const auto data = [](const std::optional<json::Value>& value) {
                return value ? shortText(*value, width) : std::string("no data");
            };
            table.add({"", record.key, data(record.before), "->",
                       record.damage ? reasonOf(*record.damage) : data(record.after),
                       record.isLocked ? "locked" : ""});
        }
        text += found.records.empty() ? "  no record holds it\n" : table.text();
        if (found.unreadable > 0)
            text += std::format("  {} damaged records may hold it, too\n", found.unreadable);
    }
    return text.empty() ? "There are none.\n" : text;
}

ExitCode showList(const std::vector<FoundTransaction>& all, const Arguments& arguments)
{
    if (arguments.has("--json"))
        writeDocument(listDocument(all));
    else
        write(listText(all));
    return ExitCode::Ok;
}

/// Throws for all but Done.
void throwUnlessDone(const editing::EndResult& result, const std::string& txId)
{
    const auto fail = [&txId](ExitCode code, std::string_view why) {
        throw Failure(code, std::format("{} {}", printable(txId), why));
    };
    switch (result.outcome) {
    case EndOutcome::Done:
        return;
    case EndOutcome::TooYoung:
        fail(ExitCode::Locked,
             "is so young that its server may still be at work; nothing was written");
        return;
    case EndOutcome::Locked:
        fail(ExitCode::Locked, "has a key that a game server holds; nothing was written");
        return;
    case EndOutcome::Changed:
        fail(ExitCode::Conflict, "is not as it was found; look again");
        return;
    case EndOutcome::TooFew:
        fail(ExitCode::Damaged,
             "is held by fewer than two records, so a half of it is gone: it can only be rolled "
             "back; nothing was written");
        return;
    case EndOutcome::Failed:
        fail(ExitCode::Failed,
             std::format("could not be ended: {}; readers see the data before", result.error));
        return;
    case EndOutcome::Unknown:
        break;
    }
    fail(ExitCode::Failed,
         std::format("may have been ended or not: {} (list the transactions again)", result.error));
}

Task<ExitCode> end(Context context, editing::TransactionAccess* access,
                   std::vector<FoundTransaction> all, bool isFinish)
{
    const Arguments& arguments = *context.arguments;
    const std::string txId = arguments.operands().at(2);
    const auto found = std::ranges::find(all, txId, &FoundTransaction::txId);
    if (found == all.end()) {
        throw Failure(ExitCode::NotFound,
                      std::format("there is no unfinished transaction {}", printable(txId)));
    }
    const auto patience = lockPatience(arguments);
    auto recorder = context.commandJournal->recorder(context.commandJournal->commitOrigin().group);
    const auto act = isFinish ? journal::Act::FinishTransaction : journal::Act::RollBackTransaction;
    const auto result =
        co_await activity::endTransactionRecorded(&recorder, access, *found, act, patience);
    throwUnlessDone(result, txId);
    if (arguments.has("--json")) {
        std::vector<json::Value> written(result.written.begin(), result.written.end());
        writeDocument(json::Value::object({{"outcome", isFinish ? "finished" : "rolled back"},
                                           {"txId", txId},
                                           {"written", json::Value::array(std::move(written))}}));
    } else {
        write(std::format("{} is {}.\n", printable(txId), isFinish ? "finished" : "rolled back"));
        for (const std::string& key : result.written)
            write(std::format("  {} was written\n", printable(key)));
    }
    co_return ExitCode::Ok;
}

} // namespace

Task<ExitCode> transactions(Context context)
{
    const Arguments& arguments = *context.arguments;
    const auto& operands = arguments.operands();
    const std::string action = operands.at(1);
    if (action != "list" && action != "finish" && action != "roll-back") {
        throw Failure(
            ExitCode::Usage,
            std::format("transactions does list, finish and roll-back, not \"{}\"", action));
    }
    if (action == "list" && operands.size() > 2)
        throw Failure(ExitCode::Usage, std::format("list does not take \"{}\"", operands[2]));
    if (action != "list" && operands.size() < 3)
        throw Failure(ExitCode::Usage, std::format("{} needs TXID", action));
    if (action != "list" && arguments.has("--with-committed"))
        throw Failure(ExitCode::Usage, "--with-committed is for list");
    auto access = context.access->transactions();
    editing::ScanRequest request;
    request.store = operands.at(0);
    request.withCommitted = arguments.has("--with-committed");
    auto all = co_await access.unfinishedTransactions(std::move(request));
    if (action == "list")
        co_return showList(all, arguments);
    co_return co_await end(context, &access, std::move(all), action == "finish");
}

} // namespace plectrum::ctl
