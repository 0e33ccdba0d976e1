// SPDX-License-Identifier: MIT
#include "documents/transaction/reader_model.h"

#include "documents/basics/failure_text.h"
#include "documents/basics/visible_name.h"
#include "documents/record/json_display.h"
#include "json/diff.h"

namespace plectrum::documents {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t maxPointers = 6;

std::vector<json::Pointer> changedPointers(const ReaderView& reader)
{
    std::vector<json::Pointer> pointers;
    const json::Value none;
    for (const json::Change& change :
         json::diff(reader.before.value_or(none), reader.after.value_or(none)))
        if (pointers.size() < maxPointers)
            pointers.push_back(change.pointer);
    return pointers;
}

QString textOf(const std::optional<json::Value>& data, const std::vector<json::Pointer>& pointers)
{
    if (!data)
        return ReaderModel::tr("no data");
    QStringList lines;
    for (const json::Pointer& pointer : pointers) {
        const json::Value* value = json::resolve(*data, pointer);
        const QString name =
            pointer.isRoot() ? ReaderModel::tr("data") : visibleName(pointer.toString());
        lines << name % u": "_s % (value ? displayText(*value) : u"–"_s);
    }
    return lines.join(u'\n');
}

QString verdict(const ReaderView& reader)
{
    if (reader.now.damage)
        return damageText(*reader.now.damage);
    if (reader.now.data == reader.before)
        return ReaderModel::tr("The data before");
    return reader.now.data == reader.after ? ReaderModel::tr("The data after")
                                           : ReaderModel::tr("Something else");
}

} // namespace

ReaderModel::ReaderModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void ReaderModel::setReaders(const std::vector<ReaderView>& readers)
{
    beginResetModel();
    m_rows.clear();
    for (const ReaderView& reader : readers) {
        const auto pointers = changedPointers(reader);
        m_rows.push_back({visibleName(reader.key), textOf(reader.before, pointers),
                          textOf(reader.after, pointers), textOf(reader.now.data, pointers),
                          verdict(reader)});
    }
    endResetModel();
}

int ReaderModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ReaderModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ReaderModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    return m_rows[static_cast<std::size_t>(index.row())][static_cast<std::size_t>(index.column())];
}

QVariant ReaderModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const std::array titles{tr("Key"), tr("Before"), tr("After"), tr("A reader gets"),
                            tr("That is")};
    return titles[static_cast<std::size_t>(section)];
}

} // namespace plectrum::documents

#include "moc_reader_model.cpp"
