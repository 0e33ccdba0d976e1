// SPDX-License-Identifier: MIT
// Comparing drafts, keys, versions, keys of another universe and files, and taking changes over
// into the draft at the left.
#include "player_window.h"
#include "support/test.h"
#include "ui/compare/compare_dialog.h"
#include "ui/widgets/diff_view.h"

#include <QComboBox>
#include <QCoroTask>
#include <QFile>
#include <QTreeView>

namespace tst_compare_dialog {

using namespace plectrum;
using namespace plectrum::ui;
using namespace plectrum::documents;
using namespace Qt::StringLiterals;
using Kind = CompareSource::Kind;

namespace {

store::KeyAddress player(const std::string& number)
{
    return {store::KeyAddress::Kind::Lyra, "players", "player_" + number};
}

CompareDialog* dialogOf(World& world)
{
    auto* dialog = world.window->findChild<CompareDialog*>();
    return dialog && dialog->isVisible() ? dialog : nullptr;
}

} // namespace

class TestCompareDialog : public QObject
{
    Q_OBJECT

private slots:
    void takesAChangeOverIntoTheDraft()
    {
        World world(4);
        RecordDocument* document = world.workspace->openRecord(player("0001"));
        QTRY_VERIFY(isReady(document));
        QVERIFY(document->insert(json::Pointer({"own"}), json::Value(true)));
        world.window->recordTabs()->setFocus();
        world.action(u"record.compare"_s)->trigger();
        CompareDialog* dialog = dialogOf(world);
        QVERIFY(dialog);
        QVERIFY(dialog->diffView()->stateTitle().contains(u"Nothing to compare"_s));
        auto* takeOver = dialog->findChild<QPushButton*>(u"compare.takeOver"_s);
        QVERIFY(!takeOver->isEnabled());
        dialog->choose(Comparison::Right, {.kind = Kind::Stored, .address = player("0003")});
        QTRY_COMPARE(dialog->diffView()->summary(), u"1 removed, 1 changed"_s);
        QTRY_VERIFY(takeOver->isEnabled());
        const auto* model = dialog->diffView()->tree()->model();
        for (int row = 0; row < model->rowCount(); ++row)
            if (model->index(row, 1).data().toString().contains(u"coins"_s))
                dialog->diffView()->tree()->selectionModel()->select(
                    model->index(row, 0),
                    QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        QVERIFY(takeOver->text().contains(u'1'));
        takeOver->click();
        QCOMPARE(document->value()["coins"].toInteger(), std::int64_t(3));
        QVERIFY(document->value()["own"].toBool()); // was not chosen
        QVERIFY(document->isModified()); // and nothing is written
        QTRY_COMPARE(dialog->diffView()->summary(), u"1 removed"_s);
        document->undoStack()->undo();
        QTRY_COMPARE(dialog->diffView()->summary(), u"1 removed, 1 changed"_s);
        document->discard();
        dialog->reject();
    }

    void comparesTwoChosenKeys()
    {
        World world(4);
        QTRY_VERIFY(world.keys()->rowCount() == 4);
        world.keyView()->setFocus();
        world.keyView()->selectionModel()->setCurrentIndex(world.keys()->index(1),
                                                           QItemSelectionModel::ClearAndSelect);
        world.keyView()->selectionModel()->setCurrentIndex(world.keys()->index(2),
                                                           QItemSelectionModel::Select);
        world.action(u"record.compare"_s)->trigger();
        CompareDialog* dialog = dialogOf(world);
        QVERIFY(dialog);
        QTRY_COMPARE(dialog->diffView()->summary(), u"1 changed"_s);
        QVERIFY(!dialog->comparison()->target()); // nothing is open to take it over
        QVERIFY(!dialog->findChild<QPushButton*>(u"compare.takeOver"_s)->isEnabled());
        dialog->reject();
    }

    void comparesVersionsAndFiles()
    {
        World world(4);
        auto& records = world.workspace->records();
        const auto address = player("0001");
        const auto now = QCoro::waitFor(records.inspect(address));
        CompareDialog dialog(*world.workspace, address, world.window.get());
        auto* left = dialog.findChild<QComboBox*>(u"compare.left"_s);
        QTRY_VERIFY(left->findText(u"version of"_s, Qt::MatchContains) >= 0);
        dialog.choose(
            Comparison::Left,
            {.kind = Kind::Version, .address = address, .version = now.entry->info.version});
        const QString path = world.folder.filePath(u"a.json"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(R"({"coins":1,"more":2})") > 0);
        file.close();
        dialog.choose(Comparison::Right,
                      {.kind = Kind::File, .address = address, .path = path, .title = u"a"_s});
        QTRY_COMPARE(dialog.diffView()->summary(), u"1 added"_s);
        dialog.choose(Comparison::Right,
                      {.kind = Kind::File,
                       .address = address,
                       .path = path + u".none"_s,
                       .title = u"none"_s});
        QTRY_VERIFY(dialog.diffView()->stateTitle().contains(u"cannot be read"_s));
        dialog.choose(Comparison::Right, {.kind = Kind::Stored, .address = player("none")});
        QTRY_VERIFY(dialog.diffView()->stateTitle().contains(u"no entry"_s));
    }

    void comparesWithAnotherUniverse()
    {
        World world(4);
        World other(4);
        QCoro::waitFor(other.workspace->records().saveDraft(
            player("0001"), json::parse(R"({"coins":1})").value(),
            json::parse(R"({"coins":5})").value(), std::chrono::milliseconds(0)));
        CompareDialog dialog(*world.workspace, player("0001"), world.window.get());
        dialog.choose(Comparison::Left, {.kind = Kind::Stored, .address = player("0001")});
        dialog.choose(
            Comparison::Right,
            {.kind = Kind::Stored, .address = player("0001"), .universe = other.workspace.get()});
        QTRY_COMPARE(dialog.diffView()->summary(), u"1 changed"_s);
    }
};

PLECTRUM_UI_TEST(TestCompareDialog)

} // namespace tst_compare_dialog

#include "tst_compare_dialog.moc"
