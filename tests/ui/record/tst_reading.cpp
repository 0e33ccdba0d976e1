// SPDX-License-Identifier: MIT
// Large records are read while the user goes on: what comes late must land where it belongs, or
// nowhere.
#include "async/clock.h"
#include "async/event.h"
#include "async/pool_executor.h"
#include "json/parser.h"
#include "mock/universe.h"
#include "support/test.h"
#include "ui/history/history_panel.h"
#include "ui/main_window.h"
#include "ui/record/json_text_view.h"
#include "ui/record/json_tree_view.h"
#include "ui/record/record_panel.h"
#include "ui/shell/record_tabs.h"

#include <QCoroTask>
#include <QPlainTextEdit>
#include <QTemporaryDir>

#include <vector>

namespace tst_reading {

using namespace plectrum;
using namespace Qt::StringLiterals;

namespace {

/// Begins each piece of work only when it is told to, in the order in which the test wants it.
class HeldExecutor final : public async::Executor
{
public:
    std::size_t waiting() const { return m_gates.size(); }
    /// Lets the oldest, or the newest, go on.
    void releaseFirst() { release(0); }
    void releaseLast() { release(m_gates.size() - 1); }
    void releaseAll()
    {
        while (!m_gates.empty())
            releaseFirst();
    }

protected:
    async::Task<void> perform(std::function<void()> job, std::stop_token stop) override
    {
        auto gate = std::make_shared<async::Event>();
        m_gates.push_back(gate);
        co_await gate->wait(stop);
        job();
    }

private:
    void release(std::size_t which)
    {
        const auto gate = m_gates.at(which);
        m_gates.erase(m_gates.begin() + static_cast<std::ptrdiff_t>(which));
        gate->open();
    }

    std::vector<std::shared_ptr<async::Event>> m_gates;
};

/// Large enough not to be read at once.
json::Value recordOf(const std::string& owner)
{
    std::string data = "{\"owner\":\"" + owner + "\",\"items\":[0";
    while (data.size() < 2 * async::Executor::heavyFrom)
        data += ",1234567";
    const std::string text = R"({"appliedMigrations":[],"file":{"data":{"committedData":)" + data
        + R"(]}}},"orphanedFiles":[]})";
    return json::parse(text).value();
}

store::KeyAddress addressOf(const std::string& key)
{
    return {store::KeyAddress::Kind::Lyra, "players", key};
}

/// A window on a universe with the records "one" and "two".
template <typename Executor>
struct World
{
    explicit World(bool isInFile = false)
        : settings(folder.filePath(u"settings.ini"_s))
    {
        std::unique_ptr<mock::Universe> universe;
        if (isInFile)
            universe =
                mock::Universe::open(folder.filePath(u"u.plectrum"_s).toStdString(),
                                     mock::FileMode::Create, clock, async::Random(1), executor);
        else
            universe = std::make_unique<mock::Universe>(clock, async::Random(1));
        for (const char* key : {"one", "two"})
            QCoro::waitFor(
                universe->dataStores().dataStore("lyra/records/players").set(key, recordOf(key)));
        workspace =
            std::make_unique<documents::Workspace>(std::move(universe), clock, random, executor);
        window = std::make_unique<ui::MainWindow>(*workspace, settings, appearance);
        window->show();
    }
    ui::RecordPanel* panel() const { return window->recordTabs()->currentPanel(); }
    /// What the first row of the tree that is seen shows.
    QString owner() const
    {
        const auto* model = panel()->tree()->model();
        for (int row = 0; row < model->rowCount(); ++row) {
            for (int inner = 0; inner < model->rowCount(model->index(row, 0)); ++inner) {
                const auto name = model->index(inner, 0, model->index(row, 0));
                if (name.data().toString() == "owner"_L1)
                    return name.siblingAtColumn(1).data().toString();
            }
            if (model->index(row, 0).data().toString() == "owner"_L1)
                return model->index(row, 1).data().toString();
        }
        return {};
    }

    QTemporaryDir folder;
    async::EventLoopClock clock;
    async::Random random{2};
    Executor executor;
    ui::Settings settings;
    ui::Appearance appearance{ui::Appearance::Choice::Light};
    std::unique_ptr<documents::Workspace> workspace;
    std::unique_ptr<ui::MainWindow> window;
};

std::string ownerIn(const documents::RecordDocument* document)
{
    return std::string(document->value()["owner"].toString());
}

using Phase = documents::RecordDocument::Phase;

} // namespace

class ReadingTest : public QObject
{
    Q_OBJECT

private slots:
    void answersLandInTheirOwnDocument()
    {
        World<HeldExecutor> world;
        auto* one = world.workspace->openRecord(addressOf("one"));
        auto* two = world.workspace->openRecord(addressOf("two"));
        QTRY_COMPARE(world.executor.waiting(), 2U);
        QCOMPARE(one->phase(), Phase::Loading);
        world.executor.releaseLast(); // that of "two" comes first
        QTRY_COMPARE(two->phase(), Phase::Ready);
        QCOMPARE(one->phase(), Phase::Loading);
        QCOMPARE(ownerIn(two), std::string("two"));
        QTRY_VERIFY(world.owner().contains(u"two"_s));
        world.executor.releaseFirst();
        QTRY_COMPARE(one->phase(), Phase::Ready);
        QCOMPARE(ownerIn(one), std::string("one"));
        QCOMPARE(ownerIn(two), std::string("two"));
        QVERIFY(world.owner().contains(u"two"_s)); // the current one still
        world.executor.releaseAll();
    }

    /// The value is back before the print of the other one is done.
    void whatWasPrintedTooLateIsNotShown()
    {
        World<HeldExecutor> world;
        auto* one = world.workspace->openRecord(addressOf("one"));
        const auto text = [&world] {
            world.executor.releaseAll();
            return world.panel()->text()->editor()->toPlainText();
        };
        QTRY_VERIFY(text().contains(u"owner"_s));
        QTRY_VERIFY(!world.panel()->text()->isBusy());
        QCoreApplication::processEvents();
        world.executor.releaseAll();
        QVERIFY(one->insert(json::Pointer::parse("/coins").value(), json::Value(5)));
        QTRY_VERIFY(world.executor.waiting() > 0);
        one->undoStack()->undo();
        world.executor.releaseAll();
        QCoreApplication::processEvents();
        QTRY_VERIFY(!world.panel()->text()->isBusy());
        QVERIFY(!text().contains(u"coins"_s));
        QVERIFY(text().contains(u"owner"_s));
    }

    void aLookThatWasLeftShowsNowhere()
    {
        World<HeldExecutor> world;
        world.workspace->previewRecord(addressOf("one"));
        QTRY_COMPARE(world.executor.waiting(), 1U);
        auto* two = world.workspace->previewRecord(addressOf("two")); // takes the place of "one"
        QTRY_COMPARE(world.executor.waiting(), 2U);
        QCOMPARE(world.workspace->documents().size(), 1U);
        world.executor.releaseFirst();
        QCoreApplication::processEvents();
        QCOMPARE(two->phase(), Phase::Loading);
        world.executor.releaseFirst();
        QTRY_COMPARE(two->phase(), Phase::Ready);
        QCOMPARE(ownerIn(two), std::string("two"));
        world.executor.releaseAll();
    }

    void closesWhileReading()
    {
        World<HeldExecutor> world;
        const QPointer<documents::RecordDocument> one =
            world.workspace->openRecord(addressOf("one"));
        QTRY_COMPARE(world.executor.waiting(), 1U);
        world.workspace->closeRecord(one);
        QVERIFY(!world.panel());
        QTRY_VERIFY(!one); // it waits for its task, not for the work
        QCOMPARE(world.executor.waiting(), 1U);
        world.executor.releaseAll();
        QCoreApplication::processEvents();
        QCOMPARE(world.workspace->documents().size(), 0U);
    }

    void windowAndUniverseGoWhileReading()
    {
        World<HeldExecutor> world;
        world.workspace->openRecord(addressOf("one"));
        QTRY_COMPARE(world.executor.waiting(), 1U);
        world.window.reset();
        world.workspace.reset();
        world.executor.releaseAll();
        QCoreApplication::processEvents();
    }

    void windowAndUniverseGoWhileThreadsRead()
    {
        for (int turns = 0; turns < 12; ++turns) { // each time a little later
            World<async::PoolExecutor> world(true);
            world.workspace->openRecord(addressOf("one"));
            world.workspace->openRecord(addressOf("two"));
            for (int turn = 0; turn < turns; ++turn)
                QCoreApplication::processEvents();
            world.window.reset();
            world.workspace.reset();
            QCoreApplication::processEvents();
        }
    }

    void closesTheWindowWhileThreadsRead()
    {
        World<async::PoolExecutor> world(true);
        bool isClosed = false;
        connect(world.window.get(), &ui::MainWindow::closed, this, [&] { isClosed = true; });
        world.workspace->openRecord(addressOf("one"));
        world.workspace->openRecord(addressOf("two"));
        QCoreApplication::processEvents();
        world.window->close();
        QTRY_VERIFY(isClosed);
    }

    void readsInThreads()
    {
        World<async::PoolExecutor> world(true);
        auto* one = world.workspace->openRecord(addressOf("one"));
        auto* two = world.workspace->openRecord(addressOf("two"));
        QTRY_COMPARE(one->phase(), Phase::Ready);
        QTRY_COMPARE(two->phase(), Phase::Ready);
        QCOMPARE(ownerIn(one), std::string("one"));
        QCOMPARE(ownerIn(two), std::string("two"));
    }

    void partsOfThePanelComeByThemselves()
    {
        World<async::PoolExecutor> world;
        world.workspace->openRecord(addressOf("one"));
        QTRY_VERIFY(world.panel()->findChild<ui::JsonTextView*>());
        QTRY_VERIFY(world.panel()->findChild<ui::HistoryPanel*>());
        QTRY_VERIFY(world.panel()->findChild<ui::HistoryPanel*>()->isVisible());
        QTRY_VERIFY(
            world.panel()->text()->editor()->toPlainText().contains(u"\"owner\": \"one\""_s));
    }

    void onlyTheNewestTextIsShown()
    {
        World<HeldExecutor> world;
        auto* one = world.workspace->openRecord(addressOf("one"));
        auto* text = world.panel()->text();
        QTRY_COMPARE(world.executor.waiting(), 1U);
        world.executor.releaseFirst(); // read; now the text waits to be printed
        QTRY_COMPARE(one->phase(), Phase::Ready);
        QTRY_VERIFY(world.executor.waiting() > 0);
        const std::size_t older = world.executor.waiting();
        QVERIFY(text->isBusy());
        QVERIFY(one->replace(json::Pointer() / "owner", json::Value("another")));
        QTRY_VERIFY(world.executor.waiting() > older);
        world.executor.releaseLast(); // the newer one is faster
        QTRY_VERIFY(!text->isBusy());
        QVERIFY(text->editor()->toPlainText().contains(u"another"_s));
        world.executor.releaseAll();
        QTRY_VERIFY(!text->isBusy());
        QVERIFY(text->editor()->toPlainText().contains(u"another"_s));
    }
};

PLECTRUM_UI_TEST(ReadingTest)

} // namespace tst_reading

#include "tst_reading.moc"
