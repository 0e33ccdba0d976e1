// SPDX-License-Identifier: MIT
// A mock universe with records of the sample game, and words for what tests of the migration lab
// put there and ask. Everything happens at once, in order.
#pragma once

#include "gamecode/migration_lab.h"
#include "gamecode/pending_migrations.h"
#include "store_world.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>

namespace plectrum::gamecode {

/// tests/data/game: addSettings, itemsToObjects, addLevel, levelFromExperience, rememberWhen,
/// countItems, which is wrong on purpose.
inline Configuration sampleGame()
{
    return {.file = PLECTRUM_TESTS_DIR "/data/game/src/server/PlayerData/init.luau"};
}

struct LabWorld : store::StoreWorld
{
    static constexpr const char* storeName = "SamplePlayers";
    static constexpr const char* records = "lyra/records/SamplePlayers";

    /// Of which the list of applied steps is JSON text; empty: there is none.
    void putPlayer(const std::string& key, const std::string& data,
                   const std::string& applied = "[]")
    {
        const std::string list = applied.empty() ? "" : R"("appliedMigrations":)" + applied + ",";
        put(records, key,
            "{" + list + R"("file":{"data":{"committedData":)" + data
                + R"(}},"orphanedFiles":[]})");
    }
    /// One that passes, one for each thing that goes wrong.
    void putUsualPlayers()
    {
        putPlayer("good_1", R"({"coins":5,"items":["sword"],"experience":250})");
        putPlayer("good_2", R"({"coins":1,"items":["shield"],"level":3})");
        putPlayer("empty_bag", R"({"coins":5,"items":[]})");
        putPlayer("bad_items", R"({"coins":5,"items":7})");
        putPlayer("poor", R"({"coins":-9,"items":["sword"]})");
        putPlayer("done", R"({"coins":1,"items":[],"level":1,"settings":{"music":true}})", all());
        putPlayer("no_list", R"({"coins":1,"items":[],"level":1,"settings":{"music":true}})", "");
        put(records, "message", R"("not a record")");
        put(records, "nil", R"({"appliedMigrations":[],"file":{"data":{}},"orphanedFiles":[]})");
    }
    static std::string all()
    {
        return R"(["addSettings","itemsToObjects","addLevel","levelFromExperience","rememberWhen","countItems"])";
    }
    LabRequest request() const
    {
        return {.store = storeName, .configuration = sampleGame(), .maxRuns = 1};
    }
    ApplyRequest applyRequest() const
    {
        return {.store = storeName, .configuration = sampleGame(), .sideBySide = 1};
    }
    std::string player(const std::string& key) { return stored(records, key); }
};

/// A configuration of one module in a folder.
inline Configuration writeGame(const std::filesystem::path& folder, const std::string& steps,
                               const std::string& schema = "function() return true end",
                               const std::string& templateData = "{coins = 0}")
{
    std::ofstream(folder / "config.luau")
        << "local Step = require('Lyra').MigrationStep\nreturn require('Lyra').createStore({\n"
           "name = 'SamplePlayers', template = "
        << templateData << ",\nschema = " << schema << ",\nmigrationSteps = {\n"
        << steps << "\n}})\n";
    return {.file = folder / "config.luau"};
}

} // namespace plectrum::gamecode
