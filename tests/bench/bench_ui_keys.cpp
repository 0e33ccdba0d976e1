// SPDX-License-Identifier: MIT
// A million keys in the key browser on the offscreen platform: the answer of the filter up to the
// painted list, and the memory of the whole process. Measured: one filter text after the other is
// set, and the list painted; "peak MB" is the resident memory at its highest, of all.
#include "documents/keys/key_list_model.h"
#include "documents/workspace.h"
#include "listed_universe.h"
#include "ui/keys/key_browser.h"
#include "ui/keys/key_list_view.h"
#include "ui/settings/appearance.h"

#include <QApplication>

#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <functional>
#include <memory>

using namespace plectrum;

namespace {

constexpr std::size_t keyCount = 1'000'000;

class Browser
{
public:
    Browser()
        : m_workspace(std::make_unique<tests::ListedUniverse>(keyCount), m_clock, m_random,
                      m_executor)
        , m_browser(m_workspace)
    {
        m_browser.resize(280, 700);
        m_browser.show();
        m_workspace.reloadStores();
        m_browser.keys()->loadAll();
        while (!m_browser.keys()->isComplete())
            QCoreApplication::processEvents();
    }

    /// As typing in the field does, until the rows that are in sight are painted.
    int filter(const QString& text)
    {
        m_browser.keys()->setFilter(text);
        m_browser.findChild<ui::KeyListView*>()->viewport()->repaint();
        return m_browser.keys()->rowCount();
    }

private:
    async::EventLoopClock m_clock;
    async::Random m_random{1};
    async::InlineExecutor m_executor;
    documents::Workspace m_workspace;
    ui::KeyBrowser m_browser;
};

double peakMegabytes()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1000;
}

void filterKeys(benchmark::State& state, Browser& browser, const QString& text)
{
    int shown = 0;
    for (auto _ : state) {
        state.PauseTiming();
        browser.filter({});
        state.ResumeTiming();
        shown = browser.filter(text);
    }
    state.counters["shown"] = shown;
    state.counters["peak MB"] = peakMegabytes();
}

void loadAllKeys(benchmark::State& state)
{
    for (auto _ : state) {
        const Browser browser;
        benchmark::DoNotOptimize(&browser);
    }
}

} // namespace

int main(int argc, char* argv[])
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    const ui::Appearance appearance(ui::Appearance::Choice::Light);
    benchmark::Initialize(&argc, argv);
    Browser browser;
    for (const char* text : {"_0123456", "777", "p", "0", "LAYER_05", "no such key"})
        benchmark::RegisterBenchmark((std::string("filter/") + text).c_str(), filterKeys,
                                     std::ref(browser), QString::fromLatin1(text))
            ->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark("load all", loadAllKeys)
        ->Unit(benchmark::kMillisecond)
        ->Iterations(1);
    benchmark::RunSpecifiedBenchmarks();
}
