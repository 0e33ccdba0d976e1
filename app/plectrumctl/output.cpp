// SPDX-License-Identifier: MIT
#include "plectrumctl/output.h"

#include "datastore/visible_text.h"
#include "json/printer.h"
#include "plectrumctl/exit_code.h"

#include <QString>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <format>

namespace plectrum::ctl {

namespace {

bool isWide(char32_t c)
{
    return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF)
        || (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60)
        || (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1F300 && c <= 0x1F64F)
        || (c >= 0x1F680 && c <= 0x1F6FF) || (c >= 0x1F900 && c <= 0x1F9FF)
        || (c >= 0x20000 && c <= 0x3FFFD);
}

bool takesNoRoom(char32_t c)
{
    const auto category = QChar::category(c);
    return category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing
        || category == QChar::Other_Format;
}

[[noreturn]] void failToWrite(int number)
{
    throw Failure(ExitCode::Failed,
                  std::format("cannot write to the standard output: {}",
                              number == ENOSPC ? std::string("the disk is full")
                                               : qt_error_string(number).toStdString()));
}

} // namespace

Table::Table(std::vector<std::string> header)
{
    if (!header.empty())
        add(std::move(header));
}

void Table::add(std::vector<std::string> cells)
{
    for (std::string& cell : cells)
        cell = printable(cell);
    addAsIs(std::move(cells));
}

void Table::addAsIs(std::vector<std::string> cells)
{
    m_lines.push_back(std::move(cells));
}

std::string Table::text() const
{
    std::vector<std::size_t> widths;
    for (const auto& line : m_lines) {
        widths.resize(std::max(widths.size(), line.size()));
        for (std::size_t column = 0; column < line.size(); ++column)
            widths[column] = std::max(widths[column], terminalWidth(line[column]));
    }
    std::string text;
    for (const auto& line : m_lines) {
        std::string padding;
        for (std::size_t column = 0; column < line.size(); ++column) {
            if (!line[column].empty()) {
                text += padding;
                text += line[column];
                padding.clear();
            }
            padding.append(widths[column] - terminalWidth(line[column]) + 2, ' ');
        }
        text += '\n';
    }
    return text;
}

std::size_t terminalWidth(std::string_view utf8)
{
    std::size_t width = 0;
    const auto characters = QString::fromUtf8(utf8.data(), qsizetype(utf8.size())).toStdU32String();
    for (const char32_t c : characters)
        if (!takesNoRoom(c))
            width += isWide(c) ? 2 : 1;
    return width;
}

std::string printable(std::string_view utf8)
{
    return datastore::visibleText(utf8);
}

std::string plainTime(async::Time time)
{
    return std::format("{:%F %T} UTC", std::chrono::floor<std::chrono::seconds>(time));
}

std::string plainSize(std::size_t bytes)
{
    std::string digits = std::to_string(bytes);
    for (auto at = std::ptrdiff_t(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(std::size_t(at), ",");
    return digits + (bytes == 1 ? " byte" : " bytes");
}

std::string shortText(const json::Value& value, std::size_t width)
{
    const std::string text = datastore::visibleJson(json::print(value));
    const QString characters = QString::fromStdString(text);
    if (std::size_t(characters.size()) <= width)
        return text;
    qsizetype cut = qsizetype(width) - 1;
    if (characters.at(cut - 1).isHighSurrogate())
        --cut;
    return characters.first(cut).toStdString() + "\u2026";
}

void write(std::string_view text)
{
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size())
        failToWrite(errno);
}

void flush()
{
    if (std::fflush(stdout) != 0)
        failToWrite(errno);
}

void writeDocument(const json::Value& value)
{
    write(json::print(value) + '\n');
}

void writePretty(const json::Value& value)
{
    write(datastore::visibleJson(json::printPretty(value)) + '\n');
}

} // namespace plectrum::ctl
