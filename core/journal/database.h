// SPDX-License-Identifier: MIT
// The one SQLite file behind Drafts and Journal, shared by all Plectrums of a user. What a call has
// written survives the end of the process. One thread; needs a QCoreApplication.
#pragma once

#include "async/clock.h"
#include "async/random.h"
#include "sql/connection.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

class QLockFile;

namespace plectrum::journal {

class Database
{
public:
    /// Opens the file, or makes it (its folder must be there). Throws Error, the file untouched:
    /// Damaged, Foreign, Newer, ReadOnly, InUse, Full, Unreadable. Both must outlive it.
    Database(std::string path, async::Clock& clock, async::Random& random);
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    ~Database();

    /// The statement is prepared once for each text, so there must be few of them.
    sql::Statement statement(std::string_view sql) { return m_file->statement(sql); }
    void run(const std::string& sql) { m_file->run(sql); } ///< once, without values
    /// work() as one transaction: all of it or nothing. Other processes wait.
    void together(const std::function<void()>& work);
    /// As together(), and on the disk when it returns, so that it survives a power cut.
    void durably(const std::function<void()>& work);

    const std::string& path() const { return m_path; }
    async::Time now() const { return m_clock.now(); }
    std::string newId() { return m_random.guid(); }
    /// This opening of the file among all others.
    const std::string& session() const { return m_session; }
    /// Whether the Plectrum that opened the file under this id still runs. This one does.
    bool isRunning(const std::string& session) const;
    /// Another number than before when another process has written.
    std::int64_t foreignChanges();

private:
    class Opening;
    void open(bool isThere);
    void makeTables();
    std::int64_t tablesVersion();
    void migrate();
    void checkPages();
    void enterSession();
    void forgetEndedSessions();
    std::string lockFileOf(const std::string& session) const;

    std::string m_path;
    async::Clock& m_clock;
    async::Random& m_random;
    std::string m_session;
    std::unique_ptr<Opening> m_opening;
    std::unique_ptr<QLockFile> m_lock; ///< held while this session lives
    std::unique_ptr<sql::Connection> m_file;
};

} // namespace plectrum::journal
