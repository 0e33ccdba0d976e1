// SPDX-License-Identifier: MIT
// The v2 endpoints of data stores and entries, and what they refuse.
#include "emulated.h"
#include "json/printer.h"
#include "support/test.h"

namespace tst_entries_v2 {

using namespace plectrum;
using namespace std::chrono_literals;
using test::Answered;
using test::Emulated;

namespace {

const std::string stores = "/cloud/v2/universes/1/data-stores";
const std::string entries = stores + "/s/entries";

/// Ids of all pages, and how many pages there were.
std::pair<std::vector<std::string>, int> allPages(Emulated& emulated, const std::string& target,
                                                  const char* list = "dataStoreEntries")
{
    std::vector<std::string> ids;
    std::string token;
    int pages = 0;
    do {
        const Answered page =
            emulated.call("GET", token.empty() ? target : target + "&pageToken=" + token);
        if (page.status != 200)
            qFatal("%s", page.text.c_str());
        page.body[list].forEachElement(
            [&](const json::Value& each) { ids.emplace_back(each["id"].toString()); });
        token = page.body["nextPageToken"].toString();
        ++pages;
    } while (!token.empty());
    return {ids, pages};
}

void put(Emulated& emulated, const std::string& key, const std::string& value = "1",
         const std::string& store = "s")
{
    const auto made =
        emulated.call("PATCH", stores + '/' + store + "/entries/" + key + "?allowMissing=true",
                      R"({"value":)" + value + '}');
    if (made.status != 200)
        qFatal("%s", made.text.c_str());
}

using Ids = std::vector<std::string>;

} // namespace

class TestEntriesV2 : public QObject
{
    Q_OBJECT

private slots:
    void createsReadsUpdatesDeletes();
    void anUpdateClearsWhatItDoesNotSend();
    void etagsGuardWrites();
    void deletesByEtag();
    void readsRevisions();
    void readsWhatWasCurrent();
    void idsWithAtNeedLatest();
    void listsRevisions();
    void listsPages();
    void unevenPagesLoseNothing();
    void tokensAreBoundToTheirQuery();
    void listsAllScopes();
    void listsDeletedOnes();
    void increments();
    void dataStoresAreDeletedAndComeBack();
    void snapshotsOnceADay();
    void refuses_data();
    void refuses();
    void filters_data();
    void filters();
};

void TestEntriesV2::createsReadsUpdatesDeletes()
{
    Emulated emulated;
    const auto made =
        emulated.call("POST", entries + "?id=k",
                      R"({"value":{"a":1},"users":["users/7"],"attributes":{"x":"y"}})");
    QCOMPARE(made.status, 200);
    QCOMPARE(made.body["path"].toString(), "universes/1/data-stores/s/entries/k");
    QCOMPARE(made.body["state"].toString(), "ACTIVE");
    const auto again = emulated.call("POST", entries + "?id=k", R"({"value":2})");
    QCOMPARE(again.status, 400);
    QCOMPARE(again.code(), "INVALID_ARGUMENT");
    const auto read = emulated.call("GET", entries + "/k");
    QCOMPARE(read.text, made.text);
    QCOMPARE(json::print(read.body["users"]), R"(["users/7"])");
    const auto changed = emulated.call("PATCH", entries + "/k", R"({"value":3})");
    QVERIFY(changed.body["etag"] != made.body["etag"]);
    QVERIFY(changed.body["revisionId"] != made.body["revisionId"]);
    QCOMPARE(emulated.call("DELETE", entries + "/k").status, 200);
    QCOMPARE(emulated.call("DELETE", entries + "/k").code(), "NOT_FOUND");
    QCOMPARE(emulated.call("GET", entries + "/k").status, 404);
    QCOMPARE(emulated.call("PATCH", entries + "/k", R"({"value":4})").status, 404);
    put(emulated, "k", "5");
    QCOMPARE(emulated.call("GET", entries + "/k").body["value"].toInteger(), 5);
}

void TestEntriesV2::anUpdateClearsWhatItDoesNotSend()
{
    Emulated emulated;
    emulated.call("POST", entries + "?id=k",
                  R"({"value":1,"users":["users/7"],"attributes":{"x":"y"}})");
    const auto changed = emulated.call("PATCH", entries + "/k", R"({"value":2})");
    QCOMPARE(json::print(changed.body["users"]), "[]");
    QCOMPARE(json::print(changed.body["attributes"]), "{}");
    QCOMPARE(emulated.call("PATCH", entries + "/k", R"({"users":["users/8"]})").status, 400);
}

void TestEntriesV2::etagsGuardWrites()
{
    Emulated emulated;
    const auto made = emulated.call("POST", entries + "?id=k", R"({"value":1})");
    const std::string etag(made.body["etag"].toString());
    const std::string body = R"({"value":2,"etag":")" + etag + R"("})";
    QCOMPARE(emulated.call("PATCH", entries + "/k", body).status, 200);
    const auto late = emulated.call("PATCH", entries + "/k", body);
    QCOMPARE(late.status, 409);
    QCOMPARE(late.code(), "ABORTED");
    QCOMPARE(emulated.call("PATCH", entries + "/none?allowMissing=true", body).status, 409);
    QCOMPARE(emulated.call("PATCH", entries + "/none", body).status, 404);
}

void TestEntriesV2::deletesByEtag()
{
    Emulated emulated;
    const auto made = emulated.call("POST", entries + "?id=k", R"({"value":1})");
    const auto changed = emulated.call("PATCH", entries + "/k", R"({"value":2})");
    const auto withEtag = [](const Answered& of) {
        return R"({"etag":")" + std::string(of.body["etag"].toString()) + R"("})";
    };
    QCOMPARE(emulated.call("DELETE", entries + "/k", withEtag(made)).status, 409);
    QCOMPARE(emulated.call("DELETE", entries + "/k", withEtag(changed)).status, 200);
}

void TestEntriesV2::readsRevisions()
{
    Emulated emulated;
    put(emulated, "k", "1");
    const std::string first(emulated.call("GET", entries + "/k").body["revisionId"].toString());
    emulated.clock.advance(2h);
    put(emulated, "k", "2");
    const auto old = emulated.call("GET", entries + "/k@" + first);
    QCOMPARE(old.body["value"].toInteger(), 1);
    QCOMPARE(old.body["id"].toString(), "k@" + first);
    QCOMPARE(emulated.call("GET", entries + "/k@nothing").status, 404);
    QCOMPARE(emulated.call("GET", entries + "/k@latest").body["value"].toInteger(), 2);
}

void TestEntriesV2::readsWhatWasCurrent()
{
    Emulated emulated;
    put(emulated, "k", "1");
    const auto then = emulated.clock.now();
    emulated.clock.advance(2h);
    put(emulated, "k", "2");
    const auto at = [&](async::Time time) {
        return emulated.call("GET", entries + "/k@latest:" + async::toRfc3339(time));
    };
    QCOMPARE(at(then + 1h).body["value"].toInteger(), 1);
    QCOMPARE(at(emulated.clock.now() + 9min).body["value"].toInteger(), 2);
    QCOMPARE(at(then - 1h).status, 404);
    QCOMPARE(at(emulated.clock.now() + 11min).status, 400);
    QCOMPARE(emulated.call("GET", entries + "/k@latest:yesterday").status, 400);
}

void TestEntriesV2::idsWithAtNeedLatest()
{
    Emulated emulated;
    put(emulated, "my@entry");
    QVERIFY(emulated.universe.newestVersion("s", "global", "my@entry"));
    QCOMPARE(emulated.call("GET", entries + "/my@entry").status, 404);
    QCOMPARE(emulated.call("GET", entries + "/my%40entry").body["id"].toString(), "my@entry");
    put(emulated, "my@latest");
    QCOMPARE(emulated.call("GET", entries + "/my%40latest").status, 404);
    QCOMPARE(emulated.call("GET", entries + "/my%40latest@latest").body["id"].toString(),
             "my@latest");
    QCOMPARE(emulated.call("GET", entries + "/my@entry@latest").body["id"].toString(), "my@entry");
}

void TestEntriesV2::listsRevisions()
{
    Emulated emulated;
    std::vector<std::string> times;
    for (int i = 0; i < 12; ++i) {
        put(emulated, "k", std::to_string(i));
        times.push_back(async::toRfc3339(emulated.clock.now()));
        emulated.clock.advance(1h);
    }
    emulated.call("DELETE", entries + "/k");
    const std::string list = entries + "/k:listRevisions";
    const auto first = emulated.call("GET", list);
    QCOMPARE(first.body["dataStoreEntries"].size(), 10U);
    QCOMPARE(first.body["dataStoreEntries"].at(0)["state"].toString(), "DELETED");
    QVERIFY(first.body["dataStoreEntries"].at(1)["id"].toString().starts_with("k@"));
    QCOMPARE(allPages(emulated, list + "?maxPageSize=5").first.size(), 13U);
    const auto part =
        emulated.call("GET",
                      list + "?filter=revision_create_time%20%3E%3D%20" + times[2]
                          + "%20%26%26%20revision_create_time%20%3C%3D%20" + times[4]);
    QCOMPARE(part.body["dataStoreEntries"].size(), 3U);
    QCOMPARE(emulated.call("GET", entries + "/none:listRevisions").status, 404);
}

void TestEntriesV2::listsPages()
{
    Emulated emulated;
    for (int i = 100; i < 125; ++i)
        put(emulated, "k" + std::to_string(i));
    QCOMPARE(emulated.call("GET", entries).body["dataStoreEntries"].size(), 10U);
    QCOMPARE(allPages(emulated, entries + "?maxPageSize=7"),
             std::pair(
                 [] {
                     Ids ids;
                     for (int i = 100; i < 125; ++i)
                         ids.push_back("k" + std::to_string(i));
                     return ids;
                 }(),
                 4));
    QCOMPARE(allPages(emulated, entries + "?filter=id.startsWith(%22k12%22)").first,
             (Ids{"k120", "k121", "k122", "k123", "k124"}));
    QCOMPARE(emulated.call("GET", stores + "/none/entries").status, 404);
}

void TestEntriesV2::unevenPagesLoseNothing()
{
    auto options = Emulated::usual();
    options.hasUnevenPages = true;
    Emulated emulated(std::move(options));
    for (int i = 100; i < 150; ++i)
        put(emulated, "k" + std::to_string(i));
    const auto [ids, pages] = allPages(emulated, entries + "?maxPageSize=10");
    QCOMPARE(ids.size(), 50U);
    QVERIFY(std::ranges::is_sorted(ids));
    QVERIFY2(pages > 5, "some pages must be short or empty");
}

void TestEntriesV2::tokensAreBoundToTheirQuery()
{
    Emulated emulated;
    for (int i = 0; i < 5; ++i)
        put(emulated, "k" + std::to_string(i));
    const auto page = emulated.call("GET", entries + "?maxPageSize=2");
    const std::string token(page.body["nextPageToken"].toString());
    QVERIFY(!token.contains("k1"));
    QCOMPARE(emulated.call("GET", entries + "?maxPageSize=2&pageToken=" + token).status, 200);
    QCOMPARE(emulated.call("GET", entries + "?maxPageSize=3&pageToken=" + token).status, 400);
    QCOMPARE(emulated.call("GET", stores + "/t/entries?maxPageSize=2&pageToken=" + token).status,
             404);
    QCOMPARE(emulated.call("GET", entries + "?maxPageSize=2&pageToken=made-up").status, 400);
}

void TestEntriesV2::listsAllScopes()
{
    Emulated emulated;
    for (const std::string scope : {"a", "global", "z"})
        for (const std::string key : {"1", "2", "x%2Fy"})
            QCOMPARE(emulated
                         .call("POST", stores + "/s/scopes/" + scope + "/entries?id=" + key,
                               R"({"value":1})")
                         .status,
                     200);
    const std::string all = stores + "/s/scopes/-/entries";
    QCOMPARE(allPages(emulated, all + "?maxPageSize=2").first,
             (Ids{"1", "2", "x/y", "1", "2", "x/y", "1", "2", "x/y"}));
    const auto some = emulated.call("GET", all + "?filter=id.startsWith(%22z%2Fx%22)");
    QCOMPARE(some.body["dataStoreEntries"].size(), 1U);
    QCOMPARE(some.body["dataStoreEntries"].at(0)["path"].toString(),
             "universes/1/data-stores/s/scopes/z/entries/x%2Fy");
    QCOMPARE(emulated.call("GET", entries).body["dataStoreEntries"].size(), 3U);
    QCOMPARE(emulated.call("GET", all + "/1").status, 400);
}

void TestEntriesV2::listsDeletedOnes()
{
    Emulated emulated;
    put(emulated, "a");
    put(emulated, "b");
    emulated.call("DELETE", entries + "/a");
    QCOMPARE(allPages(emulated, entries + "?maxPageSize=9").first, Ids{"b"});
    QCOMPARE(allPages(emulated, entries + "?showDeleted=true").first, (Ids{"a", "b"}));
    emulated.clock.advance(24h * 31);
    QCOMPARE(allPages(emulated, entries + "?showDeleted=true").first, Ids{"b"});
}

void TestEntriesV2::increments()
{
    Emulated emulated;
    const std::string verb = entries + "/k:increment";
    QCOMPARE(emulated.call("POST", verb, R"({"amount":5})").body["value"].toInteger(), 5);
    const auto more = emulated.call("POST", verb, R"({"amount":-7,"users":["users/3"]})");
    QCOMPARE(more.body["value"].toInteger(), -2);
    QCOMPARE(more.body["users"].size(), 1U);
    QCOMPARE(emulated.call("POST", verb, R"({"amount":0.5})").status, 400);
    QCOMPARE(emulated.call("POST", verb, R"({"amount":9223372036854775807})").status, 200);
    QCOMPARE(emulated.call("POST", verb, R"({"amount":9223372036854775807})").status, 400);
    put(emulated, "text", R"("abc")");
    QCOMPARE(emulated.call("POST", entries + "/text:increment", R"({"amount":1})").status, 400);
}

void TestEntriesV2::dataStoresAreDeletedAndComeBack()
{
    Emulated emulated;
    put(emulated, "k", "1", "one");
    put(emulated, "k", "1", "two");
    QCOMPARE(allPages(emulated, stores + "?maxPageSize=9", "dataStores").first,
             (Ids{"one", "two"}));
    const auto gone = emulated.call("DELETE", stores + "/one");
    QCOMPARE(gone.body["state"].toString(), "DELETED");
    QCOMPARE(emulated.call("DELETE", stores + "/one").text, gone.text);
    QCOMPARE(emulated.call("DELETE", stores + "/none").status, 404);
    QCOMPARE(emulated.call("GET", stores + "/one/entries/k").status, 404);
    QCOMPARE(emulated.call("PATCH", stores + "/one/entries/k?allowMissing=true", R"({"value":2})")
                 .status,
             404);
    QCOMPARE(emulated.call("GET", stores + "/one/entries").status, 404);
    QCOMPARE(allPages(emulated, stores + "?maxPageSize=9", "dataStores").first, Ids{"two"});
    QCOMPARE(allPages(emulated, stores + "?showDeleted=true", "dataStores").first,
             (Ids{"one", "two"}));
    QCOMPARE(emulated.call("POST", stores + "/one:undelete", "{}").body["state"].toString(),
             "ACTIVE");
    QCOMPARE(emulated.call("GET", stores + "/one/entries/k").body["value"].toInteger(), 1);
    emulated.call("DELETE", stores + "/one");
    emulated.clock.advance(24h * 31);
    QCOMPARE(emulated.call("POST", stores + "/one:undelete", "{}").status, 404);
    put(emulated, "other", "1", "one");
    QCOMPARE(allPages(emulated, stores + "/one/entries?showDeleted=true").first, Ids{"other"});
}

void TestEntriesV2::snapshotsOnceADay()
{
    Emulated emulated;
    put(emulated, "k", "1");
    const auto first = emulated.call("POST", stores + ":snapshot", "{}");
    QVERIFY(first.body["newSnapshotTaken"].toBool());
    const auto second = emulated.call("POST", stores + ":snapshot", "{}");
    QVERIFY(!second.body["newSnapshotTaken"].toBool());
    QCOMPARE(second.body["latestSnapshotTime"], first.body["latestSnapshotTime"]);
    put(emulated, "k", "2");
    QCOMPARE(allPages(emulated, entries + "/k:listRevisions?maxPageSize=9").first.size(), 2U);
}

void TestEntriesV2::refuses_data()
{
    QTest::addColumn<std::string>("method");
    QTest::addColumn<std::string>("target");
    QTest::addColumn<std::string>("body");
    QTest::addColumn<int>("status");
    const auto row = [](const char* name, std::string method, std::string target, std::string body,
                        int status) {
        QTest::newRow(name) << std::move(method) << std::move(target) << std::move(body) << status;
    };
    const std::string long51(51, 'x');
    const std::string big = '"' + std::string(4'194'303, 'x') + '"';
    row("no value", "POST", entries + "?id=k", "{}", 400);
    row("null value", "POST", entries + "?id=k", R"({"value":null})", 400);
    row("no id", "POST", entries, R"({"value":1})", 400);
    row("long id", "POST", entries + "?id=" + long51, R"({"value":1})", 400);
    row("long store", "POST", stores + '/' + long51 + "/entries?id=k", R"({"value":1})", 400);
    row("long scope", "POST", stores + "/s/scopes/" + long51 + "/entries?id=k", R"({"value":1})",
        400);
    row("large value", "POST", entries + "?id=k", R"({"value":)" + big + '}', 400);
    row("NaN", "POST", entries + "?id=k", R"({"value":NaN})", 400);
    row("infinity", "POST", entries + "?id=k", R"({"value":1e999})", 400);
    row("no JSON", "POST", entries + "?id=k", "value", 400);
    row("no object", "POST", entries + "?id=k", "[1]", 400);
    row("unknown member", "POST", entries + "?id=k", R"({"value":1,"vlaue":2})", 400);
    row("bare user id", "POST", entries + "?id=k", R"({"value":1,"users":[7]})", 400);
    row("five users", "POST", entries + "?id=k",
        R"({"value":1,"users":["users/1","users/2","users/3","users/4","users/5"]})", 400);
    row("attributes that are a list", "POST", entries + "?id=k", R"({"value":1,"attributes":[]})",
        400);
    row("long attributes", "POST", entries + "?id=k",
        R"({"value":1,"attributes":{"a":")" + std::string(251, 'x') + R"("}})", 400);
    row("unknown parameter", "GET", entries + "?pageSize=5", "", 400);
    row("page size in words", "GET", entries + "?maxPageSize=ten", "", 400);
    row("negative page size", "GET", entries + "?maxPageSize=-1", "", 400);
    row("flag", "GET", entries + "?showDeleted=yes", "", 400);
    row("repeated parameter", "GET", entries + "?maxPageSize=1&maxPageSize=2", "", 400);
    row("bad percent", "GET", entries + "?pageToken=%GG", "", 400);
    row("other universe", "GET", "/cloud/v2/universes/2/data-stores", "", 403);
    row("universe in words", "GET", "/cloud/v2/universes/one/data-stores", "", 400);
    row("unknown path", "GET", "/cloud/v2/universes/1/data-shops", "", 404);
    row("unknown verb", "POST", entries + "/k:decrement", "{}", 404);
    row("wrong method", "PUT", entries + "/k", R"({"value":1})", 405);
    row("empty segment", "GET", stores + "//entries", "", 404);
}

void TestEntriesV2::refuses()
{
    QFETCH(std::string, method);
    QFETCH(std::string, target);
    QFETCH(std::string, body);
    QFETCH(int, status);
    Emulated emulated;
    put(emulated, "there");
    const auto answered = emulated.call(method, target, body);
    QCOMPARE(answered.status, status);
    QVERIFY2(!answered.code().empty(), answered.text.c_str());
    QVERIFY(!emulated.universe.newestVersion("s", "global", "k"));
}

void TestEntriesV2::filters_data()
{
    QTest::addColumn<std::string>("filter");
    QTest::addColumn<int>("found"); // -1: refused
    QTest::newRow("plain") << std::string(R"(id.startsWith("a"))") << 2;
    QTest::newRow("spaces") << std::string(R"( id . startsWith( "a" ) )") << 2;
    QTest::newRow("single quotes") << std::string("id.startsWith('a')") << 2;
    QTest::newRow("quote within") << std::string(R"(id.startsWith("\""))") << 1;
    QTest::newRow("escape") << std::string(R"(id.startsWith("\u0061b"))") << 1;
    QTest::newRow("empty prefix") << std::string(R"(id.startsWith(""))") << 4;
    QTest::newRow("equality") << std::string(R"(id == "a")") << -1;
    QTest::newRow("other field") << std::string(R"(key.startsWith("a"))") << -1;
    QTest::newRow("other function") << std::string(R"(id.endsWith("a"))") << -1;
    QTest::newRow("two") << std::string(R"(id.startsWith("a") && id.startsWith("b"))") << -1;
    QTest::newRow("no quotes") << std::string("id.startsWith(a)") << -1;
    QTest::newRow("unended") << std::string(R"(id.startsWith("a)") << -1;
    QTest::newRow("bad escape") << std::string(R"(id.startsWith("\q"))") << -1;
}

void TestEntriesV2::filters()
{
    QFETCH(std::string, filter);
    QFETCH(int, found);
    Emulated emulated;
    for (const std::string key : {"ab", "ac", "%22q", "z"})
        put(emulated, key);
    const auto answered =
        emulated.call("GET", entries + "?filter=" + emulator::percentEncoded(filter));
    QCOMPARE(answered.status, found < 0 ? 400 : 200);
    if (found >= 0)
        QCOMPARE(int(answered.body["dataStoreEntries"].size()), found);
}

PLECTRUM_TEST(TestEntriesV2)

} // namespace tst_entries_v2

#include "tst_entries_v2.moc"
