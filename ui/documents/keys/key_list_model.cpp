// SPDX-License-Identifier: MIT
#include "documents/keys/key_list_model.h"

#include "datastore/limits.h"
#include "documents/basics/drag_data.h"
#include "documents/basics/failure_text.h"
#include "documents/basics/visible_name.h"
#include "editing/lock_watch.h"

#include <QMimeData>

#include <algorithm>
#include <chrono>
#include <utility>

namespace plectrum::documents {

namespace {

constexpr int pageSize = datastore::limits::maximumListPage;
/// How long pages that come without waiting may follow each other before the loop has its turn.
constexpr std::chrono::milliseconds turn{8};

} // namespace

KeyListModel::KeyListModel(Workspace& workspace, QObject* parent)
    : QAbstractListModel(parent)
    , m_workspace(workspace)
{
}

KeyListModel::~KeyListModel()
{
    stop();
}

int KeyListModel::rowCount(const QModelIndex& parent) const
{
    if (parent.isValid())
        return 0;
    return static_cast<int>(isSelection() ? m_shown.size() : m_keys.size());
}

QVariant KeyListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !checkIndex(index))
        return {};
    if (role == LockRole)
        return lockOf(index);
    if (role != KeyRole && role != Qt::DisplayRole)
        return {};
    const auto key = m_keys.at(keyIndex(index.row()));
    return role == KeyRole ? QString::fromUtf8(key) : visibleName(std::string_view(key));
}

Qt::ItemFlags KeyListModel::flags(const QModelIndex& index) const
{
    return QAbstractListModel::flags(index)
        | (index.isValid() ? Qt::ItemIsDragEnabled : Qt::NoItemFlags);
}

QMimeData* KeyListModel::mimeData(const QModelIndexList& indexes) const
{
    if (indexes.isEmpty())
        return nullptr;
    auto mime = keyMime(address(indexes.front()));
    if (m_dragFile) {
        std::vector<store::KeyAddress> keys;
        for (const QModelIndex& index : indexes)
            keys.push_back(address(index));
        mime->setUrls({m_dragFile(keys)});
    }
    return mime.release();
}

bool KeyListModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && m_store && !m_isComplete && !m_operation && !m_isChanging
        && m_filter.isEmpty() && m_failure.isEmpty();
}

void KeyListModel::fetchMore(const QModelIndex& parent)
{
    if (canFetchMore(parent))
        fetch(Extent::Page);
}

void KeyListModel::list(const editing::StoreListing& store, const QString& prefix)
{
    m_store = store;
    m_prefix = prefix.toStdString();
    restart();
    fetch(Extent::Page);
}

void KeyListModel::clear()
{
    m_store.reset();
    m_prefix.clear();
    restart();
}

void KeyListModel::reload()
{
    if (!m_store)
        return;
    stop();
    m_isRenewing = true;
    fetch(Extent::Page);
}

void KeyListModel::loadAll()
{
    if (!m_store || m_isComplete)
        return;
    stop();
    fetch(Extent::All);
}

void KeyListModel::stopLoading()
{
    stop();
    emit stateChanged();
}

void KeyListModel::setFilter(const QString& text)
{
    m_isChanging = true;
    beginResetModel();
    m_filter = KeyFilter(text.toStdString());
    select();
    endResetModel();
    m_isChanging = false;
    emit stateChanged();
}

const std::optional<editing::StoreListing>& KeyListModel::store() const
{
    return m_store;
}

QString KeyListModel::prefix() const
{
    return QString::fromStdString(m_prefix);
}

store::KeyAddress KeyListModel::address(const QModelIndex& index) const
{
    store::KeyAddress address;
    if (!m_store || !index.isValid() || !checkIndex(index))
        return address;
    address.kind = m_store->kind;
    address.store = m_store->name;
    address.key = m_keys.at(keyIndex(index.row()));
    return address;
}

/// Keys come in byte order, so a search by halves finds them.
std::size_t KeyListModel::lowerBound(std::string_view key) const
{
    std::size_t low = 0;
    std::size_t high = m_keys.size();
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (m_keys.at(middle) < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

QModelIndex KeyListModel::indexOf(std::string_view key) const
{
    const std::size_t at = lowerBound(key);
    if (at == m_keys.size() || m_keys.at(at) != key)
        return {};
    if (!isSelection())
        return index(static_cast<int>(at));
    const auto shown = std::ranges::find(m_shown, static_cast<std::uint32_t>(at));
    return shown == m_shown.end() ? QModelIndex()
                                  : index(static_cast<int>(shown - m_shown.begin()));
}

void KeyListModel::setOrder(Order order)
{
    if (std::exchange(m_order, order) == order)
        return;
    applyKeys(std::nullopt);
}

/// In one reset, as the rows that change may be all. nullopt: the keys are the same.
void KeyListModel::applyKeys(std::optional<KeyArena> keys)
{
    m_isChanging = true;
    beginResetModel();
    if (keys)
        m_keys = *std::move(keys);
    select();
    endResetModel();
    m_isChanging = false;
    emit stateChanged();
}

void KeyListModel::noteKey(const store::KeyAddress& address, bool isThere)
{
    if (!m_store || m_store->kind != address.kind || m_store->name != address.store
        || !address.key.starts_with(m_prefix))
        return;
    const std::size_t at = lowerBound(address.key);
    const bool isListed = at < m_keys.size() && m_keys.at(at) == address.key;
    // What comes with a later page is not listed before its turn.
    if (isListed == isThere || (isThere && at == m_keys.size() && !m_isComplete))
        return;
    KeyArena keys;
    for (std::size_t i = 0; i < m_keys.size(); ++i) {
        if (i == at && isThere)
            keys.append(address.key);
        if (i != at || isThere)
            keys.append(m_keys.at(i));
    }
    if (isThere && at == m_keys.size())
        keys.append(address.key);
    applyKeys(std::move(keys));
}

QVariant KeyListModel::lockOf(const QModelIndex& index) const
{
    const store::KeyAddress key = address(index);
    if (key.kind == store::KeyAddress::Kind::Plain)
        return {};
    return static_cast<int>(m_workspace.records().lockWatch().view(key).state);
}

void KeyListModel::noteLock(const store::KeyAddress& address)
{
    if (!m_store || m_store->kind != address.kind || m_store->name != address.store)
        return;
    if (const QModelIndex index = indexOf(address.key); index.isValid())
        emit dataChanged(index, index, {LockRole});
}

std::size_t KeyListModel::loadedCount() const
{
    return m_keys.size();
}

bool KeyListModel::isComplete() const
{
    return m_isComplete;
}

bool KeyListModel::isLoading() const
{
    return m_operation != nullptr;
}

bool KeyListModel::isLoadingAll() const
{
    return m_operation && m_extent == Extent::All;
}

QString KeyListModel::failure() const
{
    return m_failure;
}

std::size_t KeyListModel::keyIndex(int row) const
{
    const auto index = static_cast<std::size_t>(row);
    return isSelection() ? m_shown[index] : index;
}

void KeyListModel::restart()
{
    stop();
    forgetKeys();
    m_cursor.clear();
    m_failure.clear();
    m_isComplete = !m_store;
    emit stateChanged();
}

void KeyListModel::forgetKeys()
{
    m_isChanging = true;
    beginResetModel();
    m_keys.clear();
    m_shown.clear();
    m_shown.shrink_to_fit();
    endResetModel();
    m_isChanging = false;
}

void KeyListModel::stop()
{
    m_isRenewing = false;
    if (const auto operation = std::exchange(m_operation, nullptr)) {
        operation->cancel();
        operation->finish();
    }
}

void KeyListModel::fetch(Extent extent)
{
    m_failure.clear();
    m_extent = extent;
    const QString name = visibleName(m_store->name);
    m_operation = m_workspace.operations().begin(extent == Extent::All
                                                     ? tr("Loading all keys of %1").arg(name)
                                                     : tr("Listing the keys of %1").arg(name));
    const auto operation = m_operation;
    if (extent == Extent::All)
        operation->setPausable();
    emit stateChanged();
    m_workspace.tasks().start(fetchPages(extent, operation));
}

/// Whoever stops the operation may delete the model: after a stop nothing of it is touched.
async::Task<void> KeyListModel::fetchPages(Extent extent, std::shared_ptr<Operation> operation)
{
    const std::stop_token stop = operation->stopToken();
    async::Clock& clock = m_workspace.clock();
    std::exception_ptr error;
    try {
        auto turnStart = clock.elapsed();
        do {
            co_await operation->proceed();
            co_await fetchPage(stop);
            operation->setProgress(static_cast<std::int64_t>(m_keys.size()));
            if (clock.elapsed() - turnStart >= turn) {
                co_await clock.sleep(std::chrono::milliseconds(1), stop);
                turnStart = clock.elapsed();
            }
        } while (extent == Extent::All && !m_isComplete);
    } catch (...) {
        error = std::current_exception();
    }
    if (operation->isRunning())
        end(operation, error);
}

/// Goes on over empty pages, which are no answer yet. What was listed before stays until there is
/// an answer.
async::Task<void> KeyListModel::fetchPage(std::stop_token stop)
{
    const std::size_t before = m_isRenewing ? 0 : m_keys.size();
    do {
        const datastore::ListKeysQuery query{.prefix = m_prefix,
                                             .pageSize = pageSize,
                                             .cursor = m_isRenewing ? std::string() : m_cursor};
        auto page = co_await m_workspace.records().listKeys(*m_store, query, stop);
        async::throwIfStopped(stop);
        if (std::exchange(m_isRenewing, false))
            forgetKeys();
        m_readTime = m_workspace.clock().now().time_since_epoch().count();
        m_cursor = std::move(page.nextCursor);
        m_isComplete = m_cursor.empty();
        append(page.items);
    } while (m_keys.size() == before && !m_isComplete);
}

void KeyListModel::end(std::shared_ptr<Operation> operation, const std::exception_ptr& error)
{
    m_operation.reset();
    m_isRenewing = false;
    if (m_order != Order::Bytes)
        applyKeys(std::nullopt);
    if (error && !operation->stopToken().stop_requested()) {
        m_failure = failureText(error);
        operation->fail(m_failure);
        emit m_workspace.failed(tr("The keys could not be listed. %1").arg(m_failure));
    } else {
        operation->finish();
    }
    emit stateChanged();
}

void KeyListModel::append(const std::vector<datastore::KeyInfo>& keys)
{
    const std::size_t first = m_keys.size();
    std::vector<std::uint32_t> matching;
    KeyArena page;
    for (const auto& key : keys)
        page.append(key.key);
    m_filter.select(page, 0, matching);
    const bool isShown = !matching.empty();
    m_isChanging = true;
    if (isShown)
        beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(matching.size()) - 1);
    for (const auto& key : keys)
        m_keys.append(key.key);
    if (isSelection())
        for (const std::uint32_t index : matching)
            m_shown.push_back(static_cast<std::uint32_t>(first + index));
    if (isShown)
        endInsertRows();
    m_isChanging = false;
    emit stateChanged();
}

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// The digits at the front, without leading zeros, taken off.
std::string_view takeNumber(std::string_view& text)
{
    std::size_t end = 0;
    while (end < text.size() && isDigit(text[end]))
        ++end;
    std::string_view number = text.substr(0, end);
    text.remove_prefix(end);
    while (number.size() > 1 && number.front() == '0')
        number.remove_prefix(1);
    return number;
}

char inLowerCase(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Of UTF-8; letters beyond ASCII by their bytes. What is alike so is told apart by its bytes.
bool isNaturallyBefore(std::string_view one, std::string_view other)
{
    const std::string_view oneWhole = one;
    const std::string_view otherWhole = other;
    while (!one.empty() && !other.empty()) {
        if (isDigit(one.front()) && isDigit(other.front())) {
            const std::string_view first = takeNumber(one);
            const std::string_view second = takeNumber(other);
            if (first.size() != second.size())
                return first.size() < second.size();
            if (first != second)
                return first < second;
            continue;
        }
        const auto first = static_cast<unsigned char>(inLowerCase(one.front()));
        const auto second = static_cast<unsigned char>(inLowerCase(other.front()));
        if (first != second)
            return first < second;
        one.remove_prefix(1);
        other.remove_prefix(1);
    }
    if (one.empty() != other.empty())
        return one.empty();
    return oneWhole < otherWhole;
}

} // namespace

void KeyListModel::select()
{
    m_shown.clear();
    if (!isSelection())
        return m_shown.shrink_to_fit();
    m_filter.select(m_keys, 0, m_shown);
    if (m_order == Order::Descending)
        std::ranges::reverse(m_shown);
    if (m_order == Order::Natural)
        std::ranges::sort(m_shown, isNaturallyBefore,
                          [this](std::uint32_t index) { return m_keys.at(index); });
}

} // namespace plectrum::documents
