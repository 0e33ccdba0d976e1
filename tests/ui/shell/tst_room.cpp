// SPDX-License-Identifier: MIT
// How much room the data have: rows of the tree that are in sight, what content never moves, and a
// window that fits its screen.
#include "documents/history/record_history.h"
#include "player_window.h"
#include "support/test.h"
#include "support/waiting.h"
#include "ui/history/history_panel.h"
#include "ui/history/version_timeline.h"
#include "ui/record/json_tree_view.h"
#include "ui/record/record_panel.h"
#include "ui/widgets/diff_view.h"

#include <QLabel>
#include <QScopeGuard>
#include <QScreen>
#include <QSplitter>
#include <QToolButton>

namespace tst_room {

using namespace Qt::StringLiterals;
using namespace plectrum;
using namespace plectrum::ui;
using namespace plectrum::documents;

namespace {

void openRecord(const World& world, const QSize& size)
{
    world.window->resize(size);
    QVERIFY(test::waitForActive(world.window.get()));
    QTRY_COMPARE(world.keys()->rowCount(), 256);
    world.click(1);
    QTRY_VERIFY(isReady(world.workspace->currentDocument()));
    auto* history = world.window->findChild<HistoryPanel*>();
    QTRY_VERIFY((history = world.window->findChild<HistoryPanel*>())
                && !history->history()->versions().empty() && !history->history()->isLoading());
    QApplication::processEvents();
}

int rowsInSight(const World& world)
{
    const auto* tree = world.window->findChild<JsonTreeView*>();
    return tree->viewport()->height() / tree->visualRect(tree->model()->index(0, 0)).height();
}

} // namespace

class TestRoom final : public QObject
{
    Q_OBJECT

private slots:
    void theTreeHasRows_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<int>("rows");
        QTest::newRow("1280x800") << QSize(1280, 800) << 16;
        QTest::newRow("1024x640") << QSize(1024, 640) << 9;
    }

    void theTreeHasRows()
    {
        QFETCH(QSize, size);
        QFETCH(int, rows);
        World world;
        openRecord(world, size);
        const int shown = rowsInSight(world);
        QVERIFY2(shown >= rows, qPrintable(QString::number(shown)));
        QCOMPARE(world.window->size(), size);
    }

    /// The history takes room when there is something to compare, and gives it back.
    void theHistoryIsAStripUntilAVersionIsChosen()
    {
        World world;
        openRecord(world, {1280, 800});
        auto* history = world.window->findChild<HistoryPanel*>();
        const int rows = rowsInSight(world);
        QVERIFY(history->isStrip());
        QVERIFY(!history->diffView()->isVisible());
        const auto& versions = history->history()->versions();
        history->timeline()->choose(QString::fromStdString(versions.back().version));
        QVERIFY(!history->isStrip());
        QTRY_VERIFY(history->diffView()->isVisible() && history->diffView()->height() > 80);
        history->timeline()->setFocus();
        QTest::keyClick(history->timeline(), Qt::Key_Escape);
        QVERIFY(history->isStrip());
        QTRY_COMPARE(rowsInSight(world), rows);
    }

    /// Whatever the record and however early its text was made.
    void theTreeKeepsItsShare()
    {
        World world;
        openRecord(world, {1280, 800});
        const auto shares = [&] {
            QList<int> all;
            for (const auto* splitter : world.window->findChildren<QSplitter*>(u"recordSides"_s))
                all.append(splitter->sizes().front() * 100
                           / std::max(1, splitter->sizes().front() + splitter->sizes().back()));
            return all;
        };
        world.action(u"view.text"_s)->setChecked(true);
        for (int row = 2; row < 5; ++row) {
            world.doubleClick(row);
            QTRY_VERIFY(isReady(world.workspace->currentDocument()));
        }
        QTRY_VERIFY(shares().size() >= 3);
        QApplication::processEvents();
        for (const int share : shares())
            QVERIFY2(share >= 55, qPrintable(QString::number(share)));
    }

    void factsStayInOneLine()
    {
        World world;
        openRecord(world, {1280, 800});
        auto* strip = world.window->findChild<QWidget*>(u"record.facts"_s);
        const int height = strip->height();
        world.window->resize(700, 640);
        QApplication::processEvents();
        QCOMPARE(strip->height(), height);
        auto* more = strip->findChild<QToolButton*>(u"record.allFacts"_s);
        QVERIFY(more->isVisible() && more->geometry().right() <= strip->width());
        more->click();
        auto* popup = strip->findChild<QWidget*>(u"record.factsPopup"_s);
        QVERIFY(popup && popup->isVisible());
        QVERIFY(!popup->findChild<QLabel*>(u"facts.version"_s)->text().isEmpty());
        popup->close();
    }

    void readingFromTheRightMirrorsTheWindow()
    {
        QGuiApplication::setLayoutDirection(Qt::RightToLeft);
        const auto back = qScopeGuard([] { QGuiApplication::setLayoutDirection(Qt::LeftToRight); });
        World world;
        openRecord(world, {1280, 800});
        const auto leftOf = [&](const QWidget* part) {
            return part->mapTo(world.window.get(), QPoint()).x();
        };
        const auto* tree = world.window->findChild<JsonTreeView*>();
        QVERIFY(leftOf(world.keyView()) > leftOf(tree));
        QVERIFY(leftOf(tree) > leftOf(world.window->findChild<QWidget*>(u"json.text"_s)));
        QVERIFY(leftOf(world.window->findChild<QWidget*>(u"lock.indicator"_s))
                > leftOf(world.window->findChild<QWidget*>(u"record.allFacts"_s)));
    }

    void theFirstWindowFitsItsScreen()
    {
        World world;
        world.window =
            std::make_unique<MainWindow>(*world.workspace, world.settings, world.appearance);
        world.window->show();
        const QSize free = world.window->screen()->availableSize();
        QVERIFY2(world.window->width() <= free.width(),
                 qPrintable(QString::number(world.window->width())));
        QVERIFY(world.window->height() <= free.height());
    }
};

PLECTRUM_UI_TEST(TestRoom)

} // namespace tst_room

#include "tst_room.moc"
