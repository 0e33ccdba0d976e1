// SPDX-License-Identifier: MIT
#include "opencloud/seen_revisions.h"

#include <utility>

namespace plectrum::opencloud {

void SeenRevisions::note(const std::string& key, Sighting sighting)
{
    const auto [at, isNew] = m_sightings.insert_or_assign(key, std::move(sighting));
    if (!isNew)
        return;
    m_order.push_back(key);
    if (m_order.size() <= most)
        return;
    m_sightings.erase(m_order.front());
    m_order.pop_front();
}

void SeenRevisions::forget(const std::string& key)
{
    m_sightings.erase(key);
}

std::optional<Sighting> SeenRevisions::find(const std::string& key) const
{
    const auto at = m_sightings.find(key);
    std::optional<Sighting> found;
    if (at != m_sightings.end())
        found.emplace(at->second);
    return found;
}

} // namespace plectrum::opencloud
