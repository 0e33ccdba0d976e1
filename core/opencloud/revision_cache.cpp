// SPDX-License-Identifier: MIT
#include "opencloud/revision_cache.h"

#include <iterator>
#include <utility>

namespace plectrum::opencloud {

void RevisionCache::note(const std::string& key, KnownRevision revision)
{
    const auto at = m_revisions.find(key);
    if (at != m_revisions.end()) {
        at->second.revision = std::move(revision);
        return;
    }
    m_order.push_back(key);
    m_revisions.emplace(key, Seen{std::move(revision), std::prev(m_order.end())});
    if (m_order.size() <= most)
        return;
    m_revisions.erase(m_order.front());
    m_order.pop_front();
}

void RevisionCache::forget(const std::string& key)
{
    const auto at = m_revisions.find(key);
    if (at == m_revisions.end())
        return;
    m_order.erase(at->second.position);
    m_revisions.erase(at);
}

std::optional<KnownRevision> RevisionCache::find(const std::string& key) const
{
    const auto at = m_revisions.find(key);
    std::optional<KnownRevision> found;
    if (at != m_revisions.end())
        found.emplace(at->second.revision);
    return found;
}

} // namespace plectrum::opencloud
