// SPDX-License-Identifier: MIT
// The journal file of this process as the program holds it: opened, or known not to be usable and
// why. The program works without it, too.
#pragma once

#include "async/clock.h"
#include "async/random.h"
#include "journal/database.h"
#include "journal/drafts.h"
#include "journal/error.h"
#include "journal/journal.h"

#include <memory>
#include <optional>
#include <string>

namespace plectrum::journal {

class JournalFile
{
public:
    /// Opens the file, or makes it and its folder. Does not throw: see problem(). Both must outlive
    /// it; the clock is the machine's, not a universe's.
    JournalFile(const std::string& path, async::Clock& clock, async::Random& random);

    /// Why there are no drafts and no journal.
    const std::optional<Error>& problem() const { return m_problem; }
    Drafts* drafts() { return m_drafts.get(); } ///< null when there is a problem
    Journal* journal() { return m_journal.get(); } ///< null when there is a problem

private:
    std::optional<Error> m_problem;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<Drafts> m_drafts;
    std::unique_ptr<Journal> m_journal;
};

} // namespace plectrum::journal
