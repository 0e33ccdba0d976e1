// SPDX-License-Identifier: MIT
// The content of the demo universe: the same on every machine, and one of each oddity in it.
#include "demo/demo_universe.h"
#include "editing/record_access.h"
#include "json/printer.h"
#include "mock/archive.h"
#include "mock/universe.h"
#include "support/test.h"

#include <QCryptographicHash>

namespace tst_demo_universe {

using namespace plectrum;
using namespace Qt::StringLiterals;
using json::Value;
using store::KeyAddress;
using store::RecordState;

namespace {

struct Made
{
    async::SimClock clock{app::demoStart()};
    mock::Universe universe{clock, async::Random(1)};
    async::Random random{2};
    async::InlineExecutor executor;
    editing::RecordAccess access{universe, clock, random, executor};

    Made() { app::makeDemo(universe, clock); }
};

KeyAddress player(std::string_view key)
{
    return {.kind = KeyAddress::Kind::Lyra, .store = "PlayerData", .key = std::string(key)};
}

/// What every machine has: all but the shards, whose bytes are those of its version of zstd.
QByteArray checksum(const Value& archive)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    archive["dataStores"].forEachElement([&hash](const Value& dataStore) {
        if (!dataStore["name"].toString().starts_with("lyra/shards/"))
            hash.addData(QByteArray::fromStdString(json::print(dataStore)));
    });
    hash.addData(QByteArray::fromStdString(json::print(archive["hashMaps"])));
    return hash.result().toHex();
}

} // namespace

class TestDemoUniverse : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_made = std::make_unique<Made>(); }
    void isTheSameEachTime();
    void hasItsStores();
    void hasThousandsOfPlayers();
    void hasARecordOfSeveralShards();
    void hasAnUnfinishedTransaction();
    void hasALockedKey();
    void hasOldMigrations();
    void hasALegacyKey();
    void hasDamageAndAStranger();
    void hasOneThatCameBack();
    void keepsKeysWithinTheirLimit();

private:
    store::Inspection inspect(std::string_view key);
    std::unique_ptr<Made> m_made;
};

store::Inspection TestDemoUniverse::inspect(std::string_view key)
{
    return m_made->clock.blockOn(m_made->access.inspect(player(key)));
}

void TestDemoUniverse::isTheSameEachTime()
{
    const Value first = mock::exportUniverse(m_made->universe);
    {
        Made again;
        QVERIFY(mock::exportUniverse(again.universe) == first);
    }
    QCOMPARE(checksum(first),
             "c534315aa5a14de992ccafb90ce254ff7b08e24504cefe8907c2d7a5d57e98d6"_ba);
    const Value pets = inspect(app::demo::sharded).data.value();
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArray::fromStdString(json::print(pets)));
    QCOMPARE(hash.result().toHex(),
             "a9e0cd5580ad52ff34b5980d101a24952e6d9f12f62d2ee7e91103d745ec5334"_ba);
}

void TestDemoUniverse::hasItsStores()
{
    const auto stores = m_made->clock.blockOn(m_made->access.listStores());
    std::string names;
    for (const auto& each : stores)
        names += (each.kind == KeyAddress::Kind::Lyra ? "lyra:" : "plain:") + each.name + ' ';
    QCOMPARE(names,
             "lyra:GuildData lyra:PlayerData plain:GlobalStats plain:Leaderboard "
             "plain:PlayerDataLegacy ");
}

void TestDemoUniverse::hasThousandsOfPlayers()
{
    std::size_t keys = 0;
    std::size_t versions = 0;
    for (const auto& record : m_made->universe.storeRecords()) {
        if (record.name != "lyra/records/PlayerData")
            continue;
        m_made->universe.forEachEntry(record, [&](const std::string&, const auto& history) {
            ++keys;
            versions += history.size();
        });
    }
    QVERIFY2(keys > 4'900 && keys < 5'100, qPrintable(QString::number(keys)));
    QVERIFY2(versions > 2 * keys, qPrintable(QString::number(versions)));
}

void TestDemoUniverse::hasARecordOfSeveralShards()
{
    const auto inspection = inspect(app::demo::sharded);
    QCOMPARE(inspection.state, RecordState::Valid);
    QCOMPARE(inspection.shardCount, 2);
    QVERIFY(inspection.dataSize > 3'990'000);
}

void TestDemoUniverse::hasAnUnfinishedTransaction()
{
    const auto from = inspect(app::demo::tradeFrom);
    const auto to = inspect(app::demo::tradeTo);
    QCOMPARE(from.transaction, store::TransactionState::Pending);
    QCOMPARE(to.transaction, store::TransactionState::Pending);
    QVERIFY(from.txId.has_value());
    QCOMPARE(*from.txId, *to.txId);
    QVERIFY(to.data->operator[]("coins").toInteger() >= 25);
}

void TestDemoUniverse::hasALockedKey()
{
    QVERIFY(m_made->clock.blockOn(m_made->access.probeLockActive(player(app::demo::locked))));
    QVERIFY(!m_made->clock.blockOn(m_made->access.probeLockActive(player(app::demo::tradeFrom))));
    QCOMPARE(inspect(app::demo::locked).state, RecordState::Valid);
}

void TestDemoUniverse::hasOldMigrations()
{
    const auto old = inspect(app::demo::oldMigrations);
    QCOMPARE(old.record->appliedMigrations->size(), std::size_t(1));
    QVERIFY(!old.data->find("gems"));
    const auto recent = inspect(app::demo::locked);
    QCOMPARE(recent.record->appliedMigrations->size(), std::size_t(4));
    QVERIFY((*recent.data)["quests"].at(0).isObject());
}

void TestDemoUniverse::hasALegacyKey()
{
    QCOMPARE(inspect(app::demo::legacy).state, RecordState::Absent);
    const auto entry =
        m_made->clock.blockOn(m_made->access.inspect({.kind = KeyAddress::Kind::Plain,
                                                      .store = "PlayerDataLegacy",
                                                      .key = std::string(app::demo::legacy)}));
    QVERIFY((*entry.data)["Cash"].isInteger());
}

void TestDemoUniverse::hasDamageAndAStranger()
{
    const auto damaged = inspect(app::demo::damaged);
    QCOMPARE(damaged.state, RecordState::Damaged);
    QCOMPARE(damaged.damage->kind, store::DamageKind::MissingShard);
    QCOMPARE(inspect(app::demo::notLyra).state, RecordState::NotLyra);
}

void TestDemoUniverse::hasOneThatCameBack()
{
    const auto page =
        m_made->clock.blockOn(m_made->access.listVersions(player(app::demo::cameBack), {}, 50));
    QCOMPARE(std::ranges::count(page.items, true, &datastore::VersionInfo::deleted), 1);
    QVERIFY(!page.items.front().deleted);
}

void TestDemoUniverse::keepsKeysWithinTheirLimit()
{
    for (const auto& record : m_made->universe.storeRecords()) {
        m_made->universe.forEachEntry(record, [](const std::string& key, const auto&) {
            QVERIFY2(key.size() <= 50, key.c_str());
        });
    }
}

PLECTRUM_TEST(TestDemoUniverse)

} // namespace tst_demo_universe

#include "tst_demo_universe.moc"
