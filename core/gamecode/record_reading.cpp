// SPDX-License-Identifier: MIT
#include "gamecode/record_reading.h"

#include "datastore/error.h"
#include "store/error.h"

#include <algorithm>
#include <utility>

namespace plectrum::gamecode {

Reading readingOf(std::string key, const store::Inspection& inspection)
{
    using enum store::RecordState;
    const auto skip = [&](SkipReason reason) {
        return std::unexpected(SkippedRecord{
            std::move(key), reason, inspection.damage ? inspection.damage->text : std::string()});
    };
    if (inspection.state == Absent)
        return skip(SkipReason::Absent);
    if (inspection.state == NotLyra)
        return skip(SkipReason::NotLyra);
    if (inspection.damage || !inspection.record)
        return skip(SkipReason::Damaged);
    if (!inspection.data)
        return skip(SkipReason::NoData);
    return ReadRecord{std::move(key), *inspection.data, inspection.record->appliedMigrations,
                      inspection.dataSize,
                      inspection.transaction == store::TransactionState::Pending};
}

Task<Reading> readForCode(editing::RecordAccess access, std::string store, std::string key,
                          std::stop_token stop)
{
    std::string problem;
    try {
        const auto inspection =
            co_await access.inspect({.store = std::move(store), .key = key}, std::move(stop));
        co_return readingOf(std::move(key), inspection);
    } catch (const store::Error& error) {
        if (error.cause() == datastore::ErrorKind::Denied)
            throw;
        problem = error.text();
    }
    co_return std::unexpected(SkippedRecord{std::move(key), SkipReason::Unreadable, problem});
}

RecordReader::RecordReader(editing::RecordAccess access, std::string store, KeySelection keys)
    : m_keys(access, store, std::move(keys))
    , m_access(std::move(access))
    , m_store(std::move(store))
{
}

Task<std::vector<Reading>> RecordReader::next(std::stop_token stop)
{
    constexpr std::size_t mostReads = 16;
    const auto names = co_await m_keys.next(m_reads, stop);
    std::vector<Task<Reading>> tasks;
    for (const std::string& name : names)
        tasks.push_back(readForCode(m_access, m_store, name, stop));
    auto readings = co_await async::all(std::move(tasks));
    std::size_t bytes = 1;
    for (const Reading& reading : readings)
        bytes += reading ? reading->bytes : 0;
    const std::size_t fitting = bytesAtOnce * std::max<std::size_t>(names.size(), 1) / bytes;
    m_reads = std::clamp<std::size_t>(fitting, 1, mostReads);
    co_return readings;
}

} // namespace plectrum::gamecode
