// SPDX-License-Identifier: MIT
// Locks of the rows that are seen: asked for while they are, told by the model, painted as badges.
#include "async/executor.h"
#include "documents/keys/key_list_model.h"
#include "editing/lock_watch.h"
#include "mock/universe.h"
#include "support/test.h"
#include "ui/keys/key_list_view.h"
#include "ui/keys/key_locks.h"
#include "ui/keys/lock_delegate.h"

#include <QAbstractItemModelTester>
#include <QCoroTask>
#include <QPainter>
#include <QScrollBar>

namespace tst_key_locks {

using namespace plectrum;
using namespace plectrum::ui;
using namespace plectrum::documents;
using namespace std::chrono_literals;

namespace {

struct World
{
    async::EventLoopClock clock;
    async::Random random{1};
    async::InlineExecutor executor;
    mock::Universe* universe = new mock::Universe(clock, async::Random(2));
    Workspace workspace{std::unique_ptr<datastore::Universe>(universe), clock, random, executor};
    KeyListModel model{workspace};
    KeyListView view;

    World()
    {
        auto& records = universe->dataStores().dataStore("lyra/records/Game");
        for (int i = 100; i < 200; ++i)
            QCoro::waitFor(records.set("key" + std::to_string(i), json::Value(i)));
        editing::PollPolicy pace;
        pace.rows = 20ms;
        workspace.records().lockWatch().setPolicy(pace);
        model.list({.kind = store::KeyAddress::Kind::Lyra, .name = "Game"}, {});
        [&] { QTRY_COMPARE(model.rowCount(), 100); }();
        view.setModel(&model);
        view.setItemDelegate(new LockDelegate(&view));
        new KeyLocks(&model, &view, workspace.records().lockWatch());
        view.resize(240, 200);
    }
    void hold(const char* key)
    {
        QCoro::waitFor(universe->memoryStores()
                           .hashMap("lyra/locks/Game")
                           .set(key, json::Value("THEIRS"), 1h));
    }
    editing::LockState state(int row) const
    {
        return static_cast<editing::LockState>(
            model.index(row).data(KeyListModel::LockRole).toInt());
    }
    QImage painted(int row) const
    {
        QStyleOptionViewItem option;
        option.initFrom(&view);
        option.rect = QRect(0, 0, 240, 24);
        QImage image(240, 24, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        view.itemDelegate()->paint(&painter, option, model.index(row));
        return image;
    }
};

} // namespace

class TestKeyLocks final : public QObject
{
    Q_OBJECT

private slots:
    void showsHeldRows()
    {
        World world;
        QAbstractItemModelTester tester(&world.model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QSignalSpy changed(&world.model, &QAbstractItemModel::dataChanged);
        world.hold("key102");
        const QImage before = world.painted(2);
        world.view.show();
        QTRY_COMPARE(world.state(2), editing::LockState::Another);
        QCOMPARE(world.state(1), editing::LockState::Free);
        QVERIFY(!changed.isEmpty());
        QVERIFY(world.painted(2) != before); // with its badge
    }

    void asksOnlyForRowsThatAreSeen()
    {
        World world;
        world.hold("key199");
        world.view.show();
        QTRY_COMPARE(world.state(0), editing::LockState::Free);
        QCOMPARE(world.state(99), editing::LockState::Unknown);
        world.view.verticalScrollBar()->setValue(world.view.verticalScrollBar()->maximum());
        QTRY_COMPARE(world.state(99), editing::LockState::Another);
        QTRY_COMPARE(world.state(0), editing::LockState::Unknown);
        world.view.hide();
        QTRY_COMPARE(world.state(99), editing::LockState::Unknown);
    }
};

PLECTRUM_UI_TEST(TestKeyLocks)

} // namespace tst_key_locks

#include "tst_key_locks.moc"
