// SPDX-License-Identifier: MIT
// What was last seen at the keys of a data store, the newest of them only: the etag that a
// conditional write needs, and by which one's own lost write is told from another's.
#pragma once

#include "opencloud/protocol.h"

#include <cstddef>
#include <list>
#include <map>
#include <optional>
#include <string>

namespace plectrum::opencloud {

/// nullopt inside: there was no entry.
using KnownRevision = std::optional<Revision>;

class RevisionCache
{
public:
    void note(const std::string& key, KnownRevision revision);
    void forget(const std::string& key);
    /// nullopt: nothing is known.
    std::optional<KnownRevision> find(const std::string& key) const;

private:
    static constexpr std::size_t most = 2000;
    struct Seen
    {
        KnownRevision revision;
        std::list<std::string>::iterator position;
    };
    std::map<std::string, Seen> m_revisions;
    std::list<std::string> m_order; ///< oldest first
};

} // namespace plectrum::opencloud
