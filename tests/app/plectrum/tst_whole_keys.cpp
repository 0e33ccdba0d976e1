// SPDX-License-Identifier: MIT
// Whole keys by window: made, copied, removed and brought back, each after a question that shows
// what is written, and taken back by the journal.
#include "backends/backends.h"
#include "file_world.h"
#include "support/test.h"
#include "ui/keys/key_question.h"
#include "ui/save/save_dialog.h"
#include "ui/shell/go_to_key_dialog.h"
#include "ui/widgets/diff_view.h"

#include <QLineEdit>
#include <QPushButton>

namespace tst_whole_keys {

using namespace plectrum;
using namespace Qt::StringLiterals;
using test::FileWorld;
using test::press;
using test::shown;
using test::type;

class TestWholeKeys : public QObject
{
    Q_OBJECT

private slots:
    void makesARecord()
    {
        FileWorld world;
        QVERIFY(world.choose("a"));
        world.workspace().setRecordTemplates([](const editing::StoreListing& store) {
            documents::RecordTemplate made;
            made.data = json::Value::object({{"store", store.name}, {"coins", 0}});
            made.appliedMigrations = {"m1"};
            made.source = u"Config.luau"_s;
            return made;
        });
        world.action(u"record.new"_s)->trigger();
        auto* question = shown<ui::KeyQuestion>(world.window());
        QVERIFY(question);
        auto* confirm = question->findChild<QPushButton*>(u"keyQuestion.confirm"_s);
        QVERIFY(!confirm->isEnabled());
        type(question, u"keyQuestion.key"_s, u"a"_s); // is there
        QTRY_VERIFY(question->findChild<ui::DiffView*>()->stateTitle().contains(u"already"_s));
        QVERIFY(!confirm->isEnabled());
        type(question, u"keyQuestion.key"_s, u"new"_s);
        QTRY_VERIFY(confirm->isEnabled());
        QTRY_COMPARE(question->findChild<ui::DiffView*>()->summary(), u"1 added"_s);
        QCOMPARE(world.data("new"), "none");
        QCOMPARE(confirm->text(), u"Make new"_s);
        confirm->click();
        QTRY_COMPARE(world.data("new"), R"({"coins":0,"store":"Game"})");
        const auto made =
            QCoro::waitFor(world.workspace().records().inspect(FileWorld::lyra("new")));
        QVERIFY(made.record->appliedMigrations == std::vector<std::string>{"m1"});
        QTRY_VERIFY(world.keys()->indexOf("new").isValid());
        QTRY_VERIFY(world.workspace().currentDocument()
                    && world.workspace().currentDocument()->address().key == "new");
        const auto entry = world.workspace().journal()->page({}, {}, 1).at(0);
        QVERIFY(!world.workspace().undo()->refusalOf(entry));
    }

    void copiesARecord()
    {
        FileWorld world;
        QVERIFY(world.choose("a"));
        world.action(u"record.copyTo"_s)->trigger();
        ui::KeyQuestion* question = nullptr;
        QTRY_VERIFY((question = shown<ui::KeyQuestion>(world.window())));
        auto* confirm = question->findChild<QPushButton*>(u"keyQuestion.confirm"_s);
        type(question, u"keyQuestion.key"_s, u"b"_s);
        QTRY_VERIFY(confirm->isEnabled());
        QTRY_COMPARE(question->findChild<ui::DiffView*>()->summary(), u"1 added, 1 changed"_s);
        QTest::keyClick(question, Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(world.data("b"), world.data("a"));
    }

    void deletesAndBringsBack()
    {
        FileWorld world;
        const std::string data = world.data("a");
        QVERIFY(world.choose("a"));
        world.action(u"record.delete"_s)->trigger();
        ui::SaveDialog* question = nullptr;
        QTRY_VERIFY((question = shown<ui::SaveDialog>(world.window())));
        QTRY_COMPARE(question->findChild<ui::DiffView*>()->summary(), u"1 removed"_s);
        QCOMPARE(world.data("a"), data);
        press(question, u"save.confirm"_s);
        QTRY_COMPARE(world.data("a"), "none");
        QTRY_VERIFY(!world.keys()->indexOf("a").isValid());
        QTRY_VERIFY(world.message().contains(u"deleted"_s));

        auto* document = world.workspace().openRecord(FileWorld::lyra("a"));
        QTRY_COMPARE(document->inspection().state, store::RecordState::Absent);
        QTRY_VERIFY(world.action(u"record.undelete"_s)->isEnabled());
        world.action(u"record.undelete"_s)->trigger();
        QTRY_VERIFY((question = shown<ui::SaveDialog>(world.window())));
        QTRY_COMPARE(question->findChild<ui::DiffView*>()->summary(), u"1 added"_s);
        press(question, u"save.confirm"_s);
        QTRY_COMPARE(world.data("a"), data);
        QTRY_VERIFY(world.keys()->indexOf("a").isValid());
        QTRY_VERIFY(!world.action(u"record.undelete"_s)->isEnabled());
    }

    /// Not even after a yes.
    void whatHasChangedSinceIsNotRemoved()
    {
        FileWorld world;
        QVERIFY(world.choose("a"));
        world.action(u"record.delete"_s)->trigger();
        ui::SaveDialog* question = nullptr;
        QTRY_VERIFY((question = shown<ui::SaveDialog>(world.window())));
        world.save("a", R"({"coins":11})"); // somebody else's, after it was shown
        press(question, u"save.confirm"_s);
        QTRY_VERIFY(world.message().contains(u"has changed since"_s));
        QCOMPARE(world.data("a"), R"({"coins":11})");
    }

    void anAbsentKeyOffersToBeMade()
    {
        FileWorld world;
        QTRY_VERIFY(!world.workspace().stores().empty());
        world.action(u"file.goToKey"_s)->trigger();
        auto* dialog = shown<ui::GoToKeyDialog>(world.window());
        QVERIFY(dialog);
        auto* make = dialog->findChild<QPushButton*>(u"goToKeyMake"_s);
        QVERIFY(!make->isEnabled());
        QTRY_VERIFY(world.keys()->indexOf("a").isValid());
        type(dialog, u"goToKeyName"_s, u"a"_s);
        QVERIFY(!make->isEnabled());
        type(dialog, u"goToKeyName"_s, u"fresh"_s);
        QVERIFY(make->isEnabled());
        make->click();
        ui::KeyQuestion* question = nullptr;
        QTRY_VERIFY((question = shown<ui::KeyQuestion>(world.window())));
        QCOMPARE(question->address().key, "fresh");
    }

    void favouritesAndRecentKeysAreRemembered()
    {
        FileWorld world;
        QVERIFY(world.choose("b"));
        QAction* favourite = world.action(u"keys.favourite"_s);
        QVERIFY(favourite->isEnabled() && !favourite->isChecked());
        favourite->trigger();
        QVERIFY(favourite->isChecked());
        world.workspace().openRecord(FileWorld::lyra("a"));
        const QString name = QString::fromStdString(world.workspace().universeId());
        const ui::KeyMemory memory(world.settings, name);
        QCOMPARE(memory.favourites(), std::vector{FileWorld::lyra("b")});
        QCOMPARE(memory.recent(), std::vector{FileWorld::lyra("a")});
        QVERIFY(world.choose("b"));
        QVERIFY(favourite->isChecked());
        favourite->trigger();
        QVERIFY(memory.favourites().empty());
    }
};

PLECTRUM_UI_TEST(TestWholeKeys)

} // namespace tst_whole_keys

#include "tst_whole_keys.moc"
