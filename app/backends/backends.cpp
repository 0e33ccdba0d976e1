// SPDX-License-Identifier: MIT
#include "backends/backends.h"

#include "backends/cloud_universe.h"
#include "datastore/error.h"
#include "datastore/guarded_universe.h"
#include "demo/demo_file.h"
#include "json/printer.h"
#include "mock/archive.h"
#include "mock/universe.h"

#include <QStandardPaths>

#include <filesystem>

namespace plectrum::app {

using datastore::UniverseSpec;

namespace {

OpenUniverse openMock(std::unique_ptr<mock::Universe> universe, async::Clock& clock)
{
    mock::Universe* const mock = universe.get();
    return {.universe = std::move(universe), .clock = &clock, .mock = mock};
}

OpenUniverse openCloud(const datastore::CloudSpec& spec, ApiKeySource apiKey, async::Clock& clock,
                       async::Random random)
{
    if (!apiKey) {
        throw datastore::Error(datastore::ErrorKind::InvalidArgument,
                               "There is no API key for this universe.");
    }
    auto cloud = std::make_unique<CloudUniverse>(spec, std::move(apiKey), clock, std::move(random));
    RequestTraffic* const traffic = cloud.get();
    auto userName = [universe = &cloud->cloud()](std::int64_t id) {
        return universe->userName(id);
    };
    if (!spec.isProduction)
        return {.universe = std::move(cloud),
                .clock = &clock,
                .traffic = traffic,
                .userName = std::move(userName)};
    auto guarded = std::make_unique<datastore::GuardedUniverse>(std::move(cloud), clock);
    datastore::WriteGuard* const guard = &guarded->guard();
    return {.universe = std::move(guarded),
            .clock = &clock,
            .guard = guard,
            .traffic = traffic,
            .userName = std::move(userName)};
}

/// Without place, share and wire: it is the same universe however it is reached.
std::string stableIdOf(const datastore::CloudSpec& spec)
{
    return textOf(datastore::CloudSpec{.universeId = spec.universeId, .baseUrl = spec.baseUrl});
}

} // namespace

OpenUniverse openUniverse(const UniverseSpec& spec, async::Clock& clock, async::Random random,
                          async::Executor& executor,
                          std::function<void(int done, int total)> progress, ApiKeySource apiKey)
{
    switch (spec.kind) {
    case UniverseSpec::Kind::Memory:
        return openMock(std::make_unique<mock::Universe>(clock, std::move(random)), clock);
    case UniverseSpec::Kind::File:
        return openMock(mock::Universe::open(spec.path, mock::FileMode::OpenOrCreate, clock,
                                             std::move(random), executor),
                        clock);
    case UniverseSpec::Kind::OpenCloud:
        return openCloud(spec.cloud, std::move(apiKey), clock, std::move(random));
    case UniverseSpec::Kind::Demo:
        break;
    }
    auto demo = openDemoFile(spec.path.empty() ? defaultDemoPath() : spec.path, clock,
                             std::move(random), executor, progress);
    DemoUniverse& opened = *demo;
    return {.universe = std::move(demo), .clock = &opened.clock(), .mock = &opened.mock()};
}

std::string defaultDemoPath()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    return folder.toStdString() + "/demo-1.plectrum";
}

std::string stableIdOf(const UniverseSpec& spec)
{
    if (spec.kind == UniverseSpec::Kind::Memory)
        return {};
    if (spec.kind == UniverseSpec::Kind::OpenCloud)
        return stableIdOf(spec.cloud);
    const bool isUsualDemo = spec.kind == UniverseSpec::Kind::Demo && spec.path.empty();
    const std::filesystem::path path = isUsualDemo ? defaultDemoPath() : spec.path;
    std::error_code error;
    const auto canonical =
        std::filesystem::weakly_canonical(std::filesystem::absolute(path), error);
    return "file:" + (error ? path : canonical).string();
}

std::string defaultJournalPath()
{
    const QString chosen = qEnvironmentVariable("PLECTRUM_JOURNAL");
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    return (chosen.isEmpty() ? folder + QStringLiteral("/journal.db") : chosen).toStdString();
}

namespace {

/// Counts a document that was imported, so that it is known to be right.
ImportSummary summaryOf(const json::Value& document)
{
    const bool isFullFormat = document["format"].isString();
    ImportSummary summary;
    if (!isFullFormat) {
        document.forEachMember([&summary](std::string_view, const json::Value& entries) {
            summary.keys += entries.size();
        });
        summary.dataStores = document.size();
        return summary;
    }
    document["dataStores"].forEachElement(
        [&summary](const json::Value& dataStore) { summary.keys += dataStore["entries"].size(); });
    summary.dataStores = document["dataStores"].size();
    return summary;
}

} // namespace

ImportSummary importInto(mock::Universe& universe, const json::Value& document)
{
    mock::importUniverse(universe, document);
    return summaryOf(document);
}

std::unique_ptr<datastore::Universe> universeOf(const json::Value& document, async::Clock& clock)
{
    auto universe = std::make_unique<mock::Universe>(clock, async::Random(1));
    mock::importUniverse(*universe, document);
    return universe;
}

json::Value exportFrom(const mock::Universe& universe)
{
    return mock::exportUniverse(universe);
}

json::Value exportOf(const std::vector<datastore::StoredEntry>& entries, async::Clock& clock)
{
    mock::Universe universe(clock, async::Random(1));
    for (const datastore::StoredEntry& each : entries) {
        if (universe.hasHistory(each.dataStore, each.scope, each.key))
            continue;
        mock::Version version;
        version.value = each.entry.value;
        version.time = each.entry.info.updatedTime;
        version.entryCreated = each.entry.info.createdTime;
        version.counter = 1;
        version.size = static_cast<std::uint32_t>(json::printedSize(each.entry.value));
        version.setTags(each.entry.info.userIds, each.entry.info.attributes);
        version.setId(each.entry.info.version);
        universe.importEntry(each.dataStore, each.scope, each.key, {std::move(version)});
    }
    return mock::exportUniverse(universe);
}

} // namespace plectrum::app
