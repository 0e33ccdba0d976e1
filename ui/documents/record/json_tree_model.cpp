// SPDX-License-Identifier: MIT
#include "documents/record/json_tree_model.h"

#include "documents/basics/drag_data.h"
#include "documents/basics/visible_name.h"
#include "documents/record/json_display.h"
#include "documents/record/json_tree_node.h"
#include "documents/record/json_tree_update.h"
#include "documents/record/record_document.h"

#include <QMimeData>

#include <algorithm>
#include <string>

namespace plectrum::documents {

namespace {

bool isEqual(const json::Value& left, const json::Value& right)
{
    return left == right;
}

json::Value asTop(const std::optional<json::Value>& value)
{
    return value ? json::Value::array({*value}) : json::Value::array();
}

} // namespace

JsonTreeModel::JsonTreeModel(QObject* parent)
    : QAbstractItemModel(parent)
    , m_top(std::make_unique<JsonTreeNode>(nullptr, 0, json::Value::array()))
    , m_rootName(tr("data"))
{
}

JsonTreeModel::~JsonTreeModel() = default;

void JsonTreeModel::setDocument(RecordDocument* document)
{
    m_document = document;
    const auto follow = [this] {
        const bool hasData = m_document->hasData();
        if (hasData)
            update(m_document->value());
        else
            reset(std::nullopt);
        setBase(hasData ? std::optional(m_document->base()) : std::nullopt);
    };
    connect(document, &RecordDocument::valueChanged, this,
            [this](const json::Value&, const json::Value& after) { update(after); });
    connect(document, &RecordDocument::loaded, this, follow);
    connect(document, &RecordDocument::modifiedChanged, this,
            [this] { setBase(m_document->base()); });
    if (document->phase() != RecordDocument::Phase::Loading)
        follow();
}

void JsonTreeModel::reset(std::optional<json::Value> value)
{
    beginResetModel();
    m_top = std::make_unique<JsonTreeNode>(nullptr, 0, asTop(value));
    m_top->shown = m_top->value.size();
    ++m_revision;
    endResetModel();
}

void JsonTreeModel::update(const json::Value& value)
{
    ++m_revision;
    m_isUpdating = true;
    JsonTreeUpdate(*this).run(*m_top, asTop(value));
    m_isUpdating = false;
    ++m_revision; // what was paired with the base on the way may be old already
    emit marksChanged();
}

void JsonTreeModel::setBase(std::optional<json::Value> base)
{
    const bool isSame = base.has_value() == m_base.has_value()
        && (!base || (base->type() == m_base->type() && base->isSameNode(*m_base)));
    if (!isSame) {
        m_base = std::move(base);
        ++m_revision;
        emit marksChanged();
    }
}

void JsonTreeModel::setRootName(const QString& name)
{
    m_rootName = name;
}

bool JsonTreeModel::isEditable() const
{
    return m_document && m_document->isEditable();
}

json::Value JsonTreeModel::value() const
{
    return m_top->value.at(0);
}

JsonTreeNode* JsonTreeModel::holderOf(const QModelIndex& index) const
{
    return static_cast<JsonTreeNode*>(index.internalPointer());
}

JsonTreeNode* JsonTreeModel::nodeOf(const QModelIndex& index) const
{
    if (!index.isValid())
        return m_top.get();
    JsonTreeNode* holder = holderOf(index);
    const auto row = static_cast<std::size_t>(index.row());
    if (JsonTreeNode* node = holder->child(row))
        return node;
    return holder->value.at(row).isContainer() ? holder->makeChild(row, batch) : nullptr;
}

QModelIndex JsonTreeModel::indexOfNode(const JsonTreeNode* node) const
{
    return node->parent ? createIndex(static_cast<int>(node->row), 0, node->parent) : QModelIndex();
}

json::Value JsonTreeModel::valueAt(const QModelIndex& index) const
{
    return index.isValid() ? holderOf(index)->value.at(static_cast<std::size_t>(index.row()))
                           : json::Value();
}

bool JsonTreeModel::isRoot(const QModelIndex& index) const
{
    return index.isValid() && holderOf(index) == m_top.get();
}

bool JsonTreeModel::isElement(const QModelIndex& index) const
{
    return index.isValid() && !isRoot(index) && holderOf(index)->value.isArray();
}

bool JsonTreeModel::isMember(const QModelIndex& index) const
{
    return index.isValid() && holderOf(index)->value.isObject();
}

std::size_t JsonTreeModel::handleCount() const
{
    return m_top ? m_top->count() : 0;
}

bool JsonTreeModel::isNameTaken(const QModelIndex& index, const QString& name) const
{
    const std::string wanted = name.toStdString();
    const json::Value& object = holderOf(index)->value;
    return object.find(wanted) && object.nameAt(static_cast<std::size_t>(index.row())) != wanted;
}

JsonTreeModel::Rows JsonTreeModel::rows(const QModelIndex& index) const
{
    Rows rows;
    if (index.isValid()) {
        rows.push_back(static_cast<std::size_t>(index.row()));
        for (const JsonTreeNode* node = holderOf(index); node->parent; node = node->parent)
            rows.push_back(node->row);
        std::ranges::reverse(rows);
    }
    return rows;
}

json::Pointer JsonTreeModel::pointer(const QModelIndex& index) const
{
    std::vector<std::string> tokens;
    auto row = static_cast<std::size_t>(std::max(index.row(), 0));
    const JsonTreeNode* node = index.isValid() ? holderOf(index) : m_top.get();
    for (; node->parent; row = node->row, node = node->parent) {
        tokens.push_back(node->value.isArray() ? std::to_string(row)
                                               : std::string(node->value.nameAt(row)));
    }
    std::ranges::reverse(tokens);
    return json::Pointer(std::move(tokens));
}

QModelIndex JsonTreeModel::indexOf(const json::Pointer& pointer)
{
    if (m_top->value.size() == 0)
        return {};
    Rows rows{0};
    json::Value at = value();
    for (const std::string& token : pointer.tokens()) {
        const std::size_t row = at.isArray() ? json::arrayIndex(token).value_or(at.size())
            : at.isObject()                  ? at.indexOf(token)
                                             : at.size();
        if (!at.isContainer() || row >= at.size())
            return {};
        rows.push_back(row);
        at = json::Value(at.at(row));
    }
    return indexOfRows(rows);
}

QModelIndex JsonTreeModel::indexOfRows(const Rows& rows)
{
    QModelIndex index;
    for (const std::size_t row : rows) {
        JsonTreeNode* node = nodeOf(index);
        if (!node || row >= node->value.size())
            return {};
        fetchUntil(*node, row);
        index = this->index(static_cast<int>(row), 0, index);
    }
    return index;
}

void JsonTreeModel::fetchUntil(JsonTreeNode& node, std::size_t row)
{
    if (row >= node.shown)
        JsonTreeUpdate(*this).showMore(node, row - node.shown + batch / 4);
}

QModelIndex JsonTreeModel::index(int row, int column, const QModelIndex& parent) const
{
    if (row < 0 || column < 0 || column >= ColumnCount || parent.column() > 0)
        return {};
    JsonTreeNode* node = nodeOf(parent);
    return node && static_cast<std::size_t>(row) < node->shown ? createIndex(row, column, node)
                                                               : QModelIndex();
}

QModelIndex JsonTreeModel::parent(const QModelIndex& index) const
{
    return index.isValid() ? indexOfNode(holderOf(index)) : QModelIndex();
}

int JsonTreeModel::rowCount(const QModelIndex& parent) const
{
    const JsonTreeNode* node = parent.column() > 0 ? nullptr : nodeOf(parent);
    return node ? static_cast<int>(node->shown) : 0;
}

int JsonTreeModel::columnCount(const QModelIndex& /*parent*/) const
{
    return ColumnCount;
}

bool JsonTreeModel::hasChildren(const QModelIndex& parent) const
{
    if (parent.column() > 0)
        return false;
    if (!parent.isValid())
        return m_top->shown > 0;
    const auto row = static_cast<std::size_t>(parent.row());
    const JsonTreeNode* holder = holderOf(parent);
    if (const JsonTreeNode* node = holder->child(row))
        return node->shown > 0 || (node->value.isContainer() && node->value.size() > 0);
    const json::Value& value = holder->value.at(row);
    return value.isContainer() && value.size() > 0;
}

bool JsonTreeModel::canFetchMore(const QModelIndex& parent) const
{
    if (!parent.isValid() || parent.column() > 0 || m_isUpdating)
        return false;
    const JsonTreeNode* node = holderOf(parent)->child(static_cast<std::size_t>(parent.row()));
    return node && node->value.isContainer() && node->shown < node->value.size();
}

void JsonTreeModel::fetchMore(const QModelIndex& parent)
{
    if (JsonTreeNode* node = nodeOf(parent))
        JsonTreeUpdate(*this).showMore(*node, batch);
}

QString JsonTreeModel::nameOf(const JsonTreeNode& holder, std::size_t row) const
{
    if (&holder == m_top.get())
        return m_rootName;
    return holder.value.isArray() ? QString::number(row)
                                  : QString::fromUtf8(QByteArrayView(holder.value.nameAt(row)));
}

QVariant JsonTreeModel::displayText(const JsonTreeNode& holder, std::size_t row, int column) const
{
    switch (column) {
    case NameColumn:
        // The number of an element is no datum of it: the delegate draws it.
        return &holder != m_top.get() && holder.value.isArray() ? QString() : nameOf(holder, row);
    case ValueColumn:
        return documents::displayText(holder.value.at(row));
    default:
        return typeText(holder.value.at(row).type());
    }
}

void JsonTreeModel::setProblem(const std::optional<json::Pointer>& place, const QString& text)
{
    if (m_problemPlace == place && m_problem == text)
        return;
    m_problemPlace = place;
    m_problem = text;
    emit marksChanged();
}

QVariant JsonTreeModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    JsonTreeNode& holder = *holderOf(index);
    const auto row = static_cast<std::size_t>(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return displayText(holder, row, index.column());
    case Qt::EditRole:
        return index.column() == NameColumn ? QVariant(nameOf(holder, row))
                                            : QVariant::fromValue(holder.value.at(row));
    case ValueRole:
        return QVariant::fromValue(holder.value.at(row));
    case NameRole:
    case Qt::AccessibleTextRole:
        if (role == Qt::AccessibleTextRole && index.column() != NameColumn)
            return displayText(holder, row, index.column());
        return role == NameRole ? nameOf(holder, row) : visibleName(nameOf(holder, row));
    case MarkRole:
        return markOf(holder, row);
    case IsElementRole:
        return isElement(index);
    case ProblemRole:
    case Qt::ToolTipRole:
        return m_problemPlace && m_problemPlace->startsWith(pointer(index)) ? m_problem : QString();
    case IsProblemHereRole:
        return m_problemPlace && *m_problemPlace == pointer(index);
    default:
        return {};
    }
}

bool JsonTreeModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (!isEditable() || !index.isValid() || (role != Qt::EditRole && role != ValueRole))
        return false;
    if (index.column() == NameColumn) {
        const QString name = value.toString();
        return isMember(index) && name != nameOf(*holderOf(index), rows(index).back())
            && !isNameTaken(index, name) && m_document->rename(pointer(index), name);
    }
    return value.canConvert<json::Value>()
        && m_document->replace(pointer(index), value.value<json::Value>());
}

QVariant JsonTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Name");
    case ValueColumn:
        return tr("Value");
    case TypeColumn:
        return tr("Type");
    default:
        return {};
    }
}

Qt::ItemFlags JsonTreeModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled;
    const json::Value value = valueAt(index);
    const bool isScalar = value.isBool() || value.isNumber() || value.isString();
    const bool canBeEdited =
        index.column() == NameColumn ? isMember(index) : index.column() == ValueColumn && isScalar;
    return isEditable() && canBeEdited ? flags | Qt::ItemIsEditable : flags;
}

QMimeData* JsonTreeModel::mimeData(const QModelIndexList& indexes) const
{
    if (!m_document || indexes.isEmpty())
        return nullptr;
    const QModelIndex& index = indexes.front();
    return valueMime({m_document->address(), pointer(index)}, valueAt(index)).release();
}

void JsonTreeModel::pairWithBase(JsonTreeNode& node) const
{
    if (node.revision == m_revision)
        return;
    node.base = node.parent ? baseOf(*node.parent, node.row)
        : m_base            ? std::optional(asTop(m_base))
                            : std::nullopt;
    node.revision = m_revision;
    node.head = 0;
    node.tail = 0;
    if (node.base && node.base->isArray() && node.value.isArray())
        std::tie(node.head, node.tail) = commonEnds(node.value, *node.base, isEqual);
}

std::optional<json::Value> JsonTreeModel::baseOf(JsonTreeNode& holder, std::size_t row) const
{
    pairWithBase(holder);
    if (!holder.base || holder.base->type() != holder.value.type())
        return std::nullopt;
    if (holder.value.isObject()) {
        const json::Value* found = holder.base->find(holder.value.nameAt(row));
        return found ? std::optional(*found) : std::nullopt;
    }
    const std::size_t size = holder.base->size();
    const std::size_t fromEnd = holder.value.size() - row;
    if (row >= holder.head && fromEnd <= holder.tail)
        return holder.base->at(size - fromEnd);
    return row < size - holder.tail ? std::optional(holder.base->at(row)) : std::nullopt;
}

JsonTreeModel::Mark JsonTreeModel::markOf(JsonTreeNode& holder, std::size_t row) const
{
    if (!m_base)
        return Same;
    const std::optional<json::Value> base = baseOf(holder, row);
    const json::Value& value = holder.value.at(row);
    if (!base)
        return Added;
    if (value.isContainer() && value.type() == base->type())
        return value == *base ? Same : ChangedInside;
    return value == *base ? Same : Changed;
}

} // namespace plectrum::documents

#include "moc_json_tree_model.cpp"
