// SPDX-License-Identifier: MIT
#include "store/lock/lock_stores.h"

namespace plectrum::store {

std::optional<bool> LockStores::find(const std::string& name, async::Duration now,
                                     async::Duration maxAge) const
{
    const auto at = m_findings.find(name);
    if (at == m_findings.end() || now - at->second.asked >= maxAge)
        return std::nullopt;
    return at->second.isThere;
}

void LockStores::note(const std::string& name, bool isThere, async::Duration now)
{
    m_findings[name] = {isThere, now};
}

} // namespace plectrum::store
