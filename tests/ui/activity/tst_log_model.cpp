// SPDX-License-Identifier: MIT
// The buffer, the model, the filter and the export of the log.
#include "documents/activity/log_export.h"
#include "documents/activity/log_model.h"
#include "json/parser.h"
#include "support/waiting.h"
#include "ui/activity/log_panel.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QGuiApplication>
#include <QLineEdit>
#include <QScrollBar>
#include <QTableView>
#include <QTemporaryDir>

#include <thread>

namespace tst_log_model {

using namespace Qt::StringLiterals;
using namespace plectrum;
using namespace plectrum::ui;
using namespace plectrum::documents;
using store::LogLevel;

namespace {

LogLine lineOf(LogLevel level, std::string message, json::Value::Members context = {})
{
    return {async::fromRfc3339("2025-11-23T18:00:00.125Z"), level, "game server",
            std::move(message), json::Value::object(std::move(context))};
}

struct World
{
    std::shared_ptr<LogBuffer> buffer = LogBuffer::make();

    void fill(int count) const
    {
        for (int i = 0; i < count; ++i)
            buffer->append(lineOf(LogLevel::Info, "line " + std::to_string(i)));
    }
    void mixed() const
    {
        buffer->append(
            lineOf(LogLevel::Error, "save failed", {{"key", "ada"}, {"method", "save"}}));
        buffer->append(lineOf(LogLevel::Info, "loaded", {{"key", "grace"}}));
        buffer->append(lineOf(LogLevel::Trace, "read", {{"key", "ada"}, {"try", 2}}));
    }
};

/// Counts the rows that come between two turns of the event loop, at most.
class Watcher : public QObject
{
public:
    explicit Watcher(const LogModel* model)
    {
        startTimer(0);
        connect(model, &LogModel::rowsInserted, this,
                [this](const QModelIndex&, int first, int last) {
                    m_rows += std::size_t(last - first + 1);
                    most = std::max(most, m_rows);
                });
    }
    std::size_t most = 0;

protected:
    void timerEvent(QTimerEvent*) override { m_rows = 0; }

private:
    std::size_t m_rows = 0;
};

} // namespace

class TestLogModel : public QObject
{
    Q_OBJECT

private slots:
    void showsWhatIsLogged();
    void takesLinesFromAnyThread();
    void isBounded();
    void filters_data();
    void filters();
    void printsForPeopleAndPrograms();
    void filtersAndExportsByKeys();
    void followsUntilOneScrollsAway();
    void staysQuick();
};

void TestLogModel::showsWhatIsLogged()
{
    World world;
    world.mixed();
    LogModel model(world.buffer);
    const QAbstractItemModelTester tester(&model);
    QTRY_COMPARE(model.rowCount(), 3);
    const auto text = [&model](int column) { return model.index(0, column).data().toString(); };
    QCOMPARE(text(LogModel::TimeColumn), u"18:00:00.125"_s);
    QCOMPARE(text(LogModel::LevelColumn), u"Error"_s);
    QCOMPARE(text(LogModel::SourceColumn), u"game server"_s);
    QCOMPARE(text(LogModel::MessageColumn), u"save failed"_s);
    QCOMPARE(text(LogModel::ContextColumn), u"key=ada method=save"_s);
    model.clear();
    QCOMPARE(model.rowCount(), 0);
    world.mixed();
    QTRY_COMPARE(model.rowCount(), 3);
}

void TestLogModel::takesLinesFromAnyThread()
{
    World world;
    LogModel model(world.buffer);
    const auto callback = world.buffer->callback("worker");
    const auto work = [&callback] {
        for (int i = 0; i < 1000; ++i)
            callback({LogLevel::Info, "from a thread"});
    };
    std::thread first(work);
    std::thread second(work);
    first.join();
    second.join();
    QTRY_COMPARE(model.rowCount(), 2000);
    QCOMPARE(model.line(0).source, std::string("worker"));
}

void TestLogModel::isBounded()
{
    World world;
    LogModel model(world.buffer);
    const QAbstractItemModelTester tester(&model);
    world.fill(int(LogModel::capacity));
    QTRY_COMPARE(model.lineCount(), LogModel::capacity);
    world.mixed();
    QTRY_COMPARE(model.line(model.rowCount() - 1).message, std::string("read"));
    QCOMPARE(model.lineCount(), LogModel::capacity);
    QCOMPARE(model.line(0).message, std::string("line 3"));
}

void TestLogModel::filters_data()
{
    QTest::addColumn<LogLevel>("level");
    QTest::addColumn<QString>("words");
    QTest::addColumn<QStringList>("shown");
    const QStringList all{u"save failed"_s, u"loaded"_s, u"read"_s};
    QTest::newRow("all") << LogLevel::Trace << QString() << all;
    QTest::newRow("level") << LogLevel::Info << QString() << all.mid(0, 2);
    QTest::newRow("text") << LogLevel::Trace << u"FAIL"_s << all.mid(0, 1);
    QTest::newRow("member") << LogLevel::Trace << u"key=ada"_s << QStringList{all[0], all[2]};
    QTest::newRow("number") << LogLevel::Trace << u"try=2"_s << all.mid(2);
    QTest::newRow("any value") << LogLevel::Trace << u"method="_s << all.mid(0, 1);
    QTest::newRow("both") << LogLevel::Trace << u"key=ada read"_s << all.mid(2);
    QTest::newRow("none") << LogLevel::Error << u"key=grace"_s << QStringList();
}

void TestLogModel::filters()
{
    QFETCH(LogLevel, level);
    QFETCH(QString, words);
    World world;
    world.mixed();
    LogModel model(world.buffer);
    const QAbstractItemModelTester tester(&model);
    QTRY_COMPARE(model.rowCount(), 3);
    model.setFilter(LogFilter(level, words));
    const auto messages = [&model] {
        QStringList shown;
        for (int row = 0; row < model.rowCount(); ++row)
            shown += QString::fromStdString(model.line(row).message);
        return shown;
    };
    QTEST(messages(), "shown");
    const int before = model.rowCount();
    world.mixed(); // and what comes later
    QTRY_COMPARE(model.lineCount(), std::size_t(6));
    QCOMPARE(model.rowCount(), 2 * before);
}

void TestLogModel::printsForPeopleAndPrograms()
{
    const LogLine line = lineOf(LogLevel::Warn, "slow", {{"key", "ada"}});
    QCOMPARE(printed(line, LogFormat::Text),
             QByteArray("2025-11-23T18:00:00.125Z warn [game server] slow key=ada\n"));
    const auto value = json::parse(printed(line, LogFormat::JsonLines).toStdString());
    QVERIFY(value);
    QCOMPARE((*value)["level"].toString(), "warn");
    QCOMPARE((*value)["context"]["key"].toString(), "ada");
    QCOMPARE(logFormatFor(u"/a/b.JSONL"_s), LogFormat::JsonLines);
    QCOMPARE(logFormatFor(u"/a/b.log"_s), LogFormat::Text);
}

void TestLogModel::filtersAndExportsByKeys()
{
    World world;
    world.mixed();
    const QTemporaryDir folder;
    LogPanel panel(world.buffer);
    panel.resize(900, 260);
    panel.show();
    QVERIFY(test::waitForActive(&panel));
    QTRY_COMPARE(panel.model()->rowCount(), 2); // trace is not shown at first
    panel.findChild<QComboBox*>(u"log.level"_s)->setFocus();
    QTest::keyClick(panel.findChild<QComboBox*>(u"log.level"_s), Qt::Key_End);
    QTRY_COMPARE(panel.model()->rowCount(), 3);
    QTest::keyClick(panel.view(), Qt::Key_F, Qt::ControlModifier);
    QTest::keyClicks(panel.findChild<QLineEdit*>(u"log.words"_s), u"key=ada"_s);
    QTRY_COMPARE(panel.model()->rowCount(), 2);
    QVERIFY(panel.exportTo(folder.filePath(u"a.jsonl"_s)));
    QFile file(folder.filePath(u"a.jsonl"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().count('\n'), 2);
    panel.view()->setFocus();
    QTest::keyClick(panel.view(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(panel.view(), Qt::Key_C, Qt::ControlModifier);
    QVERIFY(QGuiApplication::clipboard()->text().contains(u"error [game server] save failed"_s));
    QVERIFY(!panel.exportTo(folder.filePath(u"no/such/folder/a.log"_s)));
}

void TestLogModel::followsUntilOneScrollsAway()
{
    World world;
    LogPanel panel(world.buffer);
    panel.resize(900, 260);
    panel.show();
    world.fill(200);
    const QScrollBar* bar = panel.view()->verticalScrollBar();
    QTRY_VERIFY(bar->maximum() > 0 && panel.model()->rowCount() == 200);
    QTRY_COMPARE(bar->value(), bar->maximum());
    panel.view()->verticalScrollBar()->triggerAction(QAbstractSlider::SliderToMinimum);
    QVERIFY(!panel.isFollowing());
    world.fill(100);
    QTRY_COMPARE(panel.model()->rowCount(), 300);
    QCOMPARE(bar->value(), 0);
    panel.view()->verticalScrollBar()->triggerAction(QAbstractSlider::SliderToMaximum);
    QVERIFY(panel.isFollowing());
}

/// A full log and 10,000 lines more, while the list is shown: the loop goes on turning.
void TestLogModel::staysQuick()
{
    World world;
    LogPanel panel(world.buffer);
    panel.resize(1000, 260);
    panel.show();
    world.fill(int(LogModel::capacity));
    QTRY_COMPARE(panel.model()->lineCount(), LogModel::capacity);
    Watcher watcher(panel.model());
    world.fill(10'000);
    QTRY_COMPARE(panel.model()->line(panel.model()->rowCount() - 1).message,
                 std::string("line 9999"));
    // The model's timer may come before the watcher's in one turn and behind it in the next.
    QVERIFY2(watcher.most > 0 && watcher.most <= 2 * LogModel::batch,
             qPrintable(QString::number(watcher.most)));
}

PLECTRUM_UI_TEST(TestLogModel)

} // namespace tst_log_model

#include "tst_log_model.moc"
