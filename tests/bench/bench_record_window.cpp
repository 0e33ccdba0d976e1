// SPDX-License-Identifier: MIT
// Large records inside the real main window, which was painted before: time to the first painted
// row, and the longest turn of the event loop. bench_record_window [processes]: each process
// measures its first record and later ones; medians and maxima of all are printed.
#include "async/clock.h"
#include "async/pool_executor.h"
#include "async/random.h"
#include "backends/backends.h"
#include "documents/record/record_document.h"
#include "documents/workspace.h"
#include "editing/record_access.h"
#include "event_loop_watch.h"
#include "json/parser.h"
#include "json/pointer.h"
#include "json/printer.h"
#include "ui/main_window.h"
#include "ui/record/json_text_view.h"
#include "ui/record/json_tree_view.h"
#include "ui/record/record_panel.h"
#include "ui/save/save_dialog.h"
#include "ui/settings/appearance.h"
#include "ui/settings/settings.h"
#include "ui/shell/record_tabs.h"

#include <QAction>
#include <QCoroTask>
#include <QPlainTextEdit>
#include <QProcess>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <map>
#include <memory>
#include <random>
#include <vector>

namespace {

using namespace plectrum;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

constexpr int plainItems = 20'000; // 4 MB
constexpr int shardedItems = 40'000; // 8 MB

json::Value inventory(int items)
{
    std::mt19937 random(1);
    std::string text = R"({"coins":91500,"inventory":[)";
    for (int i = 0; i < items; ++i) {
        text += std::format(
            R"({}{{"id":"{:08x}-{:012x}","item":"crystal_longsword_{}","count":{},"level":{},)"
            R"("damage":{:.3f},"durability":{},"equipped":{},"obtained":{},"from":"daily_reward_chest",)"
            R"("tint":"#{:06x}"}})",
            i > 0 ? "," : "", random(), random(), random() % 40, random() % 99, random() % 60,
            double(random() % 100'000) / 997.0, random() % 1000, random() % 2 == 0,
            1'700'000'000'000 + random() % 99'999'999, random() & 0xffffffU);
    }
    return json::parse(text + "]}").value();
}

const store::KeyAddress plainKey{store::KeyAddress::Kind::Plain, "Inventories", "big"};
const store::KeyAddress shardedKey{store::KeyAddress::Kind::Lyra, "Players", "sharded"};

/// A universe file with the records, and one small key of a Lyra store.
void makeUniverse(const std::string& path)
{
    async::EventLoopClock clock;
    async::Random random(1);
    async::InlineExecutor executor;
    const auto open = app::openUniverse({datastore::UniverseSpec::Kind::File, path}, clock,
                                        async::Random(2), executor);
    const auto& universe = open.universe;
    editing::RecordAccess records(*universe, clock, random, executor);
    const json::Value plain = inventory(plainItems);
    const json::Value sharded = inventory(shardedItems);
    QCoro::waitFor(universe->dataStores().dataStore("Inventories").set("big", plain));
    QCoro::waitFor(records.saveDraft(shardedKey, std::nullopt, sharded, 1s));
    const auto read = QCoro::waitFor(records.inspect(shardedKey));
    std::printf("plain record: %zu bytes; sharded record: %zu bytes, %lld shards of %zu bytes\n",
                json::printedSize(plain), json::printedSize(sharded),
                static_cast<long long>(read.shardCount), read.shardSize);
}

/// One window in one process.
class Window
{
public:
    Window(bench::WatchedApplication& application, const std::string& path, const QString& settings)
        : m_watch(application)
        , m_settings(settings)
        , m_appearance(ui::Appearance::Choice::Light)
        , m_workspace(app::openUniverse({datastore::UniverseSpec::Kind::File, path}, m_clock,
                                        async::Random(3), m_executor)
                          .universe,
                      m_clock, m_random, m_executor)
        , m_window(m_workspace, m_settings, m_appearance)
    {
        m_window.show();
        m_watch.wait(400ms); // painted, stores listed, what is prepared ahead is prepared
        report("window, until it rests");
    }

    void open(const store::KeyAddress& address, const char* what)
    {
        m_watch.take();
        QElapsedTimer timer;
        timer.start();
        post([&] { m_document = m_workspace.openRecord(address); });
        m_watch.until([&] { return m_document && hasPaintedRows(); });
        const double firstRow = double(timer.nsecsElapsed()) / 1e6;
        m_watch.wait(500ms);
        report(what, firstRow);
    }

    void close()
    {
        post([&] { m_workspace.closeRecord(std::exchange(m_document, nullptr)); });
        m_watch.wait(300ms);
        report("closing");
    }

    void showAllText()
    {
        QElapsedTimer timer;
        timer.start();
        post([&] { panel()->text()->showAll(); });
        m_watch.wait(20ms);
        m_watch.until([&] { return !panel()->text()->isBusy(); });
        const double whole = double(timer.nsecsElapsed()) / 1e6;
        m_watch.wait(200ms);
        report("all text", whole);
        post([&] {
            QPlainTextEdit* editor = panel()->text()->editor();
            editor->moveCursor(QTextCursor::End);
            editor->insertPlainText(u" "_s);
        });
        m_watch.wait(800ms);
        report("typing at its end");
    }

    /// With so many changed places.
    void askToSave(int changes, const char* what)
    {
        const json::Value before = m_document->value();
        json::Value after = before;
        for (int i = 0; i < changes; ++i) {
            const json::Pointer pointer =
                json::Pointer() / "inventory" / static_cast<std::size_t>(i * 7 + 1) / "level";
            after = json::replaceAt(after, pointer, json::Value(1'000 + i)).value();
        }
        post([&] { m_document->setValue(after, u"edit"_s); });
        m_watch.wait(200ms);
        report("an edit");
        post([&] { action(u"record.save"_s)->trigger(); });
        m_watch.wait(400ms);
        report(what);
        post([&] { panel()->findChild<ui::SaveDialog*>()->reject(); });
        m_watch.wait(200ms);
        report("dialog closed");
    }

    void save(const char* what)
    {
        post([&] { m_document->save(m_document->draft()); });
        m_watch.wait(20ms);
        m_watch.until(
            [&] { return m_document->phase() == documents::RecordDocument::Phase::Ready; });
        m_watch.wait(500ms);
        report(what);
    }

private:
    ui::RecordPanel* panel() const { return m_window.recordTabs()->currentPanel(); }
    QAction* action(const QString& name) const
    {
        for (QAction* each : panel()->recordActions())
            if (each->objectName() == name)
                return each;
        return nullptr;
    }
    template <typename Function>
    void post(Function function)
    {
        QMetaObject::invokeMethod(&m_window, function, Qt::QueuedConnection);
    }

    /// Rows are there, and nothing of the tree waits to be painted any more.
    bool hasPaintedRows()
    {
        if (m_document->phase() != documents::RecordDocument::Phase::Ready)
            return false;
        const auto* tree = panel()->tree();
        return tree->isVisible() && tree->model()->rowCount() > 0 && tree->indexAt({5, 5}).isValid()
            && m_rowPaint.isPainted(tree->viewport());
    }

    /// Remembers that a viewport was painted since it was first asked for it.
    class RowPaint final : public QObject
    {
    public:
        bool isPainted(QWidget* viewport)
        {
            if (viewport != m_viewport) {
                m_viewport = viewport;
                m_isPainted = false;
                viewport->installEventFilter(this);
                viewport->update();
            }
            return m_isPainted;
        }
        bool eventFilter(QObject*, QEvent* event) override
        {
            // The next turn begins after it.
            m_isPainted = m_isPainted || event->type() == QEvent::Paint;
            return false;
        }

    private:
        QPointer<QWidget> m_viewport;
        bool m_isPainted = false;
    };

    void report(const char* what, double firstRow = 0)
    {
        const bench::Turn turn = m_watch.take();
        std::printf("%s\t%.2f\t%.2f\t%.2f\t%s\n", what, firstRow, turn.wall, turn.work,
                    turn.longestEvent.c_str());
    }

    bench::EventLoopWatch m_watch;
    async::EventLoopClock m_clock;
    async::Random m_random{4};
    async::PoolExecutor m_executor;
    ui::Settings m_settings;
    ui::Appearance m_appearance;
    documents::Workspace m_workspace;
    ui::MainWindow m_window;
    RowPaint m_rowPaint;
    QPointer<documents::RecordDocument> m_document;
};

int measure(bench::WatchedApplication& application, const QString& path, const QString& settings,
            bool isShardedFirst)
{
    Window window(application, path.toStdString(), settings);
    window.open(isShardedFirst ? shardedKey : plainKey,
                isShardedFirst ? "sharded 8 MB, first of the process"
                               : "plain 4 MB, first of the process");
    window.close();
    for (int later = 0; later < 3; ++later) {
        window.open(plainKey, "plain 4 MB, later");
        window.close();
        window.open(shardedKey, "sharded 8 MB, later");
        window.close();
    }
    window.open(plainKey, "plain 4 MB, later");
    window.askToSave(1, "save dialog, 1 change");
    window.askToSave(2000, "save dialog, 2000 changes");
    window.showAllText();
    return 0;
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

struct Row
{
    std::vector<double> firstRow;
    std::vector<double> wall;
    std::vector<double> work;
    std::string culprit; ///< of the longest
};

int measureInProcesses(int processes)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"bench.plectrum"_s);
    makeUniverse(path.toStdString());
    std::vector<std::string> order;
    std::map<std::string, Row> rows;
    for (int process = 0; process < processes; ++process) {
        QProcess child;
        child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        child.start(QCoreApplication::applicationFilePath(),
                    {u"--measure"_s, path, folder.filePath(u"settings.ini"_s),
                     process % 2 == 0 ? u"plain"_s : u"sharded"_s});
        if (!child.waitForFinished(120'000) || child.exitCode() != 0)
            return 1;
        for (const QByteArray& line : child.readAllStandardOutput().split('\n')) {
            const auto parts = line.split('\t');
            if (parts.size() != 5)
                continue;
            const std::string what = parts[0].toStdString();
            if (!rows.contains(what))
                order.push_back(what);
            Row& row = rows[what];
            row.firstRow.push_back(parts[1].toDouble());
            row.wall.push_back(parts[2].toDouble());
            row.work.push_back(parts[3].toDouble());
            if (std::ranges::max(row.wall) == row.wall.back())
                row.culprit = parts[4].toStdString();
        }
    }
    std::printf("%-36s %4s | %-15s | %-15s | %-15s | %s\n", "", "runs", "done, ms", "longest turn",
                "of it at work", "longest event of the longest turn");
    for (const std::string& what : order) {
        const Row& row = rows[what];
        std::printf("%-36s %4zu | %6.1f  %6.1f  | %6.1f  %6.1f  | %6.1f  %6.1f  | %s\n",
                    what.c_str(), row.wall.size(), median(row.firstRow),
                    std::ranges::max(row.firstRow), median(row.wall), std::ranges::max(row.wall),
                    median(row.work), std::ranges::max(row.work), row.culprit.c_str());
    }
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    bench::WatchedApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == "--measure"_L1)
        return measure(application, arguments.value(2), arguments.value(3),
                       arguments.value(4) == "sharded"_L1);
    return measureInProcesses(argc > 1 ? std::atoi(argv[1]) : 6);
}
