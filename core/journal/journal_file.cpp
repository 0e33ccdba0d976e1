// SPDX-License-Identifier: MIT
#include "journal/journal_file.h"

#include <filesystem>
#include <system_error>

namespace plectrum::journal {

JournalFile::JournalFile(const std::string& path, async::Clock& clock, async::Random& random)
{
    std::error_code ignored; // opening the file says what is wrong
    std::filesystem::create_directories(std::filesystem::path(path).parent_path(), ignored);
    try {
        m_database = std::make_unique<Database>(path, clock, random);
        m_drafts = std::make_unique<Drafts>(*m_database);
        m_journal = std::make_unique<Journal>(*m_database);
    } catch (const Error& error) {
        m_problem = error;
        m_drafts.reset();
    }
}

} // namespace plectrum::journal
