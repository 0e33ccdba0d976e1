// SPDX-License-Identifier: MIT
#include "demo/sample_game.h"

#include "datastore/error.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <format>

namespace plectrum::app {

namespace {

void writeIfAbsent(const std::filesystem::path& path, std::string_view text)
{
    const QString name = QString::fromStdString(path.string());
    if (QFile::exists(name))
        return;
    QSaveFile file(name);
    const bool isWritten = QDir().mkpath(QFileInfo(name).absolutePath())
        && file.open(QIODevice::WriteOnly)
        && file.write(text.data(), qint64(text.size())) == qint64(text.size()) && file.commit();
    if (!isWritten)
        throw datastore::Error(datastore::ErrorKind::Storage,
                               std::format("{} cannot be written.", path.string()));
}

} // namespace

std::filesystem::path sampleGameFolder(const std::string& demoFile)
{
    return std::filesystem::path(demoFile).parent_path() / "sample-game";
}

SampleGame sampleGameIn(const std::filesystem::path& folder)
{
    const auto playerData = folder / "src" / "server" / "PlayerData";
    return {.folder = folder,
            .project = folder / "default.project.json",
            .configuration = playerData / "init.luau",
            .migrations = playerData / "Migrations.luau"};
}

SampleGame writeSampleGame(const std::filesystem::path& folder)
{
    for (const SampleGameFile& file : sampleGameFiles())
        writeIfAbsent(folder / file.path, file.text);
    return sampleGameIn(folder);
}

} // namespace plectrum::app
