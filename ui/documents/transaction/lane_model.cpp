// SPDX-License-Identifier: MIT
#include "documents/transaction/lane_model.h"

#include "documents/basics/visible_name.h"

#include <algorithm>
#include <utility>

namespace plectrum::documents {

using namespace Qt::StringLiterals;
using Kind = store::TransactionStep::Kind;

namespace {

Tone toneOf(LaneState state)
{
    switch (state) {
    case LaneState::Locked:
        return Tone::Accent;
    case LaneState::Pending:
    case LaneState::MarkerThere:
        return Tone::Warning;
    case LaneState::Written:
        return Tone::Added;
    case LaneState::Idle:
        break;
    }
    return Tone::Line;
}

} // namespace

LaneModel::LaneModel(QObject* parent)
    : QAbstractTableModel(parent)
    , m_lanes{tr("Marker")}
{
}

void LaneModel::begin(const std::vector<std::string>& keys)
{
    beginResetModel();
    m_lanes = {tr("Marker")};
    for (const std::string& key : keys)
        m_lanes.push_back(visibleName(key));
    m_columns.clear();
    m_lastSentence.clear();
    endResetModel();
}

std::size_t LaneModel::laneOf(const std::string& key) const
{
    const auto found = std::find(m_lanes.begin() + 1, m_lanes.end(), visibleName(key));
    return key.empty() || found == m_lanes.end()
        ? 0
        : static_cast<std::size_t>(found - m_lanes.begin());
}

LaneModel::Column LaneModel::next() const
{
    Column column(m_lanes.size());
    for (std::size_t lane = 0; lane < column.size() && !m_columns.empty(); ++lane)
        column[lane].state = m_columns.back()[lane].state;
    return column;
}

void LaneModel::append(Column column)
{
    const int at = columnCount();
    beginInsertColumns({}, at, at);
    m_columns.push_back(std::move(column));
    endInsertColumns();
}

void LaneModel::add(const store::TransactionStep& step)
{
    Column column = next();
    const auto lane = laneOf(step.key);
    Cell& cell = column[lane];
    const QString key = m_lanes[lane];
    const auto report = [&](Cell reported, const QString& sentence) {
        cell = std::move(reported);
        m_lastSentence = sentence;
    };
    const auto everywhere = [&](const Cell& reported, std::size_t from = 1) {
        for (std::size_t i = from; i < column.size(); ++i)
            column[i] = reported;
    };
    switch (step.kind) {
    case Kind::LockTaken:
        report({tr("Locked"), u"lock"_s, Tone::Accent, LaneState::Locked},
               tr("The lock of %1 was taken.").arg(key));
        break;
    case Kind::Loaded:
        report({tr("Read"), u"download"_s, Tone::Accent, LaneState::Locked},
               tr("The newest record of %1 was read.").arg(key));
        break;
    case Kind::Merged:
        everywhere({tr("Merged"), u"check"_s, Tone::Accent, LaneState::Locked});
        m_lastSentence = tr("All drafts were put together with the newest data.");
        break;
    case Kind::MarkerSet:
        report({tr("Set"), u"pin"_s, Tone::Warning, LaneState::MarkerThere},
               tr("The marker stands: readers take the data before."));
        break;
    case Kind::RecordWritten: {
        const bool isPlain = step.txId.empty();
        report({isPlain ? tr("Written") : tr("Patched"), u"edit"_s,
                isPlain ? Tone::Added : Tone::Changed,
                isPlain ? LaneState::Written : LaneState::Pending},
               isPlain
                   ? tr("The record of %1 holds its new data.").arg(key)
                   : tr("The record of %1 holds its patch, which does not count yet.").arg(key));
        break;
    }
    case Kind::MarkerRemoved:
        everywhere({{}, {}, Tone::Added, LaneState::Written});
        report({tr("Removed"), u"check"_s, Tone::Added, LaneState::Idle},
               tr("The marker is gone: from now on readers take the data after."));
        break;
    case Kind::Reverting:
        for (Cell& each : column)
            if (each.state == LaneState::Pending)
                each = {tr("Back"), u"undo"_s, Tone::Danger, LaneState::Pending};
        m_lastSentence = tr("Something failed: the records are written back.");
        break;
    case Kind::RecordReverted:
        report({tr("Reverted"), u"undo"_s, Tone::Warning, LaneState::Locked},
               tr("The record of %1 holds the data before.").arg(key));
        break;
    case Kind::Done:
        everywhere({tr("Released"), u"unlock"_s, Tone::Muted, LaneState::Idle});
        m_lastSentence = tr("All is over, the locks are let go.");
        break;
    }
    append(std::move(column));
}

void LaneModel::end(store::CommitOutcome outcome)
{
    if (outcome != store::CommitOutcome::Crashed)
        return;
    Column column = next();
    for (Cell& cell : column)
        cell = {tr("Crashed"), u"error"_s, Tone::Danger, cell.state};
    m_lastSentence = tr("The writer crashed here: nothing more is written, nothing removed, and "
                        "its locks stay until they expire.");
    append(std::move(column));
}

int LaneModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lanes.size());
}

int LaneModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant LaneModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Cell& cell =
        m_columns[static_cast<std::size_t>(index.column())][static_cast<std::size_t>(index.row())];
    switch (role) {
    case WordRole:
        return cell.word;
    case IconRole:
        return cell.icon;
    case ToneRole:
        return static_cast<int>(cell.meaning);
    case StateRole:
        return static_cast<int>(cell.state);
    case StateToneRole:
        return static_cast<int>(toneOf(cell.state));
    default:
        return {};
    }
}

QVariant LaneModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole)
        return {};
    return orientation == Qt::Vertical ? QVariant(m_lanes[static_cast<std::size_t>(section)])
                                       : QVariant(section + 1);
}

QString LaneModel::lastSentence() const
{
    return m_lastSentence;
}

} // namespace plectrum::documents

#include "moc_lane_model.cpp"
