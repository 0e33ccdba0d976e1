// SPDX-License-Identifier: MIT
// The recordings of transforms, transactions and migrations again, with the game's own code in
// Luau: same results, errors, writes and final stores as the library had.
#include "gamecode/store_config.h"
#include "gamecode/transforms.h"
#include "replay.h"
#include "support/test.h"

#include <QFile>
#include <QTemporaryDir>

#include <stdexcept>

namespace tst_golden_luau {

using namespace plectrum;
using interop::Replay;
using json::Value;

namespace {

void check(Replay& replay)
{
    replay.run();
    const auto difference = replay.difference();
    QVERIFY2(difference.empty(), difference.c_str());
}

/// Ours names script and line in every error; the recordings are without them.
template <typename Work>
auto withoutPlace(Work work)
{
    try {
        return work();
    } catch (const luau::Error& error) {
        if (error.failure().line == 0)
            throw std::logic_error("an error without its line");
        throw std::runtime_error(error.failure().text);
    }
}

async::Task<std::optional<Value>> importWithoutPlace(store::ImportLegacyData import,
                                                     std::string key, std::stop_token stop)
{
    try {
        co_return co_await import(key, stop);
    } catch (const luau::Error& error) {
        throw std::runtime_error(error.failure().text);
    }
}

} // namespace

class GoldenLuauTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_vm = std::make_shared<luau::Vm>(); }

    void updateRefusals()
    {
        Replay replay("03-update-refusals");
        replay.transforms({changing("return false"), changing("error('boom')"),
                           changing("return 7"), changing("return nil"),
                           changing("coroutine.yield() return true"),
                           changing("data.coins = 'many' return true"), changing("return true"),
                           changing("function(data) return true end")});
        replay.skip(10); // a transform that is no function does not compile
        check(replay);
    }

    void updateImmutable()
    {
        Replay replay("04-update-immutable");
        replay.transforms({giving("local copy = table.clone(data) copy.coins = 7 return copy"),
                           giving("return false"), giving("return true"),
                           giving("data.coins = 1 return data"),
                           giving("local copy = table.clone(data) copy.coins = 'many' return copy"),
                           giving("return data")});
        check(replay);
    }

    void transactionRefusals()
    {
        const std::string coins =
            "local function coins(a, b) data.p1.coins = a data.p2.coins = b return true end ";
        const std::string given = "local copy = table.clone(data) copy.p1 = table.clone(data.p1) "
                                  "copy.p2 = table.clone(data.p2) ";
        Replay replay("07-tx-refusals");
        replay.txTransforms(
            {tx("return false"), tx(coins + "return coins(5, 0)"), tx("return true"),
             tx("data.p3 = {coins = 1, items = {}} return true"), tx("data.p2 = nil return true"),
             tx(coins + "return coins('many', 0)"), tx("error('boom')"), tx("return 7"),
             tx("return true"),
             immutableTx(given + "copy.p1.coins = 10 copy.p2.coins = 20 return copy"),
             immutableTx("return 7"), immutableTx("return false"),
             immutableTx(given + "copy.p2 = nil return copy"),
             immutableTx(given + "copy.p1.coins = 11 copy.p2.coins = 21 return copy")});
        replay.expectError(9, "transformFunction must return a boolean");
        replay.expectError(12, "transformFunction must return data or false");
        check(replay);
    }

    void migrations()
    {
        Replay replay("12a-migrations");
        configure(replay, "");
        replay.before(0, [](Replay& seeded) { seeded.seed(5); });
        check(replay);
    }

    /// As in GoldenStoreTest: ours fails the load where a step returns nothing.
    void migrationFails()
    {
        QFile file(m_folder.filePath(QStringLiteral("failing.luau")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("local Lyra = require('./Packages/Lyra')\n"
                   "local function store(name, apply) Lyra.createStore({ name = name,\n"
                   "template = {}, schema = function() return true end,\n"
                   "migrationSteps = { { name = 'bad', apply = apply } } }) end\n"
                   "store('throws', function(data) return data.no.such end)\n"
                   "store('returnsNil', function() return nil end)\n"
                   "store('breaksSchema', function(data) return data end)\n");
        file.close();
        const auto code = std::make_shared<luau::GameCode>(
            file.fileName().toStdString(), std::filesystem::path(), luau::Vm::Options{});
        Replay replay("12b-migration-fails");
        replay.configure([code](const std::string& server, store::StoreConfig& config) {
            config.migrationSteps = gamecode::storeConfig(code, *code->find(server)).migrationSteps;
        });
        replay.before(0, [](Replay& seeded) { seeded.seed(1); });
        replay.expectError(0,
                           "Failed migration step 'bad': failing.luau:5: attempt to index nil "
                           "with 'such'");
        replay.expectError(2, "Failed migration step 'bad': the step returned nothing");
        replay.expectError(3, "Key not loaded");
        replay.before(5, [](Replay& seeded) { seeded.writeRaw(1); });
        replay.exceptChange(0);
        replay.exceptLog({"key loaded successfully", "failed to apply migration step",
                          "key not loaded", "key not loaded, nothing to unload"});
        check(replay);
    }

    void legacyImport()
    {
        Replay replay("12c-legacy-import");
        configure(replay,
                  "importLegacyData = function(key)\n"
                  "if key == 'bad' then error('legacy down', 0) end\n"
                  "return if key == 'old' then {coins = 42, items = {'legacy'}} else nil end,");
        check(replay);
    }

private:
    gamecode::TransformFunction compiled(const std::string& source)
    {
        return gamecode::TransformFunction::compile(m_vm, source, "script");
    }
    Replay::Transform changing(const char* source)
    {
        return [transform = compiled(source).mutableTransform()](Value& data) {
            return withoutPlace([&] { return transform(data); });
        };
    }
    Replay::Transform giving(const char* source)
    {
        return [transform = compiled(source).immutableTransform()](Value& data) {
            return withoutPlace([&] { return transform(data); });
        };
    }
    Replay::TxTransform tx(const std::string& source)
    {
        return [transform = compiled(source).mutableTxTransform()](store::TxData& data) {
            return withoutPlace([&] { return transform(data); });
        };
    }
    /// The replay wants what an immutable form answers in the place of the data.
    Replay::TxTransform immutableTx(const std::string& source)
    {
        return [transform = compiled(source).immutableTxTransform()](store::TxData& data) {
            const Value answer = transform(data);
            if (!answer.isObject())
                return answer;
            data.clear();
            answer.forEachMember(
                [&data](std::string_view key, const Value& value) { data.emplace(key, value); });
            return Value(true);
        };
    }

    void configure(Replay& replay, const QByteArray& more)
    {
        QFile file(m_folder.filePath(QStringLiteral("config.luau")));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(
            "local Lyra = require('./Packages/Lyra')\n"
            "local Step = Lyra.MigrationStep\n"
            "return Lyra.createStore({ name = 'PlayerData', template = {coins = 0, items = {}},\n"
            "schema = function(data) return type(data.coins) == 'number', 'coins must be a number' "
            "end,\n");
        file.write(more);
        file.write("\nmigrationSteps = {\n"
                   "Step.addFields('addGems', {gems = 0, settings = {music = true, volume = 5}}),\n"
                   "Step.transform('itemsToObjects', function(data)\n"
                   "local items = {} for i, item in data.items do items[i] = {id = item, acquired "
                   "= 0} end\n"
                   "data.items = items return data end),\n"
                   "Step.addFields('addLevel', {level = 1}) } })\n");
        file.close();
        const auto code = std::make_shared<luau::GameCode>(
            file.fileName().toStdString(), std::filesystem::path(), luau::Vm::Options{});
        replay.configure([code](const std::string&, store::StoreConfig& config) {
            const store::StoreConfig game = gamecode::storeConfig(code, *code->find("PlayerData"));
            config.schema = game.schema;
            config.templateData = game.templateData;
            config.migrationSteps = game.migrationSteps;
            if (game.importLegacyData) {
                config.importLegacyData = [import = game.importLegacyData](std::string key,
                                                                           std::stop_token stop) {
                    return importWithoutPlace(import, key, stop);
                };
            }
        });
    }

    QTemporaryDir m_folder;
    std::shared_ptr<luau::Vm> m_vm;
};

PLECTRUM_TEST(GoldenLuauTest)

} // namespace tst_golden_luau

#include "tst_golden_luau.moc"
