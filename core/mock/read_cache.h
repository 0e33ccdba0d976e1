// SPDX-License-Identifier: MIT
// The read cache of a game server: for four seconds a get is answered from the last one of its key.
#pragma once

#include "async/clock.h"
#include "datastore/limits.h"

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

namespace plectrum::mock {

template <typename Answer>
class ReadCache
{
public:
    void put(const std::string& key, Answer answer, async::Duration now)
    {
        if (m_answers.size() >= m_nextSweep) {
            std::erase_if(m_answers, [&](const auto& each) { return isOld(each.second, now); });
            m_nextSweep = 2 * m_answers.size() + 64;
        }
        m_answers.insert_or_assign(key, std::pair(now, std::move(answer)));
    }

    std::optional<Answer> find(const std::string& key, async::Duration now) const
    {
        const auto at = m_answers.find(key);
        if (at == m_answers.end() || isOld(at->second, now))
            return std::nullopt;
        return at->second.second;
    }

private:
    using Timed = std::pair<async::Duration, Answer>;
    static bool isOld(const Timed& answer, async::Duration now)
    {
        return now - answer.first >= datastore::limits::readCacheLifetime;
    }

    std::unordered_map<std::string, Timed> m_answers;
    std::size_t m_nextSweep = 64;
};

} // namespace plectrum::mock
