// SPDX-License-Identifier: MIT
#include "editing/transaction_access.h"

#include "editing/transaction_end.h"
#include "editing/transaction_save.h"
#include "editing/transaction_scan.h"

#include <utility>

namespace plectrum::editing {

TransactionAccess::TransactionAccess(datastore::Universe& universe, async::Clock& clock,
                                     async::Random& random, async::Executor* executor,
                                     std::shared_ptr<OwnLocks> ownLocks, store::Log log)
    : m_services{&universe,
                 &clock,
                 &random,
                 executor,
                 ownLocks ? std::move(ownLocks) : std::make_shared<OwnLocks>(clock),
                 std::move(log)}
{
}

TransactionAccess::TransactionAccess(AccessServices services)
    : m_services(std::move(services))
{
}

Task<CommitResult> TransactionAccess::commit(CommitRequest request, std::stop_token stop)
{
    return commitDrafts(m_services, std::move(request), std::move(stop));
}

Task<std::vector<FoundTransaction>> TransactionAccess::unfinishedTransactions(ScanRequest request,
                                                                              std::stop_token stop)
{
    return scanTransactions(m_services, std::move(request), std::move(stop));
}

Task<EndResult> TransactionAccess::finish(FoundTransaction found, store::LockPatience patience,
                                          std::stop_token stop)
{
    return endTransaction(m_services, std::move(found), Ending::Finish, patience, std::move(stop));
}

Task<EndResult> TransactionAccess::rollBack(FoundTransaction found, store::LockPatience patience,
                                            std::stop_token stop)
{
    return endTransaction(m_services, std::move(found), Ending::RollBack, patience,
                          std::move(stop));
}

} // namespace plectrum::editing
