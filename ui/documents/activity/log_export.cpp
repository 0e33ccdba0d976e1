// SPDX-License-Identifier: MIT
#include "documents/activity/log_export.h"

#include "documents/activity/log_filter.h"
#include "json/printer.h"

namespace plectrum::documents {

using namespace Qt::StringLiterals;

LogFormat logFormatFor(const QString& path)
{
    const bool isJson = path.endsWith(".jsonl"_L1, Qt::CaseInsensitive)
        || path.endsWith(".json"_L1, Qt::CaseInsensitive);
    return isJson ? LogFormat::JsonLines : LogFormat::Text;
}

QByteArray printed(const LogLine& line, LogFormat format)
{
    const std::string time = async::toRfc3339(line.time);
    const std::string level(store::nameOf(line.level));
    if (format == LogFormat::JsonLines) {
        const auto value = json::Value::object({{"time", time},
                                                {"level", level},
                                                {"source", line.source},
                                                {"message", line.message},
                                                {"context", line.context}});
        return QByteArray::fromStdString(json::print(value) + '\n');
    }
    QByteArray text =
        QByteArray::fromStdString(time + ' ' + level + " [" + line.source + "] " + line.message);
    if (const QString context = contextText(line.context); !context.isEmpty())
        text += ' ' + context.toUtf8();
    return text + '\n';
}

} // namespace plectrum::documents
