// SPDX-License-Identifier: MIT
#include "documents/transaction/unfinished_model.h"

#include "documents/basics/failure_text.h"
#include "documents/basics/visible_name.h"
#include "documents/locks/keep_trying.h"

#include <algorithm>
#include <chrono>

namespace plectrum::documents {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds waitOfEnding{3};

} // namespace

UnfinishedModel::UnfinishedModel(Workspace& workspace, QObject* parent)
    : QAbstractListModel(parent)
    , m_workspace(workspace)
    , m_tasks([this](const std::exception_ptr& error) { emit failed(failureText(error)); })
{
}

UnfinishedModel::~UnfinishedModel()
{
    if (m_operation)
        m_operation->cancel();
}

bool UnfinishedModel::isScanning() const
{
    return m_operation != nullptr;
}

Operation* UnfinishedModel::operation() const
{
    return m_operation.get();
}

bool UnfinishedModel::isEnding() const
{
    return m_isEnding;
}

QString UnfinishedModel::failure() const
{
    return m_failure;
}

void UnfinishedModel::scan()
{
    if (m_operation)
        return;
    m_failure.clear();
    m_operation = m_workspace.operations().begin(tr("Looking for unfinished transactions"));
    m_operation->setPausable();
    emit stateChanged();
    m_workspace.tasks().start(scanStores(m_operation, m_tasks.stopToken()));
}

/// The model may be gone when an answer comes: then the operation was cancelled or `stop` stopped,
/// which is looked at after each wait before anything of the model is touched.
async::Task<void> UnfinishedModel::scanStores(std::shared_ptr<Operation> operation,
                                              std::stop_token stop)
{
    std::vector<editing::FoundTransaction> all;
    std::exception_ptr error;
    bool isCancelled = false;
    try {
        auto stores = co_await m_workspace.records().listStores(operation->stopToken());
        async::throwIfStopped(stop);
        std::int64_t read = 0;
        for (const editing::StoreListing& one : stores) {
            if (one.kind != store::KeyAddress::Kind::Lyra)
                continue;
            editing::ScanRequest request{.store = one.name, .progress = {}};
            request.proceed = [operation] { return operation->proceed(); };
            const std::weak_ptr<Operation> shown = operation;
            auto last = std::make_shared<std::int64_t>(0);
            request.progress = [shown, read, last](std::size_t records) {
                *last = static_cast<std::int64_t>(records);
                if (const auto alive = shown.lock())
                    alive->setProgress(read + *last);
            };
            auto found = co_await m_workspace.records().transactions().unfinishedTransactions(
                std::move(request), operation->stopToken());
            async::throwIfStopped(stop);
            read += *last;
            std::ranges::move(found, std::back_inserter(all));
        }
    } catch (const async::Cancelled&) {
        isCancelled = true;
    } catch (...) {
        error = std::current_exception();
    }
    if (error)
        operation->fail(failureText(error));
    else
        operation->finish();
    async::throwIfStopped(stop);
    m_operation.reset();
    m_failure = error ? failureText(error)
        : isCancelled ? tr("The search was stopped.")
                      : QString();
    apply(std::move(all));
    emit stateChanged();
}

void UnfinishedModel::apply(std::vector<editing::FoundTransaction> found)
{
    beginResetModel();
    m_found = std::move(found);
    endResetModel();
}

void UnfinishedModel::stopTrying()
{
    m_attempt.request_stop();
}

void UnfinishedModel::end(const editing::FoundTransaction& found, bool isFinish, bool keepsTrying)
{
    if (std::exchange(m_isEnding, true))
        return;
    emit stateChanged();
    m_attempt = {};
    m_workspace.tasks().start(
        endOne(found, isFinish, patienceOf(waitOfEnding, keepsTrying), m_tasks.stopToken()));
}

/// Not to be stopped on the way, but for its locks: only whom it is told to may be gone.
async::Task<void> UnfinishedModel::endOne(editing::FoundTransaction found, bool isFinish,
                                          store::LockPatience patience, std::stop_token stop)
{
    const std::stop_token attempt = m_attempt.get_token();
    std::exception_ptr error;
    editing::EndResult result;
    try {
        result = co_await m_workspace.endTransaction(found, isFinish, patience, attempt);
    } catch (...) {
        error = std::current_exception();
    }
    async::throwIfStopped(stop);
    m_isEnding = false;
    emit stateChanged();
    if (error) {
        const bool isStopped = attempt.stop_requested() && wasCancelled(error);
        if (isStopped || isLockFailure(error))
            emit lockFailed(found, isFinish, isStopped ? stoppedText() : failureText(error));
        else
            emit failed(failureText(error));
        co_return;
    }
    if (result.outcome == editing::EndOutcome::Done) {
        auto rest = m_found;
        std::erase_if(rest, [&found](const auto& one) {
            return one.txId == found.txId && one.store == found.store;
        });
        apply(std::move(rest));
    }
    emit ended(result, isFinish);
}

const editing::FoundTransaction* UnfinishedModel::at(const QModelIndex& index) const
{
    return index.isValid() ? &m_found[static_cast<std::size_t>(index.row())] : nullptr;
}

QString UnfinishedModel::ageText(const editing::FoundTransaction& found) const
{
    using namespace std::chrono;
    const auto age = duration_cast<seconds>(m_workspace.clock().now() - found.markerTime).count();
    if (age < 120)
        return tr("%1 s old").arg(age);
    if (age < 7200)
        return tr("%1 min old").arg(age / 60);
    return age < 172'800 ? tr("%1 h old").arg(age / 3600) : tr("%1 days old").arg(age / 86'400);
}

int UnfinishedModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_found.size());
}

QVariant UnfinishedModel::data(const QModelIndex& index, int role) const
{
    const editing::FoundTransaction* found = at(index);
    if (!found)
        return {};
    const QString store = visibleName(found->store);
    const QString facts = tr("%n keys", nullptr, static_cast<int>(found->records.size())) % u" · "_s
        % ageText(*found);
    switch (role) {
    case TitleRole:
        return QString(store % u" · "_s % facts);
    case StoreRole:
        return store;
    case FactsRole:
        return facts;
    default:
        return {};
    }
}

} // namespace plectrum::documents

#include "moc_unfinished_model.cpp"
