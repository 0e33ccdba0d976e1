// SPDX-License-Identifier: MIT
// Lines of a log as text for people, or as JSON lines for programs: one object a line with time,
// level, source, message, context.
#pragma once

#include "documents/activity/log_buffer.h"

#include <QByteArray>
#include <QString>

namespace plectrum::documents {

enum class LogFormat
{
    Text,
    JsonLines,
};

/// JSON lines for names that end with ".jsonl" or ".json".
LogFormat logFormatFor(const QString& path);
/// With its line end.
QByteArray printed(const LogLine& line, LogFormat format);

} // namespace plectrum::documents
