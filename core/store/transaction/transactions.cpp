// SPDX-License-Identifier: MIT
#include "store/transaction/transactions.h"

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

std::expected<Resolved, Damage> resolveByNext(const TxInfo& info, const Following& following)
{
    using enum TransactionEvidence;
    auto committed = resolve(info, false);
    if (!committed || !info.txId)
        return committed;
    const auto decided = [&](TransactionEvidence evidence) {
        committed->evidence = evidence;
        return *committed;
    };
    const auto before = [&](TransactionState state, TransactionEvidence evidence) {
        return Resolved{info.committedData, state, evidence};
    };
    if (committed->data == info.committedData)
        return decided(NoEffect);
    if (following.wasRolledBack)
        return before(TransactionState::RolledBack, Journal);
    const auto& next = following.next;
    if (next && next->committedData == committed->data)
        return decided(NextVersion);
    if (next && next->committedData == info.committedData)
        return before(TransactionState::RolledBack, NextVersion);
    // A rollback of a key that was new removes it.
    const bool isOther = next || (following.isRemoved && info.committedData);
    if (isOther && !following.mayBeRolledBackLater)
        return decided(Hour);
    return before(TransactionState::Undecided, None);
}

bool isLateInItsHour(async::Time written)
{
    constexpr std::chrono::minutes longestRollback{5};
    const auto sinceHour = written - std::chrono::floor<std::chrono::hours>(written);
    return sinceHour >= std::chrono::hours(1) - longestRollback;
}

} // namespace plectrum::store
