// SPDX-License-Identifier: MIT
// The words of the save button are those of what it would do.
#include "documents/save/save_intent.h"
#include "support/test.h"

namespace tst_save_intent {

using namespace plectrum::documents;
using plectrum::editing::LockState;

class TestSaveIntent final : public QObject
{
    Q_OBJECT

private slots:
    void says_data()
    {
        QTest::addColumn<SaveFacts>("facts");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("can");
        const SaveFacts ready{.isEditable = true, .lock = LockState::Free};
        const auto row = [](const char* name, const SaveFacts& facts, const QString& text,
                            bool can) { QTest::newRow(name) << facts << text << can; };
        row("nothing", ready, QStringLiteral("Nothing to save"), false);
        SaveFacts edited = ready;
        edited.isModified = true;
        row("uncounted", edited, QStringLiteral("Save changes"), true);
        edited.changes = 1;
        row("one", edited, QStringLiteral("Save 1 change"), true);
        edited.changes = 3;
        row("three", edited, QStringLiteral("Save 3 changes"), true);
        edited.lock = LockState::Unknown;
        row("unknown", edited, QStringLiteral("Save 3 changes"), true);
        edited.lock = LockState::Ours;
        row("ours", edited, QStringLiteral("Save 3 changes"), true);
        edited.lock = LockState::Another;
        row("locked", edited, QStringLiteral("Wait for lock and save"), true);
        edited.waitsToSave = true;
        row("waiting", edited, QStringLiteral("Waiting for the lock…"), false);
        edited.conflicts = 2;
        row("conflicts", edited, QStringLiteral("Review 2 conflicts"), true);
        edited.conflicts = 1;
        row("conflict", edited, QStringLiteral("Review 1 conflict"), true);
        edited.isSaving = true;
        edited.isEditable = false;
        row("saving", edited, QStringLiteral("Saving…"), false);
        row("readOnly", {}, QStringLiteral("Read-only"), false);
        row("loading", {.isLoading = true}, QStringLiteral("Loading…"), false);
    }
    void says()
    {
        QFETCH(SaveFacts, facts);
        QFETCH(bool, can);
        QTEST(saveText(facts), "text");
        QCOMPARE(canSave(saveIntent(facts)), can);
    }
};

PLECTRUM_TEST(TestSaveIntent)

} // namespace tst_save_intent

#include "tst_save_intent.moc"
