// SPDX-License-Identifier: MIT
// What a file's keys would become, and that just this is written.
#include "editing/import_plan.h"
#include "store_world.h"
#include "support/test.h"

#include <algorithm>

namespace tst_import_plan {

using namespace plectrum;
using namespace plectrum::store;
using namespace plectrum::editing;

namespace {

std::vector<ImportItem> planOf(StoreWorld& here, StoreWorld& file)
{
    return here.clock.blockOn(planImport(file.access, here.access));
}

ImportItem itemAt(const std::vector<ImportItem>& items, const std::string& key)
{
    return *std::ranges::find_if(items,
                                 [&key](const auto& item) { return item.address.key == key; });
}

} // namespace

class TestImportPlan : public QObject
{
    Q_OBJECT

private slots:
    void tellsWhatEachKeyBecomes()
    {
        StoreWorld here;
        StoreWorld file;
        for (StoreWorld* world : {&here, &file})
            world->putRecord("same", R"({"a":1})");
        here.putRecord("other", R"({"a":1})");
        file.putRecord("other", R"({"a":2})", {.userIds = {7}});
        file.putRecord("new", R"({"a":3})");
        file.putRecord("locked-in-damage", "1");
        here.put("lyra/records/Game", "locked-in-damage", R"({"file":7})");
        file.put("lyra/records/Game", "damaged", R"({"file":7})");
        file.put("lyra/shards/Game", "x-1", R"("text")");
        file.put("Scores", "s", "5");
        const auto before = here.everything();
        const auto items = planOf(here, file);
        QCOMPARE(items.size(), std::size_t(6));
        QCOMPARE(itemAt(items, "same").effect, ImportEffect::Unchanged);
        QCOMPARE(itemAt(items, "new").effect, ImportEffect::New);
        QCOMPARE(itemAt(items, "s").effect, ImportEffect::New);
        const ImportItem replaced = itemAt(items, "other");
        QCOMPARE(replaced.effect, ImportEffect::Replaced);
        QCOMPARE(json::print(*replaced.before), R"({"a":1})");
        QCOMPARE(json::print(replaced.after), R"({"a":2})");
        QVERIFY(itemAt(items, "damaged").isProblemOfFile);
        QCOMPARE(itemAt(items, "damaged").effect, ImportEffect::Refused);
        QCOMPARE(itemAt(items, "locked-in-damage").effect, ImportEffect::Refused);
        QVERIFY(!itemAt(items, "locked-in-damage").isProblemOfFile);
        QCOMPARE(here.everything(), before);
    }

    void writesWhatWasPlanned()
    {
        StoreWorld here;
        StoreWorld file;
        here.putRecord("other", R"({"a":1})");
        file.putRecord("other", R"({"a":2})", {.userIds = {7}});
        file.putRecord("new", R"({"a":3})");
        for (const ImportItem& item : planOf(here, file))
            QCOMPARE(here.clock.blockOn(importItem(here.access, item, {})).outcome,
                     SaveOutcome::Saved);
        for (const std::string key : {"other", "new"})
            QCOMPARE(here.record(key), file.record(key));
        QCOMPARE(here.inspect("other").entry->info.userIds, std::vector<std::int64_t>{7});
    }

    /// Nobody has agreed to writing over that.
    void whatChangedSinceIsNotWrittenOver()
    {
        StoreWorld here;
        StoreWorld file;
        here.putRecord("a", R"({"x":1,"y":1})");
        file.putRecord("a", R"({"x":2,"y":1})");
        const auto items = planOf(here, file);
        here.putRecord("a", R"({"x":1,"y":5})");
        QCOMPARE(here.clock.blockOn(importItem(here.access, items.at(0), {})).outcome,
                 SaveOutcome::Conflicts);
        QCOMPARE(here.data("a"), R"({"x":1,"y":5})");
    }
};

PLECTRUM_TEST(TestImportPlan)

} // namespace tst_import_plan

#include "tst_import_plan.moc"
