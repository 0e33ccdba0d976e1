// SPDX-License-Identifier: MIT
// How a transaction ended.
#pragma once

namespace plectrum::store {

enum class CommitOutcome
{
    Committed, ///< all keys hold their new data
    Unchanged, ///< there was nothing to do
    NotReady, ///< nothing was written: some key is not Ready; choose for its conflicts and ask
              ///< again
    Reverted, ///< it failed and all is as it was; `error` says why
    Unfinished, ///< it failed and the records could not be written back: readers see the data
                ///< before
    Unknown, ///< whether it was committed could not be found out; readers see all or nothing of it
    Crashed, ///< the observer stopped it
};

} // namespace plectrum::store
