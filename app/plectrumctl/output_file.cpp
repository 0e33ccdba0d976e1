// SPDX-License-Identifier: MIT
#include "plectrumctl/output_file.h"

#include "plectrumctl/exit_code.h"

#include <QFile>
#include <QSaveFile>

#include <cerrno>
#include <filesystem>
#include <format>

namespace plectrum::ctl {

namespace {

[[noreturn]] void failToWrite(const std::string& path, const QFileDevice& file)
{
    const bool isFull = file.errorString() == qt_error_string(ENOSPC);
    throw Failure(
        ExitCode::Failed,
        std::format("cannot write {}: {}", path,
                    isFull ? std::string("the disk is full") : file.errorString().toStdString()));
}

bool writeAll(QFileDevice& file, QIODevice::OpenMode mode, const std::string& text)
{
    const auto size = qint64(text.size());
    return file.open(QIODevice::WriteOnly | mode) && file.write(text.data(), size) == size;
}

} // namespace

void writeFile(const std::string& path, const std::string& text)
{
    std::error_code ignored;
    const auto status = std::filesystem::status(std::filesystem::path(path), ignored);
    if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
        QFile device(QString::fromStdString(path));
        if (!writeAll(device, QIODevice::Unbuffered, text))
            failToWrite(path, device);
        return;
    }
    QSaveFile file(QString::fromStdString(path));
    if (!writeAll(file, {}, text) || !file.commit())
        failToWrite(path, file);
}

} // namespace plectrum::ctl
