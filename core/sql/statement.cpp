// SPDX-License-Identifier: MIT
#include "sql/statement.h"

#include "json/parser.h"
#include "sql/connection.h"

#include <QByteArray>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QString>
#include <QVariant>

namespace plectrum::sql {

Statement::Statement(const Connection& connection, QSqlQuery& query)
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

Statement& Statement::bind(async::Time time)
{
    return bind(std::int64_t(time.time_since_epoch().count()));
}

Statement& Statement::bind(const std::string& text)
{
    m_query.bindValue(m_bound++, QString::fromStdString(text));
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
            thrower = m_connection.thrower(),
            name = m_query.record().fieldName(column).toStdString()] {
        auto value = plectrum::json::parse({text.constData(), std::size_t(text.size())});
        if (!value) {
            thrower(Problem::Damaged, name + " is no JSON: " + value.error().message());
            return json::Value();
        }
        return std::move(*value);
    };
}

bool Statement::isNull(int column) const
{
    return m_query.isNull(column);
}

} // namespace plectrum::sql
