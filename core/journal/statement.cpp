// SPDX-License-Identifier: MIT
#include "journal/statement.h"

#include "journal/database.h"
#include "journal/error.h"
#include "json/parser.h"

#include <QByteArray>
#include <QSqlError>
#include <QSqlQuery>
#include <QString>
#include <QVariant>

namespace plectrum::journal {

Statement::Statement(const Database& database, QSqlQuery& query)
    : m_database(database)
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

Statement& Statement::bind(async::Time time)
{
    return bind(std::int64_t(time.time_since_epoch().count()));
}

Statement& Statement::bind(const std::string& text)
{
    m_query.bindValue(m_bound++, QString::fromUtf8(text.data(), qsizetype(text.size())));
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
        m_database.fail(m_query.lastError());
    m_hasRun = true;
}

bool Statement::next()
{
    if (!m_hasRun)
        run();
    if (m_query.next())
        return true;
    if (m_query.lastError().isValid())
        m_database.fail(m_query.lastError());
    return false;
}

std::int64_t Statement::lastInsertId() const
{
    return m_query.lastInsertId().toLongLong();
}

std::int64_t Statement::changedRows() const
{
    return m_query.numRowsAffected();
}

std::int64_t Statement::integer(int column) const
{
    return m_query.value(column).toLongLong();
}

async::Time Statement::time(int column) const
{
    return async::Time(async::Duration(integer(column)));
}

std::string Statement::text(int column) const
{
    return m_query.value(column).toString().toStdString();
}

json::Value Statement::json(int column) const
{
    const QByteArray text = m_query.value(column).toByteArray(); // shared, not copied
    auto value = plectrum::json::parse({text.constData(), std::size_t(text.size())});
    if (!value)
        throw Error(Problem::Damaged, m_database.path(), value.error().message());
    return std::move(*value);
}

bool Statement::isNull(int column) const
{
    return m_query.isNull(column);
}

} // namespace plectrum::journal
