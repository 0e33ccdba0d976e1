// SPDX-License-Identifier: MIT
// The keys in another order, and a key that is made or removed; with and without a filter.
#include "async/clock.h"
#include "documents/keys/key_list_model.h"
#include "mock/universe.h"
#include "support/test.h"

#include <QAbstractItemModelTester>

namespace tst_key_order {

using namespace Qt::StringLiterals;
using namespace plectrum;
using namespace plectrum::documents;
using Kind = store::KeyAddress::Kind;
using Order = KeyListModel::Order;

namespace {

async::Task<void> put(datastore::Universe* universe, QStringList keys)
{
    auto& scores = universe->dataStores().dataStore("Scores");
    for (const QString& key : keys)
        co_await scores.set(key.toStdString(), json::Value(1));
}

struct World
{
    explicit World(const QStringList& keys)
    {
        auto universe = std::make_unique<mock::Universe>(clock, async::Random(1));
        if (!put(universe.get(), keys).isReady())
            qFatal("the mock universe answers at once");
        workspace = std::make_unique<Workspace>(std::move(universe), clock, random, executor);
        model = std::make_unique<KeyListModel>(*workspace);
        tester = std::make_unique<QAbstractItemModelTester>(model.get());
        model->list({.kind = Kind::Plain, .name = "Scores"}, {});
    }
    QStringList rows() const
    {
        QStringList rows;
        for (int row = 0; row < model->rowCount(); ++row)
            rows += model->index(row).data(KeyListModel::KeyRole).toString();
        return rows;
    }
    static store::KeyAddress key(const char* name) { return {Kind::Plain, "Scores", name}; }

    async::EventLoopClock clock;
    async::Random random{1};
    async::InlineExecutor executor;
    std::unique_ptr<Workspace> workspace;
    std::unique_ptr<KeyListModel> model;
    std::unique_ptr<QAbstractItemModelTester> tester;
};

const QStringList some{u"p_10"_s, u"p_2"_s, u"P_3"_s, u"p_02"_s, u"q"_s};

} // namespace

class TestKeyOrder : public QObject
{
    Q_OBJECT

private slots:
    void standsInThatOrder_data()
    {
        QTest::addColumn<Order>("order");
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("as in the store")
            << Order::Bytes << u""_s
            << QStringList{u"P_3"_s, u"p_02"_s, u"p_10"_s, u"p_2"_s, u"q"_s};
        QTest::newRow("backwards") << Order::Descending << u""_s
                                   << QStringList{u"q"_s, u"p_2"_s, u"p_10"_s, u"p_02"_s, u"P_3"_s};
        QTest::newRow("by number") << Order::Natural << u""_s
                                   << QStringList{u"p_02"_s, u"p_2"_s, u"P_3"_s, u"p_10"_s, u"q"_s};
        QTest::newRow("by number, filtered")
            << Order::Natural << u"p_"_s << QStringList{u"p_02"_s, u"p_2"_s, u"P_3"_s, u"p_10"_s};
    }
    void standsInThatOrder()
    {
        QFETCH(Order, order);
        QFETCH(QString, filter);
        QFETCH(QStringList, expected);
        World world(some);
        QTRY_COMPARE(world.model->rowCount(), 5);
        world.model->setFilter(filter);
        world.model->setOrder(order);
        QCOMPARE(world.rows(), expected);
        for (int row = 0; row < expected.size(); ++row)
            QCOMPARE(world.model->indexOf(expected[row].toStdString()).row(), row);
        QVERIFY(!world.model->indexOf("none").isValid());
    }

    void aKeyThatWasMadeOrRemovedIsListed()
    {
        World world(some);
        QTRY_COMPARE(world.model->rowCount(), 5);
        world.model->noteKey(World::key("p_1"), true);
        QCOMPARE(world.rows().indexOf(u"p_1"_s), 2);
        world.model->noteKey(World::key("p_1"), true); // once
        world.model->noteKey(World::key("z"), true);
        QCOMPARE(world.rows().last(), u"z"_s);
        world.model->noteKey(World::key("P_3"), false);
        QCOMPARE(world.rows().first(), u"p_02"_s);
        world.model->noteKey(World::key("none"), false);
        QCOMPARE(world.model->rowCount(), 6);
        world.model->noteKey({Kind::Lyra, "Scores", "other"}, true); // of another store
        QCOMPARE(world.model->rowCount(), 6);
        world.model->setOrder(Order::Natural);
        world.model->setFilter(u"p"_s);
        world.model->noteKey(World::key("p_3"), true);
        QCOMPARE(world.rows(), (QStringList{u"p_1"_s, u"p_02"_s, u"p_2"_s, u"p_3"_s, u"p_10"_s}));
    }
};

PLECTRUM_TEST(TestKeyOrder)

} // namespace tst_key_order

#include "tst_key_order.moc"
