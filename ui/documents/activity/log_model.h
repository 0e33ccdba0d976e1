// SPDX-License-Identifier: MIT
// The last lines of a log as rows, oldest first, through a filter. Fetches what has come in small
// batches, so that however much is logged the window stays quick.
#pragma once

#include "documents/activity/log_filter.h"

#include <QAbstractTableModel>
#include <QTimer>

#include <deque>
#include <memory>

namespace plectrum::documents {

class LogModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        TimeColumn,
        LevelColumn,
        SourceColumn,
        MessageColumn,
        ContextColumn,
        ColumnCount
    };
    enum Role
    {
        LevelRole = Qt::UserRole, ///< store::LogLevel as int
    };
    Q_ENUM(Role)

    static constexpr std::size_t capacity = LogBuffer::capacity;
    static constexpr std::size_t batch = 500; ///< lines that one turn of the event loop fetches

    explicit LogModel(std::shared_ptr<LogBuffer> buffer, QObject* parent = nullptr);
    ~LogModel() override;

    void setFilter(const LogFilter& filter);
    void clear();
    /// Lines kept, shown or not.
    std::size_t lineCount() const { return m_lines.size(); }
    /// The line of a row; it must be valid.
    const LogLine& line(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    /// rowCount() or lineCount() is another.
    void countsChanged();

private:
    struct Kept
    {
        LogLine line;
        QString text;
    };
    void fetch();
    void append(std::vector<LogLine> lines);
    void trim(std::size_t coming);

    std::shared_ptr<LogBuffer> m_buffer;
    LogFilter m_filter;
    std::deque<Kept> m_lines;
    std::deque<std::uint64_t> m_shown; ///< numbers of lines; that of m_lines[0] is m_first
    std::uint64_t m_first = 0;
    QTimer m_timer;
};

/// "Error" ... "Trace"
QString levelText(store::LogLevel level);

} // namespace plectrum::documents
