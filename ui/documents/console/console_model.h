// SPDX-License-Identifier: MIT
// What was said in a console, line by line: inputs, their results, what scripts print, what the
// engine does. Keeps the last lines.
#pragma once

#include "json/value.h"
#include "store/log.h"

#include <QAbstractListModel>
#include <QString>

#include <deque>

namespace plectrum::documents {

struct ConsoleLine
{
    enum class Kind
    {
        Input,
        Result,
        Print,
        Warning,
        Error,
        Log, ///< of the engine
        Note, ///< of the console itself
    };
    Kind kind = Kind::Print;
    QString text{};
    store::LogLevel level = store::LogLevel::Info; ///< of a log line
    json::Value value{}; ///< of a result
};

class ConsoleModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role
    {
        KindRole = Qt::UserRole, ///< ConsoleLine::Kind as int
        LevelRole, ///< store::LogLevel as int
    };
    Q_ENUM(Role)

    static constexpr std::size_t capacity = 5000;

    explicit ConsoleModel(QObject* parent = nullptr);

    void append(ConsoleLine line);
    void clear();
    /// Of the engine's lines only those of this level and graver are shown.
    void setLevel(store::LogLevel level);
    const ConsoleLine& line(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    bool isShown(const ConsoleLine& line) const;
    void filter();

    std::deque<ConsoleLine> m_lines;
    std::deque<std::size_t> m_shown; ///< numbers of lines; that of m_lines[0] is m_first
    std::size_t m_first = 0;
    store::LogLevel m_level = store::LogLevel::Warn;
};

} // namespace plectrum::documents
