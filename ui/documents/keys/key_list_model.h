// SPDX-License-Identifier: MIT
// The keys of one store, fetched page by page as a view asks for more; the prefix is applied by the
// source, the filter at once to what is loaded. Holds a million keys.
#pragma once

#include "documents/keys/key_arena.h"
#include "documents/keys/key_filter.h"
#include "documents/workspace.h"
#include "editing/record_access.h"

#include <QAbstractListModel>
#include <QString>
#include <QUrl>

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace plectrum::documents {

class KeyListModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role
    {
        // Qt::DisplayRole is the key as people read it.
        KeyRole = Qt::UserRole, ///< as it is
        LockRole, ///< editing::LockState as int; invalid for keys without locks
    };

    /// In which order the keys stand that are here.
    enum class Order
    {
        Bytes, ///< as the data store lists them
        Descending, ///< that the other way round
        Natural, ///< numbers by their value: player_2 before player_10, in either case of letters
    };
    Q_ENUM(Order)

    /// `workspace` must outlive the model; it runs the fetches.
    explicit KeyListModel(Workspace& workspace, QObject* parent = nullptr);
    ~KeyListModel() override; ///< what still is on its way is dropped

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override; ///< see drag_data.h
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

    /// Forgets all keys and fetches the first page of that store's keys that start with `prefix`.
    void list(const editing::StoreListing& store, const QString& prefix);
    void clear();
    /// The same store and prefix, from the start; what is listed stays until there is an answer.
    void reload();
    /// Fetches all the rest, as an operation that can be cancelled.
    void loadAll();
    /// Leaves it at the keys that are here.
    void stopLoading();
    /// Shows only keys that contain the text; at once, and later pages too.
    void setFilter(const QString& text);

    /// Gives the file that keys become when they are dragged out of the window; none: they do not.
    using DragFile = std::function<QUrl(const std::vector<store::KeyAddress>& keys)>;
    void setDragFile(DragFile file) { m_dragFile = std::move(file); }
    /// At once; pages that come later are put in their places when no more are on their way.
    void setOrder(Order order);
    Order order() const { return m_order; }

    const std::optional<editing::StoreListing>& store() const;
    QString prefix() const;
    /// The address of a row.
    store::KeyAddress address(const QModelIndex& index) const;
    QModelIndex indexOf(std::string_view key) const;
    /// A key was made or removed; no more than that changes.
    void noteKey(const store::KeyAddress& address, bool isThere);
    /// The lock of that key has become another.
    void noteLock(const store::KeyAddress& address);
    std::size_t loadedCount() const; ///< keys here, shown or not
    bool isComplete() const; ///< there are no more at the source
    bool isLoading() const;
    bool isLoadingAll() const;
    QString failure() const; ///< why the last fetch failed; empty when it did not
    /// When the last page was read, in milliseconds since 1970-01-01 UTC.
    qint64 readTime() const { return m_readTime; }

signals:
    void stateChanged(); ///< counts, loading, failure

private:
    enum class Extent
    {
        Page,
        All
    };
    void fetch(Extent extent);
    void stop();
    void restart();
    void forgetKeys();
    void append(const std::vector<datastore::KeyInfo>& keys);
    void select();
    void end(std::shared_ptr<Operation> operation, const std::exception_ptr& error);
    std::size_t keyIndex(int row) const;
    bool isSelection() const { return !m_filter.isEmpty() || m_order != Order::Bytes; }
    std::size_t lowerBound(std::string_view key) const;
    void applyKeys(std::optional<KeyArena> keys);
    QVariant lockOf(const QModelIndex& index) const;
    async::Task<void> fetchPages(Extent extent, std::shared_ptr<Operation> operation);
    async::Task<void> fetchPage(std::stop_token stop);

    Workspace& m_workspace;
    std::optional<editing::StoreListing> m_store;
    std::string m_prefix;
    KeyArena m_keys;
    KeyFilter m_filter;
    DragFile m_dragFile;
    Order m_order = Order::Bytes;
    std::vector<std::uint32_t> m_shown; ///< with a filter or an order: the keys to show
    std::string m_cursor;
    bool m_isComplete = true;
    bool m_isRenewing = false; ///< the next page is the first one, in place of all that is here
    qint64 m_readTime = 0;
    bool m_isChanging = false; ///< rows are being told: whoever hears of it may not fetch yet
    Extent m_extent = Extent::Page;
    QString m_failure;
    std::shared_ptr<Operation> m_operation; ///< of the fetch that runs
};

} // namespace plectrum::documents
