// SPDX-License-Identifier: MIT
// data_store: a name and scope that was written to. entry: a key; `live` unless its newest version
// is a tombstone. version: `seq` counts up in time; times are milliseconds since 1970; value,
// users and attributes are JSON text. hash_item: values of hash maps. fact: last_snapshot, and
// "deleted NAME" of a data store that goes for good at that time.
#include "mock/file_format.h"

#include "mock/storage_error.h"

#include <QFile>
#include <QFileInfo>

#include <array>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <format>
#include <fstream>
#include <string_view>

namespace plectrum::mock::file_format {

namespace {

using Header = std::array<unsigned char, 100>; // as SQLite's file format defines it
constexpr std::string_view magic("SQLite format 3\0", 16);

constexpr const char* schema[] = {
    "CREATE TABLE data_store(id INTEGER PRIMARY KEY, name TEXT NOT NULL, scope TEXT NOT NULL,"
    " created INTEGER NOT NULL, UNIQUE(name, scope))",
    "CREATE TABLE entry(id INTEGER PRIMARY KEY, store INTEGER NOT NULL, key TEXT NOT NULL,"
    " live INTEGER NOT NULL, UNIQUE(store, key))",
    "CREATE INDEX live_entry ON entry(store, key) WHERE live",
    "CREATE TABLE version(entry INTEGER NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL,"
    " time INTEGER NOT NULL, created INTEGER NOT NULL, superseded INTEGER, counter INTEGER NOT "
    "NULL,"
    " size INTEGER NOT NULL, deleted INTEGER NOT NULL, users BLOB, attributes BLOB, value BLOB,"
    " UNIQUE(entry, seq))",
    "CREATE TABLE hash_item(map TEXT NOT NULL, key TEXT NOT NULL, expires INTEGER NOT NULL,"
    " value BLOB NOT NULL, PRIMARY KEY(map, key)) WITHOUT ROWID",
    "CREATE TABLE fact(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID",
};

std::uint32_t number(const Header& header, std::size_t at, std::size_t bytes)
{
    std::uint32_t value = 0;
    for (std::size_t i = at; i < at + bytes; ++i)
        value = value << 8 | header[i];
    return value;
}

/// A file that ends before its last page. While a write-ahead log stands beside it that can be.
bool isCutOff(const std::string& path, const Header& header)
{
    std::error_code ignored;
    const auto logSize = std::filesystem::file_size(path + "-wal", ignored);
    if (!ignored && logSize > 0)
        return false;
    const std::uint64_t pageSize = number(header, 16, 2) == 1 ? 65'536 : number(header, 16, 2);
    const bool isCountValid = number(header, 24, 4) == number(header, 92, 4);
    return isCountValid
        && std::filesystem::file_size(path, ignored) < pageSize * number(header, 28, 4);
}

void checkHeader(const std::string& path, const Header& header, std::size_t bytes)
{
    const bool isSqlite =
        bytes >= magic.size() && std::memcmp(header.data(), magic.data(), magic.size()) == 0;
    if (!isSqlite)
        throw storageError(path, "FOREIGN", "is not a Plectrum universe");
    if (bytes < header.size())
        throw storageError(path, "DAMAGED", "is damaged (it is cut off)");
    if (number(header, 68, 4) != std::uint32_t(applicationId))
        throw storageError(path, "FOREIGN",
                           "is not a Plectrum universe but another program's database");
    const auto found = number(header, 60, 4);
    if (found > std::uint32_t(version))
        throw storageError(path, "NEWER",
                           std::format("was written by a newer Plectrum: its format is {}, this "
                                       "program reads up to {}",
                                       found, version));
    if (found == 0 || isCutOff(path, header))
        throw storageError(path, "DAMAGED", "is damaged (it is cut off)");
}

void writeEmpty(const std::string& path)
{
    sql::Connection file(path, {}, storageThrower(path));
    file.run("PRAGMA page_size = 4096");
    file.run("BEGIN IMMEDIATE");
    for (const char* statement : schema)
        file.run(statement);
    file.run(std::format("PRAGMA application_id = {}", applicationId));
    file.run(std::format("PRAGMA user_version = {}", version));
    file.run("COMMIT");
    file.run("PRAGMA journal_mode = WAL");
}

} // namespace

bool isThere(const std::string& path)
{
    namespace fs = std::filesystem;
    std::error_code error;
    const auto status = fs::status(path, error);
    if (status.type() == fs::file_type::not_found)
        return false;
    if (status.type() != fs::file_type::regular)
        throw storageError(path, "FOREIGN", "is not a file");
    Header header{};
    std::ifstream in(path, std::ios::binary);
    in.read(reinterpret_cast<char*>(header.data()), header.size());
    if (!in && !in.eof())
        throw storageError(path, "IO", "cannot be read");
    checkHeader(path, header, std::size_t(in.gcount()));
    return true;
}

bool isReadOnly(const std::string& path)
{
    const QFileInfo file(QString::fromStdString(path));
    // The bit counts for an administrator, too, who could write all the same.
    const bool isMarked = !file.permission(QFile::WriteOwner);
    const bool isLocked = isMarked || !file.isWritable() || !QFileInfo(file.path()).isWritable();
    std::error_code ignored;
    const auto logSize = std::filesystem::file_size(path + "-wal", ignored);
    if (isLocked && !ignored && logSize > 0) {
        throw storageError(path, "READONLY",
                           "cannot be read while it is read-only: what was written last stands in "
                           "the file beside it that ends in -wal");
    }
    return isLocked;
}

void create(const std::string& path)
{
    const auto folder = std::filesystem::path(path).parent_path();
    std::error_code ignored;
    if (!folder.empty() && !std::filesystem::is_directory(folder, ignored))
        throw storageError(path, "IO", "cannot be made, there is no folder " + folder.string());
    // Made under another name first, so that no half-made universe ever has the right one.
    const std::string unfinished = path + ".new";
    std::filesystem::remove(unfinished, ignored);
    try {
        writeEmpty(unfinished);
        std::error_code error;
        std::filesystem::rename(unfinished, path, error);
        if (error)
            throw storageError(path, "IO", "cannot be made (" + error.message() + ")");
    } catch (const datastore::Error&) {
        for (const char* suffix : {"", "-journal", "-wal"})
            std::filesystem::remove(unfinished + suffix, ignored);
        throw;
    }
}

} // namespace plectrum::mock::file_format
