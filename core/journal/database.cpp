// SPDX-License-Identifier: MIT
#include "journal/database.h"

#include "journal/error.h"
#include "journal/file_format.h"

#include <QLockFile>
#include <QString>

#include <chrono>
#include <filesystem>
#include <mutex>
#include <set>
#include <vector>

namespace plectrum::journal {

namespace {

constexpr std::chrono::milliseconds busyTime(2000); // other processes write briefly
constexpr std::uintmax_t largestChecked = 32'000'000; // about a millisecond a megabyte

Problem problemOf(sql::Problem problem)
{
    switch (problem) {
    case sql::Problem::Damaged:
        return Problem::Damaged;
    case sql::Problem::InUse:
        return Problem::InUse;
    case sql::Problem::ReadOnly:
    case sql::Problem::Unopenable: // it is there, as was found before
        return Problem::ReadOnly;
    case sql::Problem::Full:
        return Problem::Full;
    case sql::Problem::Other:
        break;
    }
    return Problem::Unreadable;
}

QString toQt(const std::string& text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

} // namespace

/// The files that this process has open. Looking at such a file past SQLite would let go of
/// SQLite's locks: closing any handle of a file drops all locks of the process on it (POSIX).
class Database::Opening
{
public:
    explicit Opening(const std::string& path)
        : m_path(std::filesystem::weakly_canonical(path))
    {
        const std::scoped_lock lock(s_mutex);
        m_isFirst = !s_open.contains(m_path);
        s_open.insert(m_path);
    }
    Opening(const Opening&) = delete;
    Opening& operator=(const Opening&) = delete;
    ~Opening()
    {
        const std::scoped_lock lock(s_mutex);
        s_open.erase(s_open.find(m_path));
    }
    bool isFirst() const { return m_isFirst; }

private:
    static inline std::mutex s_mutex;
    static inline std::multiset<std::filesystem::path> s_open;
    std::filesystem::path m_path;
    bool m_isFirst = false;
};

Database::Database(std::string path, async::Clock& clock, async::Random& random)
    : m_path(std::move(path))
    , m_clock(clock)
    , m_random(random)
    , m_session(random.guid())
    , m_opening(std::make_unique<Opening>(m_path))
{
    const bool isThere = !m_opening->isFirst() || file_format::check(m_path);
    if (!isThere)
        file_format::reserve(m_path);
    m_file = std::make_unique<sql::Connection>(
        m_path, busyTime, [path = m_path](sql::Problem problem, const std::string& detail) {
            throw Error(problemOf(problem), path, detail);
        });
    open(isThere);
}

Database::~Database()
{
    try {
        auto drafts = statement("SELECT 1 FROM draft WHERE session = ? UNION ALL"
                                " SELECT 1 FROM entry WHERE session = ? AND outcome = 0 LIMIT 1");
        if (!drafts.bind(m_session).bind(m_session).next())
            statement("DELETE FROM session WHERE id = ?").bind(m_session).run();
    } catch (const Error&) {
        // The next one that opens the file tidies up.
    }
}

void Database::open(bool isThere)
{
    run("PRAGMA synchronous = NORMAL");
    if (!isThere)
        makeTables();
    checkPages();
    migrate();
    enterSession();
    forgetEndedSessions();
    run("PRAGMA wal_autocheckpoint = 4000"); // seldom, for it takes longer than a write
}

void Database::makeTables()
{
    together([this] {
        auto tables = statement("SELECT count(*) FROM sqlite_schema");
        if (tables.next() && tables.integer(0) > 0)
            return; // another process was faster
        for (const char* sql : file_format::schema())
            run(sql);
        run("PRAGMA application_id = " + std::to_string(file_format::applicationId));
        run("PRAGMA user_version = " + std::to_string(file_format::version));
    });
    try {
        run("PRAGMA journal_mode = WAL");
    } catch (const Error& error) {
        // Another process looks at the file just now. It is as safe as it is, if slower.
        if (error.problem() != Problem::InUse)
            throw;
    }
}

std::int64_t Database::tablesVersion()
{
    auto row = statement("PRAGMA user_version");
    return row.next() ? row.integer(0) : 0;
}

/// A file of an older Plectrum gets the tables of this one. One that still runs goes on with it:
/// what is new has defaults.
void Database::migrate()
{
    if (tablesVersion() >= file_format::version)
        return;
    together([this] {
        // Asked again: another process may have been faster.
        for (auto from = tablesVersion(); from < file_format::version; ++from)
            for (const char* sql : file_format::migrationFrom(std::int32_t(from)))
                run(sql);
        run("PRAGMA user_version = " + std::to_string(file_format::version));
    });
}

void Database::checkPages()
{
    std::error_code ignored;
    if (std::filesystem::file_size(m_path, ignored) > largestChecked)
        return;
    auto row = statement("PRAGMA quick_check(1)");
    if (row.next() && row.text(0) != "ok")
        throw Error(Problem::Damaged, m_path, row.text(0));
}

std::string Database::lockFileOf(const std::string& session) const
{
    return m_path + "." + session + ".lock";
}

void Database::enterSession()
{
    m_lock = std::make_unique<QLockFile>(toQt(lockFileOf(m_session)));
    m_lock->setStaleLockTime(0);
    if (!m_lock->tryLock(0))
        throw Error(Problem::ReadOnly, m_path, "no lock file can be made beside it");
    statement("INSERT INTO session(id, started) VALUES(?, ?)").bind(m_session).bind(now()).run();
}

/// Those that left nothing behind. A crashed one's lock file goes as soon as it is asked for.
void Database::forgetEndedSessions()
{
    std::vector<std::string> sessions;
    {
        auto row = statement("SELECT id FROM session WHERE id NOT IN (SELECT session FROM draft)"
                             " AND id NOT IN (SELECT session FROM entry WHERE outcome = 0)");
        while (row.next())
            sessions.push_back(row.text(0));
    }
    for (const auto& session : sessions)
        if (!isRunning(session))
            statement("DELETE FROM session WHERE id = ?").bind(session).run();
}

bool Database::isRunning(const std::string& session) const
{
    if (session == m_session)
        return true;
    QLockFile lock(toQt(lockFileOf(session)));
    lock.setStaleLockTime(0); // only the end of its process makes it stale
    return !lock.tryLock(0);
}

std::int64_t Database::foreignChanges()
{
    auto row = statement("PRAGMA data_version");
    return row.next() ? row.integer(0) : 0;
}

void Database::together(const std::function<void()>& work)
{
    statement("BEGIN IMMEDIATE").run();
    try {
        work();
        statement("COMMIT").run();
    } catch (...) {
        try {
            statement("ROLLBACK").run();
        } catch (const Error&) {
            // After some failures (disk full) SQLite has taken all back already.
        }
        throw;
    }
}

void Database::durably(const std::function<void()>& work)
{
    statement("PRAGMA synchronous = FULL").run();
    try {
        together(work);
    } catch (...) {
        run("PRAGMA synchronous = NORMAL");
        throw;
    }
    statement("PRAGMA synchronous = NORMAL").run();
}

} // namespace plectrum::journal
