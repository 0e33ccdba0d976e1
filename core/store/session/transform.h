// SPDX-License-Identifier: MIT
// What a caller gives to change loaded data: functions that run at once and may not wait. What they
// throw becomes `transformFunction failed: TEXT` (`Store:tx transformFunction failed: TEXT`), but a
// store::Error of its own passes as it is.
#pragma once

#include "json/value.h"

#include <functional>
#include <map>
#include <string>

namespace plectrum::store {

/// Changes the data in place and gives true to keep it, false to leave all as it was; any other
/// value is refused, as the library does.
using MutableTransform = std::function<json::Value(json::Value& data)>;
/// Gives the new data, or false to leave all as it is.
using ImmutableTransform = std::function<json::Value(const json::Value& data)>;

/// The data of each key of a transaction.
using TxData = std::map<std::string, json::Value>;
/// Changes the data in place and gives true to keep all changes, false to leave all as it was; any
/// other value is refused. Keys must be neither added nor removed.
using MutableTxTransform = std::function<json::Value(TxData& data)>;
/// Gives an object with the new data of every key, or false to leave all as it is.
using ImmutableTxTransform = std::function<json::Value(const TxData& data)>;

} // namespace plectrum::store
