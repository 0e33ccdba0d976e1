// SPDX-License-Identifier: MIT
#include "documents/console/console_model.h"

#include <utility>

namespace plectrum::documents {

ConsoleModel::ConsoleModel(QObject* parent)
    : QAbstractListModel(parent)
{
}

bool ConsoleModel::isShown(const ConsoleLine& line) const
{
    return line.kind != ConsoleLine::Kind::Log || line.level <= m_level;
}

void ConsoleModel::append(ConsoleLine line)
{
    if (m_lines.size() == capacity) {
        if (!m_shown.empty() && m_shown.front() == m_first) {
            beginRemoveRows({}, 0, 0);
            m_shown.pop_front();
            endRemoveRows();
        }
        m_lines.pop_front();
        ++m_first;
    }
    const bool isVisible = isShown(line);
    m_lines.push_back(std::move(line));
    if (!isVisible)
        return;
    const int row = int(m_shown.size());
    beginInsertRows({}, row, row);
    m_shown.push_back(m_first + m_lines.size() - 1);
    endInsertRows();
}

void ConsoleModel::clear()
{
    beginResetModel();
    m_lines.clear();
    m_shown.clear();
    m_first = 0;
    endResetModel();
}

void ConsoleModel::setLevel(store::LogLevel level)
{
    m_level = level;
    filter();
}

void ConsoleModel::filter()
{
    beginResetModel();
    m_shown.clear();
    for (std::size_t i = 0; i < m_lines.size(); ++i)
        if (isShown(m_lines[i]))
            m_shown.push_back(m_first + i);
    endResetModel();
}

const ConsoleLine& ConsoleModel::line(int row) const
{
    return m_lines.at(m_shown.at(std::size_t(row)) - m_first);
}

int ConsoleModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

QVariant ConsoleModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ConsoleLine& shown = line(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return shown.text;
    case KindRole:
        return int(shown.kind);
    case LevelRole:
        return int(shown.level);
    default:
        return {};
    }
}

} // namespace plectrum::documents

#include "moc_console_model.cpp"
