// SPDX-License-Identifier: MIT
// Locks of a mock universe that answer with an error which is not tried again by itself.
#pragma once

#include "mock/fault_plan.h"
#include "mock/universe.h"

namespace plectrum::test {

/// The next `times` tries to set or remove a lock fail.
inline void refuseLocks(mock::Universe& universe, int times = mock::Failure::always)
{
    mock::FaultPlan plan;
    plan.failures.push_back({.match = {.ops = {mock::Op::MapUpdate}, .container = {}, .key = {}},
                             .error = {datastore::ErrorKind::Denied, "no access"},
                             .times = times});
    universe.setFaultPlan(plan);
}

} // namespace plectrum::test
