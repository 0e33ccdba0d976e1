// SPDX-License-Identifier: MIT
// The rows of a JSON tree over an immutable value. Costs what is looked at: a container gets a
// handle when a view looks into it, and long ones come in batches. One top row is the value itself.
// Changes are told row by row, so that expansion and selection stay.
#pragma once

#include "json/pointer.h"
#include "json/value.h"

#include <QAbstractItemModel>
#include <QPointer>

#include <memory>
#include <optional>
#include <vector>

namespace plectrum::documents {

class RecordDocument;
struct JsonTreeNode;

class JsonTreeModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column
    {
        NameColumn,
        ValueColumn,
        TypeColumn,
        ColumnCount
    };
    enum Role
    {
        ValueRole = Qt::UserRole, ///< json::Value; written with setData to change it
        NameRole, ///< QString: member name, or index as text
        MarkRole, ///< Mark
        IsElementRole, ///< bool: the row is an element of an array
        ProblemRole, ///< QString: what is wrong at this row, or inside it; empty: nothing
        IsProblemHereRole, ///< bool: at this row itself
    };
    /// How a row compares with the base.
    enum Mark
    {
        Same,
        ChangedInside, ///< a container of both, with a change in it
        Changed,
        Added
    };
    Q_ENUM(Mark)
    /// Rows from the top: {0} is the value itself, {0, 3} its fourth member or element.
    using Rows = std::vector<std::size_t>;

    /// Rows of a container that come at once.
    static constexpr std::size_t batch = 20'000;

    explicit JsonTreeModel(QObject* parent = nullptr);
    ~JsonTreeModel() override;

    /// Follows a document: shows its draft, marks what differs from its base, edits through it.
    void setDocument(RecordDocument* document);
    /// Shows another value from scratch, without a document read-only; nullopt shows nothing.
    void reset(std::optional<json::Value> value);
    /// Goes on to another value in small steps: rows inserted, removed, moved, changed.
    void update(const json::Value& value);
    /// What marks are made against; nullopt: nothing is marked.
    void setBase(std::optional<json::Value> base);
    /// The name of the top row ("data" when never set).
    void setRootName(const QString& name);

    /// What is wrong at a place of the value; nullopt: nothing is known to be.
    void setProblem(const std::optional<json::Pointer>& place, const QString& text);

    bool isEditable() const;
    json::Value value() const; ///< null when nothing is shown
    json::Pointer pointer(const QModelIndex& index) const;
    json::Value valueAt(const QModelIndex& index) const;
    Rows rows(const QModelIndex& index) const;
    /// The index at a place, fetching rows as needed; invalid when there is no such place.
    QModelIndex indexOf(const json::Pointer& pointer);
    QModelIndex indexOfRows(const Rows& rows);
    bool isRoot(const QModelIndex& index) const;
    bool isElement(const QModelIndex& index) const;
    bool isMember(const QModelIndex& index) const;
    /// How many containers were looked into: what the model costs, however large the value is.
    std::size_t handleCount() const;
    /// Whether the object that holds this member has another of that name.
    bool isNameTaken(const QModelIndex& index, const QString& name) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    using QObject::parent;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    bool hasChildren(const QModelIndex& parent = {}) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    /// The place of a row, for a view that lets rows be dragged (see drag_data.h).
    QMimeData* mimeData(const QModelIndexList& indexes) const override;

signals:
    /// Any row's mark may be another now.
    void marksChanged();

private:
    friend class JsonTreeUpdate;

    JsonTreeNode* nodeOf(const QModelIndex& index) const; ///< the handle of its container, or null
    JsonTreeNode* holderOf(const QModelIndex& index) const; ///< the handle that the row stands in
    QModelIndex indexOfNode(const JsonTreeNode* node) const;
    QString nameOf(const JsonTreeNode& holder, std::size_t row) const;
    QVariant displayText(const JsonTreeNode& holder, std::size_t row, int column) const;
    Mark markOf(JsonTreeNode& holder, std::size_t row) const;
    void pairWithBase(JsonTreeNode& node) const;
    std::optional<json::Value> baseOf(JsonTreeNode& holder, std::size_t row) const;
    void fetchUntil(JsonTreeNode& node, std::size_t row);

    std::unique_ptr<JsonTreeNode> m_top; ///< an array of one element, the value; or empty
    std::optional<json::Value> m_base;
    std::uint64_t m_revision = 1;
    bool m_isUpdating = false; ///< nobody may fetch rows now
    QString m_rootName;
    std::optional<json::Pointer> m_problemPlace;
    QString m_problem;
    QPointer<RecordDocument> m_document;
};

} // namespace plectrum::documents
