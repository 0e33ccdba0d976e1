// SPDX-License-Identifier: MIT
#include "journal/database.h"

#include "journal/error.h"
#include "journal/file_format.h"

#include <QLockFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QString>

#include <atomic>
#include <filesystem>
#include <map>
#include <mutex>
#include <set>
#include <vector>

namespace plectrum::journal {

namespace {

constexpr std::uintmax_t largestChecked = 32'000'000; // about a millisecond a megabyte

struct Reason
{
    int number; ///< SQLite's primary result code
    Problem problem;
};

constexpr Reason reasons[] = {
    {1, Problem::Damaged}, // a table of ours is not there
    {5, Problem::InUse},   {6, Problem::InUse},     {8, Problem::ReadOnly}, {11, Problem::Damaged},
    {13, Problem::Full},   {14, Problem::ReadOnly}, {26, Problem::Damaged},
};

QString toQt(const std::string& text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

QString nextConnectionName()
{
    static std::atomic<int> connections = 0; // names are global to Qt, so must be the count
    return QStringLiteral("plectrum-journal-%1").arg(++connections);
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

struct Database::Private
{
    ~Private()
    {
        prepared.clear();
        QSqlDatabase::database(name, false).close();
        QSqlDatabase::removeDatabase(name);
    }

    QString name = nextConnectionName();
    std::map<std::string, QSqlQuery, std::less<>> prepared;
    std::unique_ptr<QLockFile> lock; ///< held while this session lives
};

Database::Database(std::string path, async::Clock& clock, async::Random& random)
    : m_path(std::move(path))
    , m_clock(clock)
    , m_random(random)
    , m_session(random.guid())
    , m_opening(std::make_unique<Opening>(m_path))
    , m_private(std::make_unique<Private>())
{
    const bool isThere = !m_opening->isFirst() || file_format::check(m_path);
    if (!isThere)
        file_format::reserve(m_path);
    connect();
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

void Database::connect()
{
    auto database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_private->name);
    database.setDatabaseName(toQt(m_path));
    database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=2000"));
    if (!database.open())
        fail(database.lastError());
}

void Database::open(bool isThere)
{
    run("PRAGMA synchronous = NORMAL");
    if (!isThere)
        makeTables();
    checkPages();
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
    m_private->lock = std::make_unique<QLockFile>(toQt(lockFileOf(m_session)));
    m_private->lock->setStaleLockTime(0);
    if (!m_private->lock->tryLock(0))
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
    for (const auto& session : sessions) {
        if (!isRunning(session))
            statement("DELETE FROM session WHERE id = ?").bind(session).run();
    }
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

void Database::fail(const QSqlError& error) const
{
    const int number = error.nativeErrorCode().toInt() & 0xFF; // without the extended part
    const std::string detail = error.databaseText().isEmpty() ? error.driverText().toStdString()
                                                              : error.databaseText().toStdString();
    for (const auto& reason : reasons) {
        if (reason.number == number)
            throw Error(reason.problem, m_path, detail);
    }
    throw Error(Problem::Unreadable, m_path, detail);
}

Statement Database::statement(std::string_view sql)
{
    const auto known = m_private->prepared.find(sql);
    if (known != m_private->prepared.end())
        return {*this, known->second};
    QSqlQuery query(QSqlDatabase::database(m_private->name, false));
    query.setForwardOnly(true);
    if (!query.prepare(QString::fromLatin1(sql.data(), qsizetype(sql.size()))))
        fail(query.lastError());
    return {*this, m_private->prepared.emplace(sql, std::move(query)).first->second};
}

void Database::run(const std::string& sql)
{
    QSqlQuery query(QSqlDatabase::database(m_private->name, false));
    query.setForwardOnly(true);
    if (!query.exec(QString::fromStdString(sql)))
        fail(query.lastError());
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
