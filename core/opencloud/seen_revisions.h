// SPDX-License-Identifier: MIT
// What was last seen at the keys of a data store, the newest of them only: the etag that a
// conditional write needs, and by which one's own lost write is told from another's.
#pragma once

#include "opencloud/wire.h"

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <string>

namespace plectrum::opencloud {

/// nullopt inside: there was no entry.
using Sighting = std::optional<Revision>;

class SeenRevisions
{
public:
    void note(const std::string& key, Sighting sighting);
    void forget(const std::string& key);
    /// nullopt: nothing is known.
    std::optional<Sighting> find(const std::string& key) const;

private:
    static constexpr std::size_t most = 2000;
    std::map<std::string, Sighting> m_sightings;
    std::deque<std::string> m_order; ///< oldest first; a key may stand here and be forgotten
};

} // namespace plectrum::opencloud
