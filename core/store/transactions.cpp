// SPDX-License-Identifier: MIT
#include "store/transactions.h"

#include "json/patch.h"

#include <utility>

namespace plectrum::store {

std::expected<std::optional<json::Value>, Damage> applyTransaction(const TxInfo& info)
{
    if (!info.txPatch) {
        return std::unexpected(
            Damage{DamageKind::NoPatch, "",
                   "Transaction '" + info.txId.value_or("") + "' is committed but has no patch"});
    }
    auto applied = json::applyPatch(info.committedData.value_or(json::Value()), *info.txPatch);
    if (!applied) {
        return std::unexpected(Damage{DamageKind::BadPatch,
                                      "/txPatch/" + std::to_string(applied.error().operation),
                                      applied.error().text});
    }
    if (info.txPatch->size() == 0)
        return info.committedData;
    return *std::move(applied);
}

std::expected<Resolved, Damage> resolve(const TxInfo& info, bool isMarkerThere)
{
    if (!info.txId)
        return Resolved{info.committedData, TransactionState::None};
    if (isMarkerThere)
        return Resolved{info.committedData, TransactionState::Pending};
    auto data = applyTransaction(info);
    if (!data)
        return std::unexpected(data.error());
    return Resolved{*std::move(data), TransactionState::Committed};
}

std::expected<Resolved, Damage> resolveByNext(const TxInfo& info, const std::optional<TxInfo>& next)
{
    auto committed = resolve(info, false);
    if (!committed || !info.txId || committed->data == info.committedData)
        return committed;
    if (next && next->committedData == committed->data)
        return committed;
    if (next && next->committedData == info.committedData)
        return Resolved{info.committedData, TransactionState::RolledBack};
    return Resolved{info.committedData, TransactionState::Undecided};
}

} // namespace plectrum::store
