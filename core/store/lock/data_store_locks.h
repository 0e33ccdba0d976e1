// SPDX-License-Identifier: MIT
// Locks in a data store: alive while they were written less than their lifetime ago.
#pragma once

#include "store/lock/lock_service.h"

namespace plectrum::store {

std::shared_ptr<LockService> dataStoreLocks(RetryingDataStore store);

} // namespace plectrum::store
