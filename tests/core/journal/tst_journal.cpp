// SPDX-License-Identifier: MIT
// Writes are entered before they are made, settled after it, listed, and marked when undone.
#include "journal/database.h"
#include "journal/journal.h"
#include "journal_world.h"
#include "json/printer.h"
#include "support/test.h"

namespace tst_journal {

using namespace plectrum;
using namespace std::chrono_literals;
using journal::Act;
using journal::Entry;
using journal::EntryId;
using journal::Filter;
using journal::Intent;
using journal::Journal;
using journal::Outcome;
using test::JournalWorld;
using test::read;

namespace {

Intent intent(const std::string& key)
{
    Intent made;
    made.address = {.universe = "/u", .store = "PlayerData", .key = key};
    made.actor = "window";
    made.before = read(R"({"coins":1})");
    made.after = read(R"({"coins":2})");
    made.versionBefore = "v1";
    return made;
}

std::string keysOf(const std::vector<Entry>& entries)
{
    std::string keys;
    for (const Entry& entry : entries)
        keys += (keys.empty() ? "" : " ") + entry.address.key;
    return keys;
}

} // namespace

class TestJournal : public QObject
{
    Q_OBJECT

private slots:
    void entersBeforeAndSettlesAfter();
    void findsWhatACrashCutOff();
    void filters_data();
    void filters();
    void turnsPages();
    void groups();
    void marksUndoneAndRedone();
    void tellsListeners();
    void tellsWhatOthersWrote();
};

void TestJournal::entersBeforeAndSettlesAfter()
{
    JournalWorld world;
    const auto start = world.clock.now();
    Entry expected;
    {
        const auto database = world.open();
        Journal journal(*database);
        Intent made = intent("a");
        made.act = Act::Restore;
        made.aroundBefore = read(R"({"userIds":[1]})");
        made.aroundAfter = read(R"({"userIds":[]})");
        made.detail = "version v0";
        const EntryId id = journal.begin(made);
        const auto pending = journal.entry(id).value();
        QCOMPARE(pending.outcome, Outcome::Pending);
        QVERIFY(!pending.settled);
        world.clock.advance(2s);
        journal.complete(id, Outcome::Done, "v2");
        expected = journal.entry(id).value();
    }
    const auto database = world.open();
    Journal journal(*database);
    const auto entries = journal.page({}, {}, 10);
    QCOMPARE(entries.size(), std::size_t(1));
    const Entry& entry = entries[0];
    QVERIFY(entry == expected);
    QVERIFY(entry.time == start && entry.settled == start + 2s);
    QCOMPARE(entry.act, Act::Restore);
    QCOMPARE(entry.outcome, Outcome::Done);
    QCOMPARE(entry.actor, "window");
    QCOMPARE(entry.detail, "version v0");
    QCOMPARE(entry.versionBefore, "v1");
    QCOMPARE(entry.versionAfter, "v2");
    QCOMPARE(json::print(entry.aroundBefore), R"({"userIds":[1]})");
    QCOMPARE(json::print(entry.aroundAfter), R"({"userIds":[]})");
    QVERIFY(!entry.group.empty());
    QCOMPARE(entry.changeCount, std::size_t(1));
    QCOMPARE(journal::changesText(journal.changes(entry.id)),
             R"([{"after":2,"before":1,"place":"/coins"}])");
    QVERIFY(journal.changes(77).empty());
    QVERIFY(!journal.entry(77));
    journal.complete(entry.id, Outcome::Failed, {}, "because");
    QCOMPARE(journal.entry(entry.id)->reason, "because");
}

void TestJournal::findsWhatACrashCutOff()
{
    JournalWorld world;
    auto first = world.open();
    Journal crashed(*first);
    crashed.complete(crashed.begin(intent("done")), Outcome::Done, "v2");
    const EntryId cut = crashed.begin(intent("cut off"));
    const auto second = world.open();
    Journal journal(*second);
    QVERIFY(journal.interrupted("/u").empty()); // it still runs
    first.reset();
    journal.begin(intent("ours"));
    QCOMPARE(keysOf(journal.interrupted("/u")), "cut off");
    QVERIFY(journal.interrupted("/other").empty());
    journal.complete(cut, Outcome::Unknown, {}, "no answer");
    QVERIFY(journal.interrupted("/u").empty());
    QCOMPARE(journal.entry(cut)->outcome, Outcome::Unknown);
}

void TestJournal::filters_data()
{
    QTest::addColumn<QByteArray>("by");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("keys");
    QTest::newRow("all") << QByteArray() << QByteArray() << QByteArray("c b a");
    QTest::newRow("universe") << QByteArray("universe") << QByteArray("/v") << QByteArray("c");
    QTest::newRow("store") << QByteArray("store") << QByteArray("Guilds") << QByteArray("b");
    QTest::newRow("key") << QByteArray("key") << QByteArray("a") << QByteArray("a");
    QTest::newRow("group") << QByteArray("group") << QByteArray("g1") << QByteArray("b a");
    QTest::newRow("text in changes")
        << QByteArray("text") << QByteArray("SWORD") << QByteArray("b");
    QTest::newRow("text in the asker")
        << QByteArray("text") << QByteArray("ctl update") << QByteArray("c");
    QTest::newRow("text is no pattern") << QByteArray("text") << QByteArray("%_%") << QByteArray();
    QTest::newRow("text with a percent")
        << QByteArray("text") << QByteArray("100%") << QByteArray("a");
}

void TestJournal::filters()
{
    JournalWorld world;
    const auto database = world.open();
    Journal journal(*database);
    Intent a = intent("a");
    a.group = "g1";
    a.detail = "100% sure";
    Intent b = intent("b");
    b.group = "g1";
    b.address.store = "Guilds";
    b.after = read(R"({"coins":1,"item":"sword"})");
    Intent c = intent("c");
    c.address.universe = "/v";
    c.actor = "plectrumctl update";
    for (const Intent& each : {a, b, c})
        journal.begin(each);
    QFETCH(QByteArray, by);
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, keys);
    Filter filter;
    std::string unused;
    (by == "universe"    ? filter.universe
         : by == "store" ? filter.store
         : by == "key"   ? filter.key
         : by == "group" ? filter.group
         : by == "text"  ? filter.text
                         : unused) = value.toStdString();
    QCOMPARE(keysOf(journal.page(filter, {}, 10)), keys.toStdString());
    QCOMPARE(journal.count(filter), std::size_t(keys.isEmpty() ? 0 : keys.count(' ') + 1));
}

void TestJournal::turnsPages()
{
    JournalWorld world;
    const auto database = world.open();
    Journal journal(*database);
    const auto start = world.clock.now();
    for (int i = 0; i < 7; ++i) {
        journal.begin(intent(std::to_string(i)));
        world.clock.advance(1s);
    }
    const auto first = journal.page({}, {}, 3);
    QCOMPARE(keysOf(first), "6 5 4");
    const auto second = journal.page({}, first.back().id, 3);
    QCOMPARE(keysOf(second), "3 2 1");
    QCOMPARE(keysOf(journal.page({}, second.back().id, 3)), "0");
    Filter some;
    some.from = start + 2s;
    some.until = start + 4s;
    QCOMPARE(keysOf(journal.page(some, {}, 10)), "4 3 2");
}

void TestJournal::groups()
{
    JournalWorld world;
    const auto database = world.open();
    Journal journal(*database);
    for (const char* key : {"a", "b"}) {
        Intent each = intent(key);
        each.group = "G";
        each.act = Act::Transaction;
        journal.begin(each);
    }
    const auto alone = journal.entry(journal.begin(intent("c"))).value();
    QCOMPARE(keysOf(journal.group("G")), "a b");
    QCOMPARE(keysOf(journal.group(alone.group)), "c");
    QVERIFY(journal.group("none").empty());
}

void TestJournal::marksUndoneAndRedone()
{
    JournalWorld world;
    const auto database = world.open();
    Journal journal(*database);
    const auto write = [&](std::optional<EntryId> undoes, Outcome outcome) {
        Intent made = intent("a");
        made.undoes = undoes;
        const EntryId id = journal.begin(made);
        journal.complete(id, outcome, "v");
        return id;
    };
    const auto undoneBy = [&](EntryId id) { return journal.entry(id)->undoneBy; };
    const EntryId first = write({}, Outcome::Done);
    write(first, Outcome::Failed);
    QVERIFY(!undoneBy(first));
    const EntryId undo = write(first, Outcome::Done);
    QCOMPARE(undoneBy(first), undo);
    QCOMPARE(journal.entry(undo)->undoes, first);
    const EntryId redo = write(undo, Outcome::Done);
    QVERIFY(!undoneBy(first));
    QCOMPARE(undoneBy(undo), redo);
    const EntryId again = write(redo, Outcome::Done);
    QCOMPARE(undoneBy(redo), again);
    QVERIFY(!undoneBy(undo));
    QCOMPARE(undoneBy(first), undo);
}

void TestJournal::tellsListeners()
{
    JournalWorld world;
    const auto database = world.open();
    Journal journal(*database);
    std::vector<EntryId> reported;
    {
        const auto subscription = journal.subscribe([&](EntryId id) { reported.push_back(id); });
        const EntryId first = journal.begin(intent("a"));
        journal.complete(first, Outcome::Done, "v2");
        Intent undo = intent("a");
        undo.undoes = first;
        const EntryId second = journal.begin(undo);
        journal.complete(second, Outcome::Done, "v3");
        QVERIFY((reported == std::vector{first, first, second, second, first}));
    }
    journal.begin(intent("b"));
    QCOMPARE(reported.size(), std::size_t(5));
}

void TestJournal::tellsWhatOthersWrote()
{
    JournalWorld world;
    const auto first = world.open();
    const auto second = world.open();
    Journal ours(*first);
    Journal theirs(*second);
    QVERIFY(!ours.hasForeignChanges());
    ours.begin(intent("a"));
    QVERIFY(!ours.hasForeignChanges());
    theirs.begin(intent("b"));
    QVERIFY(ours.hasForeignChanges());
    QVERIFY(!ours.hasForeignChanges());
    QCOMPARE(keysOf(ours.page({}, {}, 10)), "b a");
}

PLECTRUM_TEST(TestJournal)

} // namespace tst_journal

#include "tst_journal.moc"
