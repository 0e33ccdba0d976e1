// SPDX-License-Identifier: MIT
#include "documents/keys/key_list_model.h"
#include "documents/keys/store_list_model.h"
#include "listed_universe.h"
#include "support/test.h"

#include <QAbstractItemModelTester>
#include <QTimer>

namespace tst_key_list_model {

using namespace Qt::StringLiterals;
using namespace plectrum;
using namespace plectrum::documents;
using Kind = store::KeyAddress::Kind;

namespace {

const editing::StoreListing players{.kind = Kind::Lyra, .name = "players"};

/// A workspace over a universe whose keys are made when they are listed.
struct World
{
    explicit World(std::size_t count)
        : universe(new tests::ListedUniverse(count))
        , workspace(std::unique_ptr<datastore::Universe>(universe), clock, random, executor)
    {
    }

    async::EventLoopClock clock;
    async::Random random{1};
    async::InlineExecutor executor;
    tests::ListedUniverse* universe;
    Workspace workspace;
};

QString keyAt(const KeyListModel& model, int row)
{
    return model.index(row).data(KeyListModel::KeyRole).toString();
}

} // namespace

class TestKeyListModel : public QObject
{
    Q_OBJECT

private slots:
    void fetchesPageByPage();
    void sendsThePrefixToTheSource();
    void filtersWhatIsLoaded();
    void showsLaterPagesThatMatch();
    void loadsAllAndCanBeStopped();
    void leavesTheLoopItsTurn();
    void tellsAFailure();
    void keepsWhatIsListedUntilThereIsAnAnswer();
    void dropsOldAnswers();
    void findsRows();
    void holdsAMillionKeys();
    void groupsStores();
};

void TestKeyListModel::fetchesPageByPage()
{
    World world(600);
    KeyListModel model(world.workspace);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    tester.setUseFetchMore(false); // else it fetches pages of its own, whenever it looks
    QVERIFY(!model.canFetchMore({}));
    model.list(players, {});
    QTRY_COMPARE(model.rowCount(), 256);
    QCOMPARE(keyAt(model, 0), u"Guest_0000000"_s);
    QVERIFY(!model.isComplete());
    QTRY_VERIFY(model.canFetchMore({})); // once the page has been taken over
    model.fetchMore({});
    QTRY_COMPARE(model.rowCount(), 512);
    QTRY_VERIFY(model.canFetchMore({}));
    model.fetchMore({});
    QTRY_COMPARE(model.rowCount(), 600);
    QVERIFY(model.isComplete());
    QVERIFY(!model.canFetchMore({}));
    QCOMPARE(keyAt(model, 599), u"player_0000599"_s);
    QCOMPARE(world.universe->store.queries.size(), 3U);
}

void TestKeyListModel::sendsThePrefixToTheSource()
{
    World world(1000);
    KeyListModel model(world.workspace);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.list(players, u"player_00009"_s);
    QTRY_COMPARE(model.rowCount(), 100);
    QCOMPARE(world.universe->store.queries.back().prefix, "player_00009");
    QCOMPARE(model.prefix(), u"player_00009"_s);
    model.clear();
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(model.isComplete());
}

void TestKeyListModel::filtersWhatIsLoaded()
{
    World world(1000);
    KeyListModel model(world.workspace);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.list(players, {});
    QTRY_COMPARE(model.rowCount(), 256);
    const auto asked = world.universe->store.queries.size();
    model.setFilter(u"GUEST_000001"_s);
    QCOMPARE(model.rowCount(), 10);
    QCOMPARE(keyAt(model, 3), u"Guest_0000013"_s);
    QCOMPARE(model.loadedCount(), 256U);
    QVERIFY(!model.canFetchMore({}));
    model.setFilter({});
    QCOMPARE(model.rowCount(), 256);
    QCOMPARE(world.universe->store.queries.size(), asked);
}

void TestKeyListModel::showsLaterPagesThatMatch()
{
    World world(1000);
    KeyListModel model(world.workspace);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.list(players, {});
    QTRY_COMPARE(model.rowCount(), 256);
    model.setFilter(u"099"_s);
    const int before = model.rowCount();
    model.loadAll();
    QTRY_VERIFY(model.isComplete() && !model.isLoading());
    QCOMPARE(model.loadedCount(), 1000U);
    QVERIFY(model.rowCount() > before);
    QCOMPARE(keyAt(model, model.rowCount() - 1), u"player_0000999"_s);
}

void TestKeyListModel::loadsAllAndCanBeStopped()
{
    World world(2'000'000);
    KeyListModel model(world.workspace);
    model.list(players, {});
    QTRY_COMPARE(model.rowCount(), 256);
    model.loadAll();
    QVERIFY(model.isLoadingAll());
    QTRY_VERIFY(model.rowCount() > 10'000);
    Operation* operation = world.workspace.operations().running();
    QVERIFY(operation);
    QVERIFY(operation->done() > 0);
    operation->cancel();
    QTRY_VERIFY(!model.isLoading());
    QVERIFY(!model.isComplete());
    QVERIFY(model.failure().isEmpty());
    QCOMPARE(world.workspace.operations().rowCount(), 0);
    const int kept = model.rowCount();
    model.fetchMore({});
    QTRY_COMPARE(model.rowCount(), kept + 256);
}

void TestKeyListModel::leavesTheLoopItsTurn()
{
    World world(1'000'000);
    KeyListModel model(world.workspace);
    QTimer ticking;
    int ticks = 0;
    connect(&ticking, &QTimer::timeout, this, [&ticks] { ++ticks; });
    ticking.start(0);
    model.list(players, {});
    model.loadAll();
    QTRY_VERIFY(model.isComplete());
    QVERIFY2(ticks > 10, qPrintable(QString::number(ticks)));
}

void TestKeyListModel::tellsAFailure()
{
    World world(600);
    KeyListModel model(world.workspace);
    QSignalSpy failed(&world.workspace, &Workspace::failed);
    world.universe->store.failsNext = true;
    model.list(players, {});
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(model.failure().contains(u"no answer"_s));
    QVERIFY(!model.isLoading());
    QVERIFY(!model.canFetchMore({}));
    model.reload();
    QTRY_COMPARE(model.rowCount(), 256);
    QVERIFY(model.failure().isEmpty());
}

void TestKeyListModel::keepsWhatIsListedUntilThereIsAnAnswer()
{
    World world(600);
    KeyListModel model(world.workspace);
    model.list(players, {});
    QTRY_COMPARE(model.rowCount(), 256);
    model.fetchMore({});
    QTRY_COMPARE(model.rowCount(), 512);
    const qint64 readAt = model.readTime();
    QVERIFY(readAt > 0);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    world.universe->store.failsNext = true;
    model.reload();
    QTRY_VERIFY(!model.failure().isEmpty());
    QCOMPARE(model.rowCount(), 512);
    QCOMPARE(model.readTime(), readAt);
    QCOMPARE(reset.size(), 0);
    model.reload();
    QTRY_COMPARE(model.rowCount(), 256);
    QVERIFY(model.failure().isEmpty());
    QCOMPARE(world.universe->store.queries.back().cursor, std::string());
}

void TestKeyListModel::dropsOldAnswers()
{
    World world(2'000'000);
    KeyListModel model(world.workspace);
    model.list(players, {});
    model.loadAll();
    QVERIFY(model.isLoadingAll());
    model.list(players, u"Guest_0000001"_s);
    QTRY_VERIFY(!model.isLoading());
    QVERIFY(model.rowCount() > 0);
    for (int row = 0; row < model.rowCount(); ++row)
        QVERIFY(keyAt(model, row).startsWith(u"Guest_0000001"_s));
    auto dying = std::make_unique<KeyListModel>(world.workspace);
    dying->list(players, {});
    dying->loadAll();
    QVERIFY(dying->isLoadingAll());
    dying.reset();
    QTRY_COMPARE(world.workspace.tasks().running(), 0U);
}

void TestKeyListModel::findsRows()
{
    World world(200);
    KeyListModel model(world.workspace);
    model.list(players, {});
    QTRY_COMPARE(model.rowCount(), 200);
    QCOMPARE(model.indexOf("player_0000150").row(), 150);
    QVERIFY(!model.indexOf("player_").isValid());
    model.setFilter(u"15"_s);
    const QModelIndex found = model.indexOf("player_0000150");
    QVERIFY(found.isValid());
    const store::KeyAddress address = model.address(found);
    QCOMPARE(address.key, "player_0000150");
    QCOMPARE(address.store, "players");
    QVERIFY(address.kind == Kind::Lyra);
}

void TestKeyListModel::holdsAMillionKeys()
{
    World world(1'000'000);
    KeyListModel model(world.workspace);
    model.list(players, {});
    model.loadAll();
    QTRY_VERIFY(model.isComplete());
    QCOMPARE(model.rowCount(), 1'000'000);
    model.setFilter(u"R_0999"_s);
    QCOMPARE(model.rowCount(), 1000);
    QCOMPARE(keyAt(model, 999), u"player_0999999"_s);
}

void TestKeyListModel::groupsStores()
{
    StoreListModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const editing::StoreListing settings{.kind = Kind::Plain, .name = "settings"};
    model.setStores({players, settings});
    QCOMPARE(model.rowCount(), 4);
    QVERIFY(model.index(0).data(StoreListModel::IsHeadingRole).toBool());
    QVERIFY(!model.index(0).flags().testFlag(Qt::ItemIsSelectable));
    QVERIFY(model.store(model.index(1)) == players);
    QVERIFY(!model.store(model.index(2)));
    QCOMPARE(model.indexOf(settings).row(), 3);
    model.setStores({});
    QCOMPARE(model.rowCount(), 0);
}

PLECTRUM_TEST(TestKeyListModel)

} // namespace tst_key_list_model

#include "tst_key_list_model.moc"
