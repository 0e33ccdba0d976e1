// SPDX-License-Identifier: MIT
#include "documents/history/diff_model.h"

#include "documents/basics/visible_name.h"
#include "documents/history/value_text.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace plectrum::documents {

namespace {

constexpr int valueCharacters = 160;
constexpr int previewLines = 24;

std::size_t partsOf(const std::optional<json::Value>& value)
{
    return value && value->isContainer() ? value->size() : 0;
}

} // namespace

/// A change, or a part of a value that is in one.
struct DiffModel::Node
{
    const Node* parent = nullptr;
    std::size_t row = 0;
    json::ChangeKind kind{};
    json::Pointer pointer;
    std::optional<json::Value> before;
    std::optional<json::Value> after;
    std::size_t childCount = 0; ///< all that there are; `children` holds those fetched so far
    std::vector<std::unique_ptr<Node>> children;
};

DiffModel::DiffModel(QObject* parent)
    : QAbstractItemModel(parent)
    , m_root(std::make_unique<Node>())
    , m_beforeTitle(tr("Before"))
    , m_afterTitle(tr("After"))
    , m_comparing([this](Difference difference) { applyAnswer(std::move(difference)); })
{
}

DiffModel::~DiffModel() = default;

void DiffModel::compare(std::optional<json::Value> before, std::optional<json::Value> after)
{
    m_comparing.start(
        [from = std::move(before), to = std::move(after)] { return differenceOf(from, to); });
    apply({});
    emit started();
}

void DiffModel::show(Difference difference)
{
    clear();
    apply(std::move(difference));
    emit finished();
}

void DiffModel::clear()
{
    m_comparing.cancel();
    apply({});
}

void DiffModel::applyAnswer(Difference difference)
{
    apply(std::move(difference));
    emit finished();
}

void DiffModel::apply(Difference difference)
{
    beginResetModel();
    m_difference = std::move(difference);
    m_root = std::make_unique<Node>();
    m_root->childCount = m_difference.changes.size();
    endResetModel();
}

bool DiffModel::isComputing() const
{
    return m_comparing.isRunning();
}

const Difference& DiffModel::difference() const
{
    return m_difference;
}

void DiffModel::setColumnTitles(const QString& before, const QString& after)
{
    m_beforeTitle = before;
    m_afterTitle = after;
    emit headerDataChanged(Qt::Horizontal, BeforeColumn, AfterColumn);
}

DiffModel::Node& DiffModel::nodeOf(const QModelIndex& index) const
{
    return index.isValid() ? *static_cast<Node*>(index.internalPointer()) : *m_root;
}

QModelIndex DiffModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, nodeOf(parent).children[static_cast<std::size_t>(row)].get());
}

QModelIndex DiffModel::parent(const QModelIndex& child) const
{
    const Node* node = nodeOf(child).parent;
    if (!node || node == m_root.get())
        return {};
    return createIndex(static_cast<int>(node->row), 0, node);
}

int DiffModel::rowCount(const QModelIndex& parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(nodeOf(parent).children.size());
}

int DiffModel::columnCount(const QModelIndex&) const
{
    return ColumnCount;
}

bool DiffModel::hasChildren(const QModelIndex& parent) const
{
    return parent.column() <= 0 && nodeOf(parent).childCount > 0;
}

bool DiffModel::canFetchMore(const QModelIndex& parent) const
{
    const Node& node = nodeOf(parent);
    return parent.column() <= 0 && node.children.size() < node.childCount;
}

void DiffModel::fetchMore(const QModelIndex& parent)
{
    if (!canFetchMore(parent))
        return;
    Node& node = nodeOf(parent);
    const std::size_t first = node.children.size();
    const std::size_t end = std::min(node.childCount, first + batch);
    beginInsertRows(parent.siblingAtColumn(0), static_cast<int>(first), static_cast<int>(end) - 1);
    for (std::size_t row = first; row < end; ++row)
        node.children.push_back(makeNode(node, row));
    endInsertRows();
}

/// The parts of the old value stand first, then those of the new one; a change has both only when
/// an array became an object or the other way round.
std::unique_ptr<DiffModel::Node> DiffModel::makeNode(const Node& parent, std::size_t row) const
{
    auto node = std::make_unique<Node>();
    node->parent = &parent;
    node->row = row;
    if (&parent == m_root.get()) {
        const json::Change& change = m_difference.changes[row];
        node->kind = change.kind;
        node->pointer = change.pointer;
        if (change.kind != json::ChangeKind::Added)
            node->before = change.before;
        if (change.kind != json::ChangeKind::Removed)
            node->after = change.after;
    } else {
        const std::size_t old = partsOf(parent.before);
        const bool isOld = row < old;
        const json::Value& whole = isOld ? *parent.before : *parent.after;
        const std::size_t at = isOld ? row : row - old;
        node->kind = isOld ? json::ChangeKind::Removed : json::ChangeKind::Added;
        node->pointer = whole.isObject() ? parent.pointer / whole.nameAt(at) : parent.pointer / at;
        (isOld ? node->before : node->after) = whole.at(at);
    }
    node->childCount = partsOf(node->before) + partsOf(node->after);
    return node;
}

QVariant DiffModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Node& node = nodeOf(index);
    if (role == KindRole)
        return static_cast<int>(node.kind);
    if (role == PointerRole)
        return QString::fromStdString(node.pointer.toString());
    switch (index.column()) {
    case PointerColumn:
        return pointerData(node, role);
    case BeforeColumn:
        return valueData(node.before, role);
    case AfterColumn:
        return valueData(node.after, role);
    default:
        return {};
    }
}

/// The whole path for a change; its parts only say their own name.
QVariant DiffModel::pointerData(const Node& node, int role) const
{
    if (role == PreviewRole)
        return pointerText(node.pointer);
    if (role != Qt::DisplayRole)
        return {};
    return node.parent == m_root.get() ? pointerText(node.pointer)
                                       : visibleName(node.pointer.last());
}

QVariant DiffModel::valueData(const std::optional<json::Value>& value, int role) const
{
    if (role == HasValueRole)
        return value.has_value();
    if (!value)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return abbreviated(*value, valueCharacters);
    case ValueTypeRole:
        return static_cast<int>(value->type());
    case PreviewRole:
        return previewText(*value, previewLines);
    default:
        return {};
    }
}

QVariant DiffModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case KindColumn:
        return tr("Change");
    case PointerColumn:
        return tr("Path");
    case BeforeColumn:
        return m_beforeTitle;
    case AfterColumn:
        return m_afterTitle;
    default:
        return {};
    }
}

QHash<int, QByteArray> DiffModel::roleNames() const
{
    auto names = QAbstractItemModel::roleNames();
    names.insert({{KindRole, "kind"},
                  {PointerRole, "pointer"},
                  {HasValueRole, "hasValue"},
                  {ValueTypeRole, "valueType"},
                  {PreviewRole, "preview"}});
    return names;
}

} // namespace plectrum::documents

#include "moc_diff_model.cpp"
