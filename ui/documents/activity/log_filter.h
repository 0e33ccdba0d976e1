// SPDX-License-Identifier: MIT
// Which lines of a log are shown: by level, and by words that all must meet. A word "name=value"
// is about the context: that member holds the value ("name=" any); others stand anywhere.
#pragma once

#include "documents/activity/log_buffer.h"

#include <QString>
#include <QStringList>

#include <utility>
#include <vector>

namespace plectrum::documents {

class LogFilter
{
public:
    LogFilter() = default;
    /// Lines of this level and graver ones.
    LogFilter(store::LogLevel level, const QString& words);

    /// `text` is lineText() of the line.
    bool accepts(const LogLine& line, const QString& text) const;

private:
    bool holds(const json::Value& context) const;

    store::LogLevel m_level = store::LogLevel::Trace;
    QStringList m_words;
    std::vector<std::pair<std::string, QString>> m_members;
};

/// "key=player_261 method=save"
QString contextText(const json::Value& context);
/// Message, source and context: what words are looked for in.
QString lineText(const LogLine& line);

} // namespace plectrum::documents
