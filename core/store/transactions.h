// SPDX-License-Identifier: MIT
// What the data of a file is, given its tx info and whether the transaction's marker stands in
// lyra/tx/NAME. Marker there: the data before. Marker gone: the patch counts.
#pragma once

#include "json/value.h"
#include "store/damage.h"
#include "store/inspection.h"
#include "store/record.h"

#include <expected>
#include <optional>

namespace plectrum::store {

struct Resolved
{
    std::optional<json::Value> data; ///< nullopt is nil
    TransactionState state = TransactionState::None;

    friend bool operator==(const Resolved&, const Resolved&) = default;
};

/// Data when the transaction counts. `Transaction 'ID' is committed but has no patch`, or the
/// patch's own error text, as damage.
std::expected<std::optional<json::Value>, Damage> applyTransaction(const TxInfo& info);

/// `isMarkerThere` is asked for only when the tx info has an id.
std::expected<Resolved, Damage> resolve(const TxInfo& info, bool isMarkerThere);

/// As resolve, of an old version whose marker is gone, by the data that the key's next version
/// began with (nullopt: there is none that tells).
std::expected<Resolved, Damage> resolveByNext(const TxInfo& info,
                                              const std::optional<TxInfo>& next);

} // namespace plectrum::store
