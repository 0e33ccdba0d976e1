// SPDX-License-Identifier: MIT
// Tells when files change, also where an editor writes another file and gives it the name: the
// folders are watched, too, and what stands at the names is compared. Several changes at once are
// told once.
#pragma once

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

#include <cstdint>
#include <filesystem>
#include <vector>

namespace plectrum::documents {

class FileWatch final : public QObject
{
    Q_OBJECT

public:
    explicit FileWatch(QObject* parent = nullptr);

    /// Watches these from now on. `isEager`: tells of every change in their folders, for a file
    /// that is missing now may come.
    void watch(const std::vector<std::filesystem::path>& files, bool isEager);

signals:
    void changed();

private:
    struct Stamp
    {
        std::filesystem::file_time_type time{};
        std::uintmax_t size = 0;
        bool isThere = false;
        friend bool operator==(const Stamp&, const Stamp&) = default;
    };
    static Stamp stampOf(const std::filesystem::path& file);
    void addPaths();
    void compare();

    QFileSystemWatcher m_watcher;
    QTimer m_rest;
    std::vector<std::filesystem::path> m_files;
    std::vector<Stamp> m_stamps;
    bool m_isEager = false;
};

} // namespace plectrum::documents
