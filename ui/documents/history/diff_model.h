// SPDX-License-Identifier: MIT
// The changes between two values as a tree: one row for each change, and below a change of a whole
// array or object its parts. Rows come in batches as one scrolls; the comparison runs on another
// thread, and that of an older question is dropped.
#pragma once

#include "async/computation.h"
#include "documents/history/difference.h"
#include "json/diff.h"
#include "json/value.h"

#include <QAbstractItemModel>

#include <memory>
#include <optional>

namespace plectrum::documents {

class DiffModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column
    {
        KindColumn,
        PointerColumn,
        BeforeColumn,
        AfterColumn,
        ColumnCount
    };
    enum Role
    {
        KindRole = Qt::UserRole, ///< json::ChangeKind as int
        PointerRole, ///< QString: the place as JSON Pointer; for parts below the changed place too
        HasValueRole, ///< bool: whether something stands in that column (before, after)
        ValueTypeRole, ///< json::Type as int, of the value in that column
        PreviewRole, ///< QString: more of the column's text, for a tooltip
    };
    Q_ENUM(Role)

    explicit DiffModel(QObject* parent = nullptr);
    ~DiffModel() override;

    /// Compares on another thread; finished() tells. nullopt: nothing stands there.
    void compare(std::optional<json::Value> before, std::optional<json::Value> after);
    /// Shows what is known already; finished() tells.
    void show(Difference difference);
    /// No rows, no comparison.
    void clear();
    bool isComputing() const;
    /// The last comparison; its rows are this model's.
    const Difference& difference() const;
    void setColumnTitles(const QString& before, const QString& after);

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    bool hasChildren(const QModelIndex& parent = {}) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    static constexpr std::size_t batch = 500; ///< rows that fetchMore() adds

signals:
    void started();
    void finished();

private:
    struct Node;
    Node& nodeOf(const QModelIndex& index) const;
    std::unique_ptr<Node> makeNode(const Node& parent, std::size_t row) const;
    QVariant valueData(const std::optional<json::Value>& value, int role) const;
    QVariant pointerData(const Node& node, int role) const;
    void apply(Difference difference);
    void applyAnswer(Difference difference);

    std::unique_ptr<Node> m_root;
    Difference m_difference;
    QString m_beforeTitle;
    QString m_afterTitle;
    async::Computation<Difference> m_comparing;
};

} // namespace plectrum::documents
