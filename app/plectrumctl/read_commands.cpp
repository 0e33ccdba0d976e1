// SPDX-License-Identifier: MIT
// The commands that look and change nothing.
#include "datastore/data_store.h"
#include "json/printer.h"
#include "plectrumctl/command.h"
#include "plectrumctl/output.h"
#include "plectrumctl/report.h"

#include <algorithm>
#include <format>
#include <limits>
#include <optional>
#include <string_view>

namespace plectrum::ctl {

namespace {

constexpr int pageSize = 256;
constexpr int unlimited = std::numeric_limits<int>::max();

bool isLyra(const editing::StoreListing& listing)
{
    return listing.kind == store::KeyAddress::Kind::Lyra;
}

/// A version, and what is known of the transaction that it was written in, where that was read.
struct ListedVersion
{
    datastore::VersionInfo info;
    std::optional<store::Inspection> inspection{};
};

json::Value versionDocument(const ListedVersion& version)
{
    json::Value::Members members{{"version", version.info.version},
                                 {"createdTime", async::toRfc3339(version.info.createdTime)},
                                 {"deleted", version.info.deleted}};
    if (const auto& inspection = version.inspection) {
        const auto textOrNull = [](std::string_view text) {
            return text.empty() ? json::Value() : json::Value(text);
        };
        members.emplace_back("txId", textOrNull(inspection->txId.value_or("")));
        members.emplace_back("transaction", textOrNull(wordOf(inspection->transaction)));
        members.emplace_back("decidedBy", textOrNull(wordOf(inspection->evidence)));
    }
    return json::Value::object(std::move(members));
}

std::string versionTable(const std::vector<ListedVersion>& versions, bool hasTransactions)
{
    std::vector<std::string> header{"VERSION", "CREATED", "SIZE"};
    if (hasTransactions)
        header.insert(header.end(), {"TRANSACTION", "DECIDED BY"});
    Table table(std::move(header));
    for (const auto& [info, inspection] : versions) {
        const std::string size = info.size > 0 ? plainSize(info.size) : "";
        std::vector<std::string> cells{info.version, plainTime(info.createdTime),
                                       info.deleted ? "removed" : size};
        if (inspection) {
            cells.emplace_back(wordOf(inspection->transaction));
            cells.emplace_back(wordOf(inspection->evidence));
        }
        table.add(std::move(cells));
    }
    return table.text();
}

/// Each version is read for it, and of some the one that follows.
Task<void> readTransactions(Context context, store::KeyAddress address,
                            std::vector<ListedVersion>* versions)
{
    for (ListedVersion& version : *versions) {
        version.inspection = store::Inspection();
        if (!version.info.deleted)
            version.inspection =
                co_await context.access->inspectVersion(address, version.info.version);
    }
}

Task<bool> isListed(Context context, editing::StoreListing listing)
{
    const auto stores = co_await context.access->listStores();
    co_return std::ranges::contains(stores, listing);
}

Task<datastore::Page<datastore::KeyInfo>> pageOfKeys(Context context, editing::StoreListing listing,
                                                     datastore::ListKeysQuery query)
{
    if (isLyra(listing))
        return context.access->listKeys(std::move(listing), std::move(query));
    const auto scope = context.arguments->value("--scope").value_or("global");
    return context.universe->dataStores().dataStore(listing.name, scope).listKeys(std::move(query));
}

Task<std::vector<std::string>> keysOf(Context context, editing::StoreListing listing)
{
    const int limit = context.arguments->number("--limit", unlimited).value_or(unlimited);
    datastore::ListKeysQuery query{.prefix = context.arguments->value("--prefix").value_or(""),
                                   .pageSize = pageSize,
                                   .cursor = {}};
    std::vector<std::string> keys;
    do {
        auto page = co_await pageOfKeys(context, listing, query);
        for (datastore::KeyInfo& item : page.items)
            keys.push_back(std::move(item.key));
        query.cursor = page.nextCursor;
    } while (!query.cursor.empty() && keys.size() < std::size_t(limit));
    keys.resize(std::min(keys.size(), std::size_t(limit)));
    co_return keys;
}

} // namespace

Task<ExitCode> listStores(Context context)
{
    const auto stores = co_await context.access->listStores();
    if (context.arguments->has("--json")) {
        std::vector<json::Value> documents;
        for (const editing::StoreListing& listing : stores) {
            documents.push_back(json::Value::object(
                {{"kind", isLyra(listing) ? "lyra" : "plain"}, {"name", listing.name}}));
        }
        writeDocument(json::Value::array(std::move(documents)));
        co_return ExitCode::Ok;
    }
    Table table({"NAME", "KIND"});
    for (const editing::StoreListing& listing : stores)
        table.add({listing.name, isLyra(listing) ? "Lyra store" : "plain data store"});
    write(table.text());
    co_return ExitCode::Ok;
}

Task<ExitCode> listKeys(Context context)
{
    const editing::StoreListing listing = storeOf(*context.arguments);
    const auto keys = co_await keysOf(context, listing);
    if (context.arguments->has("--json")) {
        std::vector<json::Value> documents;
        for (const std::string& key : keys)
            documents.push_back(json::Value::object({{"key", key}}));
        writeDocument(json::Value::array(std::move(documents)));
    } else {
        std::string lines;
        for (const std::string& key : keys)
            lines += printable(key) + '\n';
        write(lines);
    }
    if (keys.empty() && !co_await isListed(context, listing)) {
        throw Failure(ExitCode::NotFound,
                      std::format("there is no {} {}",
                                  isLyra(listing) ? "Lyra store" : "data store",
                                  printable(listing.name)));
    }
    co_return ExitCode::Ok;
}

Task<ExitCode> peek(Context context)
{
    const store::KeyAddress address = addressOf(*context.arguments);
    const auto inspection = co_await context.access->inspect(address);
    co_return showData(inspection, address, *context.arguments);
}

Task<ExitCode> rawGet(Context context)
{
    const auto& operands = context.arguments->operands();
    const store::KeyAddress address{.kind = store::KeyAddress::Kind::Plain,
                                    .store = operands.at(0),
                                    .key = operands.at(1),
                                    .scope =
                                        context.arguments->value("--scope").value_or("global")};
    auto& dataStore = context.universe->dataStores().dataStore(address.store, address.scope);
    store::Inspection inspection;
    inspection.entry = co_await dataStore.get(address.key);
    if (inspection.entry) {
        inspection.state = store::RecordState::Plain;
        inspection.data = inspection.entry->value;
        inspection.dataSize = inspection.entry->size;
    }
    co_return showData(inspection, address, *context.arguments);
}

Task<ExitCode> listVersions(Context context)
{
    const store::KeyAddress address = addressOf(*context.arguments);
    const auto limit =
        std::size_t(context.arguments->number("--limit", unlimited).value_or(unlimited));
    std::vector<ListedVersion> versions;
    std::string cursor;
    do {
        auto page = co_await context.access->listVersions(address, cursor, pageSize);
        for (auto& info : page.items)
            versions.push_back({std::move(info)});
        cursor = page.nextCursor;
    } while (!cursor.empty() && versions.size() < limit);
    versions.resize(std::min(versions.size(), limit));
    const bool hasTransactions = context.arguments->has("--transactions");
    if (hasTransactions)
        co_await readTransactions(context, address, &versions);
    if (context.arguments->has("--json")) {
        std::vector<json::Value> documents;
        std::ranges::transform(versions, std::back_inserter(documents), versionDocument);
        writeDocument(json::Value::array(std::move(documents)));
    } else if (!versions.empty()) {
        write(versionTable(versions, hasTransactions));
    }
    if (versions.empty() && limit > 0)
        throw Failure(ExitCode::NotFound, std::format("there is no {}", nameOf(address)));
    co_return ExitCode::Ok;
}

Task<ExitCode> readVersion(Context context)
{
    const store::KeyAddress address = addressOf(*context.arguments);
    const auto inspection =
        co_await context.access->inspectVersion(address, context.arguments->operands().at(2));
    co_return showData(inspection, address, *context.arguments);
}

} // namespace plectrum::ctl
