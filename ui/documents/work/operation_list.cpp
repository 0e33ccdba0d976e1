// SPDX-License-Identifier: MIT
#include "documents/work/operation_list.h"

#include <algorithm>

namespace plectrum::documents {

OperationList::OperationList(async::Clock* clock, QObject* parent)
    : QAbstractListModel(parent)
    , m_clock(clock)
{
}

OperationList::~OperationList()
{
    cancelAll();
}

int OperationList::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_operations.size());
}

QVariant OperationList::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !checkIndex(index))
        return {};
    const Operation& operation = *m_operations[static_cast<std::size_t>(index.row())];
    switch (role) {
    case TitleRole:
        return operation.title();
    case StateRole:
        return QVariant::fromValue(operation.state());
    case DoneRole:
        return QVariant::fromValue<qlonglong>(operation.done());
    case TotalRole:
        return QVariant::fromValue<qlonglong>(operation.total());
    case FailureRole:
        return operation.failure();
    case PausedRole:
        return operation.isPaused();
    case RateRole:
        return operation.rate();
    case RemainingRole: {
        const auto left = operation.remaining();
        return QVariant::fromValue<qlonglong>(left ? left->count() : -1);
    }
    default:
        return {};
    }
}

std::shared_ptr<Operation> OperationList::begin(const QString& title)
{
    auto operation = std::make_shared<Operation>(title, m_clock);
    add(operation);
    return operation;
}

void OperationList::add(std::shared_ptr<Operation> operation)
{
    const Operation* raw = operation.get();
    connect(raw, &Operation::progressChanged, this, [this, raw] { showProgress(raw); });
    connect(raw, &Operation::ended, this, [this, raw] { finish(raw); });
    beginInsertRows({}, 0, 0);
    m_operations.insert(m_operations.begin(), std::move(operation));
    endInsertRows();
    emit runningChanged();
}

Operation* OperationList::running() const
{
    const auto found =
        std::ranges::find_if(m_operations, [](const auto& one) { return one->isRunning(); });
    return found == m_operations.end() ? nullptr : found->get();
}

int OperationList::runningCount() const
{
    return static_cast<int>(
        std::ranges::count_if(m_operations, [](const auto& one) { return one->isRunning(); }));
}

Operation* OperationList::at(const QModelIndex& index) const
{
    if (!index.isValid() || !checkIndex(index))
        return nullptr;
    return m_operations[static_cast<std::size_t>(index.row())].get();
}

void OperationList::cancel(const QModelIndex& index)
{
    if (Operation* operation = at(index))
        operation->cancel();
}

void OperationList::togglePause(const QModelIndex& index)
{
    Operation* operation = at(index);
    if (!operation)
        return;
    if (operation->isPaused())
        operation->resume();
    else
        operation->pause();
}

void OperationList::cancelAll()
{
    const auto operations = m_operations;
    for (const auto& operation : operations)
        operation->cancel();
}

void OperationList::clearEnded()
{
    for (int row = rowCount() - 1; row >= 0; --row)
        if (!m_operations[static_cast<std::size_t>(row)]->isRunning())
            removeRow(row);
}

void OperationList::showProgress(const Operation* operation)
{
    const QModelIndex changed = index(rowOf(operation));
    emit dataChanged(changed, changed, {DoneRole, TotalRole, PausedRole, RateRole, RemainingRole});
    emit runningChanged();
}

void OperationList::finish(const Operation* operation)
{
    const int row = rowOf(operation);
    if (row < 0)
        return;
    if (operation->state() == Operation::State::Failed)
        emit dataChanged(index(row), index(row), {StateRole, FailureRole});
    else
        removeRow(row);
    emit runningChanged();
}

int OperationList::rowOf(const Operation* operation) const
{
    const auto found = std::ranges::find_if(
        m_operations, [operation](const auto& one) { return one.get() == operation; });
    return found == m_operations.end() ? -1 : static_cast<int>(found - m_operations.begin());
}

void OperationList::removeRow(int row)
{
    beginRemoveRows({}, row, row);
    const auto kept = m_operations[static_cast<std::size_t>(row)];
    m_operations.erase(m_operations.begin() + row);
    endRemoveRows();
}

} // namespace plectrum::documents
