// SPDX-License-Identifier: MIT
#include "store/transaction/marker.h"

#include "store/error.h"
#include "store/outcome.h"

#include <memory>
#include <utility>

namespace plectrum::store {

namespace {

/// How often a removal is asked for again whose outcome is not known while the marker stands.
constexpr int maximumRemovals = 3;

Task<MarkerRemoval::State> look(LyraStore store, std::string txId, std::stop_token stop)
{
    try {
        const bool isThere = (co_await store.transactions.get(std::move(txId), stop)).has_value();
        co_return isThere ? MarkerRemoval::State::There : MarkerRemoval::State::Gone;
    } catch (...) {
        co_return MarkerRemoval::State::Unknown;
    }
}

Task<MarkerRemoval::State> pollUntilKnown(LyraStore store, std::string txId,
                                          std::function<bool()> mayGoOn, std::stop_token stop)
{
    while (true) {
        const auto state = co_await look(store, txId, stop);
        if (state != MarkerRemoval::State::Unknown || !mayGoOn())
            co_return state;
        if ((co_await outcomeOf(store.transactions.clock().sleep(markerPause, stop))).error)
            co_return MarkerRemoval::State::Unknown;
    }
}

Task<void> remove(RetryingDataStore transactions, std::string txId, Check check)
{
    co_await transactions.removeChecked(std::move(txId), std::move(check));
}

} // namespace

bool isOutcomeUnknown(const std::exception_ptr& error)
{
    try {
        std::rethrow_exception(error);
    } catch (const Error& known) {
        return known.isOutcomeUnknown();
    } catch (...) {
        return true;
    }
}

Task<void> setMarker(LyraStore store, std::string txId, Check check)
{
    datastore::WriteOptions options;
    options.isSentOnce = true;
    co_await store.transactions.setChecked(std::move(txId), json::Value(false), std::move(options),
                                           std::move(check), AfterUnknown::Stop);
}

Task<void> dropMarker(LyraStore store, std::string txId, Check check)
{
    return remove(store.transactions, std::move(txId), std::move(check));
}

Task<MarkerRemoval> removeMarker(LyraStore store, std::string txId, Check check,
                                 std::function<bool()> mayGoOn, std::stop_token stop)
{
    const auto isSent = std::make_shared<bool>(false);
    auto checkAndNote = [check = std::move(check), isSent] {
        const auto left = check();
        *isSent = true;
        return left;
    };
    bool mayComeLate = false;
    for (int tries = 1;; ++tries) {
        auto error = (co_await outcomeOf(remove(store.transactions, txId, checkAndNote))).error;
        if (!error)
            co_return MarkerRemoval{MarkerRemoval::State::Gone, nullptr};
        if (!*isSent)
            co_return MarkerRemoval{MarkerRemoval::State::There, std::move(error)};
        const auto state = co_await pollUntilKnown(store, txId, mayGoOn, stop);
        mayComeLate = mayComeLate || isOutcomeUnknown(error);
        if (state != MarkerRemoval::State::There || !mayComeLate)
            co_return MarkerRemoval{state, std::move(error)};
        // It stands there, and any of the removals may still be done.
        if (tries == maximumRemovals || !mayGoOn())
            co_return MarkerRemoval{MarkerRemoval::State::Unknown, std::move(error)};
    }
}

} // namespace plectrum::store
