// SPDX-License-Identifier: MIT
#include "documents/activity/log_model.h"

#include <QDateTime>
#include <QTimeZone>

#include <algorithm>
#include <chrono>
#include <utility>

namespace plectrum::documents {

using namespace Qt::StringLiterals;

namespace {

/// So that lines that come one by one are shown together.
constexpr std::chrono::milliseconds pause{40};

} // namespace

LogModel::LogModel(std::shared_ptr<LogBuffer> buffer, QObject* parent)
    : QAbstractTableModel(parent)
    , m_buffer(std::move(buffer))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &LogModel::fetch);
    m_buffer->onWaiting([this] {
        QMetaObject::invokeMethod(&m_timer, "start", Qt::QueuedConnection, int(pause.count()));
    });
}

LogModel::~LogModel()
{
    m_buffer->onWaiting({});
}

void LogModel::fetch()
{
    append(m_buffer->take(batch));
    if (!m_buffer->isEmpty())
        m_timer.start(0);
}

void LogModel::append(std::vector<LogLine> lines)
{
    trim(lines.size());
    std::vector<std::uint64_t> shown;
    for (LogLine& line : lines) {
        QString text = lineText(line);
        if (m_filter.accepts(line, text))
            shown.push_back(m_first + m_lines.size());
        m_lines.push_back({std::move(line), std::move(text)});
    }
    if (!shown.empty()) {
        const int row = rowCount();
        beginInsertRows({}, row, row + int(shown.size()) - 1);
        m_shown.insert(m_shown.end(), shown.begin(), shown.end());
        endInsertRows();
    }
    emit countsChanged();
}

void LogModel::trim(std::size_t coming)
{
    const std::size_t all = m_lines.size() + coming;
    if (all <= capacity)
        return;
    const auto gone = std::min(all - capacity, m_lines.size());
    const auto first = m_first + gone;
    const auto end = std::ranges::lower_bound(m_shown, first);
    if (const int count = int(end - m_shown.begin()); count > 0) {
        beginRemoveRows({}, 0, count - 1);
        m_shown.erase(m_shown.begin(), end);
        endRemoveRows();
    }
    m_lines.erase(m_lines.begin(), m_lines.begin() + std::ptrdiff_t(gone));
    m_first = first;
}

void LogModel::setFilter(const LogFilter& filter)
{
    beginResetModel();
    m_filter = filter;
    m_shown.clear();
    for (std::size_t i = 0; i < m_lines.size(); ++i)
        if (m_filter.accepts(m_lines[i].line, m_lines[i].text))
            m_shown.push_back(m_first + i);
    endResetModel();
    emit countsChanged();
}

void LogModel::clear()
{
    beginResetModel();
    m_first += m_lines.size();
    m_lines.clear();
    m_shown.clear();
    endResetModel();
    emit countsChanged();
}

const LogLine& LogModel::line(int row) const
{
    return m_lines[std::size_t(m_shown[std::size_t(row)] - m_first)].line;
}

int LogModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

int LogModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant LogModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const LogLine& shown = line(index.row());
    if (role == LevelRole)
        return int(shown.level);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case TimeColumn:
        return QDateTime::fromMSecsSinceEpoch(shown.time.time_since_epoch().count(), QTimeZone::UTC)
            .toString(role == Qt::ToolTipRole ? u"yyyy-MM-dd HH:mm:ss.zzz 'UTC'"_s
                                              : u"HH:mm:ss.zzz"_s);
    case LevelColumn:
        return levelText(shown.level);
    case SourceColumn:
        return QString::fromStdString(shown.source);
    case MessageColumn:
        return QString::fromStdString(shown.message);
    case ContextColumn:
        return contextText(shown.context);
    default:
        return {};
    }
}

QVariant LogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn:
        return tr("Time (UTC)");
    case LevelColumn:
        return tr("Level");
    case SourceColumn:
        return tr("From");
    case MessageColumn:
        return tr("Message");
    case ContextColumn:
        return tr("Context");
    default:
        return {};
    }
}

QString levelText(store::LogLevel level)
{
    switch (level) {
    case store::LogLevel::Fatal:
        return LogModel::tr("Fatal");
    case store::LogLevel::Error:
        return LogModel::tr("Error");
    case store::LogLevel::Warn:
        return LogModel::tr("Warning");
    case store::LogLevel::Info:
        return LogModel::tr("Info");
    case store::LogLevel::Debug:
        return LogModel::tr("Debug");
    case store::LogLevel::Trace:
        return LogModel::tr("Trace");
    }
    return {};
}

} // namespace plectrum::documents

#include "moc_log_model.cpp"
