// SPDX-License-Identifier: MIT
// Drafts: edits and undo, what saving, conflicts, locks and failures do to them.
#include "json/printer.h"
#include "record_fixture.h"
#include "support/test.h"

namespace tst_record_document {

using namespace plectrum;
using documents::RecordDocument;

namespace {

json::Pointer at(const char* text)
{
    return *json::Pointer::parse(text);
}

QString printed(const json::Value& value)
{
    return QString::fromStdString(json::print(value));
}

/// Waits for the end of a save and gives its outcome, or nothing when it failed.
std::optional<editing::SaveResult> saved(RecordDocument& document)
{
    QSignalSpy finished(&document, &RecordDocument::saveFinished);
    QSignalSpy failed(&document, &RecordDocument::saveFailed);
    document.save(document.draft());
    [&] { QTRY_VERIFY(finished.size() + failed.size() > 0); }();
    return finished.isEmpty()
        ? std::nullopt
        : std::optional(finished.first().first().value<editing::SaveResult>());
}

} // namespace

class TestRecordDocument final : public QObject
{
    Q_OBJECT

private slots:
    void loads();
    void editsAndUndoes();
    void refusesImpossibleEdits();
    void savesAndGoesOn();
    void takesOverChangesOfOthers();
    void keepsDraftOnConflict();
    void keepsDraftWhenLocked();
    void refusesToReloadADraft();
    void reloads();
    void savesNewKey();
    void doesNotWriteDamaged();
    void restores();
    void mayBeClosedWhileItLoads();
};

void TestRecordDocument::loads()
{
    RecordFixture fixture;
    fixture.putPlayer("ada", R"({"coins":5})");
    RecordDocument document(RecordFixture::player("ada"), fixture.records);
    QSignalSpy loaded(&document, &RecordDocument::loaded);
    QTRY_COMPARE(document.phase(), RecordDocument::Phase::Ready);
    QTRY_VERIFY(document.isEditable());
    QCOMPARE(printed(document.value()), QStringLiteral(R"({"coins":5})"));
    QVERIFY(document.value().isSameNode(document.base()));
    QVERIFY(!document.isModified());
    QCOMPARE(document.title(), QStringLiteral("ada"));
}

void TestRecordDocument::editsAndUndoes()
{
    RecordFixture fixture;
    fixture.putPlayer("ada", R"({"list":[1,2,3],"name":"Ada"})");
    const auto document = fixture.open(RecordFixture::player("ada"));
    QSignalSpy modified(document.get(), &RecordDocument::modifiedChanged);
    const json::Value before = document->value();
    QVERIFY(document->replace(at("/list/0"), json::Value(9)));
    QVERIFY(document->insert(at("/list/-"), json::Value(4)));
    QVERIFY(document->move(at("/list/3"), 0));
    QVERIFY(document->rename(at("/name"), QStringLiteral("title")));
    QVERIFY(document->remove(at("/list/1")));
    QVERIFY(document->setValue(document->value().withMember("new", json::Value(true)),
                               QStringLiteral("paste")));
    QCOMPARE(printed(document->value()),
             QStringLiteral(R"({"list":[4,2,3],"new":true,"title":"Ada"})"));
    QCOMPARE(document->undoStack()->count(), 6);
    QCOMPARE(document->undoStack()->undoText(), QStringLiteral("paste"));
    QVERIFY(document->isModified());
    while (document->undoStack()->canUndo())
        document->undoStack()->undo();
    QVERIFY(document->value().isSameNode(before));
    QVERIFY(!document->isModified());
    QCOMPARE(modified.size(), 2);
    while (document->undoStack()->canRedo())
        document->undoStack()->redo();
    document->discard();
    QVERIFY(!document->isModified());
    document->undoStack()->undo();
    QVERIFY(document->isModified());
}

void TestRecordDocument::refusesImpossibleEdits()
{
    RecordFixture fixture;
    fixture.putPlayer("ada", R"({"a":1,"b":2})");
    const auto document = fixture.open(RecordFixture::player("ada"));
    QVERIFY(!document->rename(at("/a"), QStringLiteral("b")));
    QVERIFY(!document->remove(at("/c")));
    QVERIFY(!document->insert(at("/a"), json::Value(1)));
    QVERIFY(!document->move(at("/a"), 1));
    QCOMPARE(document->undoStack()->count(), 0);
}

void TestRecordDocument::savesAndGoesOn()
{
    RecordFixture fixture;
    fixture.putPlayer("ada", R"({"coins":5})");
    const auto document = fixture.open(RecordFixture::player("ada"));
    const std::string versionBefore = document->inspection().entry->info.version;
    document->replace(at("/coins"), json::Value(6));
    const auto result = saved(*document);
    QVERIFY(result);
    QCOMPARE(result->outcome, editing::SaveOutcome::Saved);
    QVERIFY(!document->isModified());
    QVERIFY(document->inspection().entry->info.version != versionBefore);
    QCOMPARE(printed(fixture.stored(document->address())), QStringLiteral(R"({"coins":6})"));
    document->undoStack()->undo(); // what was saved can be taken back, as a new draft
    QVERIFY(document->isModified());
    QCOMPARE(printed(document->value()), QStringLiteral(R"({"coins":5})"));
}

void TestRecordDocument::takesOverChangesOfOthers()
{
    RecordFixture fixture;
    fixture.putPlayer("ada", R"({"coins":5,"level":1})");
    const auto document = fixture.open(RecordFixture::player("ada"));
    document->replace(at("/coins"), json::Value(6));
    fixture.putPlayer("ada", R"({"coins":5,"level":2})");
    const auto result = saved(*document);
    QCOMPARE(result->outcome, editing::SaveOutcome::Saved);
    QCOMPARE(printed(document->value()), QStringLiteral(R"({"coins":6,"level":2})"));
    QVERIFY(!document->isModified());
}

void TestRecordDocument::keepsDraftOnConflict()
{
    RecordFixture fixture;
    fixture.putPlayer("ada", R"({"coins":5})");
    const auto document = fixture.open(RecordFixture::player("ada"));
    document->replace(at("/coins"), json::Value(6));
    fixture.putPlayer("ada", R"({"coins":7})");
    const auto result = saved(*document);
    QCOMPARE(result->outcome, editing::SaveOutcome::Conflicts);
    QCOMPARE(result->conflicts.size(), 1U);
    QCOMPARE(printed(document->value()), QStringLiteral(R"({"coins":6})"));
    QVERIFY(document->isModified());
    QVERIFY(document->applyNewest(result->newest, result->written));
    const auto again = saved(*document);
    QCOMPARE(again->outcome, editing::SaveOutcome::Saved);
    QCOMPARE(printed(fixture.stored(document->address())), QStringLiteral(R"({"coins":6})"));
}

void TestRecordDocument::keepsDraftWhenLocked()
{
    RecordFixture fixture;
    fixture.putPlayer("ada", R"({"coins":5})");
    const auto document = fixture.open(RecordFixture::player("ada"));
    document->replace(at("/coins"), json::Value(6));
    fixture.lock("ada");
    const auto result = saved(*document);
    QVERIFY(result);
    QCOMPARE(result->outcome, editing::SaveOutcome::Locked);
    QVERIFY(document->isModified());
    QVERIFY(document->isEditable());
    QCOMPARE(printed(fixture.stored(document->address())), QStringLiteral(R"({"coins":5})"));
}

void TestRecordDocument::refusesToReloadADraft()
{
    RecordFixture fixture;
    fixture.putPlayer("ada", R"({"coins":5})");
    const auto document = fixture.open(RecordFixture::player("ada"));
    document->replace(at("/coins"), json::Value(6));
    QVERIFY(!document->reload());
    QCOMPARE(document->phase(), RecordDocument::Phase::Ready);
}

void TestRecordDocument::reloads()
{
    RecordFixture fixture;
    fixture.putPlayer("ada", R"({"coins":5})");
    const auto document = fixture.open(RecordFixture::player("ada"));
    const json::Value before = document->value();
    QVERIFY(document->reload());
    QTRY_COMPARE(document->phase(), RecordDocument::Phase::Ready);
    QVERIFY(document->value().isSameNode(before)); // the same data: nothing to tell
    fixture.putPlayer("ada", R"({"coins":7})");
    QVERIFY(document->reload());
    QTRY_COMPARE(printed(document->value()), QStringLiteral(R"({"coins":7})"));
    QVERIFY(!document->isModified());
}

void TestRecordDocument::savesNewKey()
{
    RecordFixture fixture;
    fixture.put("Settings", "motd", json::Value("Hello"));
    const auto document = fixture.open(RecordFixture::plain("motd"));
    QCOMPARE(document->inspection().state, store::RecordState::Plain);
    document->replace({}, json::Value("Good evening"));
    QCOMPARE(saved(*document)->outcome, editing::SaveOutcome::Saved);
    QCOMPARE(printed(fixture.stored(document->address())), QStringLiteral(R"("Good evening")"));
}

void TestRecordDocument::doesNotWriteDamaged()
{
    RecordFixture fixture;
    fixture.put("lyra/records/Player", "broken", parsed(R"({"file":{"shard":"X","count":1}})"));
    const auto document = fixture.open(RecordFixture::player("broken"));
    QVERIFY(!document->isEditable());
    QVERIFY(!document->setValue(json::Value(1), QStringLiteral("x")));
    QSignalSpy failed(document.get(), &RecordDocument::saveFailed);
    document->save(document->draft());
    QCOMPARE(failed.size(), 1);
}

void TestRecordDocument::restores()
{
    RecordFixture fixture;
    fixture.putPlayer("ada", R"({"coins":5})");
    const auto document = fixture.open(RecordFixture::player("ada"));
    const std::string old = document->inspection().entry->info.version;
    document->replace(at("/coins"), json::Value(6));
    QSignalSpy finished(document.get(), &RecordDocument::saveFinished);
    QSignalSpy failed(document.get(), &RecordDocument::saveFailed);
    document->restore(document->toRestore(old));
    QTRY_VERIFY(finished.size() + failed.size() > 0);
    QCOMPARE(failed.size(), 0);
    QCOMPARE(printed(document->value()), QStringLiteral(R"({"coins":5})"));
    document->undoStack()->undo(); // the draft from before is not lost
    QCOMPARE(printed(document->value()), QStringLiteral(R"({"coins":6})"));
}

void TestRecordDocument::mayBeClosedWhileItLoads()
{
    RecordFixture fixture;
    fixture.putPlayer("ada", R"({"coins":5})");
    auto document = std::make_unique<RecordDocument>(RecordFixture::player("ada"), fixture.records);
    document.reset();
    const auto other = fixture.open(RecordFixture::player("ada"));
    QCOMPARE(other->phase(), RecordDocument::Phase::Ready);
}

PLECTRUM_UI_TEST(TestRecordDocument)

} // namespace tst_record_document

#include "tst_record_document.moc"
