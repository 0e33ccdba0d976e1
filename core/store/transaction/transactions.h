// SPDX-License-Identifier: MIT
// What the data of a file is, given its tx info and whether the transaction's marker stands in
// lyra/tx/NAME. Marker there: the data before. Marker gone: the patch counts.
#pragma once

#include "async/clock.h"
#include "json/value.h"
#include "store/record/damage.h"
#include "store/record/inspection.h"
#include "store/record/record.h"

#include <expected>
#include <optional>

namespace plectrum::store {

struct Resolved
{
    std::optional<json::Value> data; ///< nullopt is nil
    TransactionState state = TransactionState::None;
    TransactionEvidence evidence = TransactionEvidence::None; ///< for resolveByNext()

    friend bool operator==(const Resolved&, const Resolved&) = default;
};

/// Data when the transaction counts. `Transaction 'ID' is committed but has no patch`, or the
/// patch's own error text, as damage.
std::expected<std::optional<json::Value>, Damage> applyTransaction(const TxInfo& info);

/// `isMarkerThere` is asked for only when the tx info has an id.
std::expected<Resolved, Damage> resolve(const TxInfo& info, bool isMarkerThere);

/// What is known of an old version beside itself.
struct Following
{
    std::optional<TxInfo> next; ///< what the key's next version began with, if that can be read
    bool isRemoved = false; ///< the next one is a removal
    /// It was written so late in its hour that its rollback may be a version of its own.
    bool mayBeRolledBackLater = false;
    bool wasRolledBack = false; ///< our own journal says so
};

/// As resolve, of an old version whose marker is gone.
std::expected<Resolved, Damage> resolveByNext(const TxInfo& info, const Following& following);

/// In the last minutes of an hour (UTC), of which the service keeps only the last write.
bool isLateInItsHour(async::Time written);

} // namespace plectrum::store
