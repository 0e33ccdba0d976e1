// SPDX-License-Identifier: MIT
#include "documents/game/file_watch.h"

#include <QSet>
#include <QStringList>

#include <chrono>
#include <system_error>

namespace plectrum::documents {

namespace {

/// Editors write in several steps.
constexpr std::chrono::milliseconds restOfEditors{150};

QString textOfPath(const std::filesystem::path& path)
{
    return QString::fromStdString(path.string());
}

} // namespace

FileWatch::FileWatch(QObject* parent)
    : QObject(parent)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(restOfEditors);
    m_rest.callOnTimeout(this, &FileWatch::compare);
    const auto wait = [this] { m_rest.start(); };
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, wait);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, wait);
}

FileWatch::Stamp FileWatch::stampOf(const std::filesystem::path& file)
{
    Stamp stamp;
    std::error_code error;
    stamp.time = std::filesystem::last_write_time(file, error);
    if (error)
        return {};
    stamp.size = std::filesystem::file_size(file, error);
    stamp.isThere = true;
    return stamp;
}

void FileWatch::watch(const std::vector<std::filesystem::path>& files, bool isEager)
{
    m_files = files;
    m_isEager = isEager;
    m_stamps.clear();
    for (const auto& file : m_files)
        m_stamps.push_back(stampOf(file));
    const QStringList old = m_watcher.files() + m_watcher.directories();
    if (!old.isEmpty())
        m_watcher.removePaths(old);
    addPaths();
}

/// A file that was replaced is not watched any more.
void FileWatch::addPaths()
{
    QSet<QString> paths;
    for (const auto& file : m_files) {
        std::error_code error;
        if (std::filesystem::exists(file, error))
            paths.insert(textOfPath(file));
        if (std::filesystem::is_directory(file.parent_path(), error))
            paths.insert(textOfPath(file.parent_path()));
    }
    for (const QString& known : m_watcher.files() + m_watcher.directories())
        paths.remove(known);
    if (!paths.isEmpty())
        m_watcher.addPaths(QStringList(paths.cbegin(), paths.cend()));
}

void FileWatch::compare()
{
    std::vector<Stamp> now;
    for (const auto& file : m_files)
        now.push_back(stampOf(file));
    const bool isOther = now != m_stamps;
    m_stamps = std::move(now);
    addPaths();
    if (isOther || m_isEager)
        emit changed();
}

} // namespace plectrum::documents

#include "moc_file_watch.cpp"
