// SPDX-License-Identifier: MIT
// What stands before the endpoints: keys and their scopes, budgets, throughput, faults, and the
// check of answers itself.
#include "emulated.h"
#include "emulator/accelerated_clock.h"
#include "emulator/api_key.h"
#include "emulator/fault.h"
#include "json/parser.h"
#include "openapi.h"
#include "support/test.h"

#include <stdexcept>

namespace tst_limits {

using namespace plectrum;
using namespace std::chrono_literals;
using emulator::ApiKey;
using emulator::Fault;
using emulator::Options;
using test::Answered;
using test::Emulated;

namespace {

const std::string stores = "/cloud/v2/universes/1/data-stores";
const std::string k = stores + "/s/entries/k";
const std::string v1 = "/datastores/v1/universes/1/standard-datastores/datastore/entries/entry"
                       "?datastoreName=s&entryKey=k";

Options optionsOf(ApiKey key)
{
    Options options = Emulated::usual();
    key.text = Emulated::key;
    options.keys = {std::move(key)};
    return options;
}

ApiKey keyWith(std::vector<std::string> scopes)
{
    ApiKey key;
    key.scopes = std::move(scopes);
    return key;
}

void seed(Emulated& emulated)
{
    mock::Version version;
    version.value = 1;
    version.size = 1;
    emulated.universe.importValue("s", "global", "k", std::move(version));
}

} // namespace

class TestLimits : public QObject
{
    Q_OBJECT

private slots:
    void keysAreNeeded();
    void keysExpire();
    void keysAreForUniversesAndStores();
    void scopesAreNeeded_data();
    void scopesAreNeeded();
    void v1NeedsTheScopeOfWhatItDoes();
    void keysAreRead();
    void badKeyFilesAreRefused_data();
    void badKeyFilesAreRefused();
    void anEmptyListAllowsNothing();
    void budgetsAreTold();
    void budgetsAreSpentApart();
    void budgetsMayBeSilent();
    void throughputOfAKey();
    void bytesOfV1();
    void faultsAreRead_data();
    void faultsAreRead();
    void faultsByRule();
    void faultsTakeTime();
    void slashesMayBeDecoded();
    void aFastClockEndsItsMinutesSooner();
    void everyOperationOfTheFilesIsRouted();
    void answersAreChecked();
};

void TestLimits::keysAreNeeded()
{
    Options options = Emulated::usual();
    options.keys.front().text = "another";
    Emulated emulated(std::move(options));
    for (const auto& path : {stores, v1, std::string("/nowhere")}) {
        const auto answered = emulated.call("GET", path);
        QCOMPARE(answered.status, 401);
        QCOMPARE(answered.text, R"({"errors":[{"code":0,"message":"Invalid API Key"}]})");
    }
}

void TestLimits::keysExpire()
{
    ApiKey key;
    Emulated probe;
    key.expires = probe.clock.now() + 1h;
    Emulated emulated(optionsOf(std::move(key)));
    QCOMPARE(emulated.call("GET", stores).status, 200);
    emulated.clock.advance(1h);
    QCOMPARE(emulated.call("GET", stores).status, 401);
}

void TestLimits::keysAreForUniversesAndStores()
{
    ApiKey elsewhere;
    elsewhere.universes = {2};
    QCOMPARE(Emulated(optionsOf(elsewhere)).call("GET", stores).status, 403);
    ApiKey narrow;
    narrow.dataStores = {"t"};
    Emulated emulated(optionsOf(narrow));
    seed(emulated);
    const auto refused = emulated.call("GET", k);
    QCOMPARE(refused.status, 403);
    QCOMPARE(refused.code(), "PERMISSION_DENIED");
    QCOMPARE(emulated.call("GET", v1).status, 403);
    QCOMPARE(emulated.call("GET", stores + "/t/entries/k").status, 404);
}

void TestLimits::scopesAreNeeded_data()
{
    QTest::addColumn<std::string>("method");
    QTest::addColumn<std::string>("target");
    QTest::addColumn<std::string>("body");
    QTest::addColumn<std::string>("scope");
    const auto row = [](const char* name, std::string method, std::string target, std::string body,
                        std::string scope) {
        QTest::newRow(name) << std::move(method) << std::move(target) << std::move(body)
                            << std::move(scope);
    };
    const std::string objects = "universe-datastores.objects:";
    const std::string control = "universe-datastores.control:";
    const std::string memory = "/cloud/v2/universes/1/memory-store";
    row("list stores", "GET", stores, "", control + "list");
    row("delete store", "DELETE", stores + "/s", "", control + "delete");
    row("undelete store", "POST", stores + "/s:undelete", "{}", control + "delete");
    row("snapshot", "POST", stores + ":snapshot", "{}", control + "snapshot");
    row("list", "GET", stores + "/s/entries", "", objects + "list");
    row("create", "POST", stores + "/s/entries?id=n", R"({"value":1})", objects + "create");
    row("get", "GET", k, "", objects + "read");
    row("update", "PATCH", k, R"({"value":1})", objects + "update");
    row("delete", "DELETE", k, "", objects + "delete");
    row("increment", "POST", k + ":increment", R"({"amount":1})", objects + "update");
    row("revisions", "GET", k + ":listRevisions", "", "universe-datastores.versions:list");
    row("v1 get", "GET", v1, "", objects + "read");
    row("v1 set", "POST", v1, "1", objects + "update");
    row("universe", "GET", "/cloud/v2/universes/1", "", "universe:read");
    row("sorted map", "GET", memory + "/sorted-maps/m/items", "", "memory-store.sorted-map:read");
    row("queue", "GET", memory + "/queues/q/items:read", "", "memory-store.queue:dequeue");
    row("flush", "POST", memory + ":flush", "", "memory-store:flush");
}

void TestLimits::scopesAreNeeded()
{
    QFETCH(std::string, method);
    QFETCH(std::string, target);
    QFETCH(std::string, body);
    QFETCH(std::string, scope);
    Emulated with(optionsOf(keyWith({scope})));
    seed(with);
    const int status = with.reply(method, target, body).answer.status;
    QVERIFY2(status == 200, std::to_string(status).c_str());
    Emulated without(optionsOf(keyWith({"universe-messaging-service:publish"})));
    seed(without);
    const auto refused = without.call(method, target, body);
    QCOMPARE(refused.status, 403);
    QCOMPARE(refused.code(), "PERMISSION_DENIED");
    QVERIFY2(!refused.text.contains("\"value\""), refused.text.c_str());
}

void TestLimits::v1NeedsTheScopeOfWhatItDoes()
{
    const std::string objects = "universe-datastores.objects:";
    Emulated updating(optionsOf(keyWith({objects + "update"})));
    QCOMPARE(updating.call("POST", v1, "1").status, 403);
    Emulated creating(optionsOf(keyWith({objects + "create"})));
    QCOMPARE(creating.call("POST", v1, "1").status, 403);
    seed(creating);
    QCOMPARE(creating.call("POST", v1, "1").status, 403);
    Emulated both(optionsOf(keyWith({objects + "create", "universe-datastores.control:create"})));
    QCOMPARE(both.reply("POST", v1, "1").answer.status, 200);
}

void TestLimits::keysAreRead()
{
    const auto keys = emulator::apiKeysOf(*json::parse(
        R"({"keys":[{"key":"a","name":"A","owner":7,"scopes":["memory-store.queue:*","universe:read"],"universes":[1],
            "dataStores":["s"],"expires":"2026-01-01T00:00:00Z"},{"key":"b"}]})"));
    QCOMPARE(keys.size(), 2U);
    QCOMPARE(keys[0].owner, 7);
    QVERIFY(keys[0].hasScope("memory-store.queue:add") && keys[0].hasScope("universe:read"));
    QVERIFY(!keys[0].hasScope("universe:write") && !keys[0].hasScope("memory-store:flush"));
    QVERIFY(keys[0].mayOpen("s") && !keys[0].mayOpen("t") && !keys[0].mayEnter(2));
    QVERIFY(keys[1].hasScope("anything:all") && keys[1].mayEnter(2) && keys[1].mayOpen("t"));
}

void TestLimits::badKeyFilesAreRefused_data()
{
    QTest::addColumn<std::string>("text");
    QTest::newRow("no keys") << std::string("{}");
    QTest::newRow("no object") << std::string(R"({"keys":[1]})");
    QTest::newRow("no text") << std::string(R"({"keys":[{"key":""}]})");
    QTest::newRow("misspelt") << std::string(R"({"keys":[{"key":"a","scope":["x"]}]})");
    QTest::newRow("scopes") << std::string(R"({"keys":[{"key":"a","scopes":"x"}]})");
    QTest::newRow("universes") << std::string(R"({"keys":[{"key":"a","universes":["1"]}]})");
    QTest::newRow("none") << std::string(R"({"keys":[]})");
    QTest::newRow("beside") << std::string(R"({"keys":[{"key":"a"}],"key":"b"})");
    QTest::newRow("twice") << std::string(R"({"keys":[{"key":"a"},{"key":"a"}]})");
    QTest::newRow("spaces") << std::string(R"({"keys":[{"key":" a "}]})");
    QTest::newRow("owner") << std::string(R"({"keys":[{"key":"a","owner":"x"}]})");
    QTest::newRow("a scope that is none")
        << std::string(R"({"keys":[{"key":"a","scopes":["universe-datastore.objects:read"]}]})");
    QTest::newRow("expires") << std::string(R"({"keys":[{"key":"a","expires":"soon"}]})");
}

/// Which means none, as no scope does, and not all.
void TestLimits::anEmptyListAllowsNothing()
{
    const auto keys = emulator::apiKeysOf(
        *json::parse(R"({"keys":[{"key":"a","universes":[],"dataStores":[]}]})"));
    QVERIFY(!keys[0].mayEnter(1) && !keys[0].mayOpen("s"));
}

void TestLimits::badKeyFilesAreRefused()
{
    QFETCH(std::string, text);
    QVERIFY_THROWS_EXCEPTION(std::invalid_argument, emulator::apiKeysOf(*json::parse(text)));
}

void TestLimits::budgetsAreTold()
{
    Options options = Emulated::usual();
    options.quotas.read = 3;
    Emulated emulated(std::move(options));
    seed(emulated);
    const auto first = emulated.call("GET", k);
    QCOMPARE(first.header("x-ratelimit-limit"), "3");
    QCOMPARE(first.header("x-ratelimit-remaining"), "2");
    QCOMPARE(first.header("x-ratelimit-reset"), "60");
    emulated.clock.advance(20s);
    emulated.call("GET", k);
    emulated.call("GET", k + "none");
    const auto refused = emulated.call("GET", k);
    QCOMPARE(refused.status, 429);
    QCOMPARE(refused.code(), "RESOURCE_EXHAUSTED");
    QCOMPARE(refused.header("retry-after"), "40");
    QCOMPARE(refused.header("x-ratelimit-remaining"), "0");
    emulated.clock.advance(39s);
    QCOMPARE(emulated.call("GET", k).status, 429);
    emulated.clock.advance(1s);
    QCOMPARE(emulated.call("GET", k).status, 200);
}

void TestLimits::budgetsAreSpentApart()
{
    Options options = Emulated::usual();
    options.quotas.read = 1;
    Emulated emulated(std::move(options));
    seed(emulated);
    emulated.call("GET", k);
    QCOMPARE(emulated.call("GET", k).status, 429);
    QCOMPARE(emulated.call("PATCH", k, R"({"value":2})").status, 200);
    QCOMPARE(emulated.call("GET", stores).status, 200);
    QCOMPARE(emulated.reply("GET", v1).answer.status, 200);
    QCOMPARE(emulator::Quotas::forPlayers(10).read, 700);
}

void TestLimits::budgetsMayBeSilent()
{
    Options options = Emulated::usual();
    options.quotas.read = 0;
    options.quotas.sendsRetryAfter = false;
    const auto refused = Emulated(std::move(options)).call("GET", k);
    QCOMPARE(refused.status, 429);
    QCOMPARE(refused.header("retry-after"), "");
}

void TestLimits::throughputOfAKey()
{
    Emulated emulated;
    const std::string body = R"({"value":")" + std::string(3'000'000, 'x') + R"("})";
    QCOMPARE(emulated.call("POST", stores + "/s/entries?id=k", body).status, 200);
    const auto refused = emulated.call("PATCH", k, body);
    QCOMPARE(refused.status, 429);
    // The budget of all has more than enough left: a client that went by that would try at once.
    QVERIFY(std::stoi(refused.header("retry-after")) >= 1);
    QCOMPARE(emulated.call("POST", stores + "/s/entries?id=other", body).status, 200);
    emulated.clock.advance(60s);
    QCOMPARE(emulated.call("PATCH", k, body).status, 200);
    for (int i = 0; i < 8; ++i)
        QCOMPARE(emulated.call("GET", k).status, 200);
    QCOMPARE(emulated.call("GET", k).status, 429);
}

void TestLimits::bytesOfV1()
{
    Options options = Emulated::usual();
    options.quotas.v1WrittenBytes = 10;
    Emulated emulated(std::move(options));
    QCOMPARE(emulated.reply("POST", v1, R"("12345")").answer.status, 200);
    QCOMPARE(emulated.reply("POST", v1, R"("12345")").answer.status, 429);
    QCOMPARE(emulated.reply("POST", v1, "123").answer.status, 200);
}

void TestLimits::faultsAreRead_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<bool>("isFault");
    for (const std::string good : {"", "latency=250", "drop-before", "drop-after", "cut-body",
                                   "status=503", "status=429;retry-after=5", "html=502",
                                   "content-type=text/plain", "latency=5;drop-after"})
        QTest::newRow(good.c_str()) << good << true;
    for (const std::string bad : {"latency", "latency=x", "status=200", "drop", "drop-after=1",
                                  "retry-after=-1", "content-type="})
        QTest::newRow(bad.c_str()) << bad << false;
}

void TestLimits::faultsAreRead()
{
    QFETCH(std::string, text);
    QFETCH(bool, isFault);
    QCOMPARE(Fault::parse(text).has_value(), isFault);
}

void TestLimits::faultsByRule()
{
    Emulated emulated;
    seed(emulated);
    Fault busy;
    busy.status = 503;
    emulated.service.addFault(
        {.fault = busy, .method = "GET", .pathPart = "/entries/k", .skip = 1, .times = 2});
    QCOMPARE(emulated.call("GET", k).status, 200);
    QCOMPARE(emulated.call("GET", stores).status, 200);
    const auto refused = emulated.call("GET", k);
    QCOMPARE(refused.status, 503);
    QCOMPARE(refused.code(), "UNAVAILABLE");
    QCOMPARE(emulated.call("GET", k).status, 503);
    QCOMPARE(emulated.call("GET", k).status, 200);
}

void TestLimits::faultsTakeTime()
{
    Emulated emulated;
    const auto before = emulated.clock.elapsed();
    emulated.call("GET", stores, {}, {{"x-plectrum-fault", "latency=1500"}});
    QCOMPARE((emulated.clock.elapsed() - before).count(), 1500);
}

void TestLimits::slashesMayBeDecoded()
{
    Options options = Emulated::usual();
    options.routesEncodedSlash = false;
    Emulated emulated(std::move(options));
    QCOMPARE(emulated.call("GET", stores + "/a%2Fb/entries").code(), "gateway");
    QCOMPARE(emulated.reply("GET", v1).answer.status, 404);
}

void TestLimits::aFastClockEndsItsMinutesSooner()
{
    async::SimClock clock;
    emulator::AcceleratedClock fast(clock, 60);
    mock::Universe universe(fast, async::Random(1));
    Options options = Emulated::usual();
    options.quotas.list = 1;
    emulator::Service service(universe, fast, async::Random(2), std::move(options));
    const auto list = [&] {
        emulator::Request request{"GET", stores, "", {{"x-api-key", Emulated::key}}, ""};
        return clock.blockOn(service.handle(std::move(request))).answer.status;
    };
    QCOMPARE(list(), 200);
    QCOMPARE(list(), 429);
    clock.advance(1s);
    QCOMPARE(fast.elapsed(), async::Duration(1min));
    QCOMPARE(list(), 200);
    const auto before = clock.elapsed();
    clock.blockOn(fast.sleep(30s));
    QCOMPARE(clock.elapsed() - before, async::Duration(500ms));
}

void TestLimits::everyOperationOfTheFilesIsRouted()
{
    Emulated emulated;
    for (const std::string name : {"open-cloud-v2.openapi.json", "datastores-v1.openapi.json"}) {
        const std::string prefix = name.starts_with("open") ? "" : "/datastores";
        const auto operations = test::OpenApi(name).operations();
        QVERIFY(operations.size() >= 8);
        for (const auto& [method, pattern] : operations) {
            std::string path = prefix + pattern;
            for (const std::string part : {"{universe_id}", "{universeId}", "{place_id}"})
                if (const auto at = path.find(part); at != std::string::npos)
                    path.replace(at, part.size(), "1");
            const auto answered = emulated.reply(method, path).answer;
            const bool isRouted = !answered.body.starts_with(R"({"errors":[{"code":0)");
            QVERIFY2(isRouted, (method + ' ' + path + ' ' + answered.body).c_str());
        }
    }
}

void TestLimits::answersAreChecked()
{
    const test::OpenApi file("open-cloud-v2.openapi.json");
    const auto faults = [&](const char* text) {
        return file.faultsOf("DataStoreEntry", *json::parse(text));
    };
    QCOMPARE(faults(R"({"id":"k","users":["users/1"],"value":{"any":[1]}})"), "");
    QVERIFY(faults(R"({"id":7})").contains("not string"));
    QVERIFY(faults(R"({"users":[1]})").contains("/users/0"));
    QVERIFY(faults(R"({"state":"GONE"})").contains("enum"));
    QVERIFY(faults(R"({"createTime":"now"})").contains("no time"));
    QVERIFY(faults(R"({"name":"k"})").contains("not in the schema"));
    QVERIFY(!file.faultsOf("GET", "/cloud/v2/nothing", json::Value()).empty());
}

PLECTRUM_TEST(TestLimits)

} // namespace tst_limits

#include "tst_limits.moc"
