// SPDX-License-Identifier: MIT
// Ending a transaction that its server left unfinished: as TransactionAccess::finish and rollBack.
#pragma once

#include "async/task.h"
#include "store/access_services.h"
#include "store/lock_patience.h"
#include "store/transaction_access.h"

#include <stop_token>

namespace plectrum::store {

enum class Ending
{
    Finish,
    RollBack,
};

Task<EndResult> endTransaction(AccessServices services, FoundTransaction found, Ending ending,
                               LockPatience patience, std::stop_token stop);

} // namespace plectrum::store
