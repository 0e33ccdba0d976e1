// SPDX-License-Identifier: MIT
// What the tries of a removal have met at a key, one after the other.
#pragma once

#include "store/lock/lock_service.h"

namespace plectrum::store {

struct SeenHolder
{
    bool wasSeen = false; ///< the one that is to go
    bool isOther = false; ///< at last: another one

    /// Gives `isWanted`.
    bool note(bool isThere, bool isWanted)
    {
        wasSeen = wasSeen || isWanted;
        isOther = isThere && !isWanted;
        return isWanted;
    }
    LockRemoval outcome() const
    {
        if (isOther)
            return LockRemoval::Changed;
        return wasSeen ? LockRemoval::Removed : LockRemoval::Absent;
    }
};

} // namespace plectrum::store
