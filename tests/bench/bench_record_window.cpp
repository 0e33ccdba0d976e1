// SPDX-License-Identifier: MIT
// From the bytes of a 4 MB record in a universe file to its first painted row, and the longest time
// that one event kept the loop meanwhile. Prints a table: bench_record_window [runs]
#include "async/clock.h"
#include "async/random.h"
#include "backends/backends.h"
#include "json/parser.h"
#include "store/record_access.h"
#include "ui/appearance.h"
#include "ui/record/json_tree_view.h"
#include "ui/record/record_document.h"
#include "ui/record/record_panel.h"

#include <QApplication>
#include <QCoroTask>
#include <QElapsedTimer>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <format>
#include <memory>
#include <random>
#include <vector>

namespace {

using namespace plectrum;

/// Measures how long each event keeps the loop.
class WatchedApplication final : public QApplication
{
public:
    using QApplication::QApplication;

    bool notify(QObject* receiver, QEvent* event) override
    {
        if (m_depth++ > 0) {
            const bool handled = QApplication::notify(receiver, event);
            --m_depth;
            return handled;
        }
        QElapsedTimer timer;
        timer.start();
        const bool handled = QApplication::notify(receiver, event);
        --m_depth;
        if (timer.nsecsElapsed() > longest) {
            longest = timer.nsecsElapsed();
            culprit =
                std::format("{} event {}", receiver->metaObject()->className(), int(event->type()));
        }
        return handled;
    }

    qint64 longest = 0;
    std::string culprit;

private:
    int m_depth = 0;
};

std::string inventory()
{
    std::mt19937 random(1);
    std::string text = R"({"coins":91500,"inventory":[)";
    for (int i = 0; i < 20'000; ++i) {
        text += std::format(
            R"({}{{"id":"{:08x}-{:012x}","item":"crystal_longsword_{}","count":{},"level":{},)"
            R"("damage":{:.3f},"durability":{},"equipped":{},"obtained":{},"from":"daily_reward_chest",)"
            R"("tint":"#{:06x}"}})",
            i > 0 ? "," : "", random(), random(), random() % 40, random() % 99, random() % 60,
            double(random() % 100'000) / 997.0, random() % 1000, random() % 2 == 0,
            1'700'000'000'000 + random() % 99'999'999, random() & 0xffffffU);
    }
    return text + "]}";
}

/// Notices the first paint of a tree that has rows.
class FirstRow final : public QObject
{
public:
    explicit FirstRow(ui::RecordPanel& panel)
        : m_panel(panel)
    {
        panel.tree()->viewport()->installEventFilter(this);
    }

    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::Paint && m_panel.tree()->model()->rowCount() > 0
            && m_panel.document()->phase() == ui::RecordDocument::Phase::Ready && !isPainted) {
            m_panel.tree()->viewport()->removeEventFilter(this);
            QCoreApplication::sendEvent(watched, event);
            isPainted = true;
            return true;
        }
        return false;
    }

    bool isPainted = false;

private:
    ui::RecordPanel& m_panel;
};

struct Figures
{
    double firstRow;
    double longest;
    double longestAfter;
};

Figures measure(WatchedApplication& application, const std::string& path)
{
    async::EventLoopClock clock;
    async::Random random(1);
    const auto universe =
        app::openUniverse({datastore::UniverseSpec::Kind::File, path}, clock, async::Random(2));
    store::RecordAccess records(*universe, clock, random);
    QElapsedTimer reading;
    reading.start();
    {
        const auto inspection =
            QCoro::waitFor(records.inspect({store::KeyAddress::Kind::Plain, "Inventories", "big"}));
        std::printf("  read and parsed alone: %.1f ms\n", double(reading.nsecsElapsed()) / 1e6);
    }
    application.longest = 0;
    QElapsedTimer timer;
    std::unique_ptr<ui::RecordDocument> document;
    std::unique_ptr<ui::RecordPanel> panel;
    std::unique_ptr<FirstRow> firstRow;
    QMetaObject::invokeMethod(
        &application,
        [&] {
            timer.start();
            const store::KeyAddress address{store::KeyAddress::Kind::Plain, "Inventories", "big"};
            document = std::make_unique<ui::RecordDocument>(address, records);
            panel = std::make_unique<ui::RecordPanel>(document.get());
            firstRow = std::make_unique<FirstRow>(*panel);
            panel->resize(1280, 800);
            panel->show();
        },
        Qt::QueuedConnection);
    while (!firstRow || !firstRow->isPainted)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    Figures figures{double(timer.nsecsElapsed()) / 1e6, double(application.longest) / 1e6, 0};
    std::printf("  longest until the first row: %s\n", application.culprit.c_str());
    application.longest = 0;
    timer.restart();
    while (timer.elapsed() < 1500) // what comes after the first row: text, history
        QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
    figures.longestAfter = double(application.longest) / 1e6;
    std::printf("  longest after it: %s\n", application.culprit.c_str());
    firstRow.reset();
    panel.reset();
    document.reset();
    return figures;
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    WatchedApplication application(argc, argv);
    const int runs = argc > 1 ? std::atoi(argv[1]) : 5;
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("bench.plectrum")).toStdString();
    const std::string text = inventory();
    {
        async::EventLoopClock clock;
        const auto universe =
            app::openUniverse({datastore::UniverseSpec::Kind::File, path}, clock, async::Random(1));
        QCoro::waitFor(
            universe->dataStores().dataStore("Inventories").set("big", json::parse(text).value()));
    }
    std::printf("record: %zu bytes\n", text.size());
    std::vector<Figures> all;
    for (int run = 0; run < runs; ++run)
        all.push_back(measure(application, path));
    for (const Figures& figures : all)
        std::printf("first row %.1f ms, longest event until then %.1f ms, after %.1f ms\n",
                    figures.firstRow, figures.longest, figures.longestAfter);
    return 0;
}
