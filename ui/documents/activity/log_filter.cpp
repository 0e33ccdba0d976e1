// SPDX-License-Identifier: MIT
#include "documents/activity/log_filter.h"

#include "json/printer.h"

#include <algorithm>

namespace plectrum::documents {

namespace {

QString scalarText(const json::Value& value)
{
    if (value.isString()) {
        const std::string_view text = value.toString();
        return QString::fromUtf8(text.data(), qsizetype(text.size()));
    }
    return QString::fromStdString(json::print(value));
}

} // namespace

LogFilter::LogFilter(store::LogLevel level, const QString& words)
    : m_level(level)
{
    for (const QString& word : words.split(u' ', Qt::SkipEmptyParts)) {
        const qsizetype sign = word.indexOf(u'=');
        if (sign > 0)
            m_members.emplace_back(word.left(sign).toStdString(), word.mid(sign + 1));
        else
            m_words += word;
    }
}

bool LogFilter::accepts(const LogLine& line, const QString& text) const
{
    return line.level <= m_level && holds(line.context)
        && std::ranges::all_of(m_words, [&text](const QString& word) {
               return text.contains(word, Qt::CaseInsensitive);
           });
}

bool LogFilter::holds(const json::Value& context) const
{
    return std::ranges::all_of(m_members, [&context](const auto& member) {
        const json::Value* found = context.find(member.first);
        return found && scalarText(*found).contains(member.second, Qt::CaseInsensitive);
    });
}

QString contextText(const json::Value& context)
{
    QString text;
    context.forEachMember([&text](std::string_view name, const json::Value& value) {
        if (!text.isEmpty())
            text += u' ';
        text += QString::fromUtf8(name.data(), qsizetype(name.size())) + u'=' + scalarText(value);
    });
    return text;
}

QString lineText(const LogLine& line)
{
    return QString::fromStdString(line.message) + u' ' + QString::fromStdString(line.source) + u' '
        + contextText(line.context);
}

} // namespace plectrum::documents
