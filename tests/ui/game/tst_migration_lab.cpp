// SPDX-License-Identifier: MIT
// The migration lab by its widgets: the game is bound, what is pending stands there, the run shows
// the step that fails beside its source; the file is mended on disk and run again by itself, all of
// it is applied to the universe, and taken back.
#include "lab_window.h"
#include "ui/game/bind_dialog.h"
#include "ui/migration/apply_question.h"
#include "ui/migration/lab_details.h"
#include "ui/migration/lab_table_tabs.h"
#include "ui/migration/migration_lab_page.h"
#include "ui/widgets/diff_view.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/source_view.h"

#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QTabWidget>
#include <QTreeView>

#include <algorithm>

namespace tst_migration_lab {

using namespace plectrum;
using namespace Qt::StringLiterals;
using documents::LabApply;
using documents::LabDocument;
using documents::LabTable;

namespace {

constexpr auto boot = "src/server/Boot.server.luau";
constexpr auto steps = "src/server/PlayerData/Migrations/init.luau";
constexpr auto wrongLine = "data.coins = data.coins + data.items[1].count";
constexpr auto rightLine =
    "data.coins = data.coins + (if data.items[1] then data.items[1].count else "
    "0)";

void press(const QWidget* where, const QString& name)
{
    auto* button = where->findChild<QPushButton*>(name);
    QVERIFY2(button && button->isEnabled(), qPrintable(name));
    QTest::mouseClick(button, Qt::LeftButton);
}

void bind(LabWindow& world)
{
    QTRY_VERIFY(!world.workspace->stores().empty());
    world.action(u"game.bind"_s)->trigger();
    QPointer dialog = world.window->findChild<ui::BindDialog*>();
    QVERIFY(dialog);
    QTest::keyClicks(dialog->findChild<QLineEdit*>(u"bind.file"_s), world.file(boot));
    const auto* state = dialog->findChild<QLabel*>(u"bind.state"_s);
    QTRY_VERIFY2(state->text().startsWith(u"It loads"), qPrintable(state->text()));
    press(dialog, u"bind.bind"_s);
    QTRY_VERIFY(dialog.isNull());
}

ui::MigrationLabPage* openLab(LabWindow& world)
{
    world.action(u"game.lab"_s)->trigger();
    return world.window->findChild<ui::MigrationLabPage*>();
}

QString status(const ui::MigrationLabPage* page)
{
    return page->findChild<QLabel*>(u"lab.status"_s)->text();
}

} // namespace

class TestMigrationLab : public QObject
{
    Q_OBJECT

private slots:
    void fromTheFailingStepToTheUniverseAndBack()
    {
        LabWindow world;
        bind(world);
        ui::MigrationLabPage* page = openLab(world);
        QVERIFY(page);
        LabDocument& lab = page->document();
        QTRY_COMPARE(lab.phase(), LabDocument::Phase::Ready);
        QVERIFY2(status(page).contains(u"4 have steps pending"), qPrintable(status(page)));
        QCOMPARE(page->tables()->view(LabTable::Steps)->model()->rowCount(), 6);

        press(page, u"lab.run"_s);
        QTRY_COMPARE(lab.phase(), LabDocument::Phase::Done);
        const auto* failures = page->tables()->view(LabTable::Failures)->model();
        QCOMPARE(failures->rowCount(), 1);
        QCOMPARE(failures->index(0, 0).data().toString(), u"countItems"_s);
        QCOMPARE(failures->index(0, 3).data().toString(), u"2"_s);
        QCOMPARE(page->tables()->table(), LabTable::Failures);
        showsTheLineBesideTheSource(page);
        showsARecordStepByStep(page);
        if (QTest::currentTestFailed())
            return;

        world.change(steps, wrongLine, rightLine);
        QTRY_VERIFY(lab.phase() == LabDocument::Phase::Done && lab.findings().results->failed == 0);
        QCOMPARE(failures->rowCount(), 0);
        QCOMPARE(lab.findings().results->migrated, std::size_t(4));

        appliesAndTakesBack(world, page);
    }

    void codeThatDoesNotLoadIsShownWithItsLine()
    {
        LabWindow world;
        bind(world);
        ui::MigrationLabPage* page = openLab(world);
        QTRY_COMPARE(page->document().phase(), LabDocument::Phase::Ready);
        world.change(steps, "return {", "return {\noops oops");
        const auto* code = page->findChild<QLabel*>(u"lab.code"_s);
        QTRY_VERIFY2(code->text().contains(u"does not load"), qPrintable(code->text()));
        const auto* source = page->findChild<ui::SourceView*>(u"lab.source"_s);
        QTRY_VERIFY(source->toPlainText().contains(u"oops oops"));
        QVERIFY(source->markedLine() > 0);
    }

    void aReportIsWritten()
    {
        LabWindow world;
        bind(world);
        ui::MigrationLabPage* page = openLab(world);
        LabDocument& lab = page->document();
        QTRY_COMPARE(lab.phase(), LabDocument::Phase::Ready);
        press(page, u"lab.run"_s);
        QTRY_COMPARE(lab.phase(), LabDocument::Phase::Done);
        using Format = LabDocument::ReportFormat;
        for (const auto& [format, part] :
             {std::pair(Format::Html, "<html"), std::pair(Format::Json, "\"countItems\""),
              std::pair(Format::JUnit, "<testsuite")}) {
            const QString path = world.folder.filePath(u"report"_s);
            QSignalSpy exported(&lab, &LabDocument::exported);
            lab.exportTo(path, format);
            QTRY_COMPARE(exported.count(), 1);
            QCOMPARE(exported.front().at(1).toString(), QString());
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY(file.readAll().contains(part));
        }
    }

private:
    static void showsTheLineBesideTheSource(const ui::MigrationLabPage* page)
    {
        const auto* source = page->findChild<ui::SourceView*>(u"lab.source"_s);
        QTRY_VERIFY(source->isVisible() && source->markedLine() > 0);
        const QString line = source->toPlainText().split(u'\n').at(source->markedLine() - 1);
        QCOMPARE(line.trimmed(), QString::fromLatin1(wrongLine));
    }

    static void showsARecordStepByStep(ui::MigrationLabPage* page)
    {
        const auto* keys = page->findChild<QListView*>(u"lab.keys"_s);
        QCOMPARE(keys->model()->rowCount(), 2);
        auto* list = page->findChild<QListWidget*>(u"lab.steps"_s);
        QTRY_COMPARE(list->count(), 7); // all of them, and each
        const auto* diff = page->findChild<ui::DiffView*>(u"lab.diff"_s);
        QTRY_COMPARE(diff->stateTitle(), u"This step fails"_s);
        list->setCurrentRow(1); // addSettings
        QTRY_VERIFY(!diff->summary().isEmpty());
        press(page, u"lab.load"_s);
        const auto* text = page->findChild<QLabel*>(u"lab.loadText"_s);
        QTRY_VERIFY2(text->text().contains(u"The load fails"), qPrintable(text->text()));
        QVERIFY2(text->text().contains(u"countItems"), qPrintable(text->text()));
        QVERIFY(!page->findChild<QPlainTextEdit*>(u"lab.log"_s)->toPlainText().isEmpty());
    }

    static void appliesAndTakesBack(LabWindow& world, ui::MigrationLabPage* page)
    {
        const json::Value before = world.dataOf("good_1");
        press(page, u"lab.apply"_s);
        QPointer question = page->findChild<ui::ApplyQuestion*>();
        QVERIFY(question);
        press(question, u"apply.confirm"_s);
        QTRY_COMPARE(page->applying().phase(), LabApply::Phase::Done);
        QCOMPARE(page->applying().results()->count(gamecode::ApplyOutcome::Migrated),
                 std::size_t(4));
        QVERIFY(world.dataOf("good_1").find("settings"));
        const auto* message = page->findChild<ui::MessageBar*>(u"lab.message"_s);
        QVERIFY2(message->text().contains(u"4 migrated"), qPrintable(message->text()));
        // Nothing is pending any more.
        QTRY_VERIFY2(status(page).contains(u"0 have steps pending"), qPrintable(status(page)));

        const auto buttons = message->findChildren<QPushButton*>();
        const auto undo = std::ranges::find_if(buttons, [](const QPushButton* button) {
            return button->isVisible() && button->text() == u"Undo all";
        });
        QVERIFY(undo != buttons.end());
        QTest::mouseClick(*undo, Qt::LeftButton);
        QTRY_COMPARE(page->applying().phase(), LabApply::Phase::Undone);
        QCOMPARE(world.dataOf("good_1"), before);
        QTRY_VERIFY2(status(page).contains(u"4 have steps pending"), qPrintable(status(page)));
    }
};

PLECTRUM_UI_TEST(TestMigrationLab)

} // namespace tst_migration_lab

#include "tst_migration_lab.moc"
