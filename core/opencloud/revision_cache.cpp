// SPDX-License-Identifier: MIT
#include "opencloud/revision_cache.h"

#include <iterator>
#include <utility>

namespace plectrum::opencloud {

void RevisionCache::note(const std::string& key, KnownRevision sighting)
{
    const auto at = m_sightings.find(key);
    if (at != m_sightings.end()) {
        at->second.sighting = std::move(sighting);
        return;
    }
    m_order.push_back(key);
    m_sightings.emplace(key, Seen{std::move(sighting), std::prev(m_order.end())});
    if (m_order.size() <= most)
        return;
    m_sightings.erase(m_order.front());
    m_order.pop_front();
}

void RevisionCache::forget(const std::string& key)
{
    const auto at = m_sightings.find(key);
    if (at == m_sightings.end())
        return;
    m_order.erase(at->second.position);
    m_sightings.erase(at);
}

std::optional<KnownRevision> RevisionCache::find(const std::string& key) const
{
    const auto at = m_sightings.find(key);
    std::optional<KnownRevision> found;
    if (at != m_sightings.end())
        found.emplace(at->second.sighting);
    return found;
}

} // namespace plectrum::opencloud
