// SPDX-License-Identifier: MIT
#include "mock/sql_connection.h"

#include "json/parser.h"

#include <QByteArray>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QString>
#include <QVariant>

#include <atomic>
#include <unordered_map>

namespace plectrum::mock {

namespace {

struct Reason
{
    int number; ///< SQLite's primary result code
    const char* code;
    const char* text;
};

constexpr Reason reasons[] = {
    {1, "DAMAGED", "is damaged"}, // a table of ours is not there
    {5, "LOCKED", "is in use by another program"},
    {6, "LOCKED", "is in use by another program"},
    {8, "READONLY", "cannot be written, the file or its folder is read-only"},
    {11, "DAMAGED", "is damaged"},
    {13, "FULL", "could not be written, the disk is full"},
    {14, "IO", "cannot be opened"},
    {26, "DAMAGED", "is damaged"},
};

QString toQt(const std::string& text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

QString nextConnectionName()
{
    static std::atomic<int> connections = 0; // names are global to Qt, so must be the count
    return QStringLiteral("plectrum-universe-%1").arg(++connections);
}

} // namespace

datastore::Error storageError(const std::string& path, const char* code, const std::string& reason)
{
    return datastore::Error(datastore::ErrorKind::Storage, path + ": " + reason).withCode(code);
}

struct SqlConnection::Private
{
    QString name = nextConnectionName();
    std::unordered_map<const char*, QSqlQuery> prepared;
};

SqlConnection::SqlConnection(const std::string& path)
    : m_path(path)
    , m_private(std::make_unique<Private>())
{
    auto database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_private->name);
    database.setDatabaseName(toQt(path));
    database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=0"));
    if (database.open())
        return;
    const auto error = database.lastError();
    database = {};
    QSqlDatabase::removeDatabase(m_private->name);
    fail(error);
}

SqlConnection::~SqlConnection()
{
    m_private->prepared.clear();
    QSqlDatabase::database(m_private->name, false).close();
    QSqlDatabase::removeDatabase(m_private->name);
}

void SqlConnection::fail(const QSqlError& error) const
{
    const int number = error.nativeErrorCode().toInt() & 0xFF; // without the extended part
    const std::string detail = error.databaseText().isEmpty() ? error.driverText().toStdString()
                                                              : error.databaseText().toStdString();
    for (const auto& reason : reasons) {
        if (reason.number == number)
            throw storageError(m_path, reason.code, std::string(reason.text) + " (" + detail + ")");
    }
    throw storageError(m_path, "IO", "cannot be read or written (" + detail + ")");
}

Statement SqlConnection::statement(const char* sql)
{
    const auto known = m_private->prepared.find(sql);
    if (known != m_private->prepared.end())
        return {*this, known->second};
    QSqlQuery query(QSqlDatabase::database(m_private->name, false));
    query.setForwardOnly(true);
    if (!query.prepare(QString::fromLatin1(sql)))
        fail(query.lastError());
    return {*this, m_private->prepared.emplace(sql, std::move(query)).first->second};
}

void SqlConnection::run(const char* sql)
{
    QSqlQuery query(QSqlDatabase::database(m_private->name, false));
    query.setForwardOnly(true);
    if (!query.exec(QString::fromLatin1(sql)))
        fail(query.lastError());
}

Statement::Statement(const SqlConnection& connection, QSqlQuery& query)
    : m_connection(connection)
    , m_query(query)
{
}

Statement::~Statement()
{
    m_query.finish();
}

Statement& Statement::bind(std::int64_t number)
{
    m_query.bindValue(m_bound++, qlonglong(number));
    return *this;
}

Statement& Statement::bind(const std::string& text)
{
    m_query.bindValue(m_bound++, toQt(text));
    return *this;
}

Statement& Statement::bindBytes(std::string_view bytes)
{
    m_query.bindValue(m_bound++, QByteArray::fromRawData(bytes.data(), qsizetype(bytes.size())));
    return *this;
}

Statement& Statement::bindNull()
{
    m_query.bindValue(m_bound++, QVariant());
    return *this;
}

void Statement::run()
{
    if (!m_query.exec())
        m_connection.fail(m_query.lastError());
    m_hasRun = true;
}

bool Statement::next()
{
    if (!m_hasRun)
        run();
    if (m_query.next())
        return true;
    if (m_query.lastError().isValid())
        m_connection.fail(m_query.lastError());
    return false;
}

std::int64_t Statement::lastInsertId() const
{
    return m_query.lastInsertId().toLongLong();
}

std::int64_t Statement::integer(int column) const
{
    return m_query.value(column).toLongLong();
}

std::string Statement::text(int column) const
{
    return m_query.value(column).toString().toStdString();
}

std::string Statement::bytes(int column) const
{
    return m_query.value(column).toByteArray().toStdString();
}

json::Value Statement::json(int column) const
{
    return jsonReader(column)();
}

std::function<json::Value()> Statement::jsonReader(int column) const
{
    return [text = m_query.value(column).toByteArray(), // shared, not copied
            path = m_connection.path(), name = m_query.record().fieldName(column).toStdString()] {
        auto value = plectrum::json::parse({text.constData(), std::size_t(text.size())});
        if (!value)
            throw storageError(path, "DAMAGED",
                               "is damaged (" + name + " is no JSON: " + value.error().message()
                                   + ")");
        return std::move(*value);
    };
}

bool Statement::isNull(int column) const
{
    return m_query.isNull(column);
}

} // namespace plectrum::mock
