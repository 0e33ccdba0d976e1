// SPDX-License-Identifier: MIT
// Settles the writes that the end of a program cut off, by reading back what stands there now.
#pragma once

#include "async/task.h"
#include "editing/record_access.h"
#include "journal/journal.h"

#include <cstddef>
#include <stop_token>
#include <string>
#include <vector>

namespace plectrum::activity {

/// What came of a write, told by what stands at its key now. Pending when that tells nothing yet: a
/// transaction that is not finished.
journal::Outcome outcomeOf(const journal::Entry& entry, const std::vector<journal::Change>& changes,
                           const store::Inspection& newest);

/// Settles all of a universe that were cut off; gives how many. A key that cannot be read stays as
/// it is, for the next start. Both must outlive the task. Throws journal::Error.
async::Task<std::size_t> recoverInterrupted(journal::Journal* journal, std::string universe,
                                            editing::RecordAccess access,
                                            std::stop_token stop = {});

} // namespace plectrum::activity
