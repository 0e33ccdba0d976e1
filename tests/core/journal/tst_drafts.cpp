// SPDX-License-Identifier: MIT
// Edits are on disk when keep() returns, and are found again by the next Plectrum.
#include "journal/database.h"
#include "journal/drafts.h"
#include "journal/error.h"
#include "journal_world.h"
#include "json/pointer.h"
#include "json/printer.h"
#include "random_value.h"
#include "sql/connection.h"
#include "support/test.h"

#include <stdexcept>

namespace tst_drafts {

using namespace plectrum;
using namespace std::chrono_literals;
using journal::Draft;
using journal::DraftBase;
using journal::Drafts;
using journal::RecordAddress;
using json::Value;
using test::JournalWorld;
using test::read;

namespace {

RecordAddress address(const std::string& key, const std::string& universe = "/u")
{
    return {.universe = universe, .store = "PlayerData", .key = key};
}

/// A record of about four megabytes.
Value largeRecord()
{
    std::vector<Value> items;
    for (int i = 0; i < 60'000; ++i)
        items.push_back(Value::object({{"id", i},
                                       {"name", "item number " + std::to_string(i)},
                                       {"attributes", Value::array({i, i + 1, i + 2})}}));
    return Value::object({{"coins", 1}, {"items", Value::array(std::move(items))}});
}

} // namespace

class TestDrafts : public QObject
{
    Q_OBJECT

private slots:
    void findsEveryEditAgain();
    void keepsManyEditsSmall();
    void keepsEveryKindOfValue();
    void leavesTheDraftsOfRunningPlectrums();
    void keepsTwoDraftsOfOnePlace();
    void tellsUnreadableDrafts();
    void startsAgainFromANewBase();
    void keepsAGroupAsOne();
    void leavesAGroupOfWhichAPartIsUnreadable();
    void aGroupIsKeptByOneWriteOrNotAtAll();
    void findsWhatIsKeptAgain();
    void writesTheEditAlone();
};

void TestDrafts::keepsAGroupAsOne()
{
    JournalWorld world;
    {
        const auto database = world.open();
        Drafts drafts(*database);
        const std::string group = drafts.newGroup();
        const std::string other = drafts.newGroup();
        const DraftBase base{read(R"({"x":0})"), "v1", {}};
        drafts.keep(address("a"), base, read(R"({"x":1})")); // of its own, beside the group's
        drafts.keepGroup(group,
                         {{address("a"), base, read(R"({"x":2})")},
                          {address("b"), base, read(R"({"x":3})")},
                          {address("c"), base, read(R"({"x":4})")}});
        drafts.keepGroup(group,
                         {{address("a"), base, read(R"({"x":5})")},
                          {address("b"), base, *base.data}}); // c left it
        drafts.keepGroup(other, {{address("d"), base, read(R"({"x":6})")}});
        drafts.dropGroup(other);
    }
    const auto database = world.open();
    Drafts drafts(*database);
    const auto found = drafts.recover("/u");
    QCOMPARE(found.drafts.size(), std::size_t(1));
    QCOMPARE(json::print(found.drafts[0].value), R"({"x":1})");
    QCOMPARE(found.groups.size(), std::size_t(1));
    const auto& parts = found.groups[0].parts;
    QCOMPARE(parts.size(), std::size_t(2));
    QCOMPARE(parts[0].address.key, "a");
    QCOMPARE(json::print(parts[0].value), R"({"x":5})");
    QCOMPARE(parts[1].address.key, "b");
    QVERIFY(!parts[1].isChanged());
    drafts.drop(address("a"));
    QCOMPARE(drafts.recover("/u").groups.size(), std::size_t(1));
    drafts.dropGroup(found.groups[0].id);
    QVERIFY(drafts.recover("/u").groups.empty());
}

void TestDrafts::leavesAGroupOfWhichAPartIsUnreadable()
{
    JournalWorld world;
    {
        const auto database = world.open();
        Drafts drafts(*database);
        const DraftBase base{read("{}"), "v1", {}};
        drafts.keepGroup(
            drafts.newGroup(),
            {{address("a"), base, read(R"({"x":1})")}, {address("b"), base, read(R"({"x":2})")}});
        database->run("UPDATE draft_step SET changes = '[' WHERE draft = 2");
    }
    const auto database = world.open();
    const auto found = Drafts(*database).recover("/u");
    QVERIFY(found.drafts.empty());
    QVERIFY(found.groups.empty());
    QCOMPARE(found.unreadable, std::size_t(2));
}

void TestDrafts::aGroupIsKeptByOneWriteOrNotAtAll()
{
    JournalWorld world;
    const auto database = world.open();
    Drafts drafts(*database);
    const std::string group = drafts.newGroup();
    const DraftBase base{read("{}"), "v1", {}};
    drafts.keepGroup(group, {{address("a"), base, read("1")}, {address("b"), base, read("1")}});
    database->run("CREATE TRIGGER full BEFORE INSERT ON draft_step WHEN NEW.draft = 2"
                  " BEGIN SELECT RAISE(ABORT, 'full'); END");
    const std::vector<journal::GroupPart> next{{address("a"), base, read("2")},
                                               {address("b"), base, read("2")}};
    QVERIFY_THROWS_EXCEPTION(journal::Error, drafts.keepGroup(group, next));
    const auto partsOf = [&drafts] { return drafts.recover("/u").groups.at(0).parts; };
    for (const auto& part : partsOf())
        QCOMPARE(json::print(part.value), "1");
    database->run("DROP TRIGGER full");
    drafts.keepGroup(group, next);
    for (const auto& part : partsOf())
        QCOMPARE(json::print(part.value), "2");
}

void TestDrafts::findsWhatIsKeptAgain()
{
    JournalWorld world;
    const auto database = world.open();
    Drafts drafts(*database);
    const DraftBase base{read("{}"), "v1", {}};
    QVERIFY(!drafts.kept(address("a")));
    drafts.keep(address("a"), base, read("1"));
    drafts.keepGroup(drafts.newGroup(), {{address("a"), base, read("2")}});
    QCOMPARE(json::print(drafts.kept(address("a"))->value), "1");
    drafts.drop(address("a"));
    QVERIFY(!drafts.kept(address("a")));
}

void TestDrafts::findsEveryEditAgain()
{
    JournalWorld world;
    const auto start = world.clock.now();
    {
        const auto database = world.open();
        Drafts drafts(*database);
        const DraftBase base{read(R"({"coins":1,"bag":[]})"), "v1", start};
        Value value = *base.data;
        drafts.keep(address("a"), base, value = value.withMember("coins", 2));
        world.clock.advance(5s);
        drafts.keep(address("a"), base, value = value.withMember("bag", read(R"(["x"])")));
        drafts.keep(address("b"), base, *base.data);
        drafts.keep(address("c", "/other"), base, value);
        drafts.keep(address("d"), base, value);
        drafts.drop(address("d"));
        drafts.drop(address("never there"));
    }
    const auto database = world.open();
    Drafts drafts(*database);
    const auto found = drafts.recover("/u");
    QCOMPARE(found.drafts.size(), std::size_t(2));
    const Draft& draft = found.drafts[0];
    QCOMPARE(draft.address.key, "a");
    QCOMPARE(json::print(draft.value), R"({"bag":["x"],"coins":2})");
    QCOMPARE(json::print(draft.base.data.value()), R"({"bag":[],"coins":1})");
    QCOMPARE(draft.base.version, "v1");
    QVERIFY(draft.base.time == start && draft.made == start && draft.changed == start + 5s);
    QVERIFY(draft.isChanged());
    QVERIFY(!found.drafts[1].isChanged());
    drafts.keep(draft.address, draft.base, draft.value.withMember("coins", 3));
    QCOMPARE(json::print(drafts.recover("/u").drafts[0].value), R"({"bag":["x"],"coins":3})");
    drafts.drop(draft.address);
    drafts.drop(address("b"));
    QVERIFY(drafts.recover("/u").drafts.empty());
    QCOMPARE(drafts.recover("/other").drafts.size(), std::size_t(1));
}

void TestDrafts::keepsManyEditsSmall()
{
    JournalWorld world;
    const auto database = world.open();
    Drafts drafts(*database);
    const DraftBase base{read(R"({"coins":0})"), "v1", {}};
    for (int i = 1; i <= 1'000; ++i)
        drafts.keep(address("a"), base, base.data->withMember("coins", i));
    const auto found = drafts.recover("/u");
    QCOMPARE(json::print(found.drafts.at(0).value), R"({"coins":1000})");
    QVERIFY2(found.drafts[0].edits <= 256, qPrintable(QString::number(found.drafts[0].edits)));
}

void TestDrafts::keepsEveryKindOfValue()
{
    JournalWorld world;
    RandomValue random(4);
    std::vector<Value> values;
    {
        const auto database = world.open();
        Drafts drafts(*database);
        for (int i = 0; i < 60; ++i) {
            const DraftBase base{i % 7 == 0 ? std::nullopt : std::optional(random.value()), "", {}};
            Value value = base.data.value_or(Value());
            for (int edit = 0; edit < 5; ++edit)
                drafts.keep(address(std::to_string(i)), base, value = random.edited(value));
            values.push_back(value);
        }
    }
    const auto database = world.open();
    Drafts drafts(*database);
    const auto found = drafts.recover("/u");
    QCOMPARE(found.unreadable, std::size_t(0));
    QCOMPARE(found.drafts.size(), values.size());
    for (const Draft& draft : found.drafts)
        QCOMPARE(json::print(draft.value),
                 json::print(values[std::size_t(std::stoi(draft.address.key))]));
}

void TestDrafts::leavesTheDraftsOfRunningPlectrums()
{
    JournalWorld world;
    auto first = world.open();
    const auto second = world.open();
    Drafts theirs(*first);
    Drafts ours(*second);
    const DraftBase base{read("{}"), "v1", {}};
    theirs.keep(address("a"), base, read(R"({"by":"first"})"));
    QVERIFY(ours.recover("/u").drafts.empty());
    ours.keep(address("a"), base, read(R"({"by":"second"})"));
    ours.drop(address("a"));
    first.reset(); // its Plectrum has ended
    const auto found = ours.recover("/u");
    QCOMPARE(found.drafts.size(), std::size_t(1));
    QCOMPARE(json::print(found.drafts[0].value), R"({"by":"first"})");
}

void TestDrafts::keepsTwoDraftsOfOnePlace()
{
    JournalWorld world;
    const DraftBase base{read("{}"), "v1", {}};
    auto first = world.open();
    auto second = world.open();
    Drafts(*first).keep(address("a"), base, read("1"));
    world.clock.advance(1s);
    Drafts(*second).keep(address("a"), base, read("2"));
    first.reset();
    second.reset();
    const auto third = world.open();
    Drafts drafts(*third);
    const auto found = drafts.recover("/u");
    QCOMPARE(found.drafts.size(), std::size_t(1));
    QCOMPARE(found.older, std::size_t(1));
    QCOMPARE(json::print(found.drafts[0].value), "2");
    drafts.drop(address("a"));
    QCOMPARE(json::print(drafts.recover("/u").drafts.at(0).value), "1");
}

void TestDrafts::tellsUnreadableDrafts()
{
    JournalWorld world;
    {
        const auto database = world.open();
        Drafts drafts(*database);
        for (const char* key : {"a", "b", "c"})
            drafts.keep(address(key), {read("{}"), "v1", {}}, read(R"({"x":1})"));
        database->run("UPDATE draft_step SET changes = '[' WHERE draft = 1");
        database->run("UPDATE draft_step SET changes = '[[\"-\",\"/q\"]]' WHERE draft = 2");
    }
    const auto database = world.open();
    Drafts drafts(*database);
    const auto found = drafts.recover("/u");
    QCOMPARE(found.drafts.size(), std::size_t(1));
    QCOMPARE(found.unreadable, std::size_t(2));
    QCOMPARE(drafts.recover("/u").unreadable, std::size_t(2)); // still there
}

void TestDrafts::startsAgainFromANewBase()
{
    JournalWorld world;
    const auto database = world.open();
    Drafts drafts(*database);
    drafts.keep(address("a"), {read(R"({"x":1})"), "v1", {}}, read(R"({"x":2})"));
    drafts.keep(address("a"), {read(R"({"x":5})"), "v2", {}}, read(R"({"x":6})"));
    const auto found = drafts.recover("/u");
    QCOMPARE(found.drafts.size(), std::size_t(1));
    QCOMPARE(found.older, std::size_t(0));
    QCOMPARE(found.drafts[0].base.version, "v2");
    QCOMPARE(json::print(found.drafts[0].value), R"({"x":6})");
}

/// What an edit of a large record writes is the edit; its time is in docs/performance.md.
void TestDrafts::writesTheEditAlone()
{
    JournalWorld world;
    const auto database = world.open();
    Drafts drafts(*database);
    const DraftBase base{largeRecord(), "v1", {}};
    QVERIFY(json::printedSize(*base.data) > 4'000'000);
    constexpr int edits = 50; // fewer than are put together as one
    Value value = *base.data;
    for (int i = 0; i < edits; ++i) {
        const auto at = json::Pointer::parse("/items/" + std::to_string(i * 97) + "/name").value();
        value = json::replaceAt(value, at, "edit " + std::to_string(i)).value();
        drafts.keep(address("a"), base, value);
    }
    sql::Connection file(world.path, 1s, [](sql::Problem, const std::string& detail) {
        throw std::runtime_error(detail);
    });
    auto bases = file.statement("SELECT count(*), max(draft) FROM draft_base");
    QVERIFY(bases.next());
    QCOMPARE(bases.integer(0), 1);
    auto steps = file.statement("SELECT count(*), max(length(changes)) FROM draft_step");
    QVERIFY(steps.next());
    QCOMPARE(steps.integer(0), edits);
    QVERIFY2(steps.integer(1) < 200, qPrintable(QString::number(steps.integer(1))));
}

PLECTRUM_TEST(TestDrafts)

} // namespace tst_drafts

#include "tst_drafts.moc"
