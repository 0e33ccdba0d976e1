// SPDX-License-Identifier: MIT
// Locks in a hash map, whose items expire by themselves.
#pragma once

#include "store/lock/lock_service.h"

namespace plectrum::store {

std::shared_ptr<LockService> hashMapLocks(RetryingHashMap map);

} // namespace plectrum::store
