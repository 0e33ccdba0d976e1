// SPDX-License-Identifier: MIT
#include "gamecode/key_source.h"

#include "async/random.h"
#include "datastore/limits.h"

#include <algorithm>
#include <set>
#include <utility>

namespace plectrum::gamecode {

Task<void> Breather::breathe(std::stop_token stop)
{
    async::throwIfStopped(stop);
    if (!isDue())
        co_return;
    co_await m_clock.sleep(async::Duration(1), std::move(stop));
    begin();
}

KeySource::KeySource(editing::RecordAccess access, std::string store, KeySelection selection)
    : m_access(std::move(access))
    , m_store(std::move(store))
    , m_selection(std::move(selection))
{
}

Task<std::vector<std::string>> KeySource::listPage(std::string* cursor, std::stop_token stop)
{
    datastore::ListKeysQuery query;
    query.prefix = m_selection.prefix;
    query.pageSize = datastore::limits::maximumListPage;
    query.cursor = *cursor;
    const editing::StoreListing store{store::KeyAddress::Kind::Lyra, m_store};
    const auto page = co_await m_access.listKeys(store, std::move(query), std::move(stop));
    *cursor = page.nextCursor;
    std::vector<std::string> keys;
    for (const datastore::KeyInfo& info : page.items)
        keys.push_back(info.key);
    co_return keys;
}

Task<void> KeySource::prepare(std::function<void(std::size_t)> counted, std::stop_token stop)
{
    if (m_selection.kind == KeySelection::Kind::Listed) {
        std::set<std::string> seen;
        for (const std::string& key : m_selection.keys)
            if (seen.insert(key).second)
                m_keys.push_back(key);
        m_total = m_keys.size();
        m_isListed = true;
        co_return;
    }
    const bool isSample = m_selection.kind == KeySelection::Kind::Sample;
    async::Random chance(m_selection.seed);
    std::vector<std::string> sample;
    Breather breather(m_access.clock());
    std::string cursor;
    std::size_t count = 0;
    do {
        auto keys = co_await listPage(&cursor, stop);
        for (std::string& key : keys) {
            ++count;
            if (!isSample || m_selection.sampleSize == 0)
                continue;
            // Each key has the same chance (reservoir sampling).
            if (sample.size() < m_selection.sampleSize) {
                sample.push_back(std::move(key));
                continue;
            }
            const auto place = std::size_t(chance.integer(0, std::int64_t(count) - 1));
            if (place < sample.size())
                sample[place] = std::move(key);
        }
        counted(count);
        co_await breather.breathe(stop);
    } while (!cursor.empty());
    m_total = isSample ? sample.size() : count;
    if (isSample) {
        std::ranges::sort(sample);
        m_keys.assign(std::make_move_iterator(sample.begin()),
                      std::make_move_iterator(sample.end()));
        m_isListed = true;
    }
}

Task<std::vector<std::string>> KeySource::next(std::size_t most, std::stop_token stop)
{
    const auto guard = co_await m_turns.lock(stop);
    while (m_keys.size() < most && !m_isListed) {
        const auto keys = co_await listPage(&m_cursor, stop);
        m_keys.insert(m_keys.end(), keys.begin(), keys.end());
        m_isListed = m_cursor.empty();
    }
    const auto end = m_keys.begin() + std::ptrdiff_t(std::min(most, m_keys.size()));
    std::vector<std::string> taken(std::make_move_iterator(m_keys.begin()),
                                   std::make_move_iterator(end));
    m_keys.erase(m_keys.begin(), end);
    co_return taken;
}

void KeySource::giveBack(const std::vector<std::string>& keys)
{
    m_keys.insert(m_keys.begin(), keys.begin(), keys.end());
}

} // namespace plectrum::gamecode
