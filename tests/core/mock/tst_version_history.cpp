// SPDX-License-Identifier: MIT
// The rules of versions: hour, tombstone, snapshot, expiry, ids.
#include "mock/version_history.h"
#include "support/test.h"

namespace tst_version_history {

using namespace plectrum;
using namespace std::chrono_literals;
using mock::HistoryChange;
using mock::Version;
using mock::VersionHistory;

namespace {

const async::Time start = async::fromRfc3339("2025-11-26T20:13:20Z");

Version written(int number)
{
    Version version;
    version.value = json::Value(number);
    version.size = 1;
    return version;
}

Version tombstone()
{
    Version version;
    version.isDeleted = true;
    return version;
}

void write(VersionHistory& history, Version version, async::Time now,
           async::Time snapshot = async::Time::min())
{
    const auto newest = history.newest();
    history.apply(
        nextChange(history.isEmpty() ? nullptr : &newest, std::move(version), now, snapshot));
}

} // namespace

class VersionHistoryTest : public QObject
{
    Q_OBJECT
private slots:
    void idsAsTheServiceMakesThem()
    {
        VersionHistory history;
        write(history, written(1), start);
        QCOMPARE(history.newest().id(), "0000019AC1CC8F00.0000000001");
        write(history, written(2), start + 1h);
        QCOMPARE(history.newest().id(), "0000019AC2037D80.0000000002");
        QVERIFY(history.find("0000019AC1CC8F00.0000000001"));
        QVERIFY(!history.find("NOPE"));
    }

    void oneVersionAnHour()
    {
        VersionHistory history;
        write(history, written(1), start);
        write(history, written(2), start + 46min); // 20:59:20
        QCOMPARE(history.all().size(), 1U);
        QCOMPARE(history.newest().counter, 2U);
        QVERIFY(!history.find("0000019AC1CC8F00.0000000001"));
        write(history, written(3), start + 47min); // 21:00:20
        QCOMPARE(history.all().size(), 2U);
        QCOMPARE(history.all().front().value, json::Value(2));
        QCOMPARE(history.all().front().superseded, start + 47min);
        QCOMPARE(history.newest().entryCreated, start);
    }

    void tombstonesStandAlone()
    {
        VersionHistory history;
        write(history, written(1), start);
        write(history, tombstone(), start + 1min);
        write(history, written(2), start + 2min);
        const auto all = history.all();
        QCOMPARE(all.size(), 3U);
        QVERIFY(all[1].isDeleted);
        QCOMPARE(all[2].entryCreated, start + 2min);
        QVERIFY(all[0].id() < all[1].id() && all[1].id() < all[2].id());
    }

    void snapshotMakesAVersion()
    {
        VersionHistory history;
        write(history, written(1), start);
        write(history, written(2), start, start); // the snapshot in the same millisecond
        QCOMPARE(history.all().size(), 2U);
        write(history, written(3), start + 1s, start);
        QCOMPARE(history.all().size(), 2U); // once only
        QCOMPARE(history.all().front().value, json::Value(1));
    }

    void expiryAfterThirtyDays()
    {
        VersionHistory history;
        write(history, written(1), start);
        write(history, written(2), start + 10h);
        const auto first = history.all().front();
        QVERIFY(!isExpired(first, start + 10h + 720h - 1ms));
        QVERIFY(isExpired(first, start + 10h + 720h));
        QVERIFY(!isExpired(history.newest(), start + 100'000h));
        write(history, written(3), start + 10h + 720h);
        QCOMPARE(history.all().size(), 2U);
        QCOMPARE(history.all().front().value, json::Value(2));
    }

    void timeNeverGoesBack()
    {
        VersionHistory history;
        write(history, written(1), start);
        write(history, written(2), start - 5h);
        QCOMPARE(history.newest().time, start);
        QCOMPARE(history.newest().value, json::Value(2));
    }

    void foreignIdsAreKept()
    {
        Version version = written(1);
        version.time = start;
        version.setId("08DB7D1B2C3D4E5F.0000000001.08DB.01");
        QCOMPARE(version.id(), "08DB7D1B2C3D4E5F.0000000001.08DB.01");
        Version ours = written(1);
        ours.time = start;
        ours.setId("0000019AC1CC8F00.0000000042");
        QCOMPARE(ours.counter, 42U);
        QVERIFY(!ours.tags);
        QCOMPARE(ours.id(), "0000019AC1CC8F00.0000000042");
    }
};

PLECTRUM_TEST(VersionHistoryTest)

} // namespace tst_version_history

#include "tst_version_history.moc"
