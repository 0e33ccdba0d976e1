// SPDX-License-Identifier: MIT
#include "demo/demo_file.h"

#include "async/sim_clock.h"
#include "datastore/error.h"
#include "demo/demo_universe.h"
#include "demo/shifted_clock.h"
#include "mock/universe.h"
#include "store/lock/lock_service.h"
#include "store/names.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <format>

namespace plectrum::app {

using datastore::Error;
using datastore::ErrorKind;

namespace {

constexpr const char* demoMap = "plectrum/demo";
constexpr const char* timeKey = "time";

/// Keeps the time of closing in the file.
class DemoFile final : public DemoUniverse
{
public:
    DemoFile(std::unique_ptr<async::Clock> clock, std::unique_ptr<mock::Universe> universe)
        : m_clock(std::move(clock))
        , m_universe(std::move(universe))
    {
    }
    ~DemoFile() override;

    std::string title() const override { return "Demo universe"; }
    datastore::DataStoreService& dataStores() override { return m_universe->dataStores(); }
    datastore::MemoryStoreService& memoryStores() override { return m_universe->memoryStores(); }
    mock::Universe& mock() override { return *m_universe; }
    async::Clock& clock() override { return *m_clock; }

private:
    std::unique_ptr<async::Clock> m_clock;
    std::unique_ptr<mock::Universe> m_universe;
};

DemoFile::~DemoFile()
{
    try {
        const async::Time time = m_universe->now();
        m_universe->importHashItem(
            demoMap, timeKey,
            {json::Value(async::toRfc3339(time)), time + std::chrono::years(100)});
    } catch (const std::exception&) {
        // Then the next opening begins where this one did; the versions keep their order.
    }
}

void copyInto(mock::Universe& to, const mock::Universe& from)
{
    auto batch = to.batch();
    for (const auto& store : from.storeRecords()) {
        to.importDataStore(store.name, store.scope, store.createdTime);
        from.forEachEntry(store, [&](const std::string& key, const auto& versions) {
            to.importEntry(store.name, store.scope, key, versions);
        });
    }
    for (const std::string& map : from.hashMapNames())
        for (const auto& [key, item] : from.hashItems(map))
            to.importHashItem(map, key, item);
    batch.commit();
}

void makeFile(const std::string& path, const std::function<void(int done, int total)>& progress)
{
    async::SimClock clock(demoStart());
    mock::Universe made(clock, async::Random(1));
    makeDemo(made, clock, progress);
    async::InlineExecutor executor;
    const auto file =
        mock::Universe::open(path, mock::FileMode::Create, clock, async::Random(1), executor);
    copyInto(*file, made);
}

/// Makes the file beside its place and moves it there, so that nobody ever opens half of one.
void makeWhole(const std::string& path, const std::function<void(int done, int total)>& progress)
{
    const QString target = QString::fromStdString(path);
    const QString unfinished =
        target + u".new-" + QString::number(QCoreApplication::applicationPid());
    if (!QDir().mkpath(QFileInfo(target).absolutePath()))
        throw Error(ErrorKind::Storage, std::format("The folder of {} cannot be made.", path));
    QFile::remove(unfinished);
    try {
        makeFile(unfinished.toStdString(), progress);
    } catch (...) {
        QFile::remove(unfinished);
        throw;
    }
    // Another instance may have been faster; then its file is as good.
    const bool isMoved = QFile::rename(unfinished, target);
    QFile::remove(unfinished);
    if (!isMoved && !QFile::exists(target))
        throw Error(ErrorKind::Storage, std::format("{} cannot be made.", path));
}

/// When the universe was closed last. A program that was killed could not note that, but left the
/// locks of its game server behind, which tell when they were taken or refreshed last.
async::Time lastTime(const mock::Universe& universe)
{
    async::Time last = demoEnd();
    for (const auto& [key, item] : universe.hashItems(demoMap))
        if (key == timeKey)
            last = async::fromRfc3339(item.value.toString());
    for (const auto& [key, item] : universe.hashItems(store::names::locks("PlayerData")))
        if (key != demo::locked)
            last = std::max(last, item.expires - store::lockLifetime);
    return last;
}

} // namespace

std::unique_ptr<DemoUniverse> openDemoFile(const std::string& path, async::Clock& clock,
                                           async::Random random, async::Executor& executor,
                                           const std::function<void(int done, int total)>& progress)
{
    if (!QFile::exists(QString::fromStdString(path)))
        makeWhole(path, progress);
    auto demoClock = std::make_unique<ShiftedClock>(clock, demoEnd());
    auto file =
        mock::Universe::open(path, mock::FileMode::Open, *demoClock, std::move(random), executor);
    demoClock->show(lastTime(*file));
    return std::make_unique<DemoFile>(std::move(demoClock), std::move(file));
}

} // namespace plectrum::app
