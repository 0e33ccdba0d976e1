// SPDX-License-Identifier: MIT
// Times are milliseconds since 1970; base, changes, around_* are JSON text (changes of a draft:
// step.cpp, of an entry: change.cpp). session: a running Plectrum, whose lock file stands beside
// this one. draft.group_id: drafts that can only be written together, as those of a transaction;
// empty for a record's own. draft_step: the edits of a draft in order, from its base on. entry: one
// write.
// Version 2 added draft.group_id; until then nothing told drafts of a transaction from others, and
// nothing tells it now: what was there, or is added by a Plectrum of version 1 that still runs, has
// the group "?" and comes back as a draft of its own.
#include "journal/file_format.h"

#include "journal/error.h"

#include <QFile>
#include <QFileInfo>
#include <QString>

#include <array>
#include <cstddef>
#include <cstring>
#include <string_view>

namespace plectrum::journal::file_format {

namespace {

using Header = std::array<unsigned char, 100>; // as SQLite's file format defines it
constexpr std::string_view magic("SQLite format 3\0", 16);

constexpr const char* tables[] = {
    "CREATE TABLE session(id TEXT PRIMARY KEY, started INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE draft(id INTEGER PRIMARY KEY, session TEXT NOT NULL, universe TEXT NOT NULL,"
    " kind INTEGER NOT NULL, store TEXT NOT NULL, scope TEXT NOT NULL, key TEXT NOT NULL,"
    " base_version TEXT NOT NULL, base_time INTEGER NOT NULL, made INTEGER NOT NULL,"
    " group_id TEXT NOT NULL DEFAULT '')",
    "CREATE INDEX draft_universe ON draft(universe)",
    "CREATE TABLE draft_base(draft INTEGER PRIMARY KEY, data BLOB)",
    "CREATE TABLE draft_step(draft INTEGER NOT NULL, number INTEGER NOT NULL,"
    " time INTEGER NOT NULL, changes BLOB NOT NULL, PRIMARY KEY(draft, number)) WITHOUT ROWID",
    "CREATE TABLE entry(id INTEGER PRIMARY KEY AUTOINCREMENT, session TEXT NOT NULL,"
    " group_id TEXT NOT NULL, time INTEGER NOT NULL, settled INTEGER, universe TEXT NOT NULL,"
    " kind INTEGER NOT NULL, store TEXT NOT NULL, scope TEXT NOT NULL, key TEXT NOT NULL,"
    " act INTEGER NOT NULL, asker TEXT NOT NULL, change_count INTEGER NOT NULL,"
    " made_data INTEGER NOT NULL, changes BLOB,"
    " version_before TEXT NOT NULL, version_after TEXT NOT NULL, around_before BLOB,"
    " around_after BLOB, detail TEXT NOT NULL, outcome INTEGER NOT NULL, reason TEXT NOT NULL,"
    " undoes INTEGER, undone_by INTEGER)",
    "CREATE INDEX entry_group ON entry(group_id)",
    "CREATE INDEX entry_place ON entry(universe, store, key)",
    "CREATE INDEX entry_pending ON entry(universe) WHERE outcome = 0",
};

constexpr const char* fromVersion1[] = {
    "ALTER TABLE draft ADD COLUMN group_id TEXT NOT NULL DEFAULT '?'",
};

std::uint32_t number(const Header& header, std::size_t at)
{
    std::uint32_t value = 0;
    for (std::size_t i = at; i < at + 4; ++i)
        value = value << 8 | header[i];
    return value;
}

void checkHeader(const std::string& path, const Header& header, std::size_t bytes)
{
    const bool isSqlite =
        bytes >= magic.size() && std::memcmp(header.data(), magic.data(), magic.size()) == 0;
    if (!isSqlite)
        throw Error(Problem::Foreign, path, {});
    if (bytes < header.size())
        throw Error(Problem::Damaged, path, "it is cut off");
    if (number(header, 68) != std::uint32_t(applicationId))
        throw Error(Problem::Foreign, path, "it is another program's database");
    const std::uint32_t found = number(header, 60);
    if (found > std::uint32_t(version))
        throw Error(Problem::Newer, path, "its format is " + std::to_string(found));
    if (found == 0)
        throw Error(Problem::Damaged, path, "it has no format");
}

} // namespace

bool check(const std::string& path)
{
    const QFileInfo info(QString::fromStdString(path));
    if (!info.exists() || (info.isFile() && info.size() == 0))
        return false;
    if (!info.isFile())
        throw Error(Problem::Foreign, path, "it is not a file");
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::ReadOnly))
        throw Error(Problem::Unreadable, path, file.errorString().toStdString());
    Header header{};
    const qint64 bytes = file.read(reinterpret_cast<char*>(header.data()), qint64(header.size()));
    if (bytes < 0)
        throw Error(Problem::Unreadable, path, file.errorString().toStdString());
    checkHeader(path, header, std::size_t(bytes));
    if (!info.isWritable())
        throw Error(Problem::ReadOnly, path, {});
    return true;
}

void reserve(const std::string& path)
{
    QFile file(QString::fromStdString(path));
    if (file.exists())
        return;
    const auto owner = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    if (file.open(QIODevice::WriteOnly | QIODevice::NewOnly, owner) || file.exists())
        return; // another process may have been faster
    const bool isFolderReadOnly = QFileInfo(QFileInfo(QString::fromStdString(path)).path()).isDir();
    throw Error(isFolderReadOnly ? Problem::ReadOnly : Problem::Unreadable, path,
                file.errorString().toStdString());
}

std::span<const char* const> schema()
{
    return tables;
}

std::span<const char* const> migrationFrom(std::int32_t older)
{
    return older == 1 ? std::span<const char* const>(fromVersion1) : std::span<const char* const>();
}

} // namespace plectrum::journal::file_format
