// SPDX-License-Identifier: MIT
#include "sql/connection.h"

#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QString>
#include <QUrl>

#include <atomic>
#include <map>
#include <stdexcept>

namespace plectrum::sql {

namespace {

/// By SQLite's primary result code (https://www.sqlite.org/rescode.html).
Problem problemOf(int number)
{
    switch (number) {
    case 1: // SQLITE_ERROR: a table of ours is not there
    case 11: // SQLITE_CORRUPT
    case 26: // SQLITE_NOTADB
        return Problem::Damaged;
    case 5: // SQLITE_BUSY
    case 6: // SQLITE_LOCKED
        return Problem::InUse;
    case 8: // SQLITE_READONLY
        return Problem::ReadOnly;
    case 13: // SQLITE_FULL
        return Problem::Full;
    case 14: // SQLITE_CANTOPEN
        return Problem::Unopenable;
    default:
        return Problem::Other;
    }
}

/// As https://www.sqlite.org/uri.html tells.
QString immutableName(const std::string& path)
{
    const QString absolute = QFileInfo(QString::fromStdString(path)).absoluteFilePath();
    const QByteArray encoded = QUrl::toPercentEncoding(absolute, "/:");
    return QStringLiteral("file:%1?immutable=1").arg(QString::fromLatin1(encoded));
}

QString nextConnectionName()
{
    static std::atomic<int> connections = 0; // names are global to Qt, so must be the count
    return QStringLiteral("plectrum-%1").arg(++connections);
}

} // namespace

struct Connection::State
{
    ~State()
    {
        prepared.clear();
        QSqlDatabase::database(name, false).close();
        QSqlDatabase::removeDatabase(name);
    }

    QString name = nextConnectionName();
    std::map<std::string, QSqlQuery, std::less<>> prepared;
};

Connection::Connection(std::string path, std::chrono::milliseconds busyTime, Thrower thrower,
                       Access access)
    : m_path(std::move(path))
    , m_thrower(std::move(thrower))
    , m_state(std::make_unique<State>())
{
    auto database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_state->name);
    if (access == Access::Immutable) {
        database.setDatabaseName(immutableName(m_path));
        database.setConnectOptions(QStringLiteral("QSQLITE_OPEN_READONLY;QSQLITE_OPEN_URI"));
    } else {
        database.setDatabaseName(QString::fromStdString(m_path));
        database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(busyTime.count()));
    }
    if (!database.open())
        fail(database.lastError());
}

Connection::~Connection() = default;

void Connection::fail(const QSqlError& error) const
{
    const int number = error.nativeErrorCode().toInt() & 0xFF; // without the extended part
    m_thrower(problemOf(number),
              error.databaseText().isEmpty() ? error.driverText().toStdString()
                                             : error.databaseText().toStdString());
    throw std::logic_error("sql: an owner did not throw");
}

Statement Connection::statement(std::string_view sql)
{
    const auto known = m_state->prepared.find(sql);
    if (known != m_state->prepared.end())
        return {*this, known->second};
    QSqlQuery query(QSqlDatabase::database(m_state->name, false));
    query.setForwardOnly(true);
    if (!query.prepare(QString::fromLatin1(sql.data(), qsizetype(sql.size()))))
        fail(query.lastError());
    return {*this, m_state->prepared.emplace(sql, std::move(query)).first->second};
}

void Connection::run(const std::string& sql)
{
    QSqlQuery query(QSqlDatabase::database(m_state->name, false));
    query.setForwardOnly(true);
    if (!query.exec(QString::fromStdString(sql)))
        fail(query.lastError());
}

} // namespace plectrum::sql
