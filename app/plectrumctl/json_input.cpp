// SPDX-License-Identifier: MIT
#include "plectrumctl/json_input.h"

#include "json/parser.h"
#include "plectrumctl/exit_code.h"

#include <QFile>

#include <cstdio>
#include <format>
#include <string_view>

namespace plectrum::ctl {

namespace {

QByteArray contentOf(const std::string& file)
{
    QFile input(QString::fromStdString(file));
    const bool isOpen =
        file == "-" ? input.open(stdin, QIODevice::ReadOnly) : input.open(QIODevice::ReadOnly);
    QByteArray content;
    if (isOpen)
        content = input.readAll();
    if (!isOpen || input.error() != QFileDevice::NoError) {
        throw Failure(
            ExitCode::Failed,
            std::format("cannot read {}: {}", inputName(file), input.errorString().toStdString()));
    }
    return content;
}

} // namespace

std::string inputName(const std::string& file)
{
    return file == "-" ? "<stdin>" : file;
}

std::string readText(const std::string& file)
{
    return contentOf(file).toStdString();
}

json::Value readJson(const std::string& file)
{
    const QByteArray content = contentOf(file);
    auto value = json::parse({content.constData(), std::size_t(content.size())});
    if (!value) {
        const json::ParseError& error = value.error();
        // The message begins with the place in words, which stands before it here in figures.
        std::string message = error.message();
        if (const auto colon = message.find(": "); colon != std::string::npos)
            message.erase(0, colon + 2);
        throw Failure(
            ExitCode::BadInput,
            std::format("{}:{}:{}: {}", inputName(file), error.line, error.column, message));
    }
    return *std::move(value);
}

} // namespace plectrum::ctl
