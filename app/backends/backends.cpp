// SPDX-License-Identifier: MIT
#include "backends/backends.h"

#include "backends/demo_file.h"
#include "backends/opened_universe.h"
#include "datastore/error.h"
#include "mock/archive.h"
#include "mock/universe.h"

#include <QStandardPaths>

#include <filesystem>

namespace plectrum::app {

using datastore::UniverseSpec;

std::unique_ptr<datastore::Universe> openUniverse(const UniverseSpec& spec, async::Clock& clock,
                                                  async::Random random, async::Executor& executor,
                                                  std::function<void(int done, int total)> progress)
{
    switch (spec.kind) {
    case UniverseSpec::Kind::Memory:
        return std::make_unique<OpenedUniverse>(
            std::make_unique<mock::Universe>(clock, std::move(random)));
    case UniverseSpec::Kind::File:
        return std::make_unique<OpenedUniverse>(mock::Universe::open(
            spec.path, mock::FileMode::OpenOrCreate, clock, std::move(random), executor));
    case UniverseSpec::Kind::OpenCloud:
        throw datastore::Error(datastore::ErrorKind::InvalidArgument,
                               "Universes behind Open Cloud cannot be opened by this build.");
    case UniverseSpec::Kind::Demo:
        break;
    }
    return openDemoFile(spec.path.empty() ? usualDemoPath() : spec.path, clock, std::move(random),
                        executor, progress);
}

async::Clock& clockOf(datastore::Universe& universe, async::Clock& clock)
{
    auto* opened = dynamic_cast<OpenedUniverse*>(&universe);
    return opened && opened->ownClock() ? *opened->ownClock() : clock;
}

bool isMock(const datastore::Universe& universe)
{
    return dynamic_cast<const OpenedUniverse*>(&universe) != nullptr;
}

std::string usualDemoPath()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    return folder.toStdString() + "/demo-1.plectrum";
}

std::string lastingIdOf(const UniverseSpec& spec)
{
    if (spec.kind == UniverseSpec::Kind::Memory)
        return {};
    const bool isUsualDemo = spec.kind == UniverseSpec::Kind::Demo && spec.path.empty();
    const std::filesystem::path path = isUsualDemo ? usualDemoPath() : spec.path;
    std::error_code error;
    const auto canonical =
        std::filesystem::weakly_canonical(std::filesystem::absolute(path), error);
    return "file:" + (error ? path : canonical).string();
}

std::string usualJournalPath()
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

ImportSummary importInto(datastore::Universe& universe, const json::Value& document)
{
    mock::importUniverse(OpenedUniverse::of(universe).mock(), document);
    return summaryOf(document);
}

json::Value exportFrom(datastore::Universe& universe)
{
    return mock::exportUniverse(OpenedUniverse::of(universe).mock());
}

} // namespace plectrum::app
