// SPDX-License-Identifier: MIT
#include "editing/transaction_scan.h"

#include "store/record/record_reader.h"
#include "store/transaction/transactions.h"

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

namespace plectrum::editing {

namespace {

/// Keys asked for at once, and read at once.
constexpr int keyPage = 100;
constexpr std::size_t readsAtOnce = 10;

struct Scan
{
    AccessServices services;
    ScanRequest request;
    store::LyraStore store;
    std::map<std::string, FoundTransaction> found; ///< by id
    std::size_t recordCount = 0;
    std::size_t unreadable = 0;

    store::KeyAddress address(std::string key) const
    {
        return {.store = request.store, .key = std::move(key), .scope = request.scope};
    }
};
using ScanPointer = std::shared_ptr<Scan>;

FoundTransaction newFound(const Scan& scan, const std::string& txId)
{
    FoundTransaction found;
    found.store = scan.request.store;
    found.scope = scan.request.scope;
    found.txId = txId;
    found.scanTime = scan.store.transactions.serverTime();
    return found;
}

Task<void> readMarkers(ScanPointer scan, std::stop_token stop)
{
    datastore::ListKeysQuery query;
    query.pageSize = keyPage;
    do {
        const auto page = co_await scan->store.transactions.listKeys(query, stop);
        for (const auto& info : page.items) {
            const auto marker = co_await scan->store.transactions.get(info.key, stop);
            if (!marker)
                continue; // it ended meanwhile
            auto found = newFound(*scan, info.key);
            found.markerTime = marker->info.updatedTime;
            scan->found.emplace(info.key, std::move(found));
        }
        query.cursor = page.nextCursor;
    } while (!query.cursor.empty());
    const auto now = scan->store.transactions.serverTime();
    for (auto& [txId, found] : scan->found)
        found.scanTime = now;
}

TransactionRecord recordOf(const store::Reading& reading, std::string key)
{
    TransactionRecord record;
    record.key = std::move(key);
    record.version = reading.inspection.entry->info.version;
    record.before = reading.info->committedData;
    auto after = store::applyTransaction(*reading.info);
    if (after)
        record.after = *std::move(after);
    else
        record.damage = after.error();
    return record;
}

void note(Scan& scan, const store::Reading& reading, const std::string& key)
{
    ++scan.recordCount;
    if (reading.inspection.state == store::RecordState::Damaged)
        ++scan.unreadable;
    if (!reading.info || !reading.info->txId)
        return;
    const auto& txId = *reading.info->txId;
    auto found = scan.found.find(txId);
    if (found == scan.found.end()) {
        if (!scan.request.withCommitted)
            return; // committed, or begun after we looked at the markers
        found = scan.found.emplace(txId, newFound(scan, txId)).first;
        found->second.isMarkerThere = false;
    }
    found->second.records.push_back(recordOf(reading, key));
}

Task<void> readRecords(ScanPointer scan, std::vector<std::string> keys, std::stop_token stop)
{
    std::vector<Task<store::Reading>> reads;
    for (const auto& key : keys)
        reads.push_back(store::readUnresolved(scan->store, key, stop));
    const auto readings = co_await async::all(std::move(reads));
    for (std::size_t i = 0; i < keys.size(); ++i)
        note(*scan, readings[i], keys[i]);
    if (scan->request.progress)
        scan->request.progress(scan->recordCount);
}

Task<void> readAllRecords(ScanPointer scan, std::stop_token stop)
{
    datastore::ListKeysQuery query;
    query.pageSize = keyPage;
    do {
        if (scan->request.proceed)
            co_await scan->request.proceed();
        const auto page = co_await scan->store.records.listKeys(query, stop);
        for (std::size_t from = 0; from < page.items.size(); from += readsAtOnce) {
            std::vector<std::string> keys;
            for (std::size_t i = from; i < std::min(from + readsAtOnce, page.items.size()); ++i)
                keys.push_back(page.items[i].key);
            co_await readRecords(scan, std::move(keys), stop);
        }
        query.cursor = page.nextCursor;
    } while (!query.cursor.empty());
}

/// Whether it still stands, and who holds its keys.
Task<void> lookAgain(ScanPointer scan, FoundTransaction* found, std::stop_token stop)
{
    const bool isThere = (co_await scan->store.transactions.get(found->txId, stop)).has_value();
    if (!isThere && found->isMarkerThere && scan->request.withCommitted) {
        // It ended while its records were read; what they hold now is not known.
        found->records.clear();
    }
    found->isMarkerThere = isThere;
    found->unreadable = scan->unreadable;
    if (!isThere || found->records.empty())
        co_return;
    const auto locks = co_await locksOf(scan->services, scan->address({}), stop);
    for (auto& record : found->records)
        record.isLocked = co_await locks->isActive(record.key, stop);
}

std::vector<FoundTransaction> sorted(Scan& scan)
{
    std::vector<FoundTransaction> all;
    for (auto& [txId, found] : scan.found) {
        const bool isWanted =
            found.isMarkerThere || (scan.request.withCommitted && !found.records.empty());
        if (isWanted)
            all.push_back(std::move(found));
    }
    std::ranges::stable_sort(all, {}, &FoundTransaction::markerTime);
    return all;
}

} // namespace

Task<std::vector<FoundTransaction>> scanTransactions(AccessServices services, ScanRequest request,
                                                     std::stop_token stop)
{
    auto store = services.storeOf({.store = request.store, .key = {}, .scope = request.scope});
    const auto scan = std::make_shared<Scan>(std::move(services), std::move(request), store);
    co_await readMarkers(scan, stop);
    if (scan->found.empty() && !scan->request.withCommitted)
        co_return std::vector<FoundTransaction>();
    co_await readAllRecords(scan, stop);
    for (auto& [txId, found] : scan->found)
        co_await lookAgain(scan, &found, stop);
    co_return sorted(*scan);
}

} // namespace plectrum::editing
