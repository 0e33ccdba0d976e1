// SPDX-License-Identifier: MIT
// Ending a transaction that its server left unfinished: as TransactionAccess::finish and rollBack.
#pragma once

#include "async/task.h"
#include "editing/access_services.h"
#include "editing/transaction_access.h"
#include "store/lock/lock_patience.h"

#include <stop_token>

namespace plectrum::editing {

using async::Task;

enum class Ending
{
    Finish,
    RollBack,
};

Task<EndResult> endTransaction(AccessServices services, FoundTransaction found, Ending ending,
                               store::LockPatience patience, std::stop_token stop);

} // namespace plectrum::editing
