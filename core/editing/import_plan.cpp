// SPDX-License-Identifier: MIT
#include "editing/import_plan.h"

#include "editing/save_plan.h"
#include "store/record/inspection.h"

#include <utility>

namespace plectrum::editing {

namespace {

ImportItem refusedItem(store::KeyAddress address, store::Damage problem, bool isOfFile)
{
    ImportItem item;
    item.address = std::move(address);
    item.effect = ImportEffect::Refused;
    item.problem = std::move(problem);
    item.isProblemOfFile = isOfFile;
    return item;
}

ImportItem itemOf(store::KeyAddress address, const store::Inspection& wanted,
                  const store::Inspection& newest)
{
    if (!wanted.isEditable() || !wanted.data) {
        const store::Damage none{store::DamageKind::NoData, "", "there is no data"};
        return refusedItem(std::move(address), wanted.damage.value_or(none), true);
    }
    if (auto obstacle = obstacleIn(newest))
        return refusedItem(std::move(address), *std::move(obstacle), false);
    ImportItem item;
    item.address = std::move(address);
    item.before = newest.data;
    item.after = *wanted.data;
    item.around = {metadataOf(newest), metadataOf(wanted)};
    const bool isSame = newest.data == wanted.data && item.around.from == item.around.to;
    if (!newest.entry)
        item.effect = ImportEffect::New;
    else
        item.effect = isSame ? ImportEffect::Unchanged : ImportEffect::Replaced;
    return item;
}

bool isPartOfLyraStore(const StoreListing& store)
{
    return store.kind == store::KeyAddress::Kind::Plain && store.name.starts_with("lyra/");
}

} // namespace

Task<std::vector<ImportItem>> planImport(RecordAccess file, RecordAccess here,
                                         std::function<void(std::size_t)> progress,
                                         std::stop_token stop)
{
    std::vector<ImportItem> items;
    const auto stores = co_await file.listStores(stop);
    for (const StoreListing& store : stores) {
        if (isPartOfLyraStore(store))
            continue;
        datastore::ListKeysQuery query;
        do {
            auto page = co_await file.listKeys(store, query, stop);
            for (const datastore::KeyInfo& key : page.items) {
                const store::KeyAddress address{store.kind, store.name, key.key};
                const auto wanted = co_await file.inspect(address, stop);
                const auto newest = co_await here.inspect(address, stop);
                items.push_back(itemOf(address, wanted, newest));
                if (progress)
                    progress(items.size());
            }
            query.cursor = std::move(page.nextCursor);
        } while (!query.cursor.empty());
    }
    co_return items;
}

Task<SaveResult> importItem(RecordAccess here, ImportItem item, store::LockPatience patience,
                            std::stop_token stop)
{
    // What is written is what was shown: a change of others since is met here, and one in the
    // moment before the lock by the merge.
    SaveResult result;
    const auto newest = co_await here.inspect(item.address, stop);
    if (newest.data != item.before) {
        result.outcome = SaveOutcome::Conflicts;
        result.newest = newest.data.value_or(json::Value());
        result.written = item.after;
        co_return result;
    }
    co_return co_await here.saveDraftAround(item.address, item.before, item.after, item.around,
                                            patience, stop);
}

} // namespace plectrum::editing
